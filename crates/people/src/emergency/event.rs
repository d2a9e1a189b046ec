//! What has happened in an emergency. The shape of these is kept for ever: `tests/shapes/emergency-1.json` has one of each.

use record::{AgencyId, Compartment, Moment, PersonId, Reason, Region, SubjectId};
use serde::{Deserialize, Serialize};

use super::{EmergencyId, Finding};

/// What has happened in an emergency. When and by whom stands in the entry of the log; it stands here too where later rules ask for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// A person asked that a matter open to them.
    Requested {
        /// The emergency.
        emergency: EmergencyId,
        /// Who asked.
        by: PersonId,
        /// Whose data it is.
        subject: SubjectId,
        /// Where it lies.
        compartment: Compartment,
        /// The agency that keeps it.
        keeper: AgencyId,
        /// Its region, where it has one.
        region: Option<Region>,
        /// Why.
        reason: Reason,
        /// For how many minutes it shall open.
        minutes: u32,
        /// When it was asked for.
        at: Moment,
    },
    /// Another person agreed, and it opened.
    Confirmed {
        /// Who agreed.
        by: PersonId,
        /// From when.
        at: Moment,
        /// Until before when.
        until: Moment,
    },
    /// Nothing came of it.
    Declined {
        /// Why.
        reason: Reason,
    },
    /// It closed before its time.
    Ended {
        /// When.
        at: Moment,
    },
    /// A prosecutor said whether it was proper.
    Reviewed {
        /// Who.
        by: PersonId,
        /// What was found.
        finding: Finding,
        /// The note with it.
        note: Reason,
    },
}

impl Event {
    /// The words for all kinds, as in the log.
    pub const KINDS: [&'static str; 5] = ["requested", "confirmed", "declined", "ended", "reviewed"];

    /// The word for its kind, as in the log.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Requested { .. } => "requested",
            Self::Confirmed { .. } => "confirmed",
            Self::Declined { .. } => "declined",
            Self::Ended { .. } => "ended",
            Self::Reviewed { .. } => "reviewed",
        }
    }
}
