//! What can only be tried from within: that questions fit the schema, and an asker of a kind that does not exist.

use std::collections::{HashMap, HashSet};

use cedar_policy::{Decision, Entities, Entity, EntityUid, Request, RestrictedExpression};
use record::{AgencyId, AgencyKind, Compartment, Moment, PersonId, Purpose, Reason, Region, Role};

use super::*;
use crate::{BreakGlass, Held, Official, SignIn};

fn everything() -> (Principal, Resource, Context) {
    let region = Region::new("KZ-75").unwrap();
    let held = |role| Held { role, regions: [region.clone()].into_iter().collect() };
    let agency = AgencyId::from_bits(10);
    let person = PersonId::from_bits(1);
    let now = Moment::from_unix_seconds(1_800_000_000).unwrap();
    let principal = Principal {
        person,
        agency,
        agency_kind: AgencyKind::Ngo,
        agency_above: Some(AgencyId::from_bits(11)),
        roles: Role::ALL.into_iter().map(held).collect(),
        suspended: false,
    };
    let official = Official {
        agency: AgencyId::from_bits(12),
        agency_above: Some(agency),
        agency_kind: AgencyKind::InteriorMinistry,
        region: region.clone(),
    };
    let resource = Resource {
        region: Some(region),
        agency: Some(agency),
        case_owner: Some(person),
        shared_with: [agency].into_iter().collect(),
        official: Some(official),
        ..Resource::matter(Compartment::Protection)
    };
    let reason = Reason::new("a call for help").unwrap();
    let glass = BreakGlass { by: person, confirmed_by: PersonId::from_bits(2), reason, since: now, until: now };
    let context = Context {
        purpose: Purpose::Protection,
        now,
        sign_in: SignIn::Token(Purpose::Protection),
        other_person: Some(PersonId::from_bits(2)),
        break_glass: Some(glass),
    };
    (principal, resource, context)
}

#[test]
fn questions_fit_the_schema() {
    let shipped = Shipped::load().unwrap();
    let words = Words::new().unwrap();
    let (principal, matter, context) = everything();
    let (_, _, full) = everything();
    let bare = Context { other_person: None, break_glass: None, sign_in: SignIn::Weak, ..full };
    for (action, resource) in
        [(Action::ReadLog, matter), (Action::ReadLog, Resource::office()), (Action::ReadPost, Resource::matter(Compartment::OpenSource))]
    {
        let entities = words.entities(&principal, &resource).unwrap();
        let fitting = Entities::from_entities(entities.iter().cloned(), Some(&shipped.schema));
        assert!(fitting.is_ok(), "{fitting:?}");
        for context in [&context, &bare] {
            let asked = words.request(&principal, action, &resource, context, 3_600).unwrap();
            let parts = (asked.principal().unwrap().clone(), asked.action().unwrap().clone(), asked.resource().unwrap().clone());
            let fitting = Request::new(parts.0, parts.1, parts.2, asked.context().unwrap().clone(), Some(&shipped.schema));
            assert!(fitting.is_ok(), "{fitting:?}");
        }
    }
}

/// Answers are remembered without the moment, see `known.rs`.
#[test]
fn only_policies_of_emergencies_look_at_the_clock() {
    let shipped = Shipped::load().unwrap();
    let texts: Vec<String> = shipped.policies.iter().map(ToString::to_string).filter(|text| text.contains("context.now")).collect();
    assert!(!texts.is_empty());
    for text in texts {
        assert!(text.contains("context has break_glass"), "{text}");
    }
}

/// Nor do they know anybody by name: answers are remembered for all who are the same in everything else.
#[test]
fn no_policy_names_a_single_person() {
    let named = |policy: &cedar_policy::Policy| policy.to_string().contains("Person::\"");
    assert!(!Shipped::load().unwrap().policies.iter().any(named));
}

/// Promise 4 of the design. The program knows no such body; if somebody slipped one in, with all roles, as the owner of the case, in the
/// body with which it is shared and in an emergency, it would still see nothing.
#[test]
fn migration_control_would_see_no_protected_person() {
    let rights = Rights::shipped().unwrap();
    let (principal, matter, context) = everything();
    let matter = Resource { official: None, ..matter };
    let mut helpers_see = 0;
    for purpose in Purpose::ALL {
        for glass in [None, context.break_glass.clone()] {
            let context = Context { purpose, sign_in: SignIn::Strong, break_glass: glass, ..context.clone() };
            for action in Action::ALL {
                let sees = |kind: &str| slipped_in(&rights, &principal, *action, &matter, &context, kind);
                assert!(!sees("migration_control"), "{} {purpose:?}", action.code());
                helpers_see += usize::from(sees("ngo"));
            }
        }
    }
    assert!(helpers_see > 0, "the same questions are allowed to a body that protects");
}

fn slipped_in(rights: &Rights, principal: &Principal, action: Action, matter: &Resource, context: &Context, kind: &str) -> bool {
    let Some(policies) = rights.index.get(&(action, matter.place)) else { return false };
    let request = rights.words.request(principal, action, matter, context, 3_600).unwrap();
    let entities = rights.words.entities(principal, matter).unwrap();
    let uid = request.principal().unwrap().clone();
    let others = entities.iter().filter(|one| one.uid() != uid).cloned();
    let entities = Entities::from_entities(others.chain([body(&uid, kind)]), None).unwrap();
    let answer = rights.authorizer.is_authorized(&request, policies, &entities);
    assert!(answer.diagnostics().errors().next().is_none());
    answer.decision() == Decision::Allow
}

fn body(uid: &EntityUid, kind: &str) -> Entity {
    let name = |text: String| -> EntityUid { text.parse().unwrap() };
    let roles: HashSet<EntityUid> = Role::ALL.iter().map(|role| name(format!("Role::\"{}\"", role.code()))).collect();
    let working = roles.iter().filter(|role| !["administrator", "inspector"].contains(&role.id().unescaped())).cloned();
    let working: HashSet<EntityUid> = working.collect();
    let fields = HashMap::from([
        ("agency".to_owned(), RestrictedExpression::new_entity_uid(name("Agency::\"a\"".to_owned()))),
        ("agency_kind".to_owned(), RestrictedExpression::new_entity_uid(name(format!("AgencyKind::\"{kind}\"")))),
        ("roles".to_owned(), RestrictedExpression::new_set(working.iter().cloned().map(RestrictedExpression::new_entity_uid))),
        ("suspended".to_owned(), RestrictedExpression::new_bool(false)),
    ]);
    Entity::new(uid.clone(), fields, working).unwrap()
}
