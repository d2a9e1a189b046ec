//! Somebody writes down what they found in a working copy, and with what. The program states findings, never a verdict.
//!
//! Refused where no such copy was made of this item, and to the installation itself.

use record::{Circumstances, Reason};

use super::{CopyId, Event, Refusal, State, a_person};
use crate::{Tool, refuse_if};

/// Somebody writes down what they found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examine {
    /// The copy that they worked on.
    pub copy: CopyId,
    /// What was done and found, in their own words.
    pub finding: Reason,
    /// With what.
    pub tool: Tool,
}

pub(super) fn decide(state: &State, Examine { copy, finding, tool }: Examine, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    a_person(at)?;
    let _ = state.known()?;
    refuse_if(state.copy(copy).is_none(), Refusal::NoSuchCopy)?;
    Ok(vec![Event::Examined { copy, finding, tool }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::Command;
    use crate::item::testing::{copied, held, reason, tool, when};

    fn examine(history: &[Event], by: u128, copy: u128) -> Result<Vec<Event>, Refusal> {
        when(history, by, 0, Command::Examine(Examine { copy: CopyId::from_bits(copy), finding: reason(), tool: tool() }))
    }

    fn with_copy() -> Vec<Event> {
        held().into_iter().chain([copied(1)]).collect()
    }

    #[test]
    fn what_was_found_stands_with_copy_and_tool() {
        let event = Event::Examined { copy: CopyId::from_bits(1), finding: reason(), tool: tool() };
        assert_eq!(examine(&with_copy(), 1, 1), Ok(vec![event]));
    }

    #[test]
    fn not_the_original() {
        assert_eq!(examine(&with_copy(), 1, 2), Err(Refusal::NoSuchCopy));
        assert_eq!(examine(&held(), 1, 1), Err(Refusal::NoSuchCopy));
        assert_eq!(examine(&[], 1, 1), Err(Refusal::Unknown));
    }

    #[test]
    fn a_machine_finds_nothing() {
        assert_eq!(examine(&with_copy(), 0, 1), Err(Refusal::OnlyPeople));
    }
}
