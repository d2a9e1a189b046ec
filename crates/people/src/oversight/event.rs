//! What has happened to the log as a whole. The shape of these is kept for ever: `tests/shapes/export-1.json` has one of each.

use record::{PersonId, Reason};
use serde::{Deserialize, Serialize};

use super::Form;

/// What has happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// A part of the log was taken out of the program.
    Exported {
        /// Who took it.
        by: PersonId,
        /// What was looked for, as `field=value` with blanks between: codes, identifiers and moments. Empty where all of it.
        filter: String,
        /// As what.
        form: Form,
        /// The place of the newest entry that was taken.
        from_place: u64,
        /// How many entries were taken.
        entries: u64,
        /// Why.
        reason: Reason,
    },
}

impl Event {
    /// The words for all kinds, as in the log.
    pub const KINDS: [&'static str; 1] = ["exported"];

    /// The word for its kind, as in the log.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Exported { .. } => "exported",
        }
    }
}
