//! One body: what it is, its units, and what may be done with it.

use access::{AccessError, AgencyAct, House};
use askama::Template;
use people::agency::Body;
use record::AgencyId;
use rights::Action;

use crate::address::{Address, link};
use crate::answer::Answer;
use crate::fault::Fault;
use crate::pages::account::visitor;
use crate::pages::act_form::{ActForm, Field, Input, Typed, Wrong, read_reason, region_names};
use crate::pages::agencies::{at_work, kept_regions, parents, read_parent};
use crate::pages::frame::{Ask, Frame, Section, render};
use crate::pages::join::{read_names, read_regions};
use crate::pages::parts::Link;
use crate::pages::people::{agency_href, agency_name, all_agencies};
use crate::people::named;
use crate::problem::Problem;
use crate::words::Words;

/// The page.
#[derive(Debug, Template)]
#[template(path = "agency.html")]
pub struct AgencyPage {
    /// The frame.
    pub f: Frame,
    /// The words.
    pub t: Words,
    /// What is wrong.
    pub problem: Option<Problem>,
    /// What forms carry.
    pub form: String,
    /// The body, in forms.
    pub id: String,
    /// What it is.
    pub kind: String,
    /// Its names in the other languages, with their codes.
    pub names: Vec<(&'static str, String)>,
    /// Where it acts.
    pub regions: String,
    /// The body above it.
    pub above: Option<Link>,
    /// Its units.
    pub below: Vec<Link>,
    /// Its people.
    pub people: Link,
    /// Where somebody can be invited into it.
    pub invite: Option<String>,
    /// Whether it takes part.
    pub open: bool,
    /// What may be done.
    pub acts: Vec<ActForm>,
}

/// An act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// It gets another name.
    Rename,
    /// It acts for other regions.
    Regions,
    /// It becomes a unit of another one.
    Place,
    /// It takes part no more.
    Close,
    /// It takes part again.
    Reopen,
}

impl Deed {
    /// Where it is sent.
    #[must_use]
    pub fn href(self) -> &'static str {
        match self {
            Self::Rename => "/agency/rename",
            Self::Regions => "/agency/regions",
            Self::Place => "/agency/place",
            Self::Close => "/agency/close",
            Self::Reopen => "/agency/reopen",
        }
    }

    /// Keys of its name and of what happens, and what stands before the identifiers of its fields.
    fn keys(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Rename => ("deed-rename", "deed-rename-note", "rename-"),
            Self::Regions => ("deed-regions", "deed-regions-note", "regions-"),
            Self::Place => ("deed-place", "deed-place-note", "place-"),
            Self::Close => ("deed-close", "deed-close-note", "close-"),
            Self::Reopen => ("deed-reopen", "deed-reopen-note", "reopen-"),
        }
    }
}

/// The page.
///
/// # Errors
/// What the rights refuse; a body that there is not; a record that does not answer.
pub async fn show(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    house.require_colleagues(visitor(ask)?, ask.viewer.now())?;
    let id = ask.address.get("id").and_then(|id| id.parse().ok()).ok_or(AccessError::Unknown)?;
    Ok(Answer::page(page(house, ask, id, None).await?))
}

async fn page(house: &House, ask: &Ask<'_>, id: AgencyId, wrong: Option<Wrong<Deed>>) -> Result<String, Fault> {
    let (words, now, asker) = (ask.words(), ask.viewer.now(), visitor(ask)?);
    house.require_colleagues(asker, now)?;
    house.refresh().await?;
    let body = house.look(|directory| directory.agency(id).cloned()).ok_or(AccessError::Unknown)?;
    let address = Address::read("/agency", agency_href(id).split_once('?').map(|(_, query)| query));
    let f = ask.frame(named(&body.names, words.0), Some(Section::Agencies)).at(&address);
    let may_invite = body.open && house.keeps(asker, Action::ManagePeople, &body.regions, now);
    let to = |id: AgencyId| Link { href: agency_href(id), text: agency_name(house, words, id) };
    let page = AgencyPage {
        f: Frame { wrong: wrong.is_some(), ..f },
        t: words,
        form: ask.viewer.person().map(|person| person.form.clone()).unwrap_or_default(),
        id: id.to_string(),
        kind: words.say(&format!("kind-of-body-{}", body.kind.code())),
        names: other_names(words, &body),
        regions: region_names(words, &body.regions),
        above: body.parent.map(to),
        below: below(house, words, id).into_iter().map(to).collect(),
        people: people(house, words, id),
        invite: may_invite.then(|| link("/people/invite", &[("agency", &id.to_string())])),
        open: body.open,
        acts: acts(house, ask, &body, wrong.as_ref())?,
        problem: wrong.map(|wrong| wrong.problem),
    };
    render(&page)
}

fn other_names(words: Words, body: &Body) -> Vec<(&'static str, String)> {
    let all = [("kk", &body.names.kk), ("ru", &body.names.ru), ("en", &body.names.en)];
    let others = all.into_iter().filter(|(code, _)| *code != words.0.code());
    others.map(|(code, name)| (code, name.as_str().to_owned())).collect()
}

