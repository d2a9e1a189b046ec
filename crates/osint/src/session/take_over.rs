//! Somebody else of the body goes on with a session: its owner is ill, has left, or asked for it. It is never without an owner.
//!
//! Refused when it is sealed, to people of another body, and to its owner.

use record::{Circumstances, Reason};

use super::{Event, Refusal, State};
use crate::refuse_if;

/// To go on with somebody else's session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakeOver {
    /// Why.
    pub reason: Reason,
}

pub(super) fn decide(state: &State, TakeOver { reason }: TakeOver, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let session = state.unsealed(at)?;
    refuse_if(session.owner == at.actor.person, Refusal::AlreadyOwner)?;
    Ok(vec![Event::TakenOver { by: at.actor.person, at: at.now, reason }])
}

#[cfg(test)]
mod tests {
    use record::{PersonId, Workflow};

    use super::*;
    use crate::session::testing::{note, opened, sealed, taken_over, when, when_of};
    use crate::session::{Command, SESSION_DAYS, Session, TakeNote};
    use crate::testing::{minute, reason};

    fn ask(history: &[Event], (by, agency): (u128, u128)) -> Result<Vec<Event>, Refusal> {
        when_of(history, (by, agency), 8, Command::TakeOver(TakeOver { reason: reason() }))
    }

    #[test]
    fn a_colleague_goes_on_with_a_term_of_their_own() {
        assert_eq!(ask(&[opened()], (3, 1)), Ok(vec![taken_over()]));
        let state = Session::fold(&[opened(), taken_over()]);
        let duty = state.duty().unwrap();
        assert_eq!((duty.owner, duty.due), (PersonId::from_bits(3), minute(8).plus_days(SESSION_DAYS)));
        let notes = |by| when(&[opened(), taken_over()], by, 9, Command::Note(TakeNote { note: note() }));
        assert!(notes(3).is_ok());
        assert_eq!(notes(1), Err(Refusal::NotOwner));
    }

    #[test]
    fn not_by_others_not_by_its_owner_and_not_after_the_seal() {
        assert_eq!(ask(&[opened()], (3, 2)), Err(Refusal::OtherBody));
        assert_eq!(ask(&[opened()], (1, 1)), Err(Refusal::AlreadyOwner));
        assert_eq!(ask(&[opened()], (0, 1)), Err(Refusal::OnlyPeople));
        assert_eq!(ask(&sealed(), (3, 1)), Err(Refusal::Sealed));
    }
}
