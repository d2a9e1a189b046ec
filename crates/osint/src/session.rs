//! The workflow of one session of searching.
//!
//! **Searching.** Whoever opened the session owns it and enters each step as they make it. Nothing is edited: a wrong note is answered by
//! a correction. Somebody of the same body can take a session over; so it has an owner and a due date at every moment.
//!
//! **Sealed.** The seal is a digest over all steps in their order ([`steps::text`]); after it nothing is entered but replays.
//!
//! **Replaying.** Another person than those who searched tries each visit and each search again, with what they are given of it. What came
//! of it is compared here, not by whoever asks, and a replay is finished when every step was tried.
//!
//! Who may do what is the rights' to say; here stands what must be true whoever does it.

mod begin_replay;
mod correct;
mod event;
mod finish_replay;
mod note;
mod open;
mod refusal;
mod replay;
mod seal;
mod search;
mod state;
pub mod steps;
mod take_over;
#[cfg(test)]
mod testing;
mod visit;

pub use begin_replay::BeginReplay;
pub use correct::Correct;
pub use event::{Event, Outcome};
pub use finish_replay::FinishReplay;
pub use note::TakeNote;
pub use open::Open;
pub use refusal::Refusal;
pub use replay::{Replay, Shown, Tried};
pub use seal::Seal;
pub use search::Search;
pub use state::{Came, Duty, Opened, Replaying, State, Summary, Task};
pub use take_over::TakeOver;
pub use visit::Visit;

use record::{Actor, Circumstances, Decider, Id, Workflow, id};

/// A session should be sealed within so many days. The number is ours; nothing is refused when they are over.
pub const SESSION_DAYS: u32 = 3;
/// A replay should be finished within so many days; afterwards another can be begun in its place. The number is ours.
pub const REPLAY_DAYS: u32 = 14;
/// A session has so many steps at most. The number is ours.
pub const MOST_STEPS: usize = 10_000;

/// The kind of a session's identifier.
#[derive(Debug)]
pub struct SessionWord;

impl id::Kind for SessionWord {
    const WORD: &'static str = "osint";
}

/// The name of a session in the log.
pub type SessionId = Id<SessionWord>;

/// The workflow.
#[derive(Debug)]
pub struct Session;

/// What somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// To begin a session.
    Open(Open),
    /// To enter that a resource was visited.
    Visit(Visit),
    /// To enter that something was searched.
    Search(Search),
    /// To enter a note.
    Note(TakeNote),
    /// To answer a step that was wrong.
    Correct(Correct),
    /// To go on with somebody else's session.
    TakeOver(TakeOver),
    /// To end it.
    Seal(Seal),
    /// To begin trying it again.
    BeginReplay(BeginReplay),
    /// To enter what came of trying a step again.
    Replay(Replay),
    /// To end trying it again.
    FinishReplay(FinishReplay),
}

impl Decider for Session {
    type State = State;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(state: &State, command: Command, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
        match command {
            Command::Open(command) => open::decide(state, command, at),
            Command::Visit(command) => visit::decide(state, command, at),
            Command::Search(command) => search::decide(state, command, at),
            Command::Note(command) => note::decide(state, command, at),
            Command::Correct(command) => correct::decide(state, command, at),
            Command::TakeOver(command) => take_over::decide(state, command, at),
            Command::Seal(command) => seal::decide(state, command, at),
            Command::BeginReplay(command) => begin_replay::decide(state, command, at),
            Command::Replay(command) => replay::decide(state, command, at),
            Command::FinishReplay(command) => finish_replay::decide(state, command, at),
        }
    }

    fn evolve(state: State, event: &Event) -> State {
        state.after(event)
    }
}

impl Workflow for Session {
    const STREAM: &'static str = "osint_session";
    const SCHEMA: u16 = 1;
}

/// Whoever does this must be a person, not the installation itself.
fn a_person(at: &Circumstances<'_>) -> Result<(), Refusal> {
    crate::refuse_if(at.actor.person == Actor::local().person, Refusal::OnlyPeople)
}
