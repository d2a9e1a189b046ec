//! A person asks that a matter of others open to them.
//!
//! Refused where it was asked for before, where the installation itself asks, and where it would be open for no time or for longer than
//! [`LONGEST_MINUTES`].

use record::{AgencyId, Circumstances, Compartment, Reason, Region, SubjectId};

use super::{EmergencyId, Event, LONGEST_MINUTES, Refusal, State, a_person};
use crate::refuse_if;

/// A person asks that a matter open to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The emergency, by a new identifier.
    pub emergency: EmergencyId,
    /// Whose data it is.
    pub subject: SubjectId,
    /// Where it lies, as the shell loaded it just before.
    pub compartment: Compartment,
    /// The agency that keeps it, as the shell loaded it just before.
    pub keeper: AgencyId,
    /// Its region, where it has one, as the shell loaded it just before.
    pub region: Option<Region>,
    /// Why. May not name the subject: it is not encrypted.
    pub reason: Reason,
    /// For how many minutes it shall open.
    pub minutes: u32,
}

pub(super) fn decide(state: &State, command: Request, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let Request { emergency, subject, compartment, keeper, region, reason, minutes } = command;
    refuse_if(state.asked.is_some(), Refusal::AlreadyRequested)?;
    a_person(at)?;
    refuse_if(minutes == 0, Refusal::NoTime)?;
    refuse_if(minutes > LONGEST_MINUTES, Refusal::TooLong)?;
    let by = at.actor.person;
    Ok(vec![Event::Requested { emergency, by, subject, compartment, keeper, region, reason, minutes, at: at.now }])
}

#[cfg(test)]
mod tests {
    use record::Workflow;

    use super::*;
    use crate::emergency::testing::{minute, person, request, requested, subject, when};
    use crate::emergency::{Command, Emergency};

    fn ask(history: &[Event], by: u128, request: Request) -> Result<Vec<Event>, Refusal> {
        when(history, by, 0, Command::Request(request))
    }

    #[test]
    fn it_waits_and_opens_nothing() {
        assert_eq!(ask(&[], 1, request()), Ok(vec![requested()]));
        assert!(ask(&[], 1, Request { minutes: LONGEST_MINUTES, ..request() }).is_ok());
        let state = Emergency::fold(&[requested()]);
        assert_eq!(state.opened_to(person(1), subject(5), minute(1)), None);
        assert_eq!([14, 15].map(|at| state.waits_for_confirmation(minute(at))), [true, false]);
        assert!(!state.waits_for_review());
    }

    #[test]
    fn not_twice() {
        assert_eq!(ask(&[requested()], 1, request()), Err(Refusal::AlreadyRequested));
    }

    #[test]
    fn not_by_the_machine() {
        assert_eq!(ask(&[], 0, request()), Err(Refusal::OnlyPeople));
    }

    #[test]
    fn not_for_no_time() {
        assert_eq!(ask(&[], 1, Request { minutes: 0, ..request() }), Err(Refusal::NoTime));
    }

    #[test]
    fn not_for_too_long() {
        assert_eq!(ask(&[], 1, Request { minutes: LONGEST_MINUTES + 1, ..request() }), Err(Refusal::TooLong));
    }
}
