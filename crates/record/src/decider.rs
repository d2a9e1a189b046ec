//! The one shape of every workflow: what may be done is a pure function of what has happened.

use crate::{Actor, Moment, Purpose};

/// Everything a rule may look at besides history.
#[derive(Debug, Clone, Copy)]
pub struct Circumstances<'a> {
    /// When the command is given.
    pub now: Moment,
    /// Who gives it.
    pub actor: &'a Actor,
    /// For what purpose.
    pub purpose: &'a Purpose,
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
