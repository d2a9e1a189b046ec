//! All bodies, each with its units below it; and adding one.

use std::collections::BTreeMap;

use access::{AccessError, House};
use askama::Template;
use people::agency::Body;
use people::person::Standing;
use record::{AgencyId, AgencyKind, Region, Regions};
use rights::Action;

use crate::address::Address;
use crate::answer::Answer;
use crate::collate;
use crate::fault::Fault;
use crate::pages::account::visitor;
use crate::pages::act_form::{ActForm, Field, Typed, region_names};
use crate::pages::frame::{Ask, Frame, Section, render};
use crate::pages::invite::ActPage;
use crate::pages::join::{Choice, kinds, read_kind, read_names, read_regions};
use crate::pages::people::{agency_href, all_agencies};
use crate::people::named;
use crate::problem::Problem;
use crate::regions;
use crate::words::Words;

/// The page.
#[derive(Debug, Template)]
#[template(path = "agencies.html")]
pub struct AgenciesPage {
    /// The frame.
    pub f: Frame,
    /// The words.
    pub t: Words,
    /// How many there are.
    pub lead: String,
    /// Whether this person may add one.
    pub founds: bool,
    /// The bodies, each behind the one above it.
    pub lines: Vec<AgencyLine>,
}

/// A body as a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyLine {
    /// Its page.
    pub href: String,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub kind: String,
    /// Where it acts.
    pub regions: String,
    /// How many people of its own are at work.
    pub people: String,
    /// How deep it stands below the topmost one.
    pub depth: usize,
    /// Of what it is a unit.
    pub above: Option<String>,
    /// Whether it takes part.
    pub open: bool,
}

/// The deepest step that is still drawn.
const DEEPEST: usize = 4;

/// The page.
///
/// # Errors
/// What the rights refuse; a record that does not answer.
pub async fn show(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let (words, now, asker) = (ask.words(), ask.viewer.now(), visitor(ask)?);
    house.require_colleagues(asker, now)?;
    house.refresh().await?;
    let (bodies, at_work) = (house.look(|directory| directory.agencies().cloned().collect::<Vec<_>>()), at_work(house));
    let lines = lines(words, &bodies, &at_work);
    let page = AgenciesPage {
        f: ask.frame(words.say("agencies-title"), Some(Section::Agencies)),
        t: words,
        lead: words.count_size("count-agencies", lines.len()),
        founds: house.require_keeper(asker, Action::ManageAgencies, now).is_ok(),
        lines,
    };
    Ok(Answer::page(render(&page)?))
}

/// How many people of each body are at work.
#[must_use]
pub fn at_work(house: &House) -> BTreeMap<AgencyId, usize> {
    house.look(|directory| {
        let mut counts = BTreeMap::new();
        for member in directory.people().filter(|member| member.standing == Standing::Active) {
            *counts.entry(member.agency).or_insert(0) += 1;
        }
        counts
    })
}

/// Bodies as lines, each behind the one above it, by name within it.
///
/// Two bodies that were placed under each other in the same moment stand above nobody's: they come last, each once.
#[must_use]
pub fn lines(words: Words, bodies: &[Body], at_work: &BTreeMap<AgencyId, usize>) -> Vec<AgencyLine> {
    let mut sorted: Vec<&Body> = bodies.iter().collect();
    sorted.sort_by_cached_key(|body| (collate::key(words.0, &named(&body.names, words.0)), body.id));
    let is_known = |id: AgencyId| bodies.iter().any(|body| body.id == id);
    let (tops, rest): (Vec<&Body>, Vec<&Body>) = sorted.iter().partition(|body| !body.parent.is_some_and(is_known));
    let mut walk = Walk { words, sorted: &sorted, at_work, passed: Vec::new(), lines: Vec::new() };
    tops.into_iter().chain(rest).for_each(|body| walk.pass(body, 0));
    walk.lines
}

struct Walk<'a> {
    words: Words,
    sorted: &'a [&'a Body],
    at_work: &'a BTreeMap<AgencyId, usize>,
    passed: Vec<AgencyId>,
    lines: Vec<AgencyLine>,
}

impl<'a> Walk<'a> {
    fn pass(&mut self, body: &'a Body, depth: usize) {
        if self.passed.contains(&body.id) {
            return;
        }
        self.passed.push(body.id);
        let above = self.sorted.iter().find(|other| Some(other.id) == body.parent).map(|other| named(&other.names, self.words.0));
        self.lines.push(AgencyLine {
            href: agency_href(body.id),
            name: named(&body.names, self.words.0),
            kind: self.words.say(&format!("kind-of-body-{}", body.kind.code())),
            regions: region_names(self.words, &body.regions),
            people: self.words.grouped_size(self.at_work.get(&body.id).copied().unwrap_or(0)),
            depth: depth.min(DEEPEST),
            above,
            open: body.open,
        });
        let below: Vec<&'a Body> = self.sorted.iter().copied().filter(|other| other.parent == Some(body.id)).collect();
        below.into_iter().for_each(|other| self.pass(other, depth + 1));
    }
}

