//! How long a decision takes: `cargo run --release -p rights --example time`.

use std::io::Write;
use std::time::Instant;

use record::{AgencyId, AgencyKind, Compartment, Moment, PersonId, Purpose, Region, Role};
use rights::{Action, Context, Held, Principal, Resource, Rights, SignIn};

const ASKED: u32 = 100_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let started = Instant::now();
    let rights = Rights::shipped()?;
    let mut out = std::io::stdout();
    writeln!(out, "loaded in {:.1} ms", started.elapsed().as_secs_f64() * 1e3)?;
    for (action, compartment, role, purpose) in [
        (Action::ReadPost, Compartment::OpenSource, Role::Analyst, Purpose::Detection),
        (Action::ReadNetwork, Compartment::Operational, Role::Analyst, Purpose::Detection),
        (Action::ReadProtectedData, Compartment::Protection, Role::CaseManager, Purpose::Protection),
        (Action::ReadCase, Compartment::Casework, Role::Analyst, Purpose::Casework),
    ] {
        let micros = time(&rights, action, compartment, role, purpose)?;
        writeln!(out, "{:<22} {micros:6.2} µs a decision", action.code())?;
    }
    Ok(())
}

/// The mean of many decisions on one thread.
fn time(
    rights: &Rights,
    action: Action,
    compartment: Compartment,
    role: Role,
    purpose: Purpose,
) -> Result<f64, Box<dyn std::error::Error>> {
    let region = Region::new("KZ-75")?;
    let principal = Principal {
        person: PersonId::from_bits(1),
        agency: AgencyId::from_bits(10),
        agency_kind: AgencyKind::Ngo,
        agency_above: Some(AgencyId::from_bits(11)),
        roles: vec![Held { role, regions: [region.clone()].into_iter().collect() }],
        suspended: false,
    };
    let resource = Resource {
        region: Some(region),
        agency: Some(principal.agency),
        case_owner: Some(principal.person),
        shared_with: (20..25).map(AgencyId::from_bits).collect(),
        personal: compartment == Compartment::Protection,
        ..Resource::matter(compartment)
    };
    let now = Moment::from_unix_seconds(1_800_000_000).ok_or("no moment")?;
    let context = Context { purpose, now, sign_in: SignIn::Strong, other_person: None, break_glass: None };
    let started = Instant::now();
    for _ in 0..ASKED {
        std::hint::black_box(rights.decide(&principal, action, &resource, &context));
    }
    Ok(started.elapsed().as_secs_f64() * 1e6 / f64::from(ASKED))
}
