//! Everybody who works here.
//!
//! A part of a name never stands in an address, where browsers and servers keep it: it is sent as a form, and answered at once.

use std::collections::{BTreeMap, HashMap};

use access::{Directory, House};
use askama::Template;
use people::person::{Member, Standing};
use record::{AgencyId, Moment, PersonId, Regions, Role};
use rights::Action;

use crate::address::{Address, link};
use crate::answer::Answer;
use crate::collate;
use crate::fault::Fault;
use crate::pages::account::visitor;
use crate::pages::act_form::region_names;
use crate::pages::filter::{Choice, Opt};
use crate::pages::frame::{Ask, Frame, Section, render};
use crate::pages::parts::{self, PAGE, Pager};
use crate::people::named;
use crate::words::Words;

/// The page.
#[derive(Debug, Template)]
#[template(path = "people.html")]
pub struct PeoplePage {
    /// The frame.
    pub f: Frame,
    /// The words.
    pub t: Words,
    /// How many there are.
    pub lead: String,
    /// What forms carry.
    pub form: String,
    /// Whether this person may invite somebody.
    pub invites: bool,
    /// The part of a name that is looked for.
    pub part: String,
    /// Lists to choose from.
    pub choices: Vec<Choice>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Turns pages.
    pub pager: Pager,
    /// Numbers of the pages before and after, where a part of a name is looked for.
    pub turns: Turns,
    /// A sentence about those who are not listed, with the list of them.
    pub gone: Option<(String, String)>,
}

/// Pages before and after.
#[derive(Debug, Default)]
pub struct Turns {
    /// The page before.
    pub previous: Option<usize>,
    /// The page after.
    pub next: Option<usize>,
}

/// A person as a row.
#[derive(Debug)]
pub struct Row {
    /// Their page.
    pub href: String,
    /// Their name.
    pub name: String,
    /// Their body.
    pub agency: String,
    /// Its page.
    pub agency_href: String,
    /// Roles in force, with regions.
    pub roles: Vec<String>,
    /// How they stand.
    pub standing: String,
}

/// What is asked for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Wanted {
    agency: Option<AgencyId>,
    role: Option<Role>,
    standing: Option<Kind>,
    part: String,
    page: usize,
}

/// Kinds of standing to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Invited,
    Active,
    Suspended,
    Left,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Active, Self::Invited, Self::Suspended, Self::Left];

    fn of(standing: Standing) -> Self {
        match standing {
            Standing::Invited { .. } => Self::Invited,
            Standing::Active => Self::Active,
            Standing::Suspended => Self::Suspended,
            Standing::Left => Self::Left,
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Left => "left",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Invited => "standing-invited",
            Self::Active => "standing-active",
            Self::Suspended => "standing-suspended",
            Self::Left => "standing-left",
        }
    }
}

/// What the list knows of a person.
#[derive(Debug)]
struct Known {
    id: PersonId,
    agency: AgencyId,
    standing: Standing,
    roles: BTreeMap<Role, Regions>,
}

/// The page.
///
/// # Errors
/// What the rights refuse; a value that is none; a record that does not answer.
pub async fn show(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let value = |name: &str| ask.address.get(name).unwrap_or_default().to_owned();
    let wanted = wanted(value, parts::page_of(&ask.address))?;
    Ok(Answer::page(page(house, ask, Wanted { part: String::new(), ..wanted }, &ask.address).await?))
}

/// The form of filters: back to an address that holds them, unless a part of a name is among them.
///
/// # Errors
/// What the rights refuse; a value that is none; a record that does not answer.
pub async fn find(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let wanted = wanted(|name| ask.field(name), ask.field("page").parse().unwrap_or(1).clamp(1, 100_000))?;
    let values = ["agency", "role", "standing"].map(|name| (name, ask.field(name)));
    let values: Vec<(&str, &str)> =
        values.iter().map(|(name, value)| (*name, value.as_str())).filter(|(_, value)| !value.is_empty()).collect();
    let here = link("/people", &values);
    if wanted.part.is_empty() {
        return Ok(Answer::go_to(here));
    }
    let address = Address::read("/people", here.split_once('?').map(|(_, query)| query));
    Ok(Answer::page(page(house, ask, wanted, &address).await?))
}