/// The units of a body, by name.
fn below(house: &House, words: Words, id: AgencyId) -> Vec<AgencyId> {
    let is_below = |other: AgencyId| house.look(|directory| directory.agency(other).is_some_and(|body| body.parent == Some(id)));
    all_agencies(house, words).into_iter().map(|(id, _)| id).filter(|other| is_below(*other)).collect()
}

fn people(house: &House, words: Words, id: AgencyId) -> Link {
    let count = at_work(house).get(&id).copied().unwrap_or(0);
    let href = link("/people", &[("agency", &id.to_string())]);
    Link { href, text: words.count_size("agency-at-work", count) }
}

fn acts(house: &House, ask: &Ask<'_>, body: &Body, wrong: Option<&Wrong<Deed>>) -> Result<Vec<ActForm>, Fault> {
    if !house.keeps(visitor(ask)?, Action::ManageAgencies, &body.regions, ask.viewer.now()) {
        return Ok(Vec::new());
    }
    let deeds: &[Deed] = if body.open { &[Deed::Rename, Deed::Regions, Deed::Place, Deed::Close] } else { &[Deed::Reopen] };
    deeds.iter().map(|deed| form(house, ask, body, *deed, wrong)).collect()
}

fn form(house: &House, ask: &Ask<'_>, body: &Body, deed: Deed, wrong: Option<&Wrong<Deed>>) -> Result<ActForm, Fault> {
    let words = ask.words();
    let wrong = wrong.filter(|wrong| wrong.deed == deed);
    let (title, note, prefix) = deed.keys();
    Ok(ActForm {
        href: deed.href(),
        title: words.say(title),
        note: words.say(note),
        open: wrong.is_some(),
        prefix: if wrong.is_some() { "" } else { prefix },
        wrong: wrong.and_then(|wrong| wrong.problem.field),
        fields: fields(house, ask, body, deed, Typed::of(ask, wrong.is_some()))?,
    })
}

fn fields(house: &House, ask: &Ask<'_>, body: &Body, deed: Deed, typed: Typed<'_>) -> Result<Vec<Field>, Fault> {
    let words = ask.words();
    let reason = Field::reason(words, typed.text("reason", String::new));
    Ok(match deed {
        Deed::Rename => Field::names(words, typed.names(Some(&body.names))).into(),
        Deed::Regions => {
            let now = || body.regions.iter().map(|region| region.code().to_owned()).collect();
            vec![Field::regions(words.say("agency-regions"), kept_regions(house, ask, &typed.several("region", now))?), reason]
        }
        Deed::Place => {
            let now = || body.parent.map(|parent| parent.to_string()).unwrap_or_default();
            let choices = parents(house, words, &all_below(house, words, body.id), &typed.text("parent", now));
            vec![Field::one("parent", words.say("agency-above"), choices), reason]
        }
        Deed::Close | Deed::Reopen => vec![reason],
    })
}

/// A body with all units below it, however deep: none of them can be above it.
fn all_below(house: &House, words: Words, id: AgencyId) -> Vec<AgencyId> {
    let mut found = vec![id];
    let mut next = 0;
    while let Some(id) = found.get(next).copied() {
        let units: Vec<AgencyId> = below(house, words, id).into_iter().filter(|unit| !found.contains(unit)).collect();
        found.extend(units);
        next += 1;
    }
    found
}

/// Does what was sent, and goes back to the body; or shows its page again with what is wrong.
///
/// # Errors
/// A body that there is not, or of which the visitor may not know; a record that does not answer.
pub async fn act(house: &House, ask: &Ask<'_>, deed: Deed) -> Result<Answer, Fault> {
    let (asker, now) = (visitor(ask)?, ask.viewer.now());
    house.require_keeper(asker, Action::ManageAgencies, now)?;
    let id: AgencyId = ask.field("id").parse().map_err(|_| AccessError::Unknown)?;
    let done = match read(ask, deed) {
        Ok(act) => house.act_on_agency(asker, id, act, now).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(Answer::go_to(agency_href(id))),
        Err(error) => {
            let status = Fault::from_status(&error);
            let wrong = Wrong { deed, problem: Problem::of(house, &ask.viewer, error)? };
            Ok(Answer { status, ..Answer::page(page(house, ask, id, Some(wrong)).await?) })
        }
    }
}

fn read(ask: &Ask<'_>, deed: Deed) -> Result<AgencyAct, AccessError> {
    Ok(match deed {
        Deed::Rename => AgencyAct::Rename(read_names(&ask.field("kk"), &ask.field("ru"), &ask.field("en"))?),
        Deed::Regions => AgencyAct::SetRegions { regions: read_regions(ask)?, reason: read_reason(ask)? },
        Deed::Place => AgencyAct::PlaceUnder { parent: read_parent(ask)?, reason: read_reason(ask)? },
        Deed::Close => AgencyAct::Close { reason: read_reason(ask)? },
        Deed::Reopen => AgencyAct::Reopen { reason: read_reason(ask)? },
    })
}
