//! It leaves the program in a package. The digests of the package's list, `package.json`, are kept: whoever holds the package can be told
//! what it was, and the list has the digests of everything else in it.
//!
//! Refused where the item is still being acquired.

use record::{Circumstances, Reason};

use super::{Event, Refusal, State};
use crate::{Hashes, Tool, refuse_if};

/// It leaves the program in a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// The digests of the package's list, `package.json`.
    pub package: Hashes,
    /// For whom and why. May not name those whose data is protected.
    pub reason: Reason,
    /// With what.
    pub tool: Tool,
}

pub(super) fn decide(state: &State, Export { package, reason, tool }: Export, _: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    refuse_if(state.known()?.is_receiving(), Refusal::StillReceiving)?;
    Ok(vec![Event::Exported { package, reason, tool }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::Command;
    use crate::item::testing::{begun, failed, hashes, held, reason, tool, when};

    fn export(history: &[Event]) -> Result<Vec<Event>, Refusal> {
        when(history, 1, 0, Command::Export(Export { package: hashes(9), reason: reason(), tool: tool() }))
    }

    #[test]
    fn the_package_is_known_by_its_digests() {
        let event = Event::Exported { package: hashes(9), reason: reason(), tool: tool() };
        assert_eq!(export(&held()), Ok(vec![event.clone()]));
        assert_eq!(export(&failed()), Ok(vec![event]), "what failed may have to be shown too");
    }

    #[test]
    fn not_while_it_arrives_and_not_nothing() {
        assert_eq!(export(&[begun()]), Err(Refusal::StillReceiving));
        assert_eq!(export(&[]), Err(Refusal::Unknown));
    }
}
