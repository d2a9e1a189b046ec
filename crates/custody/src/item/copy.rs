//! A working copy is made of a file: it has a name of its own, and the log knows what it was made from, so that the original stays untouched
//! (Berkeley Protocol: evidentiary copy and working copy are kept apart, and the making of copies is documented).
//!
//! Refused where the item is still being acquired, the file is none of its files, the name is taken, or the copy is not like the file.

use record::{Circumstances, Id, Reason, id};

use super::{Event, Refusal, State};
use crate::{FileName, Hashes, Tool, refuse_if};

/// The kind of a copy's identifier.
#[derive(Debug)]
pub struct CopyWord;

impl id::Kind for CopyWord {
    const WORD: &'static str = "copy";
}

/// The name of a working copy in the log.
pub type CopyId = Id<CopyWord>;

/// A working copy is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// The copy, by a new identifier.
    pub copy: CopyId,
    /// Of which file.
    pub file: FileName,
    /// The digests of the copy, worked out while it was made.
    pub hashes: Hashes,
    /// Why.
    pub reason: Reason,
    /// With what.
    pub tool: Tool,
}

pub(super) fn decide(state: &State, command: Copy, _: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let Copy { copy, file, hashes, reason, tool } = command;
    let original = state.file(&file)?;
    refuse_if(state.copy(copy).is_some(), Refusal::SameCopy)?;
    refuse_if(original.hashes != hashes, Refusal::UnlikeCopy)?;
    Ok(vec![Event::Copied { copy, file, hashes, reason, tool }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::Command;
    use crate::item::testing::{begun, copied, hashes, held, kept, name, reason, tool, when};

    fn copy(history: &[Event], number: u128, file: &str, of: u8) -> Result<Vec<Event>, Refusal> {
        let copy = Copy { copy: CopyId::from_bits(number), file: name(file), hashes: hashes(of), reason: reason(), tool: tool() };
        when(history, 1, 0, Command::Copy(copy))
    }

    #[test]
    fn a_copy_knows_what_it_was_made_from() {
        assert_eq!(copy(&held(), 1, "a", 1), Ok(vec![copied(1)]));
        let state = held().iter().chain(&[copied(1)]).fold(State::default(), State::after);
        assert_eq!(state.copy(CopyId::from_bits(1)), Some(&name("a")));
    }

    #[test]
    fn not_while_it_arrives_and_not_of_nothing() {
        assert_eq!(copy(&[begun(), kept("a", 1)], 1, "a", 1), Err(Refusal::StillReceiving));
        assert_eq!(copy(&held(), 1, "b", 1), Err(Refusal::NoSuchFile));
    }

    #[test]
    fn no_name_twice() {
        let history: Vec<Event> = held().into_iter().chain([copied(1)]).collect();
        assert_eq!(copy(&history, 1, "a", 1), Err(Refusal::SameCopy));
        assert!(copy(&history, 2, "a", 1).is_ok());
    }

    #[test]
    fn a_copy_is_like_its_file() {
        assert_eq!(copy(&held(), 1, "a", 2), Err(Refusal::UnlikeCopy));
    }
}
