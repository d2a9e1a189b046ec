//! What holds for any person, matter and circumstances.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use record::{AgencyId, AgencyKind, Compartment, Moment, PersonId, Purpose, Region, Role};
use rights::{Action, BreakGlass, Context, Held, Notify, Obligation, Official, Place, Principal, Resource, SignIn, Target, Why};

use crate::ask::{above, asker, below, colleague, emergency, now, other, own, region, rights};

fn agency() -> impl Strategy<Value = AgencyId> {
    select(vec![own(), above(), below(), other()])
}

fn some_region() -> impl Strategy<Value = Region> {
    select(vec![region("KZ"), region("KZ-75"), region("KZ-71"), region("KG")])
}

fn person() -> impl Strategy<Value = PersonId> {
    select(vec![asker(), colleague(), PersonId::from_bits(3)])
}

fn principal() -> impl Strategy<Value = Principal> {
    let held = (select(Role::ALL.to_vec()), proptest::collection::vec(some_region(), 0..3));
    let held = held.prop_map(|(role, regions)| Held { role, regions: regions.into_iter().collect() });
    let roles = proptest::collection::vec(held, 0..4);
    let parts = (agency(), select(AgencyKind::ALL.to_vec()), proptest::option::of(agency()), roles, proptest::bool::weighted(0.1));
    parts.prop_map(|(agency, agency_kind, agency_above, roles, suspended)| Principal {
        person: asker(),
        agency,
        agency_kind,
        agency_above,
        roles,
        suspended,
    })
}

fn official() -> impl Strategy<Value = Official> {
    (agency(), proptest::option::of(agency()), select(AgencyKind::ALL.to_vec()), some_region())
        .prop_map(|(agency, agency_above, agency_kind, region)| Official { agency, agency_above, agency_kind, region })
}

fn resource() -> impl Strategy<Value = Resource> {
    let places: Vec<Place> = Compartment::ALL.into_iter().map(Place::Matter).chain([Place::Office]).collect();
    let facts = (proptest::bool::ANY, proptest::bool::weighted(0.1), proptest::option::weighted(0.2, official()));
    let ties = (proptest::option::of(agency()), proptest::option::of(person()), subsequence(vec![own(), other()], 0..=2));
    (select(places), proptest::option::of(some_region()), ties, facts).prop_map(|(place, region, ties, facts)| Resource {
        place,
        region,
        agency: ties.0,
        case_owner: ties.1,
        shared_with: ties.2.into_iter().collect::<BTreeSet<_>>(),
        personal: facts.0,
        about_asker: facts.1,
        official: facts.2,
    })
}

fn glass() -> impl Strategy<Value = BreakGlass> {
    let moment = || (-120..120i64).prop_map(crate::ask::minutes);
    let any = (person(), person(), moment(), moment()).prop_map(|(by, confirmed_by, since, until)| BreakGlass {
        by,
        confirmed_by,
        since,
        until,
        ..emergency()
    });
    prop_oneof![Just(emergency()), any]
}

fn context() -> impl Strategy<Value = Context> {
    let purpose = || select(Purpose::ALL.to_vec());
    let sign_in = prop_oneof![4 => Just(SignIn::Strong), 1 => Just(SignIn::Weak), 1 => purpose().prop_map(SignIn::Token)];
    (purpose(), sign_in, proptest::option::of(person()), proptest::option::weighted(0.3, glass()))
        .prop_map(|(purpose, sign_in, other_person, break_glass)| Context { purpose, now: now(), sign_in, other_person, break_glass })
}

fn action() -> impl Strategy<Value = Action> {
    select(Action::ALL.to_vec())
}

/// Written here a second time and in other words than in the policy, so that both must be right.
fn is_in_conflict(asker: &Principal, official: &Official) -> bool {
    let unit: BTreeSet<AgencyId> = [Some(official.agency), official.agency_above].into_iter().flatten().collect();
    let own_unit = unit.contains(&asker.agency) || asker.agency_above == Some(official.agency);
    let whole_state = official.region.code().len() == 2;
    let regions: BTreeSet<&Region> = asker.roles.iter().flat_map(|held| held.regions.iter()).collect();
    own_unit || (whole_state && asker.agency_kind == official.agency_kind) || (!whole_state && regions.contains(&official.region))
}

