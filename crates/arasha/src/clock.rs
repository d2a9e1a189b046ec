//! The one place where the program reads the clock.

use record::Moment;

/// The present moment.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the one place where the clock is read")]
pub fn now() -> Moment {
    jiff::Timestamp::now().into()
}
