//! An agency acts for other regions. Roles of its people that reach further are narrowed by this at once, without a change to them; so a
//! reason is given.
//!
//! Refused where it is closed, where it would act nowhere, and where nothing would change.

use record::{Reason, Regions};

use super::{Event, Refusal, State};
use crate::refuse_if;

/// An agency acts for other regions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetRegions {
    /// All of them.
    pub regions: Regions,
    /// Why.
    pub reason: Reason,
}

pub(super) fn decide(state: &State, SetRegions { regions, reason }: SetRegions) -> Result<Vec<Event>, Refusal> {
    let body = state.open()?;
    refuse_if(regions.is_empty(), Refusal::NoRegions)?;
    refuse_if(body.regions == regions, Refusal::NoChange)?;
    Ok(vec![Event::RegionsSet { regions, reason }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agency::testing::{closed, founded};
    use crate::agency::{Agency, Command};
    use crate::testing::{Then, actor, given, reason, regions};

    fn set(history: Vec<Event>, codes: &[&str]) -> Then<Agency> {
        given(history).when(&actor(9), Command::SetRegions(SetRegions { regions: regions(codes), reason: reason() }))
    }

    #[test]
    fn it_acts_elsewhere() {
        set(vec![founded()], &["KZ-71"]).then([Event::RegionsSet { regions: regions(&["KZ-71"]), reason: reason() }]);
    }

    #[test]
    fn not_what_there_is_not() {
        set(vec![], &["KZ-71"]).refused(Refusal::NotFounded);
    }

    #[test]
    fn not_what_is_closed() {
        set(vec![founded(), closed()], &["KZ-71"]).refused(Refusal::IsClosed);
    }

    #[test]
    fn not_to_nowhere() {
        set(vec![founded()], &[]).refused(Refusal::NoRegions);
    }

    #[test]
    fn not_to_the_same() {
        set(vec![founded()], &["KZ-75"]).refused(Refusal::NoChange);
    }
}
