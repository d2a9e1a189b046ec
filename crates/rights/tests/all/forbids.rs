//! For each policy that forbids: what is allowed, and the one fact with which it is not.

use std::collections::BTreeSet;

use record::AgencyKind::{ForeignPartner, Health, InteriorMinistry, LabourInspection, Ngo, Ombudsman, Prosecutors};
use record::Compartment::{Casework, OpenSource, Operational, Protection};
use record::{AgencyKind, Purpose, Role};
use rights::{Action, BreakGlass, Context, Effect, Principal, Resource, SignIn};

use crate::ask::{
    above, asker, below, colleague, context, elsewhere, emergency, held, here, matter, minutes, official, other, own, own_case, principal,
    region, rights,
};

#[derive(Clone)]
struct Question {
    asker: Principal,
    action: Action,
    resource: Resource,
    context: Context,
}

type Change = fn(&mut Question);

fn question(role: Role, kind: AgencyKind, action: Action, resource: Resource, purpose: Purpose) -> Question {
    Question { asker: principal(role, kind), action, resource, context: context(purpose) }
}

fn reads_post() -> Question {
    let post = Resource { region: Some(here()), ..Resource::matter(OpenSource) };
    question(Role::Analyst, InteriorMinistry, Action::ReadPost, post, Purpose::Detection)
}

fn reads_report() -> Question {
    question(Role::Analyst, InteriorMinistry, Action::ReadReport, matter(Operational, other(), here()), Purpose::Detection)
}

fn reads_case() -> Question {
    question(Role::Investigator, InteriorMinistry, Action::ReadCase, matter(Casework, own(), here()), Purpose::Casework)
}

fn confirms_order() -> Question {
    question(Role::Prosecutor, Prosecutors, Action::ConfirmOrder, matter(Operational, other(), here()), Purpose::Response)
}

fn reads_person() -> Question {
    question(Role::CaseManager, Ngo, Action::ReadProtectedData, own_case(), Purpose::Protection)
}

fn reads_log() -> Question {
    question(Role::Inspector, Ombudsman, Action::ReadLog, matter(Protection, other(), here()), Purpose::Oversight)
}

fn reads_tables() -> Question {
    question(Role::Statistician, Prosecutors, Action::ReadStatistics, Resource::office(), Purpose::Statistics)
}

/// Reads the data of a person in the care of others, in an emergency.
fn reads_in_emergency() -> Question {
    let person = Resource { personal: true, ..matter(Protection, other(), elsewhere()) };
    let mut asked = question(Role::CaseManager, Health, Action::ReadProtectedData, person, Purpose::Protection);
    asked.context.break_glass = Some(emergency());
    asked
}

fn about(asked: &mut Question, agency: record::AgencyId, agency_above: Option<record::AgencyId>) {
    asked.resource.official = Some(official(agency, agency_above, elsewhere()));
}

fn glass(asked: &mut Question, change: fn(&mut BreakGlass)) {
    let mut glass = emergency();
    change(&mut glass);
    asked.context.break_glass = Some(glass);
}

/// Each policy that forbids, with a question that is allowed and the change that forbids it.
fn table() -> Vec<(&'static str, Question, Change)> {
    let mut table = always();
    table.extend(purposes());
    table.extend(conflicts());
    table.extend(bodies());
    table.extend(emergencies());
    table
}

fn always() -> Vec<(&'static str, Question, Change)> {
    vec![
        ("always.suspended", reads_post(), |asked| asked.asker.suspended = true),
        ("always.token_purpose", reads_post(), |asked| asked.context.sign_in = SignIn::Token(Purpose::Casework)),
        ("always.person_decides", triage(), |asked| asked.context.sign_in = SignIn::Token(Purpose::Detection)),
        ("always.strong_sign_in_for_persons", reads_person(), |asked| asked.context.sign_in = SignIn::Weak),
        ("always.strong_sign_in_for_acts", confirms_order(), |asked| asked.context.sign_in = SignIn::Weak),
        ("always.own_matter", reads_person(), |asked| asked.resource.about_asker = true),
        ("always.place_of_persons_and_cases", reads_person(), |asked| asked.resource.region = None),
        ("always.place_of_persons_and_cases", reads_case(), |asked| asked.resource.region = None),
        ("two_persons.needed", confirms_order(), |asked| asked.context.other_person = None),
        ("two_persons.needed", confirms_order(), |asked| asked.context.other_person = Some(asker())),
    ]
}

fn triage() -> Question {
    Question { action: Action::DecideTriage, ..reads_report() }
}

fn purposes() -> Vec<(&'static str, Question, Change)> {
    vec![
        ("purposes.open_source", reads_post(), |asked| asked.context.purpose = Purpose::Statistics),
        ("purposes.operational", reads_report(), |asked| asked.context.purpose = Purpose::Administration),
        ("purposes.casework", reads_case(), |asked| asked.context.purpose = Purpose::Detection),
        ("purposes.protection", reads_person(), |asked| asked.context.purpose = Purpose::Response),
        ("purposes.statistics_without_persons", reads_tables(), |asked| asked.resource.personal = true),
    ]
}

fn conflicts() -> Vec<(&'static str, Question, Change)> {
    vec![
        ("conflict_of_interest.own_unit", reads_report(), |asked| about(asked, own(), None)),
        ("conflict_of_interest.own_unit", reads_report(), |asked| about(asked, above(), None)),
        ("conflict_of_interest.own_unit", reads_report(), |asked| about(asked, below(), Some(own()))),
        ("conflict_of_interest.own_region", reads_report(), |asked| asked.resource.official = Some(official(other(), None, here()))),
        ("conflict_of_interest.whole_state", reads_report(), |asked| asked.resource.official = Some(official(other(), None, region("KZ")))),
    ]
}

