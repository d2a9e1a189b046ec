//! A step that was wrong is answered. It stays as it was entered; both stand in the log, and the seal covers both.
//!
//! Refused where there is no such step, and as a note is.

use record::Circumstances;

use super::{Event, Refusal, State};
use crate::{Hidden, Note, refuse_if};

/// To answer a step that was wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correct {
    /// The number of that step; the first is 1.
    pub step: u32,
    /// What is right.
    pub note: Hidden<Note>,
}

pub(super) fn decide(state: &State, Correct { step, note }: Correct, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let session = state.room(at)?;
    refuse_if(session.step(step).is_none(), Refusal::NoSuchStep)?;
    session.keeps(&note)?;
    Ok(vec![Event::Corrected { step, note, by: at.actor.person, at: at.now }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Command;
    use crate::session::testing::{corrected, note, noted, opened, sealed, when};
    use crate::testing::{hidden, secret};

    fn ask(history: &[Event], step: u32) -> Result<Vec<Event>, Refusal> {
        when(history, 1, 7, Command::Correct(Correct { step, note: note() }))
    }

    #[test]
    fn what_was_wrong_stays_beside_what_is_right() {
        assert_eq!(ask(&[opened(), noted(5)], 1), Ok(vec![corrected(1, 7)]));
        let state = [opened(), noted(5), corrected(1, 7)].iter().fold(State::default(), State::after);
        assert_eq!(state.opened.unwrap().steps.len(), 2);
    }

    #[test]
    fn only_a_step_that_was_made() {
        for step in [0, 2, u32::MAX] {
            assert_eq!(ask(&[opened(), noted(5)], step), Err(Refusal::NoSuchStep), "{step}");
        }
    }

    #[test]
    fn not_after_the_seal_and_not_under_another_key() {
        assert_eq!(ask(&sealed(), 1), Err(Refusal::Sealed));
        let note = hidden(&secret(Note::new("a").unwrap()), 6);
        let asked = when(&[opened(), noted(5)], 1, 7, Command::Correct(Correct { step: 1, note }));
        assert_eq!(asked, Err(Refusal::OtherSubject));
    }
}
