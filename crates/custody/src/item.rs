//! The workflow of one item of evidence.
//!
//! **Receiving.** Files are entered as they arrive, each with its digests, in the same moment in which the vault has them on its disk: the
//! entry is a leaf of the transparency log long before there is a package. A capture that fails half-way stays as what it is and says so.
//!
//! **Custody.** One body holds an item at every moment. It passes to another by two signatures: somebody of the body that holds it offers
//! it, somebody else of the body that it is offered to takes it. An offer that nobody takes in time is over, and the item stays where it was.
//!
//! **What is done with it.** Looking at it, laying a blurred picture bare, copying, examining, handing out: each with a reason and a tool.
//! Who and what is to be seen on it is written down so that it can be shown to one reader and withheld from another.
//! Originals are never touched: whoever works on a file works on a copy that has a name of its own.
//!
//! Who may do what is the rights' to say (`policies/evidence.cedar`); here stands what must be true whoever does it.

mod arrive;
mod begin;
mod complete;
mod copy;
mod describe;
mod event;
mod examine;
mod export;
mod fail;
mod give_back;
mod hand_over;
mod keep;
mod look;
mod pack;
mod refusal;
mod state;
mod step;
#[cfg(test)]
pub(crate) mod testing;
mod told;

pub use arrive::{Arrive, Response};
pub use begin::{Begin, Origin};
pub use complete::{Complete, Missing, MissingWhy};
pub use copy::{Copy, CopyId, CopyWord};
pub use describe::Describe;
pub use event::Event;
pub use examine::Examine;
pub use export::Export;
pub use fail::{Fail, Failure};
pub use give_back::GiveBack;
pub use hand_over::{Offer, Take, Withdraw};
pub use keep::Keep;
pub use look::{Reveal, View};
pub use pack::Pack;
pub use refusal::Refusal;
pub use state::{Begun, Handing, Packed, Standing, State};
pub use step::Step;
pub use told::{Names, Told};

use record::{Actor, Circumstances, Decider, Id, Workflow, id};

/// An offer is open for so many days. The number is ours.
pub const OFFER_DAYS: u32 = 3;
/// An item has so many files at most; more come in a container of their own. The number is ours.
pub const MOST_FILES: usize = 10_000;

/// The kind of an item's identifier.
#[derive(Debug)]
pub struct ItemWord;

impl id::Kind for ItemWord {
    const WORD: &'static str = "item";
}

/// The name of an item in the log.
pub type ItemId = Id<ItemWord>;

/// The workflow.
#[derive(Debug)]
pub struct Item;

/// What somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Something begins to be acquired.
    Begin(Begin),
    /// Answers of servers have arrived.
    Arrive(Arrive),
    /// Files have arrived.
    Keep(Keep),
    /// Everything that could be got is there.
    Complete(Complete),
    /// It broke off.
    Fail(Fail),
    /// Somebody looks at a file.
    View(View),
    /// Somebody lays a blurred picture bare.
    Reveal(Reveal),
    /// A working copy is made.
    Copy(Copy),
    /// Somebody writes down what they found in a copy.
    Examine(Examine),
    /// Somebody writes down who or what is to be seen.
    Describe(Describe),
    /// It leaves the program in a package.
    Export(Export),
    /// Somebody offers it to another body.
    Offer(Offer),
    /// Nothing comes of the offer.
    Withdraw(Withdraw),
    /// Somebody of the other body takes it.
    Take(Take),
    /// It goes back to whom it was taken from.
    GiveBack(GiveBack),
    /// A step of a checklist is answered for a device.
    Step(Step),
    /// A device is packed and sealed.
    Pack(Pack),
}

impl Decider for Item {
    type State = State;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(state: &State, command: Command, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
        match command {
            Command::Begin(command) => begin::decide(state, command, at),
            Command::Arrive(command) => arrive::decide(state, command),
            Command::Keep(command) => keep::decide(state, command),
            Command::Complete(command) => complete::decide(state, command),
            Command::Fail(command) => fail::decide(state, command),
            Command::View(command) => look::view(state, command, at),
            Command::Reveal(command) => look::reveal(state, command, at),
            Command::Copy(command) => copy::decide(state, command, at),
            Command::Examine(command) => examine::decide(state, command, at),
            Command::Describe(command) => describe::decide(state, command, at),
            Command::Export(command) => export::decide(state, command, at),
            Command::Offer(command) => hand_over::offer(state, command, at),
            Command::Withdraw(command) => hand_over::withdraw(state, command, at),
            Command::Take(command) => hand_over::take(state, &command, at),
            Command::GiveBack(command) => give_back::decide(state, command, at),
            Command::Step(command) => step::decide(state, command, at),
            Command::Pack(command) => pack::decide(state, command, at),
        }
    }

    fn evolve(state: State, event: &Event) -> State {
        state.after(event)
    }
}

impl Workflow for Item {
    const STREAM: &'static str = "item";
    const SCHEMA: u16 = 1;
}

/// Whoever does this must be a person, not the installation itself.
fn a_person(at: &Circumstances<'_>) -> Result<(), Refusal> {
    crate::refuse_if(at.actor.person == Actor::local().person, Refusal::OnlyPeople)
}
