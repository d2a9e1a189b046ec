//! Whatever is asked, by whomever and whenever, the histories that come of it hold what is promised.

#![expect(clippy::unwrap_used, reason = "a test may be blunt, its helpers too")]

mod asked;
mod emergencies;

use people::person::{Event, Member, Standing, State, TOKEN_DAYS};
use people::{Agency, Authority, Person, agency, exclude};
use proptest::prelude::*;
use record::{Actor, Circumstances, Decider, Purpose, Role, Workflow};

use asked::{AskedOfAgency, AskedOfPerson, agency_steps, day, person_steps};

fn circumstances<'a>(actor: &'a Actor, on: u32) -> Circumstances<'a> {
    Circumstances { now: day(on), actor, purpose: Purpose::Administration, edition: "2026-11" }
}

/// No two roles at once that exclude each other, and none twice at once.
fn terms_fit(member: &Member) -> bool {
    let terms = &member.terms;
    let apart = |(at, one): (usize, &people::RoleTerm)| {
        terms.iter().skip(at + 1).all(|other| !one.overlaps(other) || one.role != other.role && !exclude(one.role, other.role))
    };
    terms.iter().all(|term| term.from < term.until) && terms.iter().enumerate().all(apart)
}

fn credentials_differ(member: &Member) -> bool {
    let known = &member.credentials;
    known.iter().enumerate().all(|(at, one)| known.iter().skip(at + 1).all(|other| !one.credential.is_same(&other.credential)))
}

fn stands_well(member: &Member) -> bool {
    match member.standing {
        Standing::Invited { .. } => {
            member.credentials.is_empty() && member.sessions.is_empty() && member.tokens.is_empty() && member.recovery.is_none()
        }
        Standing::Active => !member.credentials.is_empty(),
        Standing::Suspended => !member.credentials.is_empty() && member.sessions.is_empty(),
        Standing::Left => {
            let nothing = member.credentials.is_empty() && member.sessions.is_empty() && member.tokens.is_empty();
            nothing && (&member.request, member.recovery) == (&None, None)
        }
    }
}

/// What an event says about who may have given the command, in the state before it.
fn given_by_the_right_one(state: &State, event: &Event, by: &Actor) -> bool {
    let oneself = state.member.as_ref().is_some_and(|member| member.id == by.person);
    let asked = state.member.as_ref().and_then(|member| member.request.as_ref()).map(|request| request.by);
    match event {
        Event::AdministratorFounded(_) => *by == Actor::local(),
        Event::RoleGranted(term) => !oneself && term.role != Role::Administrator,
        Event::AdministratorConfirmed(_) => !oneself && (asked != Some(by.person) || *by == Actor::local()),
        Event::AdministratorRequested { .. } | Event::RecoveryRequested { .. } => !oneself,
        Event::RecoveryApproved { .. } | Event::Resumed { .. } => !oneself,
        Event::InvitationAccepted {} | Event::CredentialEnrolled { .. } | Event::CredentialRemoved { .. } => oneself,
        Event::RecoveryUsed {} | Event::SignedIn { .. } | Event::TokenIssued { .. } => oneself,
        Event::Invited { .. } | Event::InvitationRenewed { .. } | Event::DetailsCorrected { .. } => true,
        Event::RoleWithdrawn { .. } | Event::AdministratorDropped { .. } | Event::RecoveryCancelled { .. } => true,
        Event::Suspended { .. } | Event::Left { .. } | Event::SignedOut { .. } | Event::TokenRevoked { .. } => true,
    }
}

/// A token lasts no longer than it may, and serves in its term alone and nobody who is not at work.
fn tokens_are_sound(state: &State, member: &Member, on: u32) -> bool {
    let active = member.standing == Standing::Active;
    member.tokens.iter().all(|(name, token)| {
        let serves = active && token.since <= day(on) && day(on) < token.until;
        token.until <= token.since.plus_days(TOKEN_DAYS) && state.token_at(*name, day(on)) == serves.then_some(*token)
    })
}

