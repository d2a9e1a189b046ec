//! Looking after the work: parts of the log that somebody took out of the program.
//!
//! Reading the log leaves no trace of its own; taking it out does, because from then on nobody can say who reads it. One history holds one
//! export. Who may export is the rights' to say: `policies/oversight.cedar`.

mod event;
mod export;
mod refusal;

pub use event::Event;
pub use export::{Export, Form};
pub use refusal::Refusal;

use record::{Circumstances, Decider, Id, Workflow, id};

/// So many entries are taken out at once at most. The number is ours: what is more is taken in parts.
pub const MOST_ENTRIES: u64 = 100_000;

/// The kind of an export's identifier.
#[derive(Debug)]
pub struct ExportWord;

impl id::Kind for ExportWord {
    const WORD: &'static str = "export";
}

/// The name of an export in the log.
pub type ExportId = Id<ExportWord>;

/// The workflow.
#[derive(Debug)]
pub struct Oversight;

/// What the rules need to know of an export's past: whether it was made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct State {
    made: bool,
}

/// What somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// To take a part of the log out of the program.
    Export(Export),
}

impl Decider for Oversight {
    type State = State;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(state: &State, command: Command, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
        match command {
            Command::Export(command) => export::decide(*state, command, at),
        }
    }

    fn evolve(_: State, event: &Event) -> State {
        match event {
            Event::Exported { .. } => State { made: true },
        }
    }
}

impl Workflow for Oversight {
    const STREAM: &'static str = "export";
    const SCHEMA: u16 = 1;
}
