//! Turns a question into the words of the policies.

use std::collections::{HashMap, HashSet};
use std::str::FromStr;

use cedar_policy::{Entities, Entity, EntityId, EntityTypeName, EntityUid, Request, RestrictedExpression as Value};
use record::{AgencyId, Compartment, PersonId, Purpose, Role};

use crate::ask::{BreakGlass, Context, Official, Place, Principal, Resource, SignIn};
use crate::{Action, RightsError};

/// The names of the kinds of things in the schema; parsed once.
pub struct Words {
    action: EntityTypeName,
    agency: EntityTypeName,
    agency_kind: EntityTypeName,
    compartment: EntityTypeName,
    matter: EntityTypeName,
    office: EntityTypeName,
    person: EntityTypeName,
    purpose: EntityTypeName,
    role: EntityTypeName,
}

type Fields = Vec<(String, Value)>;

impl Words {
    pub fn new() -> Result<Self, RightsError> {
        let kind = |name| EntityTypeName::from_str(name).map_err(|error| RightsError::Schema(error.to_string()));
        Ok(Self {
            action: kind("Action")?,
            agency: kind("Agency")?,
            agency_kind: kind("AgencyKind")?,
            compartment: kind("Compartment")?,
            matter: kind("Matter")?,
            office: kind("Office")?,
            person: kind("Person")?,
            purpose: kind("Purpose")?,
            role: kind("Role")?,
        })
    }

    pub fn action(&self, action: Action) -> EntityUid {
        uid(&self.action, action.code())
    }

    pub fn request(&self, principal: &Principal, action: Action, resource: &Resource, context: &Context, longest: i64) -> Option<Request> {
        let context = cedar_policy::Context::from_pairs(self.circumstances(context, longest)?).ok()?;
        Request::new(self.person(principal.person), self.action(action), self.kind(resource.place), context, None).ok()
    }

    /// The one who asks and what is asked for.
    pub fn entities(&self, principal: &Principal, resource: &Resource) -> Option<Entities> {
        Entities::from_entities([self.asker(principal, resource)?, self.asked(principal, resource)?], None).ok()
    }

    fn asker(&self, principal: &Principal, resource: &Resource) -> Option<Entity> {
        let roles = principal.roles_for(None).map(|role| value(self.role(role)));
        let mut fields = vec![
            ("agency".to_owned(), self.agency(principal.agency)),
            ("agency_kind".to_owned(), value(uid(&self.agency_kind, principal.agency_kind.code()))),
            ("roles".to_owned(), Value::new_set(roles)),
            ("suspended".to_owned(), Value::new_bool(principal.suspended)),
        ];
        fields.extend(principal.agency_above.map(|above| ("agency_above".to_owned(), self.agency(above))));
        let here = principal.roles_for(resource.region.as_ref()).map(|role| self.role(role)).collect();
        entity(self.person(principal.person), fields, here)
    }

    fn asked(&self, principal: &Principal, resource: &Resource) -> Option<Entity> {
        let mut fields = vec![
            ("personal".to_owned(), Value::new_bool(resource.personal)),
            ("about_asker".to_owned(), Value::new_bool(resource.about_asker)),
        ];
        fields.extend(resource.region.as_ref().map(|region| ("region".to_owned(), Value::new_string(region.code().to_owned()))));
        let mut within = HashSet::new();
        if let Place::Matter(compartment) = resource.place {
            fields.extend(self.matter_fields(principal, resource)?);
            within.insert(self.compartment(compartment));
        }
        entity(self.kind(resource.place), fields, within)
    }

