//! Files have arrived and are on the disk of the vault.
//!
//! Refused where nothing is being acquired, where no file is named, one is named twice, and where there would be more than [`MOST_FILES`].

use std::collections::BTreeSet;

use super::{Event, MOST_FILES, Refusal, State};
use crate::{FileName, KeptFile, refuse_if};

/// Files have arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keep {
    /// The files.
    pub files: Vec<KeptFile>,
}

pub(super) fn decide(state: &State, Keep { files }: Keep) -> Result<Vec<Event>, Refusal> {
    let item = state.receiving()?;
    refuse_if(files.is_empty(), Refusal::NoFiles)?;
    refuse_if(item.files.len() + files.len() > MOST_FILES, Refusal::TooManyFiles)?;
    let names: BTreeSet<&FileName> = files.iter().map(|file| &file.name).collect();
    let is_known = names.iter().any(|name| item.files.contains_key(name));
    refuse_if(is_known || names.len() < files.len(), Refusal::SameFileName)?;
    Ok(vec![Event::Kept { files }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::Command;
    use crate::item::testing::{begun, failed, file, held, kept, when};

    fn keep(history: &[Event], files: Vec<KeptFile>) -> Result<Vec<Event>, Refusal> {
        when(history, 1, 0, Command::Keep(Keep { files }))
    }

    #[test]
    fn files_are_entered_as_they_arrive() {
        assert_eq!(keep(&[begun()], vec![file("page.html", 1)]), Ok(vec![kept("page.html", 1)]));
        assert!(keep(&[begun(), kept("page.html", 1)], vec![file("a.png", 1)]).is_ok(), "the same bytes may have two names");
    }

    #[test]
    fn not_before_it_begins_and_not_when_it_is_over() {
        assert_eq!(keep(&[], vec![file("a", 1)]), Err(Refusal::Unknown));
        assert_eq!(keep(&held(), vec![file("a", 1)]), Err(Refusal::NotReceiving));
        assert_eq!(keep(&failed(), vec![file("a", 1)]), Err(Refusal::NotReceiving));
    }

    #[test]
    fn not_without_a_file() {
        assert_eq!(keep(&[begun()], vec![]), Err(Refusal::NoFiles));
    }

    #[test]
    fn no_name_twice() {
        assert_eq!(keep(&[begun()], vec![file("a", 1), file("a", 2)]), Err(Refusal::SameFileName));
        assert_eq!(keep(&[begun(), kept("a", 1)], vec![file("a", 2)]), Err(Refusal::SameFileName));
    }

    #[test]
    fn not_more_than_can_be_overseen() {
        let many = |count: usize| (0..count).map(|number| file(&format!("f{number}"), 1)).collect::<Vec<_>>();
        assert!(keep(&[begun()], many(MOST_FILES)).is_ok());
        assert_eq!(keep(&[begun()], many(MOST_FILES + 1)), Err(Refusal::TooManyFiles));
    }
}