fn holds(asker: &Principal, role: Role) -> bool {
    asker.roles.iter().any(|held| held.role == role && !held.regions.is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn every_answer_can_be_given_and_says_why(asker in principal(), action in action(), resource in resource(), context in context()) {
        let decision = rights().decide(&asker, action, &resource, &context);
        prop_assert!(!decision.why.contains(&Why::NotDecided));
        prop_assert!(!decision.why.is_empty() && decision.why.iter().all(|why| rights().labels(why).is_some()));
        prop_assert!(!decision.allowed || !decision.policies.is_empty());
        prop_assert_eq!(&decision, &rights().decide(&asker, action, &resource, &context));
    }

    /// What the index leaves out could not have decided.
    #[test]
    fn all_policies_as_they_are_written_say_the_same(asker in principal(), action in action(), resource in resource(), context in context()) {
        let is_office = resource.place == Place::Office;
        if action.target() != Target::Both && (action.target() == Target::Office) != is_office {
            return Ok(());
        }
        let by_index = rights().decide(&asker, action, &resource, &context).allowed;
        prop_assert_eq!(Some(by_index), rights().decide_by_all(&asker, action, &resource, &context));
        // Answers are remembered; another moment and another person must not be given this one where they matter.
        let later = Context { now: context.now.plus_days(400), ..context };
        let other = Principal { person: PersonId::from_bits(asker.person.bits() ^ 1), ..asker };
        let remembered = rights().decide(&other, action, &resource, &later).allowed;
        prop_assert_eq!(Some(remembered), rights().decide_by_all(&other, action, &resource, &later));
    }

    #[test]
    fn what_must_never_be_is_refused(asker in principal(), action in action(), resource in resource(), context in context()) {
        if !rights().decide(&asker, action, &resource, &context).allowed {
            return Ok(());
        }
        let kind = asker.agency_kind;
        prop_assert!(!asker.suspended);
        let is_matter = resource.place != Place::Office;
        prop_assert!(!(is_matter && holds(&asker, Role::Administrator)), "an administrator sees a matter");
        let looks_on = kind == AgencyKind::Ombudsman || holds(&asker, Role::Inspector);
        prop_assert!(!(looks_on && resource.personal && !resource.about_asker), "an inspector sees a person");
        let conflict = resource.official.as_ref().is_some_and(|official| is_matter && is_in_conflict(&asker, official));
        prop_assert!(!conflict || action == Action::FileReport, "a conflict of interest");
        let token = matches!(context.sign_in, SignIn::Token(purpose) if purpose != context.purpose);
        prop_assert!(!token, "a token for another purpose");
        prop_assert!(!resource.personal || context.sign_in == SignIn::Strong, "a person's data without a strong sign-in");
    }

    #[test]
    fn protection_is_a_closed_circle(asker in principal(), action in action(), resource in resource(), context in context()) {
        let resource = Resource { place: Place::Matter(Compartment::Protection), ..resource };
        if !rights().decide(&asker, action, &resource, &context).allowed {
            return Ok(());
        }
        let police = [AgencyKind::InteriorMinistry, AgencyKind::Prosecutors, AgencyKind::LabourInspection];
        let little = [Action::OpenScreening, Action::ReadScreeningOutcome, Action::Refer, Action::ReadSafety];
        prop_assert!(!police.contains(&asker.agency_kind) || little.contains(&action));
        prop_assert!(asker.agency_kind != AgencyKind::ForeignPartner || resource.shared_with.contains(&asker.agency));
        prop_assert!(resource.region.is_some());
    }

    #[test]
    fn no_right_holds_for_every_purpose(asker in principal(), action in action(), resource in resource(), context in context()) {
        let context = Context { sign_in: SignIn::Strong, ..context };
        prop_assert!(rights().purposes(&asker, action, &resource, &context).len() < Purpose::ALL.len());
    }

    #[test]
    fn what_is_missing_gives_nothing(asker in principal(), action in action(), resource in resource(), context in context()) {
        let fewer_roles = Principal { roles: Vec::new(), ..asker.clone() };
        let best = Context { sign_in: SignIn::Strong, break_glass: None, ..context.clone() };
        let allows = |asker: &Principal, context: &Context| rights().decide(asker, action, &resource, context).allowed;
        let full = allows(&asker, &best);
        for less in [SignIn::Weak, SignIn::Token(best.purpose)] {
            let weaker = Context { sign_in: less, ..best.clone() };
            prop_assert!(full || !allows(&asker, &weaker));
        }
        let alone = Context { other_person: None, ..best.clone() };
        prop_assert!(full || !allows(&asker, &alone));
        let own_things = [Action::ManageOwnAccount, Action::ReadWhoHasSeen, Action::IssueToken];
        prop_assert!(!allows(&fewer_roles, &best) || own_things.contains(&action));
    }

    #[test]
    fn what_must_be_told_is_told(asker in principal(), action in action(), resource in resource(), context in context()) {
        let decision = rights().decide(&asker, action, &resource, &context);
        prop_assert_eq!(decision.obligations.contains(&Obligation::RecordReading), decision.allowed && resource.personal);
        let show = decision.allowed && resource.personal && resource.case_owner.is_some();
        prop_assert_eq!(decision.obligations.contains(&Obligation::ShowCaseOwner), show);
        let without = rights().decide(&asker, action, &resource, &Context { break_glass: None, ..context });
        let by_emergency = decision.allowed && (!without.allowed || action == Action::BreakGlass);
        prop_assert!(!by_emergency || decision.obligations.contains(&Obligation::Notify(Notify::Prosecutor)));
        prop_assert!(!by_emergency || action == Action::BreakGlass || crate::matrix::READ_IN_EMERGENCY.contains(&action));
    }

    #[test]
    fn no_moment_is_too_early_or_too_late(seconds in select(vec![i64::MIN, -62_000_000_000, 0, 253_000_000_000, i64::MAX])) {
        let Some(moment) = Moment::from_unix_seconds(seconds) else { return Ok(()) };
        let glass = BreakGlass { since: moment, until: moment, ..emergency() };
        let context = Context { now: moment, break_glass: Some(glass), ..crate::ask::context(Purpose::Protection) };
        let asker = crate::ask::principal(Role::CaseManager, AgencyKind::Ngo);
        let decision = rights().decide(&asker, Action::ReadProtectedData, &crate::ask::own_case(), &context);
        prop_assert!(!decision.allowed && !decision.why.contains(&Why::NotDecided));
    }
}
