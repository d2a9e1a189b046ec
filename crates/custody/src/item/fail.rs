//! It broke off. What had arrived stays as what it is; nobody can take it for something whole.
//!
//! Refused where nothing is being acquired.

use serde::{Deserialize, Serialize};

use super::{Event, Refusal, State};

/// Why it broke off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    /// The address leads into a network of our own, or to nothing that may be loaded.
    Forbidden,
    /// The name is not known, or nobody answers there.
    Unreachable,
    /// It took longer than a capture may.
    TimedOut,
    /// It is larger than a capture may be.
    TooLarge,
    /// The browser or the program broke.
    Broken,
    /// The program was stopped; found at its next start.
    Stopped,
}

/// It broke off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fail {
    /// Why.
    pub why: Failure,
}

impl Failure {
    /// One of each.
    pub const ALL: [Self; 6] = [Self::Forbidden, Self::Unreachable, Self::TimedOut, Self::TooLarge, Self::Broken, Self::Stopped];

    /// Its code, as in the log and in the catalogues.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Forbidden => "forbidden",
            Self::Unreachable => "unreachable",
            Self::TimedOut => "timed_out",
            Self::TooLarge => "too_large",
            Self::Broken => "broken",
            Self::Stopped => "stopped",
        }
    }
}

pub(super) fn decide(state: &State, Fail { why }: Fail) -> Result<Vec<Event>, Refusal> {
    let _ = state.receiving()?;
    Ok(vec![Event::Failed { why }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::testing::{begun, held, kept, when};
    use crate::item::{Command, Standing};

    fn fail(history: &[Event], why: Failure) -> Result<Vec<Event>, Refusal> {
        when(history, 0, 0, Command::Fail(Fail { why }))
    }

    #[test]
    fn what_had_arrived_stays_and_is_not_whole() {
        for why in Failure::ALL {
            assert_eq!(fail(&[begun()], why), Ok(vec![Event::Failed { why }]));
            let state = [begun(), kept("a", 1), Event::Failed { why }].iter().fold(State::default(), State::after);
            let item = state.begun.unwrap();
            assert_eq!((item.standing, item.files.len()), (Standing::Failed { why }, 1));
        }
    }

    #[test]
    fn codes_are_those_of_the_log() {
        for why in Failure::ALL {
            assert_eq!(serde_json::to_value(why).unwrap(), why.code());
        }
    }

    #[test]
    fn not_what_is_whole_or_was_never_begun() {
        assert_eq!(fail(&held(), Failure::Broken), Err(Refusal::NotReceiving));
        assert_eq!(fail(&[], Failure::Broken), Err(Refusal::Unknown));
    }
}
