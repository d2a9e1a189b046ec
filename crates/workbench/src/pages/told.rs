//! How people, bodies and what happened are told where the work is looked after.

use std::collections::HashMap;

use access::{AccessError, House, Visitor};
use custody::{Item, item};
use people::{Agency, Emergency, Oversight, Person, agency, emergency, oversight, person};
use record::subject::{self, Subjects};
use record::{Actor, AgencyId, Entry, PersonId, Workflow};

use crate::address::link;
use crate::fault::Fault;
use crate::pages::frame::Ask;
use crate::words::Words;

/// Kinds of things in the log, with the key of their name.
pub const THINGS: [(&str, &str); 6] = [
    (Item::STREAM, "thing-item"),
    (Person::STREAM, "thing-person"),
    (Agency::STREAM, "thing-agency"),
    (Subjects::STREAM, "thing-subject"),
    (Emergency::STREAM, "thing-emergency"),
    (Oversight::STREAM, "thing-export"),
];

/// A name, or an identifier where the reader may see no names or there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// What is shown.
    pub text: String,
    /// Whether it is an identifier.
    pub is_id: bool,
}

/// The person who is signed in.
///
/// # Errors
/// Where nobody is.
pub fn visitor<'a>(ask: &'a Ask<'_>) -> Result<&'a Visitor, Fault> {
    Ok(&ask.viewer.person().ok_or(AccessError::NotIn)?.visitor)
}

/// What forms of the session carry.
#[must_use]
pub fn form(ask: &Ask<'_>) -> String {
    ask.viewer.person().map(|person| person.form.clone()).unwrap_or_default()
}

/// Names of colleagues, as far as the reader may know them.
#[derive(Debug)]
pub struct Names(HashMap<PersonId, String>);

impl Names {
    /// The names of these people; none where the reader may not read who works here.
    ///
    /// # Errors
    /// Where the record does not answer.
    pub async fn of(house: &House, ask: &Ask<'_>, people: Vec<PersonId>) -> Result<Self, Fault> {
        let (visitor, now) = (visitor(ask)?, ask.viewer.now());
        match house.require_colleagues(visitor, now) {
            Ok(()) => Ok(Self(house.names_of(people, now).await?)),
            Err(AccessError::Denied(_)) => Ok(Self(HashMap::new())),
            Err(error) => Err(error.into()),
        }
    }

    /// A person as the reader is told of them.
    #[must_use]
    pub fn name(&self, words: Words, person: PersonId) -> Named {
        if person == Actor::local().person {
            return Named { text: words.say("told-machine"), is_id: false };
        }
        match self.0.get(&person) {
            Some(name) => Named { text: name.clone(), is_id: false },
            None => Named { text: person.to_string(), is_id: true },
        }
    }
}

/// A body in the language of the reader.
#[must_use]
pub fn agency(house: &House, words: Words, agency: AgencyId) -> Named {
    if agency == Actor::local().agency {
        return Named { text: words.say("told-machine"), is_id: false };
    }
    let name = house.look(|directory| directory.agency(agency).map(|body| crate::people::named(&body.names, words.0)));
    let is_id = name.is_none();
    Named { text: name.unwrap_or_else(|| agency.to_string()), is_id }
}

/// What happened, in words; the word of the log where this program knows no other.
#[must_use]
pub fn event(words: Words, kind: &str, event: &str) -> String {
    let known: &[&str] = match kind {
        Person::STREAM => &person::Event::KINDS,
        Agency::STREAM => &agency::Event::KINDS,
        Subjects::STREAM => &subject::Event::KINDS,
        Emergency::STREAM => &emergency::Event::KINDS,
        Oversight::STREAM => &oversight::Event::KINDS,
        Item::STREAM => &item::Event::KINDS,
        _ => &[],
    };
    if known.contains(&event) { words.say(&format!("event-{kind}-{event}")) } else { event.to_owned() }
}

/// What kind of thing it was done to.
#[must_use]
pub fn thing(words: Words, kind: &str) -> String {
    THINGS.iter().find(|(known, _)| *known == kind).map_or_else(|| kind.to_owned(), |(_, key)| words.say(key))
}

/// The page of a thing, where there is one.
#[must_use]
pub fn page_of(entry: &Entry) -> Option<String> {
    let path = match entry.stream.kind() {
        Person::STREAM => "/person",
        Agency::STREAM => "/agency",
        Item::STREAM => "/evidence/item",
        Emergency::STREAM => return Some(format!("/emergencies#{}", entry.stream.id())),
        _ => return None,
    };
    crate::ways::ways().any(|way| way.path == path).then(|| link(path, &[("id", entry.stream.id())]))
}

/// A field of personal data in words; its name in the log where this program knows no other.
#[must_use]
pub fn field(words: Words, field: &str) -> String {
    match field {
        "person.name" => words.say("field-person-name"),
        "person.work_contact" => words.say("field-person-contact"),
        other => other.to_owned(),
    }
}
