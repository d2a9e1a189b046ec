//! Something begins to be acquired. From here on there is an item, whatever comes of it: an attempt that brings nothing is known too.
//!
//! Refused where the identifier is taken; a device also where it would have been found after now, where more is connected to it than is named one
//! by one, and to the installation itself, which finds nothing.

use record::{AgencyId, Circumstances, Compartment, Region};
use serde::{Deserialize, Serialize};

use super::{Event, ItemId, Refusal, State, a_person};
use crate::{Found, MOST_PERIPHERY, Tool, refuse_if};

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
    /// A device or carrier was found at a scene.
    Device {
        /// What it is, where and how it was found.
        found: Box<Found>,
    },
}

impl Origin {
    /// The codes of all of them.
    pub const CODES: [&'static str; 5] = ["page", "upload", "service_export", "photographed_screen", "device"];

    /// Its code, as in the log and in the catalogues.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Page { .. } => "page",
            Self::Upload {} => "upload",
            Self::ServiceExport { .. } => "service_export",
            Self::PhotographedScreen {} => "photographed_screen",
            Self::Device { .. } => "device",
        }
    }
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
    if let Origin::Device { found } = &origin {
        device(found, at)?;
    }
    let holder: AgencyId = at.actor.agency;
    Ok(vec![Event::Begun { item, origin, compartment, region, tool, holder, by: at.actor.person, at: at.now }])
}

fn device(found: &Found, at: &Circumstances<'_>) -> Result<(), Refusal> {
    a_person(at)?;
    refuse_if(found.at > at.now, Refusal::InFuture)?;
    refuse_if(found.periphery.len() > MOST_PERIPHERY, Refusal::TooMuchPeriphery)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::testing::{begin, begun, day, device, when};
    use crate::item::{Command, Standing};
    use crate::{Power, Reading};

    #[test]
    fn the_body_of_whoever_begins_holds_it() {
        assert_eq!(when(&[], 1, 0, Command::Begin(begin())), Ok(vec![begun()]));
        let state = State::default().after(&begun());
        let item = state.begun.unwrap();
        assert_eq!((item.standing, item.holder), (Standing::Receiving, record::AgencyId::from_bits(1)));
    }

    fn find(by: u128, found: Found) -> Result<Vec<Event>, Refusal> {
        when(&[], by, 1, Command::Begin(Begin { origin: Origin::Device { found: Box::new(found) }, ..begin() }))
    }

    #[test]
    fn a_device_is_an_item_too() {
        let state = State::default().after(&find(1, device(Power::Off)).unwrap()[0]);
        assert_eq!(state.begun.unwrap().device(), Some(&device(Power::Off)));
    }

    #[test]
    fn a_device_is_found_by_people_by_now_with_what_can_be_named() {
        let much = vec![Reading::new("USB").unwrap(); MOST_PERIPHERY + 1];
        assert_eq!(find(0, device(Power::Off)), Err(Refusal::OnlyPeople));
        assert_eq!(find(1, Found { at: day(2), ..device(Power::Off) }), Err(Refusal::InFuture));
        assert_eq!(find(1, Found { periphery: much, ..device(Power::Off) }), Err(Refusal::TooMuchPeriphery));
    }

    #[test]
    fn not_twice() {
        assert_eq!(when(&[begun()], 1, 0, Command::Begin(begin())), Err(Refusal::AlreadyBegun));
    }
}
