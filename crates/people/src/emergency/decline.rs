//! Nothing comes of it: the second person says no, or the one who asked takes it back.
//!
//! Refused where it does not wait for a second person, or no longer.

use record::{Circumstances, Reason};

use super::{Event, Refusal, State};

/// Nothing comes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decline {
    /// Why.
    pub reason: Reason,
}

pub(super) fn decide(state: &State, Decline { reason }: Decline, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    state.waiting(at.now)?;
    Ok(vec![Event::Declined { reason }])
}

#[cfg(test)]
mod tests {
    use record::Workflow;

    use super::*;
    use crate::emergency::testing::{declined, minute, open, person, requested, subject, when};
    use crate::emergency::{Command, Emergency};
    use crate::testing::reason;

    fn decline(history: &[Event], by: u128, at: u32) -> Result<Vec<Event>, Refusal> {
        when(history, by, at, Command::Decline(Decline { reason: reason() }))
    }

    #[test]
    fn it_never_opens() {
        assert_eq!(decline(&[requested()], 2, 5), Ok(vec![declined()]));
        assert_eq!(decline(&[requested()], 1, 5), Ok(vec![declined()]));
        let state = Emergency::fold(&[requested(), declined()]);
        assert_eq!(state.opened_to(person(1), subject(5), minute(5)), None);
        assert!(!state.waits_for_confirmation(minute(5)) && !state.waits_for_review());
    }

    #[test]
    fn not_what_nobody_asked_for() {
        assert_eq!(decline(&[], 2, 5), Err(Refusal::Unknown));
    }

    #[test]
    fn not_when_it_is_over_by_itself() {
        assert_eq!(decline(&[requested()], 2, 15), Err(Refusal::RequestOver));
    }

    #[test]
    fn not_twice() {
        assert_eq!(decline(&[requested(), declined()], 2, 5), Err(Refusal::WasDeclined));
    }

    #[test]
    fn not_what_was_confirmed() {
        assert_eq!(decline(&open(), 2, 6), Err(Refusal::AlreadyConfirmed));
    }
}
