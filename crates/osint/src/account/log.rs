//! What was done or received without making contact is entered: what, where, when, by whom.
//!
//! Refused outside of the term, also when it is over by now; where the decision does not allow it; where the act makes contact; to people
//! of other bodies and whoever confirmed; for a moment to come; and where something stands under another key.

use custody::ItemId;
use record::{Circumstances, Moment};

use super::{Act, Event, Refusal, State};
use crate::{Address, Content, Hidden, refuse_if};

/// To enter what was done or received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// What.
    pub act: Act,
    /// Where.
    pub address: Hidden<Address>,
    /// What was received, where it is text.
    pub content: Option<Hidden<Content>>,
    /// The capture, where one was made.
    pub item: Option<ItemId>,
    /// When.
    pub at: Moment,
}

pub(super) fn decide(state: &State, command: Log, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let Log { act, address, content, item, at: when } = command;
    let account = state.acting(act, when, at)?;
    refuse_if(act.is_contact(), Refusal::NeedsCheck)?;
    account.keeps(&address)?;
    content.as_ref().map_or(Ok(()), |content| account.keeps(content))?;
    Ok(vec![Event::Acted { act, address, content, item, by: at.actor.person, at: when }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Command;
    use crate::account::testing::{acted, confirmed, entered, log, running, stopped, when, when_of};
    use crate::testing::{hidden, minute, secret};

    fn ask(history: &[Event], by: u128, now: u32, log: Log) -> Result<Vec<Event>, Refusal> {
        when(history, by, now, Command::Log(log))
    }

    #[test]
    fn anybody_of_the_body_enters_what_they_did() {
        assert_eq!(ask(&running(), 3, 20, log(20)), Ok(vec![acted(3, 20)]));
    }

    #[test]
    fn nothing_outside_of_the_term() {
        assert_eq!(ask(&[entered()], 3, 20, log(20)), Err(Refusal::NotConfirmed));
        assert_eq!(ask(&running(), 3, 9, log(9)), Err(Refusal::NotYet));
        assert_eq!(ask(&running(), 3, 20, log(9)), Err(Refusal::NotYet), "it was done before");
        assert_eq!(ask(&running(), 3, 100, log(100)), Err(Refusal::TermOver));
        assert_eq!(ask(&running(), 3, 100, log(99)), Err(Refusal::TermOver), "nor afterwards");
        assert_eq!(ask(&[entered(), confirmed(1, 50)], 3, 60, log(49)), Err(Refusal::NotYet), "nobody had confirmed it");
        assert_eq!(ask(&running(), 3, 20, log(21)), Err(Refusal::NotThen));
        let stopped: Vec<Event> = running().into_iter().chain([stopped()]).collect();
        assert_eq!(ask(&stopped, 3, 20, log(20)), Err(Refusal::Stopped));
    }

    #[test]
    fn nothing_that_the_decision_does_not_allow() {
        assert_eq!(ask(&running(), 3, 20, Log { act: Act::Paid, ..log(20) }), Err(Refusal::NotAllowed));
        assert_eq!(ask(&running(), 3, 20, Log { act: Act::Wrote, ..log(20) }), Err(Refusal::NeedsCheck));
    }

    #[test]
    fn nobody_else() {
        assert_eq!(ask(&[], 3, 20, log(20)), Err(Refusal::Unknown));
        assert_eq!(ask(&running(), 0, 20, log(20)), Err(Refusal::OnlyPeople));
        assert_eq!(when_of(&running(), (4, 2), 20, Command::Log(log(20))), Err(Refusal::OtherBody));
        assert_eq!(ask(&running(), 2, 20, log(20)), Err(Refusal::SamePerson), "whoever confirmed changed their body in between");
    }

    #[test]
    fn nothing_under_another_key() {
        let address = hidden(&secret(Address::new("https://example.org/00").unwrap()), 6);
        let content = Some(hidden(&secret(Content::new("a").unwrap()), 6));
        assert_eq!(ask(&running(), 3, 20, Log { address, ..log(20) }), Err(Refusal::OtherSubject));
        assert_eq!(ask(&running(), 3, 20, Log { content, at: minute(20), ..log(20) }), Err(Refusal::OtherSubject));
    }
}