/// The page for adding a body.
///
/// # Errors
/// What the rights refuse; a record that does not answer.
pub async fn found_form(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    house.refresh().await?;
    Ok(Answer::page(found_page(house, ask, None)?))
}

fn found_page(house: &House, ask: &Ask<'_>, problem: Option<Problem>) -> Result<String, Fault> {
    let (words, now, asker) = (ask.words(), ask.viewer.now(), visitor(ask)?);
    house.require_keeper(asker, Action::ManageAgencies, now)?;
    let typed = Typed::of(ask, problem.is_some());
    let mut fields = vec![Field::one("kind", words.say("agency-kind"), kind_choices(words, &typed.text("kind", String::new)))];
    fields.extend(Field::names(words, typed.names(None)));
    fields.push(Field::regions(words.say("agency-regions"), kept_regions(house, ask, &typed.several("region", Vec::new))?));
    fields.push(Field::one("parent", words.say("agency-above"), parents(house, words, &[], &typed.text("parent", String::new))));
    let act = ActForm {
        href: "/agencies/found",
        title: words.say("found-button"),
        note: words.say("found-note"),
        open: true,
        prefix: "",
        wrong: problem.as_ref().and_then(|problem| problem.field),
        fields,
    };
    let address = Address::read("/agencies/found", None);
    let f = Frame { wrong: problem.is_some(), ..ask.frame(words.say("found-title"), Some(Section::Agencies)).at(&address) };
    let form = ask.viewer.person().map(|person| person.form.clone()).unwrap_or_default();
    render(&ActPage { f, t: words, problem, form, id: String::new(), up: ("/agencies", words.say("agencies-title")), act })
}

fn kind_choices(words: Words, chosen: &str) -> Vec<Choice> {
    let blank = Choice { code: String::new(), name: String::new(), chosen: false };
    [blank].into_iter().chain(kinds(words, Some(chosen))).collect()
}

/// The regions for which the visitor keeps bodies.
///
/// # Errors
/// Where nobody is in.
pub fn kept_regions(house: &House, ask: &Ask<'_>, chosen: &[String]) -> Result<Vec<Choice>, Fault> {
    let (now, asker) = (ask.viewer.now(), visitor(ask)?);
    let kept = |choice: &Choice| {
        let region = Region::new(&choice.code).ok();
        region.is_some_and(|region| house.keeps(asker, Action::ManageAgencies, &Regions::from_iter([region]), now))
    };
    Ok(regions::choices(ask.words(), chosen).into_iter().filter(kept).collect())
}

/// Open bodies under which another can be placed, none of these; and the choice to stand under none.
#[must_use]
pub fn parents(house: &House, words: Words, but: &[AgencyId], chosen: &str) -> Vec<Choice> {
    let is_open = |id: AgencyId| house.look(|directory| directory.agency(id).is_some_and(|body| body.open));
    let none = Choice { code: String::new(), name: words.say("agency-no-above"), chosen: chosen.is_empty() };
    let others = all_agencies(house, words).into_iter().filter(|(id, _)| !but.contains(id) && is_open(*id));
    let others = others.map(|(id, name)| Choice { chosen: id.to_string() == chosen, code: id.to_string(), name });
    [none].into_iter().chain(others).collect()
}

/// The body above that was chosen.
///
/// # Errors
/// The wrong field.
pub fn read_parent(ask: &Ask<'_>) -> Result<Option<AgencyId>, AccessError> {
    let wanted = ask.field("parent");
    if wanted.is_empty() {
        return Ok(None);
    }
    wanted.parse().map(Some).map_err(|_| AccessError::Unknown)
}

/// Adds a body.
///
/// # Errors
/// What the rights refuse; a record that does not answer.
pub async fn found(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let (now, asker) = (ask.viewer.now(), visitor(ask)?);
    house.require_keeper(asker, Action::ManageAgencies, now)?;
    let founded = match read(ask) {
        Ok((kind, names, regions, parent)) => house.found_agency(asker, kind, names, regions, parent, now).await,
        Err(error) => Err(error),
    };
    match founded {
        Ok(id) => Ok(Answer::go_to(agency_href(id))),
        Err(error) => {
            let status = Fault::from_status(&error);
            let problem = Problem::of(house, &ask.viewer, error)?;
            Ok(Answer { status, ..Answer::page(found_page(house, ask, Some(problem))?) })
        }
    }
}

type Founded = (AgencyKind, people::AgencyNames, Regions, Option<AgencyId>);

fn read(ask: &Ask<'_>) -> Result<Founded, AccessError> {
    let names = read_names(&ask.field("kk"), &ask.field("ru"), &ask.field("en"))?;
    Ok((read_kind(&ask.field("kind"))?, names, read_regions(ask)?, read_parent(ask)?))
}
