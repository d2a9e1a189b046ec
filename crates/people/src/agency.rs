//! An agency: a body that takes part, or a unit of one.
//!
//! **Closing asks nobody's leave.** An agency is closed whether or not people belong to it. Their number stands in other histories, and a
//! count that a command carried would be true only when it was loaded: somebody invited a moment later would be forgotten. Instead the
//! agency's own state is asked each time that it matters: nobody is invited into a closed agency, is given a role there or signs in for it,
//! and the [`Authority`](crate::Authority) of its people holds no roles, from the moment on at which it is closed. Their histories stay as
//! they are, so that reopening gives back exactly what there was.

mod close;
mod found;
mod names;
mod place_under;
mod refusal;
mod rename;
mod reopen;
mod set_regions;
mod state;

pub use close::Close;
pub use found::Found;
pub use names::{AgencyName, AgencyNames, NameError};
pub use place_under::PlaceUnder;
pub use refusal::Refusal;
pub use rename::Rename;
pub use reopen::Reopen;
pub use set_regions::SetRegions;
pub use state::{AgencyFacts, Body, State};

use record::{AgencyId, AgencyKind, Circumstances, Decider, Reason, Regions, Workflow};
use serde::{Deserialize, Serialize};

/// The workflow.
#[derive(Debug)]
pub struct Agency;

/// What an administrator asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// A body joins.
    Found(Found),
    /// Its name changes.
    Rename(Rename),
    /// It acts for other regions.
    SetRegions(SetRegions),
    /// It becomes a unit of another one, or of none.
    PlaceUnder(PlaceUnder),
    /// It takes part no more.
    Close(Close),
    /// It takes part again.
    Reopen(Reopen),
}

/// What has happened to an agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// It joined.
    Founded {
        /// The agency.
        agency: AgencyId,
        /// What it is.
        kind: AgencyKind,
        /// What it is called.
        names: AgencyNames,
        /// Where it acts.
        regions: Regions,
        /// The agency of which it is a unit.
        parent: Option<AgencyId>,
    },
    /// It got another name.
    Renamed {
        /// The new one.
        names: AgencyNames,
    },
    /// It got other regions.
    RegionsSet {
        /// All of them.
        regions: Regions,
        /// Why.
        reason: Reason,
    },
    /// It became a unit of another one, or of none.
    PlacedUnder {
        /// The other one.
        parent: Option<AgencyId>,
        /// Why.
        reason: Reason,
    },
    /// It was closed.
    Closed {
        /// Why.
        reason: Reason,
    },
    /// It was opened again.
    Reopened {
        /// Why.
        reason: Reason,
    },
}

impl Event {
    /// The words for all kinds, as in the log.
    pub const KINDS: [&'static str; 6] = ["founded", "renamed", "regions_set", "placed_under", "closed", "reopened"];

    /// The word for its kind, as in the log.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Founded { .. } => "founded",
            Self::Renamed { .. } => "renamed",
            Self::RegionsSet { .. } => "regions_set",
            Self::PlacedUnder { .. } => "placed_under",
            Self::Closed { .. } => "closed",
            Self::Reopened { .. } => "reopened",
        }
    }
}

impl Decider for Agency {
    type State = State;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(state: &State, command: Command, _: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
        match command {
            Command::Found(command) => found::decide(state, command),
            Command::Rename(command) => rename::decide(state, command),
            Command::SetRegions(command) => set_regions::decide(state, command),
            Command::PlaceUnder(command) => place_under::decide(state, command),
            Command::Close(command) => close::decide(state, command),
            Command::Reopen(command) => reopen::decide(state, command),
        }
    }

    fn evolve(state: State, event: &Event) -> State {
        state.after(event)
    }
}

impl Workflow for Agency {
    const STREAM: &'static str = "agency";
    const SCHEMA: u16 = 1;
}

#[cfg(test)]
pub(crate) mod testing {
    //! Histories of agencies.

    use super::*;
    use crate::testing::{agency, regions};

    pub fn names() -> AgencyNames {
        let name = |name| AgencyName::new(name).unwrap();
        AgencyNames { kk: name("Алматы полициясы"), ru: name("Полиция Алматы"), en: name("Police of Almaty") }
    }

    pub fn founded() -> Event {
        Event::Founded { agency: agency(1), kind: AgencyKind::InteriorMinistry, names: names(), regions: regions(&["KZ-75"]), parent: None }
    }

    pub fn closed() -> Event {
        Event::Closed { reason: crate::testing::reason() }
    }
}
