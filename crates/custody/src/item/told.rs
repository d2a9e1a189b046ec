//! An item's history as those who tell it on paper or to another program need it: each event with when and by whom, which stand in its
//! entry of the log, and what people and bodies are called.

use std::collections::BTreeMap;

use record::{AgencyId, Entry, Moment, PersonId};

use super::Event;

/// One event of an item as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its number in the history, from 1.
    pub version: u64,
    /// When.
    pub at: Moment,
    /// Who.
    pub person: PersonId,
    /// For which body.
    pub agency: AgencyId,
    /// What.
    pub event: Event,
}

/// What people and bodies are called. Who has no name here is written as the log names them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// People.
    pub people: BTreeMap<PersonId, String>,
    /// Bodies.
    pub bodies: BTreeMap<AgencyId, String>,
}

impl Told {
    /// What an entry of the log stands for; `event` is what was read from it.
    #[must_use]
    pub fn of(entry: &Entry, event: Event) -> Self {
        Self { version: entry.version, at: entry.at, person: entry.person, agency: entry.agency, event }
    }
}

impl Names {
    /// What somebody is called.
    #[must_use]
    pub fn person(&self, id: PersonId) -> String {
        self.people.get(&id).cloned().unwrap_or_else(|| id.to_string())
    }

    /// What a body is called.
    #[must_use]
    pub fn body(&self, id: AgencyId) -> String {
        self.bodies.get(&id).cloned().unwrap_or_else(|| id.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_no_name_is_called_as_the_log_does() {
        let (known, other) = (PersonId::from_bits(1), PersonId::from_bits(2));
        let names = Names { people: [(known, "Үлгі".to_owned())].into(), bodies: BTreeMap::new() };
        assert_eq!((names.person(known), names.person(other)), ("Үлгі".to_owned(), other.to_string()));
        assert_eq!(names.body(AgencyId::from_bits(1)), AgencyId::from_bits(1).to_string());
    }
}