fn wanted(value: impl Fn(&str) -> String, page: usize) -> Result<Wanted, Fault> {
    let bad = |name: &str| Fault::Bad(name.to_owned());
    let given = |name: &str| Some(value(name)).filter(|text| !text.is_empty());
    Ok(Wanted {
        agency: given("agency").map(|text| text.parse().map_err(|_| bad("agency"))).transpose()?,
        role: given("role").map(|text| role_of(&text).ok_or_else(|| bad("role"))).transpose()?,
        standing: given("standing")
            .map(|text| Kind::ALL.into_iter().find(|kind| kind.code() == text).ok_or_else(|| bad("standing")))
            .transpose()?,
        part: value("part").chars().take(200).collect(),
        page,
    })
}

/// The role with this code.
#[must_use]
pub fn role_of(code: &str) -> Option<Role> {
    Role::ALL.into_iter().find(|role| role.code() == code)
}

async fn page(house: &House, ask: &Ask<'_>, wanted: Wanted, address: &Address) -> Result<String, Fault> {
    let (words, now, person) = (ask.words(), ask.viewer.now(), visitor(ask)?);
    house.require_colleagues(person, now)?;
    house.refresh().await?;
    let found: Vec<Known> = house.look(|directory| known(directory, &wanted, now));
    let ids: Vec<PersonId> = found.iter().map(|known| known.id).collect();
    let names = house.names_of(ids, now).await?;
    let (found, gone) = part_of(found, &names, &wanted);
    let total = found.len();
    let last = total.div_ceil(PAGE).max(1);
    let at = wanted.page.min(last);
    let shown = sorted(words, found, &names).into_iter().skip((at - 1) * PAGE).take(PAGE);
    let rows = shown.map(|known| row(house, ask, &known, &names)).collect();
    // A page behind the last one is the last one.
    let turned = address.with("page", &at.to_string());
    let turned = Address::read("/people", turned.split_once('?').map(|(_, query)| query));
    let pager = parts::pager(words, &turned, u64::try_from(total).unwrap_or(u64::MAX));
    let finding = !wanted.part.is_empty();
    let left = (gone > 0).then(|| (words.count_size("people-gone", gone), gone_href(address)));
    render(&PeoplePage {
        f: ask.frame(words.say("people-title"), Some(Section::People)).at(address),
        t: words,
        lead: words.count_size("count-people", total),
        form: ask.viewer.person().map(|person| person.form.clone()).unwrap_or_default(),
        invites: house.require_keeper(person, Action::ManagePeople, now).is_ok(),
        choices: choices(house, words, &wanted),
        rows,
        pager: if finding { Pager::default() } else { pager },
        turns: if finding { turns(at, last) } else { Turns::default() },
        gone: if finding { left.map(|(text, _)| (text, String::new())) } else { left },
        part: wanted.part,
    })
}

fn turns(at: usize, last: usize) -> Turns {
    Turns { previous: (at > 1).then(|| at - 1), next: (at < last).then_some(at + 1) }
}

fn gone_href(address: &Address) -> String {
    address.with("standing", Kind::Left.code())
}

/// Those of the wanted body, role and standing. Whoever has left is among them here, and told apart later.
fn known(directory: &Directory, wanted: &Wanted, now: Moment) -> Vec<Known> {
    let roles = |member: &Member| directory.authority(member.id, now).map(|authority| authority.roles).unwrap_or_default();
    let all = directory.people().filter(|member| wanted.agency.is_none_or(|agency| member.agency == agency));
    let all = all.filter(|member| wanted.standing.is_none_or(|kind| Kind::of(member.standing) == kind));
    let all = all.map(|member| Known { id: member.id, agency: member.agency, standing: member.standing, roles: roles(member) });
    all.filter(|known| wanted.role.is_none_or(|role| known.roles.contains_key(&role))).collect()
}

