//! One whose personal data is kept: from the first entry to erasure, with every reading in between.
//!
//! The data itself is [`Protected`](crate::Protected) and stands where it belongs, in the histories of cases and people. Here stands who
//! answers for it, who has read it and why, and that it is gone.

use serde::{Deserialize, Serialize};

use crate::{Circumstances, Compartment, Decider, PersonId, Reason, Workflow};

/// The workflow of a subject.
#[derive(Debug)]
pub struct Subjects;

/// What the rules need to know of a subject.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum State {
    /// Nothing is kept of them.
    #[default]
    Unknown,
    /// Their data is kept.
    Kept {
        /// Who answers for it and is shown who has read it.
        owner: PersonId,
        /// To which matters it belongs.
        compartment: Compartment,
    },
    /// Their key was destroyed: what is left can't be read by anybody.
    Erased,
}

/// What a person asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// To begin keeping data of a subject.
    Open {
        /// Who answers for it.
        owner: PersonId,
        /// To which matters it belongs.
        compartment: Compartment,
    },
    /// To have somebody else answer for it.
    HandOver {
        /// Who answers for it from now on.
        owner: PersonId,
        /// Why.
        reason: Reason,
    },
    /// To read it.
    Read {
        /// What: names of [`Personal`](crate::Personal) fields.
        fields: Vec<String>,
        /// Why.
        reason: Reason,
    },
    /// To erase it for ever.
    Erase {
        /// On what ground.
        ground: Reason,
    },
}

/// What has happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Data of a subject began to be kept.
    Opened {
        /// Who answers for it.
        owner: PersonId,
        /// To which matters it belongs.
        compartment: Compartment,
    },
    /// Somebody else answers for it.
    HandedOver {
        /// Who.
        owner: PersonId,
        /// Why.
        reason: Reason,
    },
    /// The person of this entry read it.
    Read {
        /// What.
        fields: Vec<String>,
        /// Why.
        reason: Reason,
    },
    /// It was erased.
    Erased {
        /// On what ground.
        ground: Reason,
    },
}

impl Event {
    /// The words for all kinds, as in the log.
    pub const KINDS: [&'static str; 4] = ["opened", "handed_over", "read", "erased"];

    /// The word for its kind, as in the log.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::HandedOver { .. } => "handed_over",
            Self::Read { .. } => "read",
            Self::Erased { .. } => "erased",
        }
    }
}

/// Why a command was not carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Data of this subject is kept already.
    #[error("data of this subject is kept already")]
    AlreadyKept,
    /// Nothing is kept of this subject.
    #[error("nothing is kept of this subject")]
    Unknown,
    /// It was erased.
    #[error("the data of this subject was erased")]
    Erased,
    /// It does not say what is read.
    #[error("what is read must be said")]
    NoFields,
}

impl Refusal {
    /// One of each.
    pub const ALL: [Self; 4] = [Self::AlreadyKept, Self::Unknown, Self::Erased, Self::NoFields];

    /// The key of its message in the catalogues.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::AlreadyKept => "subject-already-kept",
            Self::Unknown => "subject-unknown",
            Self::Erased => "subject-erased",
            Self::NoFields => "subject-no-fields",
        }
    }
}

impl Decider for Subjects {
    type State = State;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(state: &State, command: Command, _: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
        match (state, command) {
            (State::Erased, _) => Err(Refusal::Erased),
            (State::Kept { .. }, Command::Open { .. }) => Err(Refusal::AlreadyKept),
            (State::Unknown, Command::Open { owner, compartment }) => Ok(vec![Event::Opened { owner, compartment }]),
            (State::Unknown, _) => Err(Refusal::Unknown),
            (State::Kept { owner: now, .. }, Command::HandOver { owner, .. }) if *now == owner => Ok(vec![]),
            (State::Kept { .. }, Command::HandOver { owner, reason }) => Ok(vec![Event::HandedOver { owner, reason }]),
            (State::Kept { .. }, Command::Read { fields, .. }) if fields.is_empty() => Err(Refusal::NoFields),
            (State::Kept { .. }, Command::Read { fields, reason }) => Ok(vec![Event::Read { fields, reason }]),
            (State::Kept { .. }, Command::Erase { ground }) => Ok(vec![Event::Erased { ground }]),
        }
    }

    fn evolve(state: State, event: &Event) -> State {
        match (state, event) {
            (_, Event::Opened { owner, compartment }) => State::Kept { owner: *owner, compartment: *compartment },
            (State::Kept { compartment, .. }, Event::HandedOver { owner, .. }) => State::Kept { owner: *owner, compartment },
            (_, Event::Erased { .. }) => State::Erased,
            (state, Event::HandedOver { .. } | Event::Read { .. }) => state,
        }
    }
}

