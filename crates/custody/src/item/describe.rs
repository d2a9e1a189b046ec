//! Somebody writes down who or what is to be seen, so that it can be shown to one reader and withheld from another: the entry holds a
//! commitment, and the words under a key of their subject.
//!
//! Refused while the item is still being acquired, after it was given back, to those of other bodies and to the installation itself.

use record::{Circumstances, NONCE, Protected, ProtectedError, SubjectId, SubjectKey};

use super::{Event, Refusal, State, a_person};
use crate::{Commitment, Field, Opening};

/// Somebody writes down who or what is to be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Describe {
    /// What the words are about.
    pub field: Field,
    /// What is committed to.
    pub commitment: Commitment,
    /// Salt and words, for those who have the key of their subject.
    pub opening: Protected<Opening>,
}

impl Describe {
    /// Commits to an opening and encrypts it under the key of its subject; a nonce is used once.
    ///
    /// # Errors
    /// Where it can't be encrypted.
    pub fn seal(field: Field, opening: &Opening, subject: SubjectId, key: &SubjectKey, nonce: [u8; NONCE]) -> Result<Self, ProtectedError> {
        Ok(Self { field, commitment: opening.commit(field), opening: Protected::seal(opening, subject, key, nonce)? })
    }
}

pub(super) fn decide(state: &State, command: Describe, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    a_person(at)?;
    let _ = state.held_by(at)?;
    let Describe { field, commitment, opening } = command;
    Ok(vec![Event::Described { field, commitment, opening }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::Command;
    use crate::item::testing::{begun, described, failed, given_back, held, sealed, when, when_of};

    fn describe(history: &[Event], by: u128) -> Result<Vec<Event>, Refusal> {
        when(history, by, 0, Command::Describe(sealed()))
    }

    #[test]
    fn the_words_are_committed_to_and_hidden() {
        assert_eq!(describe(&held(), 1), Ok(vec![described()]));
        assert_eq!(describe(&failed(), 1), Ok(vec![described()]), "what failed shows something too");
        let Event::Described { field, commitment, opening } = described() else { unreachable!() };
        let read = opening.open(&SubjectKey::new([7; 32])).unwrap();
        assert!(commitment.is_to(field, &read) && read.value() == "в красной куртке");
        assert_eq!(opening.open(&SubjectKey::new([8; 32])), Err(ProtectedError::WrongKey), "whose key is gone is not named any more");
        assert!(!serde_json::to_string(&described()).unwrap().contains("куртке"));
    }

    #[test]
    fn only_what_is_there() {
        assert_eq!(describe(&[], 1), Err(Refusal::Unknown));
        assert_eq!(describe(&[begun()], 1), Err(Refusal::StillReceiving));
        assert_eq!(describe(&given_back(), 1), Err(Refusal::GivenBack));
    }

    #[test]
    fn only_people_of_the_body_that_holds_it() {
        assert_eq!(when_of(&held(), (5, 2), 0, Command::Describe(sealed())), Err(Refusal::NotHolder));
        assert_eq!(describe(&held(), 0), Err(Refusal::OnlyPeople), "a machine recognises nobody");
    }
}
