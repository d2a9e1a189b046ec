//! Until when something must be done, and who says so. Deadlines are worked out from events and statute data, never stored.

use crate::Moment;

/// A moment until which something must be done, with its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// The last moment.
    pub due: Moment,
    /// The rule that sets it: an article, an order, an agreement.
    pub source: String,
}

impl Deadline {
    /// Whether it has passed.
    #[must_use]
    pub fn is_overdue(&self, now: Moment) -> bool {
        now > self.due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_moment_is_still_in_time() {
        let due = Moment::parse("2026-03-01T10:00:00Z").unwrap();
        let deadline = Deadline { due, source: "art. 1".into() };
        assert!(!deadline.is_overdue(due));
        assert!(deadline.is_overdue(due.plus_days(1)));
    }
}