impl Workflow for Subjects {
    const STREAM: &'static str = "subject";
    const SCHEMA: u16 = 1;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Actor, Moment, Purpose};

    fn reason() -> Reason {
        Reason::new("по запросу").unwrap()
    }

    fn person(number: u128) -> PersonId {
        PersonId::from_bits(number)
    }

    fn opened() -> Event {
        Event::Opened { owner: person(1), compartment: Compartment::Protection }
    }

    fn given(events: &[Event], command: Command) -> Result<Vec<Event>, Refusal> {
        let at = Circumstances {
            now: Moment::from_unix_seconds(0).unwrap(),
            actor: &Actor::local(),
            purpose: Purpose::Protection,
            edition: "2026-11",
        };
        Subjects::decide(&Subjects::fold(events), command, &at)
    }

    fn read() -> Command {
        Command::Read { fields: vec!["name".into()], reason: reason() }
    }

    #[test]
    fn data_is_kept_handed_over_read_and_erased() {
        let open = Command::Open { owner: person(1), compartment: Compartment::Protection };
        assert_eq!(given(&[], open), Ok(vec![opened()]));
        let handed = Event::HandedOver { owner: person(2), reason: reason() };
        assert_eq!(given(&[opened()], Command::HandOver { owner: person(2), reason: reason() }), Ok(vec![handed.clone()]));
        let kept = State::Kept { owner: person(2), compartment: Compartment::Protection };
        assert_eq!(Subjects::fold(&[opened(), handed]), kept);
        assert_eq!(given(&[opened()], read()), Ok(vec![Event::Read { fields: vec!["name".into()], reason: reason() }]));
        assert_eq!(given(&[opened()], Command::Erase { ground: reason() }), Ok(vec![Event::Erased { ground: reason() }]));
    }

    #[test]
    fn handing_over_to_the_owner_changes_nothing() {
        assert_eq!(given(&[opened()], Command::HandOver { owner: person(1), reason: reason() }), Ok(vec![]));
    }

    #[test]
    fn nothing_is_kept_twice() {
        let open = Command::Open { owner: person(2), compartment: Compartment::Casework };
        assert_eq!(given(&[opened()], open), Err(Refusal::AlreadyKept));
    }

    #[test]
    fn nothing_is_read_of_whom_nothing_is_kept() {
        assert_eq!(given(&[], read()), Err(Refusal::Unknown));
    }

    #[test]
    fn what_is_erased_stays_so() {
        let erased = [opened(), Event::Erased { ground: reason() }];
        let open = Command::Open { owner: person(1), compartment: Compartment::Protection };
        for command in [read(), open, Command::Erase { ground: reason() }] {
            assert_eq!(given(&erased, command), Err(Refusal::Erased));
        }
    }

    #[test]
    fn a_reading_says_of_what() {
        assert_eq!(given(&[opened()], Command::Read { fields: vec![], reason: reason() }), Err(Refusal::NoFields));
    }

    #[test]
    fn each_refusal_has_a_key_of_its_own() {
        let keys: std::collections::BTreeSet<_> = Refusal::ALL.iter().map(Refusal::key).collect();
        assert_eq!(keys.len(), Refusal::ALL.len());
    }

    /// Events written by this edition, as they stand in logs: they stay readable for ever.
    #[test]
    fn the_first_shape_is_this_text() {
        let person = "person-00000000000000000000000001";
        for (event, text) in [
            (opened(), format!(r#"{{"opened":{{"owner":"{person}","compartment":"protection"}}}}"#)),
            (
                Event::HandedOver { owner: super::PersonId::from_bits(1), reason: reason() },
                format!(r#"{{"handed_over":{{"owner":"{person}","reason":"по запросу"}}}}"#),
            ),
            (
                Event::Read { fields: vec!["name".into()], reason: reason() },
                r#"{"read":{"fields":["name"],"reason":"по запросу"}}"#.to_owned(),
            ),
            (Event::Erased { ground: reason() }, r#"{"erased":{"ground":"по запросу"}}"#.to_owned()),
        ] {
            assert_eq!(serde_json::to_string(&event).unwrap(), text);
            assert!(text.starts_with(&format!("{{\"{}\":", event.kind())) && Event::KINDS.contains(&event.kind()));
            assert_eq!(serde_json::from_str::<Event>(&text).unwrap(), event);
        }
    }
}
