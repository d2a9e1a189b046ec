//! A note is entered.
//!
//! Refused to all but the owner, when it is sealed or full, and where it stands under another key.

use record::Circumstances;

use super::{Event, Refusal, State};
use crate::{Hidden, Note};

/// To enter a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakeNote {
    /// The note.
    pub note: Hidden<Note>,
}

pub(super) fn decide(state: &State, TakeNote { note }: TakeNote, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    state.room(at)?.keeps(&note)?;
    Ok(vec![Event::Noted { note, by: at.actor.person, at: at.now }])
}

#[cfg(test)]
mod tests {
    use record::{Actor, Decider, Workflow};

    use super::*;
    use crate::session::testing::{note, noted, opened, sealed, when, when_of};
    use crate::session::{Command, MOST_STEPS, Session};
    use crate::testing::{hidden, secret};

    fn ask(history: &[Event], by: u128, note: Hidden<Note>) -> Result<Vec<Event>, Refusal> {
        when(history, by, 5, Command::Note(TakeNote { note }))
    }

    #[test]
    fn the_note_stands_with_its_moment() {
        assert_eq!(ask(&[opened()], 1, note()), Ok(vec![noted(5)]));
    }

    #[test]
    fn only_by_its_owner_before_the_seal() {
        assert_eq!(ask(&[opened()], 2, note()), Err(Refusal::NotOwner));
        let of_another_body = when_of(&[opened()], (1, 2), 5, Command::Note(TakeNote { note: note() }));
        assert_eq!(of_another_body, Err(Refusal::OtherBody), "they changed their body in between");
        assert_eq!(ask(&sealed(), 1, note()), Err(Refusal::Sealed));
        assert_eq!(ask(&[opened()], 1, hidden(&secret(Note::new("a").unwrap()), 6)), Err(Refusal::OtherSubject));
    }

    #[test]
    fn not_without_end() {
        let mut state = Session::fold(&[opened()]);
        for _ in 0..MOST_STEPS {
            state = Session::evolve(state, &noted(5));
        }
        let actor = Actor { person: record::PersonId::from_bits(1), agency: record::AgencyId::from_bits(1) };
        let at = Circumstances { now: crate::testing::minute(9), actor: &actor, purpose: record::Purpose::Detection, edition: "2026-11" };
        assert_eq!(decide(&state, TakeNote { note: note() }, &at), Err(Refusal::TooManySteps));
    }
}
