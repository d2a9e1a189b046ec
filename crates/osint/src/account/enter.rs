//! An account is entered with the court decision that allows it. Nothing can be done with it before a second person confirms.
//!
//! Refused where the identifier is taken, to the installation itself, where the term goes backwards or is over, where the decision allows
//! nothing, and where the name stands under another key.

use record::{Circumstances, Compartment, Region, SubjectId};

use super::{AccountId, Decision, Event, Refusal, State, a_person};
use crate::{Handle, Hidden, Line, refuse_if};

/// To enter an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enter {
    /// The account, by a new identifier.
    pub account: AccountId,
    /// The platform.
    pub platform: Line,
    /// Its name there.
    pub handle: Hidden<Handle>,
    /// The decision.
    pub decision: Decision,
    /// To which matters it belongs.
    pub compartment: Compartment,
    /// Its region, where it has one.
    pub region: Option<Region>,
    /// Under whose key stands what may name people: a subject of its own.
    pub subject: SubjectId,
}

pub(super) fn decide(state: &State, command: Enter, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    a_person(at)?;
    refuse_if(state.entered.is_some(), Refusal::AlreadyEntered)?;
    let Enter { account, platform, handle, decision, compartment, region, subject } = command;
    refuse_if(handle.subject() != subject, Refusal::OtherSubject)?;
    decision.check(at.now)?;
    let (agency, by, at) = (at.actor.agency, at.actor.person, at.now);
    Ok(vec![Event::Entered { account, platform, handle, decision, compartment, region, subject, agency, by, at }])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::account::Command;
    use crate::account::testing::{decision, enter, entered, when};

    fn ask(history: &[Event], by: u128, enter: Enter) -> Result<Vec<Event>, Refusal> {
        when(history, by, 0, Command::Enter(enter))
    }

    #[test]
    fn the_decision_stands_as_it_is_written() {
        assert_eq!(ask(&[], 1, enter()), Ok(vec![entered()]));
    }

    #[test]
    fn not_twice_and_not_by_the_machine() {
        assert_eq!(ask(&[entered()], 1, enter()), Err(Refusal::AlreadyEntered));
        assert_eq!(ask(&[], 0, enter()), Err(Refusal::OnlyPeople));
    }

    #[test]
    fn not_by_a_decision_that_allows_nothing_now_or_later() {
        let by = |decision| ask(&[], 1, Enter { decision, ..enter() });
        assert_eq!(by(decision(10, 10)), Err(Refusal::TermReversed));
        assert_eq!(by(decision(10, 9)), Err(Refusal::TermReversed));
        let past = Decision { from: decision(0, 1).from, until: decision(0, 1).from, ..decision(0, 1) };
        let earlier = record::Moment::parse("2026-02-01T00:00:00Z").unwrap();
        assert_eq!(by(Decision { from: earlier, ..past }), Err(Refusal::TermOver));
        assert_eq!(by(Decision { allows: BTreeSet::new(), ..decision(0, 1) }), Err(Refusal::NothingAllowed));
    }

    #[test]
    fn not_with_a_name_under_another_key() {
        assert_eq!(ask(&[], 1, Enter { subject: SubjectId::from_bits(6), ..enter() }), Err(Refusal::OtherSubject));
    }
}
