//! Somebody looks at a file, or lays a picture bare that is shown blurred.
//!
//! Refused where the item is still being acquired, the file is none of its files, and to the installation itself: a machine looks at nothing.

use record::{Circumstances, Reason};

use super::{Event, Refusal, State, a_person};
use crate::FileName;

/// Somebody looks at a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The file.
    pub file: FileName,
    /// Why.
    pub reason: Reason,
}

/// Somebody lays a blurred picture bare. It may show what nobody should have to see, so it has its own reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reveal {
    /// The picture.
    pub file: FileName,
    /// Why.
    pub reason: Reason,
}

pub(super) fn view(state: &State, View { file, reason }: View, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    a_person(at)?;
    let _ = state.file(&file)?;
    Ok(vec![Event::Viewed { file, reason }])
}

pub(super) fn reveal(state: &State, Reveal { file, reason }: Reveal, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    a_person(at)?;
    let _ = state.file(&file)?;
    Ok(vec![Event::Revealed { file, reason }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::Command;
    use crate::item::testing::{begun, failed, given_back, held, kept, name, reason, when};

    fn look(history: &[Event], by: u128, file: &str) -> [Result<Vec<Event>, Refusal>; 2] {
        let (view, reveal) = (View { file: name(file), reason: reason() }, Reveal { file: name(file), reason: reason() });
        [Command::View(view), Command::Reveal(reveal)].map(|command| when(history, by, 0, command))
    }

    #[test]
    fn each_look_has_a_reason() {
        let [viewed, revealed] = look(&held(), 1, "a");
        assert_eq!(viewed, Ok(vec![Event::Viewed { file: name("a"), reason: reason() }]));
        assert_eq!(revealed, Ok(vec![Event::Revealed { file: name("a"), reason: reason() }]));
        assert!(look(&failed(), 1, "a").iter().all(Result::is_ok), "what is left of a failed capture can be looked at too");
        assert!(look(&given_back(), 1, "a").iter().all(Result::is_ok), "the digital files stay");
    }

    #[test]
    fn not_while_it_arrives() {
        assert_eq!(look(&[begun(), kept("a", 1)], 1, "a"), [const { Err(Refusal::StillReceiving) }; 2]);
    }

    #[test]
    fn not_what_is_not_there() {
        assert_eq!(look(&held(), 1, "b"), [const { Err(Refusal::NoSuchFile) }; 2]);
        assert_eq!(look(&[], 1, "a"), [const { Err(Refusal::Unknown) }; 2]);
    }

    #[test]
    fn a_machine_looks_at_nothing() {
        assert_eq!(look(&held(), 0, "a"), [const { Err(Refusal::OnlyPeople) }; 2]);
    }
}
