//! What has happened to an item. The shape of these is kept for ever: `tests/shapes/item-1.json` has one of each.

use record::{AgencyId, Compartment, Moment, PersonId, Protected, Reason, Region};
use serde::{Deserialize, Serialize};

use super::{CopyId, Failure, ItemId, Missing, Origin, Response};
use crate::{Commitment, Field, FileName, Hashes, KeptFile, Opening, Reading, StepCode, StepOutcome, Tool};

/// What has happened to an item. When and by whom stands in the entry of the log; it stands here too where later rules ask for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// Something began to be acquired.
    Begun {
        /// The item.
        item: ItemId,
        /// How it came.
        origin: Origin,
        /// To which matters it belongs.
        compartment: Compartment,
        /// Its region, where it has one.
        region: Option<Region>,
        /// With what it was acquired.
        tool: Tool,
        /// The body that holds it.
        holder: AgencyId,
        /// Who began.
        by: PersonId,
        /// When.
        at: Moment,
    },
    /// Answers of servers arrived and were hashed.
    Arrived {
        /// The answers.
        responses: Vec<Response>,
    },
    /// Files arrived.
    Kept {
        /// The files.
        files: Vec<KeptFile>,
    },
    /// Everything that could be got was there.
    Completed {
        /// What was not got.
        missing: Vec<Missing>,
    },
    /// It broke off.
    Failed {
        /// Why.
        why: Failure,
    },
    /// Somebody looked at a file.
    Viewed {
        /// The file.
        file: FileName,
        /// Why.
        reason: Reason,
    },
    /// Somebody laid a blurred picture bare.
    Revealed {
        /// The picture.
        file: FileName,
        /// Why.
        reason: Reason,
    },
    /// A working copy was made.
    Copied {
        /// The copy.
        copy: CopyId,
        /// Of which file.
        file: FileName,
        /// Its digests.
        hashes: Hashes,
        /// Why.
        reason: Reason,
        /// With what.
        tool: Tool,
    },
    /// Somebody wrote down what they found in a copy.
    Examined {
        /// The copy.
        copy: CopyId,
        /// What was done and found.
        finding: Reason,
        /// With what.
        tool: Tool,
    },
    /// Somebody wrote down who or what is to be seen.
    Described {
        /// What the words are about.
        field: Field,
        /// What was committed to.
        commitment: Commitment,
        /// Salt and words, for those who have the key of their subject.
        opening: Protected<Opening>,
    },
    /// It left the program in a package.
    Exported {
        /// The digests of the package's list, `package.json`, which has those of everything else: the package holds this entry, so that it
        /// can't be named by its own digest.
        package: Hashes,
        /// For whom and why.
        reason: Reason,
        /// With what.
        tool: Tool,
    },
    /// Somebody offered it to another body.
    Offered {
        /// The other body.
        to: AgencyId,
        /// Who offered it.
        by: PersonId,
        /// Until before when it can be taken.
        until: Moment,
        /// Why.
        reason: Reason,
    },
    /// Nothing came of the offer.
    Withdrawn {
        /// Why.
        reason: Reason,
    },
    /// Somebody of the other body took it.
    Taken {
        /// Who.
        by: PersonId,
        /// The body that holds it from now on.
        holder: AgencyId,
    },
    /// It went back to whom it was taken from.
    GivenBack {
        /// The receipt.
        receipt: Reason,
    },
    /// A step of a checklist was answered for a device.
    Stepped {
        /// The step.
        step: StepCode,
        /// What became of it.
        outcome: StepOutcome,
        /// When, as whoever answered says.
        when: Moment,
        /// The edition of the checklist.
        edition: String,
        /// Who answered.
        by: PersonId,
    },
    /// A device was packed and sealed.
    Packed {
        /// In what, and why anew where it was opened.
        packaging: Reason,
        /// The number of the seal.
        seal: Option<Reading>,
    },
}

impl Event {
    /// The words for all kinds, as in the log.
    pub const KINDS: [&'static str; 17] = [
        "begun",
        "arrived",
        "kept",
        "completed",
        "failed",
        "viewed",
        "revealed",
        "copied",
        "examined",
        "described",
        "exported",
        "offered",
        "withdrawn",
        "taken",
        "given_back",
        "stepped",
        "packed",
    ];

    /// The word for its kind, as in the log.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Begun { .. } => "begun",
            Self::Arrived { .. } => "arrived",
            Self::Kept { .. } => "kept",
            Self::Completed { .. } => "completed",
            Self::Failed { .. } => "failed",
            Self::Viewed { .. } => "viewed",
            Self::Revealed { .. } => "revealed",
            Self::Copied { .. } => "copied",
            Self::Examined { .. } => "examined",
            Self::Described { .. } => "described",
            Self::Exported { .. } => "exported",
            Self::Offered { .. } => "offered",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Taken { .. } => "taken",
            Self::GivenBack { .. } => "given_back",
            Self::Stepped { .. } => "stepped",
            Self::Packed { .. } => "packed",
        }
    }
}
