//! Who looks at a page, in which language and zone.
//!
//! The single-user form knows one person, [`Actor::local`]. Every page takes a `Viewer`, so that people and rights can come without
//! touching the pages.

use jiff::tz::TimeZone;
use record::{Actor, Moment};

use crate::dates::Calendar;
use crate::words::{Tongue, Words};

/// The person before the screen.
#[derive(Debug, Clone)]
pub struct Viewer {
    /// Who it is; what a person may see will depend on this.
    pub actor: Actor,
    /// In which language they read.
    pub words: Words,
    /// How they are told dates and ages.
    pub calendar: Calendar,
}

impl Viewer {
    /// The one person of an embedded installation.
    #[must_use]
    pub fn local(tongue: Tongue, zone: TimeZone, now: Moment) -> Self {
        let words = Words(tongue);
        Self { actor: Actor::local(), words, calendar: Calendar::new(words, zone, now) }
    }
}
