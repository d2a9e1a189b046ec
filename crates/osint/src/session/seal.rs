//! A session ends. The seal is a digest over its steps; from now on nothing is entered but replays. One without steps is sealed too: that
//! nothing was searched is worth knowing.
//!
//! Refused to all but the owner, and where it is sealed.

use record::Circumstances;

use super::{Event, Refusal, State, steps};

/// To end a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seal {}

pub(super) fn decide(state: &State, Seal {}: Seal, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let session = state.own(at)?;
    let count = u32::try_from(session.steps.len()).map_err(|_| Refusal::TooManySteps)?;
    Ok(vec![Event::Sealed { steps: count, digest: steps::digest(&session.steps) }])
}

#[cfg(test)]
mod tests {
    use record::Workflow;

    use super::*;
    use crate::session::testing::{noted, opened, sealed, taken_over, when};
    use crate::session::{Command, Session};

    fn ask(history: &[Event], by: u128) -> Result<Vec<Event>, Refusal> {
        when(history, by, 20, Command::Seal(Seal {}))
    }

    #[test]
    fn the_seal_covers_all_steps() {
        let mut history = sealed();
        let seal = history.pop().unwrap();
        assert_eq!(ask(&history, 1), Ok(vec![seal]));
        assert_eq!(Session::fold(&sealed()).duty(), None);
    }

    #[test]
    fn a_session_without_steps_can_be_sealed() {
        assert_eq!(ask(&[opened()], 1), Ok(vec![Event::Sealed { steps: 0, digest: steps::digest(&[]) }]));
    }

    #[test]
    fn who_owned_it_does_not_change_the_seal() {
        let seal = |history: &[Event], by| ask(history, by).unwrap();
        assert_eq!(seal(&[opened(), noted(5)], 1), seal(&[opened(), noted(5), taken_over()], 3));
    }

    #[test]
    fn not_by_others_and_not_twice() {
        assert_eq!(ask(&[opened()], 2), Err(Refusal::NotOwner));
        assert_eq!(ask(&sealed(), 1), Err(Refusal::Sealed));
        assert_eq!(ask(&[], 1), Err(Refusal::Unknown));
    }
}
