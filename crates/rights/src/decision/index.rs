//! Which policies can bear on an action at a place. The others could never decide there, and asking them takes time.

use std::collections::BTreeMap;

use cedar_policy::{Effect, EntityUid, Policy, PolicySet, ResourceConstraint};
use record::Compartment;

use super::lists;
use super::words::Words;
use crate::rules::Shipped;
use crate::{Action, Place, RightsError};

/// For each action the policies that can bear on it at each place where something can permit it.
pub fn build(shipped: &Shipped, words: &Words) -> Result<BTreeMap<(Action, Place), PolicySet>, RightsError> {
    let places: Vec<Place> = Compartment::ALL.into_iter().map(Place::Matter).chain([Place::Office]).collect();
    let envs: Vec<Vec<(EntityUid, EntityUid)>> = shipped.policies.iter().map(|policy| environments(policy, shipped, words)).collect();
    let asked = shipped.policies.iter().map(|policy| without_scope(policy, shipped)).collect::<Result<Vec<Policy>, RightsError>>()?;
    let mut index = BTreeMap::new();
    for (action, place) in Action::ALL.iter().flat_map(|action| places.iter().map(|place| (*action, *place))) {
        let wanted = (words.action(action), words.kind(place));
        let of_kind = shipped.policies.iter().zip(&envs).zip(&asked).filter(|((_, envs), _)| envs.contains(&wanted));
        let here: Vec<&Policy> = of_kind.filter(|((policy, _), _)| reaches(policy, place, words)).map(|(_, asked)| asked).collect();
        if here.iter().any(|policy| policy.effect() == Effect::Permit) {
            index.insert((action, place), set(here.into_iter().cloned())?);
        }
    }
    Ok(index)
}

/// A set of policies.
pub fn set(policies: impl Iterator<Item = Policy>) -> Result<PolicySet, RightsError> {
    PolicySet::from_policies(policies).map_err(|error| RightsError::Invalid(error.to_string()))
}

/// A policy without what the index has answered already: on which action and on what it bears. Who asks stays, and so does every condition,
/// in a form that is quicker to work out.
fn without_scope(policy: &Policy, shipped: &Shipped) -> Result<Policy, RightsError> {
    let invalid = |error: String| RightsError::Invalid(format!("{}: {error}", policy.id()));
    let groups: Vec<&EntityUid> = shipped.schema.action_groups().collect();
    let mut json = policy.to_json().map_err(|error| invalid(error.to_string()))?;
    for part in ["action", "resource"] {
        if let Some(scope) = json.get_mut(part) {
            *scope = serde_json::json!({ "op": "All" });
        }
    }
    if let Some(conditions) = json.get_mut("conditions") {
        lists::unroll(conditions);
    }
    let asked = Policy::from_json(Some(policy.id().clone()), json).map_err(|error| invalid(error.to_string()))?;
    let names_group = asked.entity_literals().iter().any(|named| groups.contains(&named));
    if names_group { Err(invalid("a condition names actions one by one, not by their group".to_owned())) } else { Ok(asked) }
}

/// The actions and kinds of resource for which a policy can hold, as the schema has them.
fn environments(policy: &Policy, shipped: &Shipped, words: &Words) -> Vec<(EntityUid, EntityUid)> {
    let envs = policy.get_valid_request_envs(&shipped.schema);
    envs.map(|env| (env.action().clone(), words.this(env.resource().clone()))).collect()
}

/// Whether a policy that begins with `resource in Compartment::"…"` names this one. A matter lies in one compartment only.
fn reaches(policy: &Policy, place: Place, words: &Words) -> bool {
    match (policy.resource_constraint(), place) {
        (ResourceConstraint::In(named) | ResourceConstraint::IsIn(_, named), Place::Matter(compartment)) => {
            named == words.compartment(compartment)
        }
        (ResourceConstraint::In(_) | ResourceConstraint::IsIn(..), Place::Office) => false,
        _ => true,
    }
}
