//! What a person may act as at a moment: the one whom the rights are asked about.

use std::collections::BTreeMap;

use record::{AgencyId, AgencyKind, Moment, PersonId, Regions, Role};

use crate::person::Standing;
use crate::{agency, person};

/// A person with the agency and the roles for which they act at a moment.
///
/// It is worked out anew for every request and never kept: a term ends, a suspension begins and an agency is closed between two of them.
/// Where somebody may do nothing there are no roles, so that a policy which forgets to ask for `suspended` or `open` still permits nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    /// The person.
    pub person: PersonId,
    /// Their agency.
    pub agency: AgencyId,
    /// What it is.
    pub kind: AgencyKind,
    /// The agency of which it is a unit. Agencies further up are the shell's to look up.
    pub parent: Option<AgencyId>,
    /// Where the agency acts.
    pub regions: Regions,
    /// The roles in force, each with the regions in which both it and the agency are.
    pub roles: BTreeMap<Role, Regions>,
    /// Whether the person is suspended.
    pub suspended: bool,
    /// Whether the agency takes part.
    pub open: bool,
}

impl Authority {
    /// The authority of a person at a moment, from their history and that of their agency. There is none for somebody who has not accepted
    /// an invitation or has left, or where the agency is another one than the person's.
    #[must_use]
    pub fn at(person: &person::State, agency: &agency::State, now: Moment) -> Option<Self> {
        let (member, body) = (person.member.as_ref()?, agency.body.as_ref()?);
        let suspended = match member.standing {
            Standing::Active => false,
            Standing::Suspended => true,
            Standing::Invited { .. } | Standing::Left => return None,
        };
        (member.agency == body.id).then(|| Self {
            person: member.id,
            agency: body.id,
            kind: body.kind,
            parent: body.parent,
            regions: body.regions.clone(),
            roles: if body.open { narrowed(person.roles_at(now), &body.regions) } else { BTreeMap::new() },
            suspended,
            open: body.open,
        })
    }

    /// Whether a role is in force.
    #[must_use]
    pub fn holds(&self, role: Role) -> bool {
        self.roles.contains_key(&role)
    }
}

fn narrowed(roles: BTreeMap<Role, Regions>, to: &Regions) -> BTreeMap<Role, Regions> {
    let narrowed = roles.into_iter().map(|(role, regions)| (role, regions.shared(to)));
    narrowed.filter(|(_, regions)| !regions.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use record::Workflow;

    use super::*;
    use crate::person::testing::{accepted, granted, invited, left, suspended};
    use crate::testing::{agency as agency_id, day, reason, regions};
    use crate::{Agency, Person};

    /// The authority on a day of somebody who is an analyst in Almaty from day 1 to day 10.
    fn authority(person: Vec<person::Event>, agency: &[agency::Event], on: u32) -> Option<Authority> {
        let founded = [crate::agency::testing::founded()];
        let agency = Agency::fold(founded.iter().chain(agency));
        Authority::at(&Person::fold(&person), &agency, day(on))
    }

    fn analyst() -> Vec<person::Event> {
        [accepted(), vec![granted(Role::Analyst, 1, 10)]].concat()
    }

    #[test]
    fn a_role_is_in_force_in_its_term() {
        let held = [0, 1, 9, 10].map(|on| authority(analyst(), &[], on).unwrap().holds(Role::Analyst));
        assert_eq!(held, [false, true, true, false]);
    }

    #[test]
    fn it_says_of_which_agency_the_person_is() {
        let placed = agency::Event::PlacedUnder { parent: Some(agency_id(7)), reason: reason() };
        let authority = authority(analyst(), &[placed], 2).unwrap();
        assert_eq!((authority.agency, authority.parent), (agency_id(1), Some(agency_id(7))));
        assert_eq!((authority.kind, authority.regions), (AgencyKind::InteriorMinistry, regions(&["KZ-75"])));
        assert_eq!(authority.roles, [(Role::Analyst, regions(&["KZ-75"]))].into());
        assert!(authority.open && !authority.suspended);
    }

    #[test]
    fn whoever_is_suspended_holds_no_role() {
        let authority = authority([analyst(), vec![suspended()]].concat(), &[], 2).unwrap();
        assert!(authority.suspended && authority.roles.is_empty());
    }

    #[test]
    fn nobody_holds_a_role_for_a_closed_agency() {
        let closed = authority(analyst(), &[crate::agency::testing::closed()], 2).unwrap();
        assert!(!closed.open && closed.roles.is_empty());
        let reopened = [crate::agency::testing::closed(), agency::Event::Reopened { reason: reason() }];
        assert!(authority(analyst(), &reopened, 2).unwrap().holds(Role::Analyst));
    }

    #[test]
    fn a_role_reaches_no_further_than_its_agency() {
        let moved = |codes| agency::Event::RegionsSet { regions: regions(codes), reason: reason() };
        assert!(authority(analyst(), &[moved(&["KZ-71"])], 2).unwrap().roles.is_empty());
        assert_eq!(authority(analyst(), &[moved(&["KZ"])], 2).unwrap().roles, [(Role::Analyst, regions(&["KZ-75"]))].into());
    }

    #[test]
    fn nobody_has_authority_before_accepting_or_after_leaving() {
        assert_eq!(authority(vec![], &[], 2), None);
        assert_eq!(authority([invited(), vec![granted(Role::Analyst, 1, 10)]].concat(), &[], 2), None);
        assert_eq!(authority([analyst(), vec![left(2)]].concat(), &[], 2), None);
    }

    #[test]
    fn nobody_has_authority_in_another_agency() {
        let other = agency::Event::Founded {
            agency: agency_id(2),
            kind: AgencyKind::Ngo,
            names: crate::agency::testing::names(),
            regions: regions(&["KZ"]),
            parent: None,
        };
        assert_eq!(Authority::at(&Person::fold(&analyst()), &Agency::fold([&other]), day(2)), None);
        assert_eq!(Authority::at(&Person::fold(&analyst()), &agency::State::default(), day(2)), None);
    }
}
