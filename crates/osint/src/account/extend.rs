//! A further decision is entered. It holds when a second person has confirmed it, for its own term and its own acts.
//!
//! Refused to people of other bodies and whoever confirmed, when the use was ended, where there are too many, and as a first decision is.

use record::Circumstances;

use super::{Decision, Event, MOST_DECISIONS, Refusal, State};
use crate::refuse_if;

/// To enter a further decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extend {
    /// The decision.
    pub decision: Decision,
}

pub(super) fn decide(state: &State, Extend { decision }: Extend, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let account = state.of_body(at)?;
    refuse_if(account.decisions.len() >= MOST_DECISIONS, Refusal::TooManyDecisions)?;
    decision.check(at.now)?;
    Ok(vec![Event::Extended { decision, by: at.actor.person, at: at.now }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Command;
    use crate::account::testing::{confirmed, decision, entered, extended, log, running, stopped, when, when_of};

    fn ask(history: &[Event], by: u128, (from, until): (u32, u32)) -> Result<Vec<Event>, Refusal> {
        when(history, by, 55, Command::Extend(Extend { decision: decision(from, until) }))
    }

    #[test]
    fn a_new_decision_brings_a_new_term_once_it_is_confirmed() {
        assert_eq!(ask(&running(), 1, (90, 300)), Ok(vec![extended(90, 300)]));
        let entered: Vec<Event> = running().into_iter().chain([extended(90, 300)]).collect();
        let act = |history: &[Event]| when(history, 3, 150, Command::Log(log(150)));
        assert_eq!(act(&entered), Err(Refusal::TermOver));
        let confirmed: Vec<Event> = entered.into_iter().chain([confirmed(2, 60)]).collect();
        assert!(act(&confirmed).is_ok());
    }

    #[test]
    fn not_by_others_and_not_after_the_end() {
        assert_eq!(when_of(&running(), (4, 2), 55, Command::Extend(Extend { decision: decision(90, 300) })), Err(Refusal::OtherBody));
        assert_eq!(ask(&running(), 2, (90, 300)), Err(Refusal::SamePerson));
        assert_eq!(ask(&[entered(), stopped()], 1, (90, 300)), Err(Refusal::Stopped));
        assert_eq!(ask(&[], 1, (90, 300)), Err(Refusal::Unknown));
    }

    #[test]
    fn not_by_a_term_that_is_none_and_not_without_end() {
        assert_eq!(ask(&running(), 1, (300, 90)), Err(Refusal::TermReversed));
        assert_eq!(ask(&running(), 1, (10, 55)), Err(Refusal::TermOver));
        let many: Vec<Event> = std::iter::once(entered()).chain((1..MOST_DECISIONS).map(|_| extended(90, 300))).collect();
        assert_eq!(ask(&many, 1, (90, 300)), Err(Refusal::TooManyDecisions));
    }
}
