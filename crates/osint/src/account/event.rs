//! What has happened with an account. The shape of these is kept for ever: `tests/shapes/account-1.json` has one of each.

use custody::ItemId;
use record::{AgencyId, Compartment, Moment, PersonId, Reason, Region, SubjectId};
use serde::{Deserialize, Serialize};

use super::{AccountId, Act, Decision, Reply};
use crate::{Address, Content, Handle, Hidden, Line};

/// What has happened with an account. When and by whom stands in the entry of the log; it stands here too where later rules ask for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// An account was entered with the decision that allows it.
    Entered {
        /// The account.
        account: AccountId,
        /// The platform.
        platform: Line,
        /// Its name there.
        handle: Hidden<Handle>,
        /// The decision.
        decision: Decision,
        /// To which matters it belongs.
        compartment: Compartment,
        /// Its region, where it has one.
        region: Option<Region>,
        /// Under whose key stands what may name people.
        subject: SubjectId,
        /// The body that uses it.
        agency: AgencyId,
        /// Who entered it.
        by: PersonId,
        /// When.
        at: Moment,
    },
    /// A second person compared a decision with what was entered.
    Confirmed {
        /// The number of the decision; the first is 1.
        decision: u32,
        /// Who.
        by: PersonId,
        /// When.
        at: Moment,
        /// What was compared.
        note: Reason,
    },
    /// Something was done or received without making contact.
    Acted {
        /// What.
        act: Act,
        /// Where.
        address: Hidden<Address>,
        /// What was received, where it is text.
        content: Option<Hidden<Content>>,
        /// The capture, where one was made.
        item: Option<ItemId>,
        /// Who did it.
        by: PersonId,
        /// When.
        at: Moment,
    },
    /// Somebody answered the check against provocation for one step.
    Checked {
        /// The number of the check; the first is 1.
        check: u32,
        /// The step: what would be done.
        act: Act,
        /// Where.
        address: Hidden<Address>,
        /// What would be written, where something would be.
        content: Option<Hidden<Content>>,
        /// The edition of the questions.
        edition: String,
        /// The answers, in the order of the questions.
        replies: Vec<Reply>,
        /// The questions whose answers stop the step; none where it may be made.
        blocked_by: Vec<String>,
        /// Who answered.
        by: PersonId,
        /// When.
        at: Moment,
    },
    /// The checked step was made.
    Contacted {
        /// The number of the check.
        check: u32,
        /// Who made it.
        by: PersonId,
        /// When.
        at: Moment,
    },
    /// A further decision was entered.
    Extended {
        /// The decision.
        decision: Decision,
        /// Who entered it.
        by: PersonId,
        /// When.
        at: Moment,
    },
    /// Somebody else of the body went on with it.
    TakenOver {
        /// Who.
        by: PersonId,
        /// Why.
        reason: Reason,
    },
    /// The use of the account ended.
    Stopped {
        /// Why.
        reason: Reason,
    },
}

impl Event {
    /// The words for all kinds, as in the log.
    pub const KINDS: [&'static str; 8] = ["entered", "confirmed", "acted", "checked", "contacted", "extended", "taken_over", "stopped"];

    /// The word for its kind, as in the log.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Entered { .. } => "entered",
            Self::Confirmed { .. } => "confirmed",
            Self::Acted { .. } => "acted",
            Self::Checked { .. } => "checked",
            Self::Contacted { .. } => "contacted",
            Self::Extended { .. } => "extended",
            Self::TakenOver { .. } => "taken_over",
            Self::Stopped { .. } => "stopped",
        }
    }
}
