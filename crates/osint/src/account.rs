//! The register of authorised covert accounts.
//!
//! **This is a register.** It says which court decision lets which people use which account for which acts, and what they did. The program
//! never acts as the account: no command here writes to anybody, joins anything or pays, and nothing here holds a password.
//!
//! **Two people.** One of the body that uses the account enters it with the decision; another, of the prosecutors, compares the two and
//! confirms. A new decision goes the same way.
//!
//! **The term** is the one in the decision, never a default. Before it, after it and between two of them every act is refused, without
//! anybody having to close anything; [`State::standing`] says so at every moment.
//!
//! **Before each contact** stands a check against provocation for this very step (`knowledge/evidence/provocation_check.toml`): it is
//! entered whatever came of it, holds for [`CHECK_MINUTES`] and for one step of the person who answered.
//!
//! What a decision must say, how long a term may be and who may give it is the law's; nothing of it is made up here. What the decision
//! says is entered as it is written there.

mod check;
mod confirm;
mod contact;
mod decision;
mod enter;
mod event;
mod extend;
mod log;
mod refusal;
mod state;
mod stop;
mod take_over;
#[cfg(test)]
mod testing;

pub use check::{Check, Reply};
pub use confirm::Confirm;
pub use contact::Contact;
pub use decision::{Act, Decision};
pub use enter::Enter;
pub use event::Event;
pub use extend::Extend;
pub use log::Log;
pub use refusal::Refusal;
pub use state::{Checked, Confirmed, Duty, Entered, Held, Standing, State, Task};
pub use stop::Stop;
pub use take_over::TakeOver;

use record::{Actor, Circumstances, Decider, Id, Workflow, id};

/// A check against provocation holds for so many minutes. The number is ours.
pub const CHECK_MINUTES: u32 = 15;
/// A decision should be confirmed within so many days. The number is ours; nothing is refused when they are over.
pub const CONFIRM_DAYS: u32 = 3;
/// An account has so many decisions at most. The number is ours.
pub const MOST_DECISIONS: usize = 100;

/// The kind of an account's identifier.
#[derive(Debug)]
pub struct AccountWord;

impl id::Kind for AccountWord {
    const WORD: &'static str = "account";
}

/// The name of an account in the log.
pub type AccountId = Id<AccountWord>;

/// The workflow.
#[derive(Debug)]
pub struct CovertAccount;

/// What somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// To enter an account with the decision that allows it.
    Enter(Enter),
    /// To confirm, as a second person, that a decision says what was entered.
    Confirm(Confirm),
    /// To enter what was done or received without making contact.
    Log(Log),
    /// To enter the answers to the check against provocation for one step.
    Check(Check),
    /// To enter that the checked step is made.
    Contact(Contact),
    /// To enter a further decision.
    Extend(Extend),
    /// To go on with somebody else's account.
    TakeOver(TakeOver),
    /// To end the use of the account.
    Stop(Stop),
}

impl Decider for CovertAccount {
    type State = State;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(state: &State, command: Command, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
        match command {
            Command::Enter(command) => enter::decide(state, command, at),
            Command::Confirm(command) => confirm::decide(state, command, at),
            Command::Log(command) => log::decide(state, command, at),
            Command::Check(command) => check::decide(state, command, at),
            Command::Contact(command) => contact::decide(state, command, at),
            Command::Extend(command) => extend::decide(state, command, at),
            Command::TakeOver(command) => take_over::decide(state, command, at),
            Command::Stop(command) => stop::decide(state, command, at),
        }
    }

    fn evolve(state: State, event: &Event) -> State {
        state.after(event)
    }
}

impl Workflow for CovertAccount {
    const STREAM: &'static str = "covert_account";
    const SCHEMA: u16 = 1;
}

/// Whoever does this must be a person, not the installation itself.
fn a_person(at: &Circumstances<'_>) -> Result<(), Refusal> {
    crate::refuse_if(at.actor.person == Actor::local().person, Refusal::OnlyPeople)
}
