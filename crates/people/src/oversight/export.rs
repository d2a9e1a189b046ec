//! Somebody takes a part of the log out of the program.
//!
//! Refused where it was made before, where the installation itself would take it, where nothing was found, and where more was found than
//! [`MOST_ENTRIES`].

use record::{Circumstances, Reason};
use serde::{Deserialize, Serialize};

use super::{Event, MOST_ENTRIES, Refusal, State};
use crate::refuse_if;

/// To take a part of the log out of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// What was looked for, as [`Event::Exported`] writes it.
    pub filter: String,
    /// As what.
    pub form: Form,
    /// The place of the newest entry that is taken.
    pub from_place: u64,
    /// How many entries are taken, as the shell found them just before.
    pub entries: u64,
    /// Why. May name nobody whom the program protects: it is not encrypted.
    pub reason: Reason,
}

/// As what a part of the log is taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// A table for a spreadsheet (RFC 4180).
    Csv,
    /// The lines that are hashed, one JSON value a line.
    JsonLines,
}

impl Form {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Csv, Self::JsonLines];

    /// Its code, as in the log.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::JsonLines => "json_lines",
        }
    }

    /// The form with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.code() == code)
    }
}

pub(super) fn decide(state: State, command: Export, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let Export { filter, form, from_place, entries, reason } = command;
    refuse_if(state.made, Refusal::AlreadyExported)?;
    refuse_if(at.actor.person == record::Actor::local().person, Refusal::OnlyPeople)?;
    refuse_if(entries == 0, Refusal::Nothing)?;
    refuse_if(entries > MOST_ENTRIES, Refusal::TooMany)?;
    Ok(vec![Event::Exported { by: at.actor.person, filter, form, from_place, entries, reason }])
}

#[cfg(test)]
mod tests {
    use record::{Actor, PersonId};

    use super::*;
    use crate::oversight::{Command, Oversight};
    use crate::testing::{actor, given, reason};

    fn export(entries: u64) -> Command {
        Command::Export(Export { filter: "purpose=protection".into(), form: Form::Csv, from_place: 7, entries, reason: reason() })
    }

    fn exported(entries: u64) -> Event {
        let by = PersonId::from_bits(1);
        Event::Exported { by, filter: "purpose=protection".into(), form: Form::Csv, from_place: 7, entries, reason: reason() }
    }

    #[test]
    fn codes_are_the_ones_that_are_written() {
        assert!(Form::ALL.iter().all(|one| serde_json::to_value(one).unwrap() == one.code()));
        assert_eq!(Form::ALL.map(|one| Form::from_code(one.code())), Form::ALL.map(Some));
    }

    #[test]
    fn it_stands_in_the_log_who_took_what_and_why() {
        for entries in [1, MOST_ENTRIES] {
            given::<Oversight>([]).when(&actor(1), export(entries)).then([exported(entries)]);
        }
    }

    #[test]
    fn not_twice() {
        given::<Oversight>([exported(3)]).when(&actor(1), export(3)).refused(Refusal::AlreadyExported);
    }

    #[test]
    fn not_by_the_machine() {
        given::<Oversight>([]).when(&Actor::local(), export(3)).refused(Refusal::OnlyPeople);
    }

    #[test]
    fn not_where_there_is_nothing() {
        given::<Oversight>([]).when(&actor(1), export(0)).refused(Refusal::Nothing);
    }

    #[test]
    fn not_more_than_is_taken_at_once() {
        given::<Oversight>([]).when(&actor(1), export(MOST_ENTRIES + 1)).refused(Refusal::TooMany);
    }
}
