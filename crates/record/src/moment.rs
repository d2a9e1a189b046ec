//! A moment in time, always with its distance from UTC known.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A moment in time (UTC inside, microsecond resolution), read from and written as RFC 3339.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(jiff::Timestamp);

/// The text is not a moment in RFC 3339 form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a moment in RFC 3339 form (like 2026-03-01T10:00:00+05:00): {0}")]
pub struct MomentError(pub String);

impl Moment {
    /// Reads RFC 3339, for instance `2025-03-01T10:00:00+05:00`.
    ///
    /// # Errors
    /// [`MomentError`] where the text has another form or no offset from UTC.
    pub fn parse(text: &str) -> Result<Self, MomentError> {
        text.parse().map(Self).map_err(|_| MomentError(text.to_owned()))
    }

    /// The moment that is this many whole seconds after 1970-01-01T00:00:00Z; `None` outside of years -9999 to 9999.
    #[must_use]
    pub fn from_unix_seconds(seconds: i64) -> Option<Self> {
        jiff::Timestamp::from_second(seconds).ok().map(Self)
    }

    /// Whole seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn unix_seconds(self) -> i64 {
        self.0.as_second()
    }

    /// The same moment as the calendar library knows it.
    #[must_use]
    pub fn timestamp(self) -> jiff::Timestamp {
        self.0
    }

    /// The moment that many days of 24 hours later; saturates at the end of time.
    #[must_use]
    pub fn plus_days(self, days: u32) -> Self {
        self.plus_seconds(i64::from(days) * 86_400)
    }

    /// The moment that many minutes later; saturates at the end of time. Parts of a second are dropped, so that it is never later.
    #[must_use]
    pub fn plus_minutes(self, minutes: u32) -> Self {
        self.plus_seconds(i64::from(minutes) * 60)
    }

    fn plus_seconds(self, seconds: i64) -> Self {
        let later = self.unix_seconds().saturating_add(seconds);
        Self::from_unix_seconds(later).unwrap_or(Self(jiff::Timestamp::MAX))
    }
}

impl From<jiff::Timestamp> for Moment {
    fn from(stamp: jiff::Timestamp) -> Self {
        Self(stamp)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_honoured() {
        let moment = Moment::parse("2025-03-01T10:00:00+05:00").unwrap();
        assert_eq!(moment.to_string(), "2025-03-01T05:00:00Z");
    }

    #[test]
    fn a_moment_without_offset_is_refused() {
        assert_eq!(Moment::parse("2025-03-01T10:00:00"), Err(MomentError("2025-03-01T10:00:00".into())));
    }

    #[test]
    fn minutes_are_added_and_saturate() {
        let moment = Moment::parse("2025-03-01T10:00:00.75Z").unwrap();
        assert_eq!(moment.plus_minutes(90).to_string(), "2025-03-01T11:30:00Z");
        assert!(moment.plus_minutes(u32::MAX) > moment);
        assert_eq!(Moment(jiff::Timestamp::MAX).plus_minutes(1), Moment(jiff::Timestamp::MAX));
    }

    #[test]
    fn days_are_added_and_saturate() {
        let moment = Moment::parse("2025-03-01T10:00:00Z").unwrap();
        assert_eq!(moment.plus_days(31).to_string(), "2025-04-01T10:00:00Z");
        assert!(moment.plus_days(u32::MAX) > moment);
    }
}