    /// Nothing may be left out here in silence: without its official, a matter would be open to that official's own unit.
    fn matter_fields(&self, principal: &Principal, resource: &Resource) -> Option<Fields> {
        let shared = resource.shared_with.iter().map(|agency| self.agency(*agency));
        let mut fields = vec![("shared_with".to_owned(), Value::new_set(shared))];
        fields.extend(resource.agency.map(|agency| ("agency".to_owned(), self.agency(agency))));
        fields.extend(resource.case_owner.map(|owner| ("case_owner".to_owned(), value(self.person(owner)))));
        if let Some(official) = &resource.official {
            fields.push(("official".to_owned(), self.official(principal, official)?));
        }
        Some(fields)
    }

    fn official(&self, principal: &Principal, official: &Official) -> Option<Value> {
        let mut fields = vec![
            ("agency".to_owned(), self.agency(official.agency)),
            ("agency_kind".to_owned(), value(uid(&self.agency_kind, official.agency_kind.code()))),
            ("of_askers_region".to_owned(), Value::new_bool(principal.shares_region_with(official))),
            ("whole_state".to_owned(), Value::new_bool(official.is_of_whole_state())),
        ];
        fields.extend(official.agency_above.map(|above| ("agency_above".to_owned(), self.agency(above))));
        Value::new_record(fields).ok()
    }

    fn circumstances(&self, context: &Context, longest: i64) -> Option<Fields> {
        let mut fields = vec![
            ("purpose".to_owned(), self.purpose(context.purpose)),
            ("strong".to_owned(), Value::new_bool(context.sign_in == SignIn::Strong)),
            ("now".to_owned(), Value::new_long(context.now.unix_seconds())),
        ];
        if let SignIn::Token(purpose) = context.sign_in {
            fields.push(("token_purpose".to_owned(), self.purpose(purpose)));
        }
        fields.extend(context.other_person.map(|other| ("other_person".to_owned(), value(self.person(other)))));
        if let Some(glass) = &context.break_glass {
            fields.push(("break_glass".to_owned(), self.break_glass(glass, longest)?));
        }
        Some(fields)
    }

    fn break_glass(&self, glass: &BreakGlass, longest: i64) -> Option<Value> {
        let fields = [
            ("by".to_owned(), value(self.person(glass.by))),
            ("confirmed_by".to_owned(), value(self.person(glass.confirmed_by))),
            ("since".to_owned(), Value::new_long(glass.since.unix_seconds())),
            ("until".to_owned(), Value::new_long(glass.until.unix_seconds())),
            ("longest".to_owned(), Value::new_long(longest)),
        ];
        Value::new_record(fields).ok()
    }

    pub fn compartment(&self, compartment: Compartment) -> EntityUid {
        uid(&self.compartment, compartment.code())
    }

    /// What stands at a place; a question is always about one thing, which needs no name.
    pub fn kind(&self, place: Place) -> EntityUid {
        self.this(if place == Place::Office { self.office.clone() } else { self.matter.clone() })
    }

    pub fn this(&self, kind: EntityTypeName) -> EntityUid {
        EntityUid::from_type_name_and_id(kind, EntityId::new("this"))
    }

    fn person(&self, person: PersonId) -> EntityUid {
        uid(&self.person, &hex(person.bits()))
    }

    fn agency(&self, agency: AgencyId) -> Value {
        value(uid(&self.agency, &hex(agency.bits())))
    }

    fn purpose(&self, purpose: Purpose) -> Value {
        value(uid(&self.purpose, purpose.code()))
    }

    fn role(&self, role: Role) -> EntityUid {
        uid(&self.role, role.code())
    }
}

/// Identifiers are compared and never read here; no policy may name a single person or body. So the quickest form will do.
fn hex(bits: u128) -> String {
    format!("{bits:x}")
}

fn uid(kind: &EntityTypeName, name: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(kind.clone(), EntityId::new(name))
}

fn value(uid: EntityUid) -> Value {
    Value::new_entity_uid(uid)
}

fn entity(uid: EntityUid, fields: Fields, within: HashSet<EntityUid>) -> Option<Entity> {
    Entity::new(uid, fields.into_iter().collect::<HashMap<_, _>>(), within).ok()
}
