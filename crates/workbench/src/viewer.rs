//! Who looks at a page, in which language and zone.
//!
//! The single-user form knows one person, [`Actor::local`], who sees everything. Where people sign in, a viewer is a [`Visitor`] with
//! their rights, and pages show what those give.

use access::Visitor;
use jiff::tz::TimeZone;
use record::{Actor, Moment, Purpose};

use crate::dates::Calendar;
use crate::sight::Sight;
use crate::words::{Tongue, Words};

/// The person before the screen.
#[derive(Debug, Clone)]
pub struct Viewer {
    /// Who they are here.
    pub standing: Standing,
    /// In which language they read.
    pub words: Words,
    /// How they are told dates and ages.
    pub calendar: Calendar,
}

/// Who somebody is to the workbench.
#[derive(Debug, Clone)]
pub enum Standing {
    /// The one person of the single-user form.
    Alone,
    /// Nobody yet: the page is shown before signing in.
    Stranger,
    /// A person who is signed in.
    In(Box<Person>),
}

/// A person who is signed in, as pages show them.
#[derive(Debug, Clone)]
pub struct Person {
    /// Who it is, with their rights.
    pub visitor: Visitor,
    /// For what they look at matters now.
    pub purpose: Purpose,
    /// Their name.
    pub name: String,
    /// Their body, in the language of the page.
    pub agency: String,
    /// For what purposes they could look at what was collected.
    pub purposes: Vec<Purpose>,
    /// Which posts they may read for that purpose.
    pub sight: Sight,
    /// Sections that their rights open.
    pub sections: Vec<crate::pages::frame::Section>,
    /// Emergencies that wait for them.
    pub waiting: access::Waiting,
    /// What forms of their session carry.
    pub form: String,
}

impl Viewer {
    /// The one person of an embedded installation.
    #[must_use]
    pub fn local(tongue: Tongue, zone: TimeZone, now: Moment) -> Self {
        Self::new(Standing::Alone, tongue, zone, now)
    }

    /// A viewer of this standing.
    #[must_use]
    pub fn new(standing: Standing, tongue: Tongue, zone: TimeZone, now: Moment) -> Self {
        let words = Words(tongue);
        Self { standing, words, calendar: Calendar::new(words, zone, now) }
    }

    /// The person who is signed in.
    #[must_use]
    pub fn person(&self) -> Option<&Person> {
        match &self.standing {
            Standing::In(person) => Some(person),
            Standing::Alone | Standing::Stranger => None,
        }
    }

    /// Which posts they may read.
    #[must_use]
    pub fn sight(&self) -> &Sight {
        match &self.standing {
            Standing::Alone => &Sight::All,
            Standing::Stranger => &Sight::Nothing,
            Standing::In(person) => &person.sight,
        }
    }

    /// Who acts, for the log.
    #[must_use]
    pub fn actor(&self) -> Actor {
        self.person().map_or_else(Actor::local, |person| person.visitor.actor())
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.calendar.now()
    }
}
