//! An emergency (break-glass): one matter of others is opened to one person for a short time, because somebody confirmed that it must be.
//!
//! ```text
//! Request ─► waits ─► Confirm ─► open ─► over
//!              │                  │  └─ End, or its time is up
//!              ├─► Decline        └──── Review, once, at any time after Confirm
//!              └─► over: nobody confirmed in time
//! ```
//!
//! **Two people.** Whoever asks and whoever confirms are two different people, and neither is the installation itself: a machine that can
//! stand in for the second person would make one person enough. It opens to the one who asked, and to nobody else.
//!
//! **A short time.** It opens when it is confirmed, and ends by itself. A request that nobody confirmed in time is over, so that a
//! forgotten one can't be confirmed when the emergency has passed.
//!
//! **Afterwards.** A prosecutor looks at each that was opened, once, and says whether it was proper; so none is forgotten, those that wait
//! for it can be listed ([`State::waits_for_review`]), from the moment on at which they open. One that is found improper while it is open
//! ends at once.
//!
//! Who may ask, confirm, end and review (roles, bodies, compartments) is the rights' to say: `policies/break_glass.cedar`. They are asked
//! before each command, and again each time that something is read under an [`Opening`].

mod confirm;
mod decline;
mod end;
mod event;
mod refusal;
mod request;
mod review;
mod state;
#[cfg(test)]
mod testing;

pub use confirm::Confirm;
pub use decline::Decline;
pub use end::End;
pub use event::Event;
pub use refusal::Refusal;
pub use request::Request;
pub use review::{Finding, Review};
pub use state::{Asked, Opening, Standing, State};

use record::{Actor, Circumstances, Decider, Id, Workflow, id};

/// An emergency opens a matter for so many minutes at most. The number is ours; the rights have their own in `policies/settings.toml`, and
/// the shorter one holds.
pub const LONGEST_MINUTES: u32 = 60;
/// A request must be confirmed within so many minutes. The number is ours.
pub const CONFIRM_MINUTES: u32 = 15;

/// The kind of an emergency's identifier.
#[derive(Debug)]
pub struct EmergencyWord;

impl id::Kind for EmergencyWord {
    const WORD: &'static str = "emergency";
}

/// The name of an emergency in the log.
pub type EmergencyId = Id<EmergencyWord>;

/// The workflow.
#[derive(Debug)]
pub struct Emergency;

/// What somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// A person asks that a matter open to them.
    Request(Request),
    /// Another person agrees: it opens.
    Confirm(Confirm),
    /// Nothing comes of it.
    Decline(Decline),
    /// It closes before its time.
    End(End),
    /// A prosecutor says whether it was proper.
    Review(Review),
}

impl Decider for Emergency {
    type State = State;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(state: &State, command: Command, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
        match command {
            Command::Request(command) => request::decide(state, command, at),
            Command::Confirm(command) => confirm::decide(state, command, at),
            Command::Decline(command) => decline::decide(state, command, at),
            Command::End(command) => end::decide(state, command, at),
            Command::Review(command) => review::decide(state, command, at),
        }
    }

    fn evolve(state: State, event: &Event) -> State {
        state.after(event)
    }
}

impl Workflow for Emergency {
    const STREAM: &'static str = "emergency";
    const SCHEMA: u16 = 1;
}

/// Whoever does this must be a person, not the installation itself.
fn a_person(at: &Circumstances<'_>) -> Result<(), Refusal> {
    crate::refuse_if(at.actor.person == Actor::local().person, Refusal::OnlyPeople)
}
