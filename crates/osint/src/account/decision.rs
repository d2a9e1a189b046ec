//! What a court decision allows, as it is written there.

use std::collections::BTreeSet;

use record::{Moment, Reason};
use serde::{Deserialize, Serialize};

use super::Refusal;
use crate::{Line, refuse_if};

/// A court decision. Everything is copied from it; nothing is filled in by the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Its number.
    pub number: Line,
    /// Its date, as written.
    pub date: Line,
    /// The court.
    pub court: Line,
    /// The term, as written.
    pub term: Line,
    /// The first moment of the term, as whoever entered it reads it.
    pub from: Moment,
    /// The first moment after the term.
    pub until: Moment,
    /// The purpose, as written.
    pub purpose: Reason,
    /// The acts that it allows, as written.
    pub acts: Reason,
    /// The same acts by the kinds that are told apart here.
    pub allows: BTreeSet<Act>,
}

/// What is done with an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Something was looked at.
    Viewed,
    /// A group or channel was joined.
    Joined,
    /// Something was written.
    Wrote,
    /// Something was received.
    Received,
    /// Something was paid.
    Paid,
}

impl Act {
    /// All acts.
    pub const ALL: [Self; 5] = [Self::Viewed, Self::Joined, Self::Wrote, Self::Received, Self::Paid];

    /// Its code, as in the log and in the catalogues.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Viewed => "viewed",
            Self::Joined => "joined",
            Self::Wrote => "wrote",
            Self::Received => "received",
            Self::Paid => "paid",
        }
    }

    /// Whether it makes contact, so that a check against provocation stands before it.
    #[must_use]
    pub fn is_contact(self) -> bool {
        match self {
            Self::Joined | Self::Wrote | Self::Paid => true,
            Self::Viewed | Self::Received => false,
        }
    }
}

impl Decision {
    /// Whether a moment lies in its term.
    #[must_use]
    pub fn covers(&self, moment: Moment) -> bool {
        self.from <= moment && moment < self.until
    }

    /// A decision that can be entered: its term goes forward and is not over, and it allows something.
    pub(super) fn check(&self, now: Moment) -> Result<(), Refusal> {
        refuse_if(self.until <= self.from, Refusal::TermReversed)?;
        refuse_if(self.until <= now, Refusal::TermOver)?;
        refuse_if(self.allows.is_empty(), Refusal::NothingAllowed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_log() {
        for act in Act::ALL {
            assert_eq!(serde_json::to_value(act).unwrap(), act.code());
        }
    }

    #[test]
    fn nothing_of_a_decision_can_be_left_out() {
        let whole = serde_json::to_value(crate::account::testing::decision(0, 10)).unwrap();
        let fields: Vec<String> = whole.as_object().unwrap().keys().cloned().collect();
        assert_eq!(fields.len(), 9);
        for field in fields {
            let mut less = whole.clone();
            less.as_object_mut().unwrap().remove(&field);
            assert!(serde_json::from_value::<Decision>(less).is_err(), "{field} has no default");
        }
    }
}
