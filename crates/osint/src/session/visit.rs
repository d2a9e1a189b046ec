//! A resource was visited: where, when, what it showed, and the capture where one was made.
//!
//! Refused to all but the owner; when it is sealed or full; where the moment lies outside of the session; and where something stands under
//! another key or the results are not those that were encrypted.

use custody::ItemId;
use record::{Circumstances, Moment};

use super::{Event, Refusal, State};
use crate::{Address, Hidden, Results, Secret, refuse_if};

/// To enter that a resource was visited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// The resource.
    pub address: Hidden<Address>,
    /// What it showed.
    pub showed: Secret<Results>,
    /// The same, encrypted.
    pub results: Hidden<Results>,
    /// The capture, where one was made.
    pub item: Option<ItemId>,
    /// When.
    pub at: Moment,
}

pub(super) fn decide(state: &State, command: Visit, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let session = state.room(at)?;
    let Visit { address, showed, results, item, at: when } = command;
    session.keeps(&address)?;
    session.keeps(&results)?;
    session.made(when, at.now)?;
    refuse_if(showed.commitment() != results.commitment(), Refusal::OtherResults)?;
    Ok(vec![Event::Visited { address, results, count: showed.value.count(), item, by: at.actor.person, at: when }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Command;
    use crate::session::testing::{opened, sealed, visit, visited, when};
    use crate::testing::{hidden, minute, results, secret};

    fn ask(history: &[Event], by: u128, visit: Visit) -> Result<Vec<Event>, Refusal> {
        when(history, by, 5, Command::Visit(visit))
    }

    #[test]
    fn what_was_shown_stands_with_its_count() {
        assert_eq!(ask(&[opened()], 1, visit(5)), Ok(vec![visited(5)]));
        let state = [opened(), visited(5)].iter().fold(State::default(), State::after);
        assert_eq!(state.opened.unwrap().steps.len(), 1);
    }

    #[test]
    fn only_in_the_time_of_the_session() {
        let early = Visit { at: minute(0).plus_minutes(0), ..visit(0) };
        assert!(ask(&[opened()], 1, early).is_ok(), "the moment in which it was opened is of it");
        let before = Visit { at: record::Moment::parse("2026-03-01T11:59:59Z").unwrap(), ..visit(0) };
        assert_eq!(ask(&[opened()], 1, before), Err(Refusal::NotThen));
        assert_eq!(ask(&[opened()], 1, visit(6)), Err(Refusal::NotThen), "in the future");
    }

    #[test]
    fn only_what_was_encrypted_for_this_session() {
        let address = hidden(&secret(Address::new("https://example.org/00").unwrap()), 6);
        assert_eq!(ask(&[opened()], 1, Visit { address, ..visit(5) }), Err(Refusal::OtherSubject));
        assert_eq!(ask(&[opened()], 1, Visit { results: hidden(&results(&["a", "b"]), 6), ..visit(5) }), Err(Refusal::OtherSubject));
        assert_eq!(ask(&[opened()], 1, Visit { showed: results(&["b"]), ..visit(5) }), Err(Refusal::OtherResults));
    }

    #[test]
    fn only_by_its_owner_before_the_seal() {
        assert_eq!(ask(&[], 1, visit(5)), Err(Refusal::Unknown));
        assert_eq!(ask(&[opened()], 2, visit(5)), Err(Refusal::NotOwner));
        assert_eq!(ask(&[opened()], 0, visit(5)), Err(Refusal::OnlyPeople));
        assert_eq!(ask(&sealed(), 1, visit(5)), Err(Refusal::Sealed));
    }
}
