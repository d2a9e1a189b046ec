//! Something begins to be acquired. From here on there is an item, whatever comes of it: an attempt that brings nothing is known too.
//!
//! Refused where the identifier is taken.

use record::{AgencyId, Circumstances, Compartment, Region};
use serde::{Deserialize, Serialize};

use super::{Event, ItemId, Refusal, State};
use crate::{Tool, refuse_if};

/// How an item came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Origin {
    /// The program loaded a page.
    Page {
        /// The address that was asked for.
        address: String,
    },
    /// Somebody handed in files.
    Upload {},
    /// Somebody exported a chat or channel with the service's own means.
    ServiceExport {
        /// The service, for instance `telegram`.
        service: String,
    },
    /// Somebody photographed a screen.
    PhotographedScreen {},
}

/// Something begins to be acquired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begin {
    /// The item, by a new identifier.
    pub item: ItemId,
    /// How it comes.
    pub origin: Origin,
    /// To which matters it belongs.
    pub compartment: Compartment,
    /// Its region, where it has one.
    pub region: Option<Region>,
    /// With what it is acquired.
    pub tool: Tool,
}

pub(super) fn decide(state: &State, command: Begin, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let Begin { item, origin, compartment, region, tool } = command;
    refuse_if(state.begun.is_some(), Refusal::AlreadyBegun)?;
    let holder: AgencyId = at.actor.agency;
    Ok(vec![Event::Begun { item, origin, compartment, region, tool, holder, by: at.actor.person, at: at.now }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::testing::{begin, begun, when};
    use crate::item::{Command, Standing};

    #[test]
    fn the_body_of_whoever_begins_holds_it() {
        assert_eq!(when(&[], 1, 0, Command::Begin(begin())), Ok(vec![begun()]));
        let state = State::default().after(&begun());
        let item = state.begun.unwrap();
        assert_eq!((item.standing, item.holder), (Standing::Receiving, record::AgencyId::from_bits(1)));
    }

    #[test]
    fn not_twice() {
        assert_eq!(when(&[begun()], 1, 0, Command::Begin(begin())), Err(Refusal::AlreadyBegun));
    }
}
