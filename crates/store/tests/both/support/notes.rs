//! A notebook: lines are written into it until it is closed.

use record::{Circumstances, Decider, UnknownShape, Workflow};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The workflow.
#[derive(Debug)]
pub struct Notes;

#[derive(Debug, Default, PartialEq)]
pub struct State {
    pub lines: Vec<String>,
    pub closed: bool,
}

#[derive(Debug, Clone)]
pub enum Command {
    Write(Vec<String>),
    Close,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    Written { line: String },
    Closed {},
}

#[derive(Debug, PartialEq)]
pub enum Refusal {
    IsClosed,
}

impl Decider for Notes {
    type State = State;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(state: &State, command: Command, _: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
        match command {
            _ if state.closed => Err(Refusal::IsClosed),
            Command::Write(lines) => Ok(lines.into_iter().map(|line| Event::Written { line }).collect()),
            Command::Close => Ok(vec![Event::Closed {}]),
        }
    }

    fn evolve(mut state: State, event: &Event) -> State {
        match event {
            Event::Written { line } => state.lines.push(line.clone()),
            Event::Closed {} => state.closed = true,
        }
        state
    }
}

impl Workflow for Notes {
    const STREAM: &'static str = "notes";
    const SCHEMA: u16 = 2;

    /// In the first shape a line was written as `{"text": …}`.
    fn upcast(schema: u16, event: Value) -> Result<Value, UnknownShape> {
        match schema {
            1 => Ok(event.get("text").map_or(event.clone(), |line| json!({ "written": { "line": line } }))),
            2 => Ok(event),
            _ => Err(UnknownShape { stream: Self::STREAM, schema }),
        }
    }
}
