//! It closes before its time. Closing takes nothing that anybody needs more of, so nothing is asked but that it is open; who may is the
//! rights' to say.
//!
//! Refused where it was never opened, or is over.

use record::Circumstances;

use super::{Event, Refusal, State};
use crate::refuse_if;

/// It closes before its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {}

pub(super) fn decide(state: &State, End {}: End, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let (_, until) = state.known()?.opened()?;
    refuse_if(until <= at.now, Refusal::IsOver)?;
    Ok(vec![Event::Ended { at: at.now }])
}

#[cfg(test)]
mod tests {
    use record::Workflow;

    use super::*;
    use crate::emergency::testing::{declined, minute, open, person, requested, subject, when};
    use crate::emergency::{Command, Emergency};

    fn end(history: &[Event], by: u128, at: u32) -> Result<Vec<Event>, Refusal> {
        when(history, by, at, Command::End(End {}))
    }

    fn ended() -> Vec<Event> {
        [open(), vec![Event::Ended { at: minute(9) }]].concat()
    }

    #[test]
    fn it_closes_at_once() {
        for by in [1, 2, 3, 0] {
            assert_eq!(end(&open(), by, 9), Ok(vec![Event::Ended { at: minute(9) }]));
        }
        let state = Emergency::fold(&ended());
        assert_eq!([8, 9].map(|at| state.opened_to(person(1), subject(5), minute(at)).is_some()), [true, false]);
        assert!(state.waits_for_review());
    }

    #[test]
    fn not_what_nobody_asked_for() {
        assert_eq!(end(&[], 1, 5), Err(Refusal::Unknown));
    }

    #[test]
    fn not_what_was_never_opened() {
        assert_eq!(end(&[requested()], 1, 5), Err(Refusal::NotConfirmed));
        assert_eq!(end(&[requested(), declined()], 1, 5), Err(Refusal::NotConfirmed));
    }

    #[test]
    fn not_what_is_over() {
        assert_eq!(end(&open(), 1, 35), Err(Refusal::IsOver));
        assert_eq!(end(&ended(), 1, 10), Err(Refusal::IsOver));
    }
}