fn bodies() -> Vec<(&'static str, Question, Change)> {
    vec![
        ("bodies.protection_is_a_closed_circle", reads_person(), |asked| asked.asker.agency_kind = ForeignPartner),
        ("bodies.police_see_no_protected_person", reads_person(), |asked| asked.asker.agency_kind = InteriorMinistry),
        ("bodies.police_see_no_protected_person", reads_person(), |asked| asked.asker.agency_kind = Prosecutors),
        ("bodies.police_see_no_protected_person", reads_person(), |asked| asked.asker.agency_kind = LabourInspection),
        ("bodies.helpers_see_no_investigation", reads_case(), |asked| asked.asker.agency_kind = Ngo),
        ("bodies.helpers_see_no_investigation", reads_report(), |asked| asked.asker.agency_kind = Ngo),
        ("bodies.partner_abroad_sees_what_was_handed_over", reads_report(), |asked| asked.asker.agency_kind = ForeignPartner),
        ("bodies.administrators_see_no_matters", reads_post(), |asked| asked.asker.roles.push(held(Role::Administrator, &elsewhere()))),
        ("bodies.inspectors_see_no_persons", reads_log(), |asked| asked.resource.personal = true),
        ("bodies.inspectors_only_look", reads_post(), |asked| asked.asker.roles.push(held(Role::Inspector, &elsewhere()))),
        ("bodies.inspectors_only_look", reads_post(), |asked| asked.asker.agency_kind = Ombudsman),
    ]
}

fn emergencies() -> Vec<(&'static str, Question, Change)> {
    let asked = reads_in_emergency;
    vec![
        ("break_glass.in_its_time", asked(), |asked| glass(asked, |glass| glass.until = minutes(0))),
        ("break_glass.in_its_time", asked(), |asked| glass(asked, |glass| glass.since = minutes(1))),
        ("break_glass.not_for_long", asked(), |asked| glass(asked, |glass| glass.until = minutes(51))),
        ("break_glass.own_and_confirmed", asked(), |asked| glass(asked, |glass| glass.by = colleague())),
        ("break_glass.own_and_confirmed", asked(), |asked| glass(asked, |glass| glass.confirmed_by = asker())),
        ("break_glass.never_for_administrators", asked(), |asked| asked.asker.roles.push(held(Role::Administrator, &elsewhere()))),
        ("break_glass.never_from_protection_to_police", asked(), |asked| asked.asker.agency_kind = InteriorMinistry),
        ("break_glass.never_for_partners_abroad", asked(), |asked| asked.asker.agency_kind = ForeignPartner),
    ]
}

#[test]
fn one_fact_takes_the_right_and_the_policy_says_so() {
    for (id, allowed, change) in table() {
        let before = rights().decide(&allowed.asker, allowed.action, &allowed.resource, &allowed.context);
        assert!(before.allowed, "{id}: the question before is refused: {before:?}");
        let mut asked = allowed;
        change(&mut asked);
        let after = rights().decide(&asked.asker, asked.action, &asked.resource, &asked.context);
        assert!(!after.allowed, "{id}");
        assert!(after.policies.iter().any(|policy| policy.as_str() == id), "{id}: {after:?}");
        assert!(after.obligations.is_empty() && after.why.iter().all(|why| rights().labels(why).is_some()), "{after:?}");
    }
}

#[test]
fn every_policy_that_forbids_stands_in_the_table() {
    let tried: BTreeSet<&str> = table().into_iter().map(|(id, ..)| id).collect();
    let forbids: BTreeSet<&str> = rights().rules().filter(|rule| rule.effect == Effect::Forbid).map(|rule| rule.id.as_str()).collect();
    assert_eq!(tried, forbids);
}

#[test]
fn an_emergency_tells_the_prosecutor_and_the_inspector_where_police_ask_police() {
    use rights::Notify::{Inspector, Prosecutor};
    use rights::Obligation::{Notify, RecordReading, ShowCaseOwner};
    let mut person = reads_in_emergency();
    person.resource.case_owner = Some(colleague());
    let told = |asked: &Question| rights().decide(&asked.asker, asked.action, &asked.resource, &asked.context).obligations;
    assert_eq!(told(&person), BTreeSet::from([RecordReading, ShowCaseOwner, Notify(Prosecutor)]));
    let mut case = Question { resource: matter(Casework, other(), elsewhere()), ..reads_case() };
    case.context.break_glass = Some(emergency());
    assert_eq!(told(&case), BTreeSet::from([Notify(Prosecutor), Notify(Inspector)]));
}

#[test]
fn the_bound_of_emergencies_is_the_installations() {
    let asked = reads_in_emergency();
    let allows = |minutes: u32| {
        let rights = rights::Rights::shipped().unwrap().with_longest_break_glass(minutes);
        rights.decide(&asked.asker, asked.action, &asked.resource, &asked.context).allowed
    };
    assert_eq!([29, 30, 60].map(allows), [false, true, true]);
}

#[test]
fn nothing_is_allowed_where_no_policy_speaks() {
    let asked = Question { action: Action::ReadCase, ..reads_post() };
    let decision = rights().decide(&asked.asker, asked.action, &asked.resource, &asked.context);
    assert!(!decision.allowed && decision.policies.is_empty());
    assert_eq!(decision.why, [rights::Why::NothingAllows]);
    assert!(rights().labels(&rights::Why::NothingAllows).is_some() && rights().labels(&rights::Why::NotDecided).is_some());
}

#[test]
fn a_page_can_offer_the_purposes_that_would_do() {
    let asked = reads_report();
    let purposes = rights().purposes(&asked.asker, asked.action, &asked.resource, &asked.context);
    assert_eq!(purposes, [Purpose::Detection, Purpose::Response, Purpose::Casework]);
}
