//! A body joins.
//!
//! Refused where its identifier is taken or is the installation's own, where it would act nowhere, and where it would be a unit of itself.

use record::{Actor, AgencyId, AgencyKind, Regions};

use super::{AgencyNames, Event, Refusal, State};
use crate::refuse_if;

/// A body joins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The agency, by a new identifier.
    pub agency: AgencyId,
    /// What it is.
    pub kind: AgencyKind,
    /// What it is called.
    pub names: AgencyNames,
    /// Where it acts.
    pub regions: Regions,
    /// The agency of which it is a unit.
    pub parent: Option<AgencyId>,
    /// The agencies above that one up to the topmost, as the shell loaded them just before.
    pub above: Vec<AgencyId>,
}

pub(super) fn decide(state: &State, command: Found) -> Result<Vec<Event>, Refusal> {
    let Found { agency, kind, names, regions, parent, above } = command;
    refuse_if(state.body.is_some(), Refusal::AlreadyFounded)?;
    refuse_if(agency == Actor::local().agency, Refusal::Reserved)?;
    refuse_if(regions.is_empty(), Refusal::NoRegions)?;
    refuse_if(parent == Some(agency) || above.contains(&agency), Refusal::Circle)?;
    Ok(vec![Event::Founded { agency, kind, names, regions, parent }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agency::testing::{founded, names};
    use crate::agency::{Agency, Command};
    use crate::testing::{Then, actor, agency, given, regions};

    fn command() -> Found {
        let (agency, kind, regions) = (agency(1), AgencyKind::InteriorMinistry, regions(&["KZ-75"]));
        Found { agency, kind, names: names(), regions, parent: None, above: vec![] }
    }

    fn found(history: Vec<Event>, command: Found) -> Then<Agency> {
        given(history).when(&actor(9), Command::Found(command))
    }

    #[test]
    fn it_joins() {
        found(vec![], command()).then([founded()]);
    }

    #[test]
    fn not_twice() {
        found(vec![founded()], command()).refused(Refusal::AlreadyFounded);
    }

    #[test]
    fn not_as_the_installation_itself() {
        found(vec![], Found { agency: agency(0), ..command() }).refused(Refusal::Reserved);
    }

    #[test]
    fn not_for_nowhere() {
        found(vec![], Found { regions: regions(&[]), ..command() }).refused(Refusal::NoRegions);
    }

    #[test]
    fn not_as_a_unit_of_itself() {
        found(vec![], Found { parent: Some(agency(2)), above: vec![agency(1)], ..command() }).refused(Refusal::Circle);
        found(vec![], Found { parent: Some(agency(1)), ..command() }).refused(Refusal::Circle);
    }
}
