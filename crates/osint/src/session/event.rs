//! What has happened in a session. The shape of these is kept for ever: `tests/shapes/session-1.json` has one of each.

use custody::{ItemId, Tool};
use record::{AgencyId, Compartment, Digest, Moment, PersonId, Reason, Region, SubjectId};
use serde::{Deserialize, Serialize};

use super::{SessionId, Summary};
use crate::{Address, Counts, Filters, Hidden, Line, Note, Results, Words};

/// What has happened in a session. When and by whom stands in the entry of the log; it stands here too where later rules ask for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// A session began.
    Opened {
        /// The session.
        session: SessionId,
        /// The task, and on what ground.
        task: Reason,
        /// The number of the case, where there is one.
        case: Option<Line>,
        /// To which matters it belongs.
        compartment: Compartment,
        /// Its region, where it has one.
        region: Option<Region>,
        /// With what is searched.
        tool: Tool,
        /// Under whose key stands what may name people.
        subject: SubjectId,
        /// The body for which is searched.
        agency: AgencyId,
        /// Who searches.
        by: PersonId,
        /// When it began.
        at: Moment,
    },
    /// A resource was visited.
    Visited {
        /// The resource.
        address: Hidden<Address>,
        /// What it showed.
        results: Hidden<Results>,
        /// How much, as [`Results::count`].
        count: u64,
        /// The capture, where one was made.
        item: Option<ItemId>,
        /// Who visited it.
        by: PersonId,
        /// When.
        at: Moment,
    },
    /// Something was searched.
    Searched {
        /// Where.
        address: Hidden<Address>,
        /// The words, exactly as they were given.
        words: Hidden<Words>,
        /// The filters, exactly as they were given.
        filters: Hidden<Filters>,
        /// What came of it.
        results: Hidden<Results>,
        /// How much, as [`Results::count`].
        count: u64,
        /// Who searched.
        by: PersonId,
        /// When.
        at: Moment,
    },
    /// A note was entered.
    Noted {
        /// The note.
        note: Hidden<Note>,
        /// Who wrote it.
        by: PersonId,
        /// When.
        at: Moment,
    },
    /// A step that was wrong was answered.
    Corrected {
        /// The number of that step.
        step: u32,
        /// What is right.
        note: Hidden<Note>,
        /// Who wrote it.
        by: PersonId,
        /// When.
        at: Moment,
    },
    /// Somebody else of the body went on with it.
    TakenOver {
        /// Who.
        by: PersonId,
        /// When.
        at: Moment,
        /// Why.
        reason: Reason,
    },
    /// It was ended.
    Sealed {
        /// How many steps it has.
        steps: u32,
        /// The digest over all of them.
        digest: Digest,
    },
    /// Another person began to try it again.
    ReplayBegun {
        /// Who.
        by: PersonId,
        /// When.
        at: Moment,
        /// With what.
        tool: Tool,
        /// Why.
        reason: Reason,
    },
    /// A step was tried again.
    Replayed {
        /// Its number.
        step: u32,
        /// When.
        at: Moment,
        /// What came of it.
        outcome: Outcome,
    },
    /// Every step was tried again.
    ReplayFinished {
        /// What came of them.
        summary: Summary,
    },
}

/// What came of a step that was tried again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Outcome {
    /// The same as then.
    Same {
        /// What was shown now.
        results: Hidden<Results>,
    },
    /// Something else. Which identifiers came and went is told by the two lists, for whoever may read them.
    Drifted {
        /// What was shown now.
        results: Hidden<Results>,
        /// How far it is from what was shown then.
        drift: Counts,
    },
    /// It could not be reached.
    NotReachable {
        /// What happened instead.
        why: Reason,
    },
}

impl Event {
    /// The words for all kinds, as in the log.
    pub const KINDS: [&'static str; 10] =
        ["opened", "visited", "searched", "noted", "corrected", "taken_over", "sealed", "replay_begun", "replayed", "replay_finished"];

    /// The word for its kind, as in the log.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Visited { .. } => "visited",
            Self::Searched { .. } => "searched",
            Self::Noted { .. } => "noted",
            Self::Corrected { .. } => "corrected",
            Self::TakenOver { .. } => "taken_over",
            Self::Sealed { .. } => "sealed",
            Self::ReplayBegun { .. } => "replay_begun",
            Self::Replayed { .. } => "replayed",
            Self::ReplayFinished { .. } => "replay_finished",
        }
    }
}
