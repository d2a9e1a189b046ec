//! The one shape of every workflow: what may be done is a pure function of what has happened.

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{Actor, Moment, Purpose};

/// Everything a rule may look at besides history.
#[derive(Debug, Clone, Copy)]
pub struct Circumstances<'a> {
    /// When the command is given.
    pub now: Moment,
    /// Who gives it.
    pub actor: &'a Actor,
    /// For what purpose.
    pub purpose: Purpose,
    /// The edition of the knowledge files in force.
    pub edition: &'a str,
}

/// A workflow whose rules are pure functions.
///
/// `decide` looks at the state and either refuses, with a value that the user sees in their language, or says what happened.
/// `evolve` never fails and has no wildcard arm.
pub trait Decider {
    /// What the rules need to know of the past.
    type State: Default;
    /// What a person asks for.
    type Command;
    /// What has happened, in the past tense.
    type Event;
    /// Why a command was not carried out.
    type Refusal;

    /// Decides on a command.
    ///
    /// # Errors
    /// The typed refusal.
    fn decide(state: &Self::State, command: Self::Command, at: &Circumstances<'_>) -> Result<Vec<Self::Event>, Self::Refusal>;

    /// The state after an event.
    fn evolve(state: Self::State, event: &Self::Event) -> Self::State;
}

/// A decider whose events the log keeps for ever.
pub trait Workflow: Decider<Event: Serialize + DeserializeOwned + Clone> {
    /// The word for its streams: `agency`, `person`. Never changes.
    const STREAM: &'static str;
    /// The version of the shape in which events are written now.
    const SCHEMA: u16;

    /// Brings an event that was written in an older shape to the shape of now. Shapes of the past stay here for ever, each with a test.
    ///
    /// # Errors
    /// Where no such shape was ever written.
    fn upcast(schema: u16, event: Value) -> Result<Value, UnknownShape> {
        if schema == Self::SCHEMA { Ok(event) } else { Err(UnknownShape { stream: Self::STREAM, schema }) }
    }

    /// The state after these events, the oldest first.
    fn fold<'a>(events: impl IntoIterator<Item = &'a Self::Event>) -> Self::State
    where
        Self::Event: 'a,
    {
        events.into_iter().fold(Self::State::default(), Self::evolve)
    }
}

/// An event was written in a shape that this program does not know; a newer one may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("events of {stream} in the shape {schema} are not known; a newer program may have written them")]
pub struct UnknownShape {
    /// The stream.
    pub stream: &'static str,
    /// The version of the shape.
    pub schema: u16,
}

/// One thing's history: its kind and its identifier, written `agency/agency-…`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StreamName(String);

impl StreamName {
    /// The history of one thing of a workflow.
    #[must_use]
    pub fn of<W: Workflow>(id: impl fmt::Display) -> Self {
        Self(format!("{}/{id}", W::STREAM))
    }

    /// The name as the log wrote it.
    #[must_use]
    pub fn from_log(name: String) -> Self {
        Self(name)
    }

    /// The kind: what stands before the first slash.
    #[must_use]
    pub fn kind(&self) -> &str {
        self.0.split('/').next().unwrap_or("")
    }

    /// The identifier: what stands behind the first slash.
    #[must_use]
    pub fn id(&self) -> &str {
        self.0.split_once('/').map_or("", |(_, id)| id)
    }

    /// The whole name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for StreamName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
