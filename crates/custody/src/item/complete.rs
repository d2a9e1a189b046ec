//! Everything that could be got is there; what could not is named.
//!
//! Refused where nothing is being acquired, and where no file is there or none of them is the manifest. A device needs neither: it is a thing.

use serde::{Deserialize, Serialize};

use super::{Event, Refusal, State};
use crate::{FileRole, refuse_if};

/// Something that was not got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Missing {
    /// What: an address, or a name of a file.
    pub what: String,
    /// Why.
    pub why: MissingWhy,
}

/// Why something was not got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MissingWhy {
    /// The program does not load this: an address inside a network, a scheme it does not speak.
    Refused,
    /// It took too long.
    TimedOut,
    /// It is larger than what is kept.
    TooLarge,
    /// The server did not answer, or the answer broke off.
    Broken,
    /// The page asked for it and went on without it.
    Abandoned,
}

impl MissingWhy {
    /// One of each.
    pub const ALL: [Self; 5] = [Self::Refused, Self::TimedOut, Self::TooLarge, Self::Broken, Self::Abandoned];

    /// Its code, as in the log and in the catalogues.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::TimedOut => "timed_out",
            Self::TooLarge => "too_large",
            Self::Broken => "broken",
            Self::Abandoned => "abandoned",
        }
    }
}

/// Everything that could be got is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complete {
    /// What was not got.
    pub missing: Vec<Missing>,
}

pub(super) fn decide(state: &State, Complete { missing }: Complete) -> Result<Vec<Event>, Refusal> {
    let item = state.receiving()?;
    if item.device().is_some() {
        return Ok(vec![Event::Completed { missing }]);
    }
    refuse_if(item.files.is_empty(), Refusal::NoFiles)?;
    refuse_if(!item.files.values().any(|file| file.role == FileRole::Manifest), Refusal::NoManifest)?;
    Ok(vec![Event::Completed { missing }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Power;
    use crate::item::testing::{begun, found, held, kept, manifest, when};
    use crate::item::{Command, Standing};

    fn complete(history: &[Event]) -> Result<Vec<Event>, Refusal> {
        when(history, 1, 0, Command::Complete(Complete { missing: vec![] }))
    }

    #[test]
    fn it_is_held_and_what_is_missing_is_named() {
        let missing = vec![Missing { what: "https://example.org/big.mp4".into(), why: MissingWhy::TooLarge }];
        let history = [begun(), kept("a", 1), manifest()];
        let done = when(&history, 1, 0, Command::Complete(Complete { missing: missing.clone() }));
        assert_eq!(done, Ok(vec![Event::Completed { missing }]));
        let state = held().iter().fold(State::default(), State::after);
        assert_eq!(state.begun.unwrap().standing, Standing::Held);
    }

    #[test]
    fn a_device_is_whole_without_files() {
        assert_eq!(complete(&[found(Power::On)]), Ok(vec![Event::Completed { missing: vec![] }]));
    }

    #[test]
    fn not_twice_and_not_what_nobody_began() {
        assert_eq!(complete(&held()), Err(Refusal::NotReceiving));
        assert_eq!(complete(&[]), Err(Refusal::Unknown));
    }

    #[test]
    fn not_without_files_and_a_manifest() {
        assert_eq!(complete(&[begun()]), Err(Refusal::NoFiles));
        assert_eq!(complete(&[begun(), kept("a", 1)]), Err(Refusal::NoManifest));
    }
}
