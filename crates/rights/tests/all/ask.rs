//! An invented asker and invented matters around them.

use std::sync::OnceLock;

use record::{AgencyId, AgencyKind, Compartment, Moment, PersonId, Purpose, Reason, Region, Role};
use rights::{BreakGlass, Context, Held, Official, Principal, Resource, Rights, SignIn};

pub fn rights() -> &'static Rights {
    static RIGHTS: OnceLock<Rights> = OnceLock::new();
    RIGHTS.get_or_init(|| Rights::shipped().unwrap())
}

pub fn asker() -> PersonId {
    PersonId::from_bits(1)
}

pub fn colleague() -> PersonId {
    PersonId::from_bits(2)
}

/// The asker's body, the one above it, one below it, another, and yet another above that.
pub fn own() -> AgencyId {
    AgencyId::from_bits(10)
}

pub fn above() -> AgencyId {
    AgencyId::from_bits(11)
}

pub fn below() -> AgencyId {
    AgencyId::from_bits(12)
}

pub fn other() -> AgencyId {
    AgencyId::from_bits(20)
}

pub fn region(code: &str) -> Region {
    Region::new(code).unwrap()
}

pub fn here() -> Region {
    region("KZ-75")
}

pub fn elsewhere() -> Region {
    region("KZ-71")
}

pub fn now() -> Moment {
    Moment::parse("2026-11-02T10:00:00+05:00").unwrap()
}

pub fn minutes(after: i64) -> Moment {
    Moment::from_unix_seconds(now().unix_seconds() + after * 60).unwrap()
}

/// Somebody who holds one role for one region.
pub fn principal(role: Role, kind: AgencyKind) -> Principal {
    Principal {
        person: asker(),
        agency: own(),
        agency_kind: kind,
        agency_above: Some(above()),
        roles: vec![held(role, &here())],
        suspended: false,
    }
}

pub fn held(role: Role, region: &Region) -> Held {
    Held { role, regions: [region.clone()].into_iter().collect() }
}

/// Signed in with a passkey, a second person at hand, no emergency.
pub fn context(purpose: Purpose) -> Context {
    Context { purpose, now: now(), sign_in: SignIn::Strong, other_person: Some(colleague()), break_glass: None }
}

pub fn emergency() -> BreakGlass {
    BreakGlass {
        by: asker(),
        confirmed_by: colleague(),
        reason: Reason::new("a call for help, the case owner cannot be reached").unwrap(),
        since: minutes(-10),
        until: minutes(20),
    }
}

pub fn official(agency: AgencyId, agency_above: Option<AgencyId>, region: Region) -> Official {
    Official { agency, agency_above, agency_kind: AgencyKind::InteriorMinistry, region }
}

pub fn matter(compartment: Compartment, agency: AgencyId, region: Region) -> Resource {
    Resource { region: Some(region), agency: Some(agency), ..Resource::matter(compartment) }
}

/// The data of a protected person in the asker's own care.
pub fn own_case() -> Resource {
    Resource { case_owner: Some(asker()), personal: true, ..matter(Compartment::Protection, own(), here()) }
}
