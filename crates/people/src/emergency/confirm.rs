//! Another person agrees: from now on it is open to the one who asked, for as many minutes as they asked for.
//!
//! Refused where it does not wait for this or no longer, and where whoever agrees is the one who asked or the installation itself.

use record::Circumstances;

use super::{Event, Refusal, State, a_person};
use crate::refuse_if;

/// Another person agrees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirm {}

pub(super) fn decide(state: &State, Confirm {}: Confirm, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let asked = state.waiting(at.now)?;
    a_person(at)?;
    refuse_if(asked.by == at.actor.person, Refusal::SamePerson)?;
    Ok(vec![Event::Confirmed { by: at.actor.person, at: at.now, until: at.now.plus_minutes(asked.minutes) }])
}

#[cfg(test)]
mod tests {
    use record::Workflow;

    use super::*;
    use crate::emergency::testing::{confirmed, declined, minute, open, person, requested, subject, when};
    use crate::emergency::{Command, Emergency, Opening};
    use crate::testing::reason;

    fn confirm(history: &[Event], by: u128, at: u32) -> Result<Vec<Event>, Refusal> {
        when(history, by, at, Command::Confirm(Confirm {}))
    }

    #[test]
    fn it_opens_for_the_time_that_was_asked_for() {
        assert_eq!(confirm(&[requested()], 2, 5), Ok(vec![confirmed()]));
        let state = Emergency::fold(&open());
        let open = [4, 5, 34, 35].map(|at| state.opened_to(person(1), subject(5), minute(at)).is_some());
        assert_eq!(open, [false, true, true, false]);
        let opening = Opening { by: person(1), confirmed_by: person(2), reason: reason(), since: minute(5), until: minute(35) };
        assert_eq!(state.opened_to(person(1), subject(5), minute(5)), Some(opening));
        assert!(state.waits_for_review() && !state.waits_for_confirmation(minute(5)));
    }

    #[test]
    fn it_opens_to_nobody_else_and_nothing_else() {
        let state = Emergency::fold(&open());
        assert_eq!(state.opened_to(person(2), subject(5), minute(5)), None);
        assert_eq!(state.opened_to(person(1), subject(6), minute(5)), None);
    }

    #[test]
    fn not_what_nobody_asked_for() {
        assert_eq!(confirm(&[], 2, 5), Err(Refusal::Unknown));
    }

    #[test]
    fn not_for_oneself() {
        assert_eq!(confirm(&[requested()], 1, 5), Err(Refusal::SamePerson));
    }

    #[test]
    fn not_by_the_machine() {
        assert_eq!(confirm(&[requested()], 0, 5), Err(Refusal::OnlyPeople));
    }

    #[test]
    fn not_when_the_time_to_confirm_is_over() {
        assert!(confirm(&[requested()], 2, 14).is_ok());
        assert_eq!(confirm(&[requested()], 2, 15), Err(Refusal::RequestOver));
    }

    #[test]
    fn not_what_was_declined() {
        assert_eq!(confirm(&[requested(), declined()], 2, 5), Err(Refusal::WasDeclined));
    }

    #[test]
    fn not_twice() {
        assert_eq!(confirm(&open(), 3, 6), Err(Refusal::AlreadyConfirmed));
    }
}