/// Those with the wanted part in their names, and how many of them have left and are not asked for.
fn part_of(found: Vec<Known>, names: &HashMap<PersonId, String>, wanted: &Wanted) -> (Vec<Known>, usize) {
    let part = collate::folded(&wanted.part);
    let fits = |known: &Known| part.is_empty() || names.get(&known.id).is_some_and(|name| collate::folded(name).contains(&part));
    let fitting = found.into_iter().filter(fits);
    let (gone, here): (Vec<Known>, Vec<Known>) = fitting.partition(|known| wanted.standing.is_none() && known.standing == Standing::Left);
    (here, gone.len())
}

/// By name; whoever has none any more stands last.
fn sorted(words: Words, mut found: Vec<Known>, names: &HashMap<PersonId, String>) -> Vec<Known> {
    found.sort_by_cached_key(|known| {
        let name = names.get(&known.id);
        (name.is_none(), name.map(|name| collate::key(words.0, name)), known.id)
    });
    found
}

fn row(house: &House, ask: &Ask<'_>, known: &Known, names: &HashMap<PersonId, String>) -> Row {
    let words = ask.words();
    let role = |(role, regions): (&Role, &Regions)| {
        words.with_all("people-role", &[("role", &words.say(&format!("role-{}", role.code()))), ("regions", &region_names(words, regions))])
    };
    Row {
        href: person_href(known.id),
        name: shown_name(words, names.get(&known.id)),
        agency: agency_name(house, words, known.agency),
        agency_href: agency_href(known.agency),
        roles: known.roles.iter().map(role).collect(),
        standing: standing(ask, known.standing),
    }
}

fn choices(house: &House, words: Words, wanted: &Wanted) -> Vec<Choice> {
    let option = |value: &str, text: String, chosen: bool| Opt { value: value.to_owned(), text, chosen };
    let everything = |key: &str| vec![option("", words.say(key), false)];
    let mut agencies = everything("people-any-agency");
    agencies.extend(all_agencies(house, words).into_iter().map(|(id, name)| option(&id.to_string(), name, wanted.agency == Some(id))));
    let mut roles = everything("people-any-role");
    roles.extend(Role::ALL.map(|role| option(role.code(), words.say(&format!("role-{}", role.code())), wanted.role == Some(role))));
    let mut standings = everything("people-any-standing");
    standings.extend(Kind::ALL.map(|kind| option(kind.code(), words.say(kind.key()), wanted.standing == Some(kind))));
    vec![
        Choice { name: "agency", label: words.say("agency"), options: agencies },
        Choice { name: "role", label: words.say("role"), options: roles },
        Choice { name: "standing", label: words.say("standing"), options: standings },
    ]
}

/// All bodies by name, closed ones too.
#[must_use]
pub fn all_agencies(house: &House, words: Words) -> Vec<(AgencyId, String)> {
    let mut all: Vec<(AgencyId, String)> =
        house.look(|directory| directory.agencies().map(|body| (body.id, named(&body.names, words.0))).collect());
    all.sort_by_cached_key(|(id, name)| (collate::key(words.0, name), *id));
    all
}

/// How somebody stands, in words.
#[must_use]
pub fn standing(ask: &Ask<'_>, standing: Standing) -> String {
    let words = ask.words();
    match standing {
        Standing::Invited { until } => {
            let key = if ask.viewer.now() < until { "standing-invited-until" } else { "standing-invited-over" };
            words.with(key, "until", &ask.viewer.calendar.full(until))
        }
        other => words.say(Kind::of(other).key()),
    }
}

/// A name as it is shown; words where it was erased.
#[must_use]
pub fn shown_name(words: Words, name: Option<&String>) -> String {
    name.cloned().unwrap_or_else(|| words.say("name-erased"))
}

/// The name of a body; empty where there is none.
#[must_use]
pub fn agency_name(house: &House, words: Words, agency: AgencyId) -> String {
    house.look(|directory| directory.agency(agency).map(|body| named(&body.names, words.0))).unwrap_or_default()
}

/// The page of a person.
#[must_use]
pub fn person_href(person: PersonId) -> String {
    link("/person", &[("id", &person.to_string())])
}

/// The page of a body.
#[must_use]
pub fn agency_href(agency: AgencyId) -> String {
    link("/agency", &[("id", &agency.to_string())])
}
