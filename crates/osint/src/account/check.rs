//! Somebody answers the check against provocation for one step by which the account would make contact. The answers stay, whatever comes of
//! them: a step that was not made is worth knowing too.
//!
//! Refused where an act would be, where the act makes no contact, and unless each question is answered once.

use knowledge::{Answer, ProvocationCheck};
use record::{Circumstances, Reason};
use serde::{Deserialize, Serialize};

use super::{Act, Event, Refusal, State};
use crate::{Address, Content, Hidden, refuse_if};

/// To enter the answers to a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The step: what would be done.
    pub act: Act,
    /// Where.
    pub address: Hidden<Address>,
    /// What would be written, where something would be.
    pub content: Option<Hidden<Content>>,
    /// The questions in force.
    pub questions: ProvocationCheck,
    /// The answers, in any order.
    pub replies: Vec<Reply>,
}

/// The answer to one question. May not name those whose data is protected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// The code of the question.
    pub question: String,
    /// The answer.
    pub answer: Answer,
    /// Why.
    pub reason: Reason,
}

pub(super) fn decide(state: &State, command: Check, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let Check { act, address, content, questions, replies } = command;
    let account = state.acting(act, at.now, at)?;
    refuse_if(!act.is_contact(), Refusal::NoContact)?;
    account.keeps(&address)?;
    content.as_ref().map_or(Ok(()), |content| account.keeps(content))?;
    let replies = in_order(&questions, replies)?;
    let blocked_by = blocked_by(&questions, &replies);
    let (check, edition) = (account.checks.saturating_add(1), questions.edition);
    Ok(vec![Event::Checked { check, act, address, content, edition, replies, blocked_by, by: at.actor.person, at: at.now }])
}

/// The answers in the order of the questions: one to each and none beside.
fn in_order(questions: &ProvocationCheck, mut replies: Vec<Reply>) -> Result<Vec<Reply>, Refusal> {
    let place = |reply: &Reply| questions.questions.iter().position(|question| question.code == reply.question);
    refuse_if(questions.questions.is_empty(), Refusal::NoQuestions)?;
    refuse_if(replies.len() != questions.questions.len(), Refusal::Incomplete)?;
    replies.sort_by_cached_key(place);
    let fits = questions.questions.iter().zip(&replies).all(|(question, reply)| question.code == reply.question);
    if fits { Ok(replies) } else { Err(Refusal::Incomplete) }
}

fn blocked_by(questions: &ProvocationCheck, replies: &[Reply]) -> Vec<String> {
    let pairs = questions.questions.iter().zip(replies);
    pairs.filter(|(question, reply)| question.blocks.contains(&reply.answer)).map(|(question, _)| question.code.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Command;
    use crate::account::testing::{check, checked, entered, questions, replies, running, when};
    use crate::testing::{hidden, reason, secret};

    fn ask(history: &[Event], now: u32, check: Check) -> Result<Vec<Event>, Refusal> {
        when(history, 3, now, Command::Check(check))
    }

    #[test]
    fn the_answers_stay_with_the_step() {
        assert_eq!(ask(&running(), 20, check(Answer::No)), Ok(vec![checked(1, 3, 20, Answer::No)]));
        let turned = Check { replies: replies(Answer::No).into_iter().rev().collect(), ..check(Answer::No) };
        assert_eq!(ask(&running(), 20, turned), Ok(vec![checked(1, 3, 20, Answer::No)]), "in any order");
        let again: Vec<Event> = running().into_iter().chain([checked(1, 3, 20, Answer::No)]).collect();
        assert_eq!(ask(&again, 30, check(Answer::No)), Ok(vec![checked(2, 3, 30, Answer::No)]));
    }

    #[test]
    fn answers_that_stop_the_step_stay_too() {
        for answer in [Answer::Yes, Answer::Unclear] {
            let event = checked(1, 3, 20, answer);
            assert!(matches!(&event, Event::Checked { blocked_by, .. } if *blocked_by == ["initiative"]), "{answer:?}");
            assert_eq!(ask(&running(), 20, check(answer)), Ok(vec![event]));
        }
    }

    #[test]
    fn each_question_is_answered_once() {
        let with = |replies| ask(&running(), 20, Check { replies, ..check(Answer::No) });
        let of = |question: &str| Reply { question: question.into(), answer: Answer::No, reason: reason() };
        for replies in [vec![], vec![of("initiative")], vec![of("initiative"), of("initiative")], vec![of("initiative"), of("other")]] {
            assert_eq!(with(replies), Err(Refusal::Incomplete));
        }
        assert_eq!(with(vec![of("known"), of("initiative"), of("known")]), Err(Refusal::Incomplete));
        let none = ProvocationCheck { questions: vec![], ..questions() };
        assert_eq!(ask(&running(), 20, Check { questions: none, replies: vec![], ..check(Answer::No) }), Err(Refusal::NoQuestions));
    }

    #[test]
    fn only_before_a_contact_that_may_be_made() {
        assert_eq!(ask(&running(), 20, Check { act: Act::Viewed, ..check(Answer::No) }), Err(Refusal::NoContact));
        assert_eq!(ask(&running(), 20, Check { act: Act::Paid, ..check(Answer::No) }), Err(Refusal::NotAllowed));
        assert_eq!(ask(&running(), 100, check(Answer::No)), Err(Refusal::TermOver));
        assert_eq!(ask(&[entered()], 20, check(Answer::No)), Err(Refusal::NotConfirmed));
        let content = Some(hidden(&secret(Content::new("a").unwrap()), 6));
        assert_eq!(ask(&running(), 20, Check { content, ..check(Answer::No) }), Err(Refusal::OtherSubject));
        let address = hidden(&secret(Address::new("a").unwrap()), 6);
        assert_eq!(ask(&running(), 20, Check { address, ..check(Answer::No) }), Err(Refusal::OtherSubject));
    }
}