/// Whoever has authority belongs to the agency, is at work or suspended, and only at work holds roles.
fn authority_is_sound(person: &State, agency: &agency::State, on: u32) -> bool {
    let Some(member) = &person.member else { return Authority::at(person, agency, day(on)).is_none() };
    let own = agency.body.as_ref().is_some_and(|body| body.id == member.agency);
    match (Authority::at(person, agency, day(on)), member.standing) {
        (None, standing) => !own || matches!(standing, Standing::Invited { .. } | Standing::Left),
        (Some(authority), Standing::Active) => authority.roles.values().all(|regions| authority.regions.cover_all(regions)),
        (Some(authority), Standing::Suspended) => authority.suspended && authority.roles.is_empty(),
        (Some(_), Standing::Invited { .. } | Standing::Left) => false,
    }
}

/// Reads the events back from the text that the log keeps.
fn reread<W: Workflow>(events: &[W::Event]) -> Vec<W::Event> {
    events.iter().map(|event| serde_json::from_str(&serde_json::to_string(event).unwrap()).unwrap()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn a_person_is_always_well(steps in person_steps()) {
        let agency = Agency::fold(&[asked::founded()]);
        let mut events = Vec::new();
        for AskedOfPerson { by, on, command } in steps {
            let mut state = Person::fold(&events);
            let Ok(decided) = Person::decide(&state, command, &circumstances(&by, on)) else { continue };
            for event in decided {
                prop_assert!(given_by_the_right_one(&state, &event, &by), "{event:?} by {by:?}");
                state = Person::evolve(state, &event);
                events.push(event);
            }
            let member = state.member.as_ref().unwrap();
            prop_assert!(terms_fit(member) && credentials_differ(member) && stands_well(member), "{member:?}");
            prop_assert!((0..20).all(|on| tokens_are_sound(&state, member, on)), "{member:?}");
            prop_assert!((0..20).all(|on| authority_is_sound(&state, &agency, on)), "{member:?}");
            prop_assert_eq!(&Person::fold(&reread::<Person>(&events)), &state);
        }
    }

    #[test]
    fn an_agency_is_always_well(steps in agency_steps()) {
        let mut events = Vec::new();
        for AskedOfAgency { by, on, command } in steps {
            let state = Agency::fold(&events);
            let Ok(decided) = Agency::decide(&state, command, &circumstances(&by, on)) else { continue };
            prop_assert_eq!(decided.len(), 1);
            events.extend(decided);
            let state = Agency::fold(&events);
            let body = state.body.as_ref().unwrap();
            prop_assert!(!body.regions.is_empty() && body.parent != Some(body.id), "{body:?}");
            prop_assert_eq!(state.facts().map(|facts| facts.open), Some(body.open));
            prop_assert_eq!(&Agency::fold(&reread::<Agency>(&events)), &state);
        }
    }

    /// Histories that no rule would make: a log that was damaged, or written by other rules.
    #[test]
    fn no_order_of_events_panics(order in prop::collection::vec(any::<prop::sample::Index>(), 0..60)) {
        let known = asked::history();
        let events: Vec<Event> = order.iter().map(|index| index.get(&known).clone()).collect();
        let state = Person::fold(&events);
        let invited = events.iter().any(|event| matches!(event, Event::Invited { .. }));
        prop_assert_eq!(state.member.is_some(), invited);
        let token = people::TokenId::from_bits(1);
        let _ = (state.roles_at(day(1)), state.is_administrator_at(day(1)), state.token_at(token, day(1)));
    }
}

/// The commands above are worth something only if all kinds of events come of them.
#[test]
fn the_histories_are_rich() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut kinds = std::collections::BTreeSet::new();
    for _ in 0..1_024 {
        let steps = person_steps().new_tree(&mut runner).unwrap().current();
        let mut state = State::default();
        for AskedOfPerson { by, on, command } in steps {
            for event in Person::decide(&state, command, &circumstances(&by, on)).unwrap_or_default() {
                kinds.extend(serde_json::to_value(&event).unwrap().as_object().unwrap().keys().cloned());
                state = Person::evolve(state, &event);
            }
        }
    }
    assert_eq!(kinds.len(), 23, "{kinds:?}");
}
