//! The mandate: on what ground a source is read, how far, and until when its posts may be kept.
//!
//! Nothing is collected without one. The ground is a person's own words (a court decision, an article, a request with its number); the
//! program checks only that it is there.

use serde::{Deserialize, Serialize};

use crate::Moment;

/// The ground on which one source is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mandate {
    /// The legal ground, in the words of the person who entered it.
    pub ground: String,
    /// What may be collected, in the words of the person who entered it.
    #[serde(default)]
    pub scope: Option<String>,
    /// How many days a post is kept, counted from the day it was collected.
    pub keep_days: u32,
}

/// The last moment at which a post may be kept.
pub type KeepUntil = Moment;

/// Why something is not a mandate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MandateError {
    /// No ground is given.
    #[error("a mandate needs a legal ground")]
    NoGround,
    /// The term is zero days.
    #[error("a mandate needs a term of at least one day")]
    NoTerm,
}

impl Mandate {
    /// A mandate with its ground and term.
    ///
    /// # Errors
    /// Where the ground is blank or the term is zero.
    pub fn new(ground: &str, scope: Option<String>, keep_days: u32) -> Result<Self, MandateError> {
        let mandate = Self { ground: ground.trim().to_owned(), scope, keep_days };
        mandate.check()?;
        Ok(mandate)
    }

    /// Checks a mandate that was read from a file.
    ///
    /// # Errors
    /// Where the ground is blank or the term is zero.
    pub fn check(&self) -> Result<(), MandateError> {
        if self.ground.trim().is_empty() {
            return Err(MandateError::NoGround);
        }
        if self.keep_days == 0 {
            return Err(MandateError::NoTerm);
        }
        Ok(())
    }

    /// Until when a post collected at this moment may be kept.
    #[must_use]
    pub fn keep_until(&self, collected: Moment) -> KeepUntil {
        collected.plus_days(self.keep_days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_ground_and_zero_term_are_refused() {
        assert_eq!(Mandate::new("  ", None, 30), Err(MandateError::NoGround));
        assert_eq!(Mandate::new("art. 1", None, 0), Err(MandateError::NoTerm));
    }

    #[test]
    fn the_term_counts_from_collection() {
        let mandate = Mandate::new("art. 1", None, 30).unwrap();
        let collected = Moment::parse("2026-01-01T00:00:00Z").unwrap();
        assert_eq!(mandate.keep_until(collected).to_string(), "2026-01-31T00:00:00Z");
    }
}
