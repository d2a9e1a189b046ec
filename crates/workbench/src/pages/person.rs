//! One person: who they are here, what they hold, and what may be done.

use access::{AccessError, House};
use askama::Template;
use people::agency::Body;
use people::person::{Member, Recovery, Standing};
use people::{RoleTerm, SessionId, WorkContact};
use record::{Actor, PersonId};

use crate::address::{Address, link};
use crate::answer::Answer;
use crate::fault::Fault;
use crate::pages::account::visitor;
use crate::pages::act_form::{ActForm, Input, Wrong, region_names};
use crate::pages::frame::{Ask, Frame, Section, render};
use crate::pages::parts::{self, DateMark};
use crate::pages::people::{agency_href, person_href, shown_name, standing};
use crate::pages::person_acts::{Deed, Seen, form, offered};
use crate::people::named;
use crate::problem::Problem;
use crate::words::Words;

/// The page.
#[derive(Debug, Template)]
#[template(path = "person.html")]
pub struct PersonPage {
    /// The frame. Its title has no name: browsers keep titles.
    pub f: Frame,
    /// The words.
    pub t: Words,
    /// What is wrong.
    pub problem: Option<Problem>,
    /// What forms carry.
    pub form: String,
    /// The person, in forms.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Their body.
    pub agency: String,
    /// Its page.
    pub agency_href: String,
    /// What that body is.
    pub kind: String,
    /// How they stand.
    pub standing: String,
    /// What waits for somebody, and what else should be known.
    pub notes: Vec<String>,
    /// Roles, the running ones first.
    pub terms: Vec<TermLine>,
    /// Sessions that are open; nothing where the visitor does not keep this person.
    pub sessions: Option<Vec<SessionLine>>,
    /// Where they are reached, where that was just read.
    pub contact: Option<Vec<(String, String)>>,
    /// Who has seen their data.
    pub seen_href: Option<String>,
    /// Where this is the visitor: their own account.
    pub own: bool,
    /// What may be done.
    pub acts: Vec<ActForm>,
}

/// A role for a term.
#[derive(Debug)]
pub struct TermLine {
    /// What it is called.
    pub role: String,
    /// Where.
    pub regions: String,
    /// The first moment.
    pub from: DateMark,
    /// The first moment after it.
    pub until: DateMark,
    /// Held, later, over, or not in force.
    pub state: String,
}

/// An open session.
#[derive(Debug)]
pub struct SessionLine {
    /// What names it in a form.
    pub id: String,
    /// By what they came in.
    pub by: String,
    /// Since when.
    pub since: DateMark,
    /// Until when, at most.
    pub until: DateMark,
}

/// The page.
///
/// # Errors
/// What the rights refuse; a person whom there is not; a record that does not answer.
pub async fn show(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    house.require_colleagues(visitor(ask)?, ask.viewer.now())?;
    let id = ask.address.get("id").and_then(|id| id.parse().ok()).ok_or(AccessError::Unknown)?;
    Ok(Answer::page(page(house, ask, id, None, None).await?))
}

/// The page as HTML, with what is wrong with a form, or with the contact that was just read.
///
/// # Errors
/// As for [`show`].
pub async fn page(
    house: &House,
    ask: &Ask<'_>,
    id: PersonId,
    wrong: Option<Wrong<Deed>>,
    contact: Option<WorkContact>,
) -> Result<String, Fault> {
    let (words, now, asker) = (ask.words(), ask.viewer.now(), visitor(ask)?);
    house.require_colleagues(asker, now)?;
    house.refresh().await?;
    let found = house.look(|directory| {
        let member = directory.person(id)?.clone();
        let body = directory.agency(member.agency)?.clone();
        Some((member, body))
    });
    let (member, body) = found.ok_or(AccessError::Unknown)?;
    let names = house.names_of([id].into_iter().chain(askers(&member)), now).await?;
    let name = shown_name(words, names.get(&id));
    let keeps = house.keeps_person(asker, id, now);
    let seen = Seen { member: &member, regions: &body.regions, name: &name, contact: contact.as_ref() };
    let deeds = offered(house, ask, &member, body.open);
    let acts = deeds.into_iter().map(|deed| form(ask, &seen, deed, wrong.as_ref())).collect();
    let address = Address::read("/person", person_href(id).split_once('?').map(|(_, query)| query));
    let by =
        |person: PersonId| if person == Actor::local().person { words.say("the-server") } else { shown_name(words, names.get(&person)) };
    let f = ask.frame(words.say("person-title"), Some(Section::People)).at(&address);
    let readings = link("/seen", &[("subject", &member.subject.to_string())]);
    let page = PersonPage {
        f: Frame { wrong: wrong.is_some(), ..f },
        t: words,
        form: ask.viewer.person().map(|person| person.form.clone()).unwrap_or_default(),
        id: id.to_string(),
        agency: named(&body.names, words.0),
        agency_href: agency_href(member.agency),
        kind: words.say(&format!("kind-of-body-{}", body.kind.code())),
        standing: standing(ask, member.standing),
        notes: notes(ask, &member, &body, keeps, by),
        terms: terms(ask, &member, &body),
        sessions: keeps.then(|| sessions(ask, &member)),
        contact: contact.as_ref().map(|contact| contact_lines(words, contact)),
        seen_href: house.may_see_readings(asker, id, now).then_some(readings),
        own: id == asker.person(),
        acts,
        problem: wrong.map(|wrong| wrong.problem),
        name,
    };
    render(&page)
}

/// Whoever has asked for something that two must agree on.
fn askers(member: &Member) -> impl Iterator<Item = PersonId> {
    let recovery = match member.recovery {
        Some(Recovery::Requested { by }) => Some(by),
        Some(Recovery::Approved { .. }) | None => None,
    };
    member.request.as_ref().map(|request| request.by).into_iter().chain(recovery)
}

/// What waits for somebody. Who wants back in is told only to those who keep the person.
fn notes(ask: &Ask<'_>, member: &Member, body: &Body, keeps: bool, by: impl Fn(PersonId) -> String) -> Vec<String> {
    let (words, calendar) = (ask.words(), &ask.viewer.calendar);
    let mut notes = Vec::new();
    if !body.open {
        notes.push(words.say("person-note-closed"));
    }
    if !keeps {
        return notes;
    }
    if let Some(request) = &member.request {
        let (who, regions, until) = (by(request.by), region_names(words, &request.term.regions), calendar.full(request.term.until));
        notes.push(words.with_all("person-note-administrator", &[("name", &who), ("regions", &regions), ("until", &until)]));
    }
    match member.recovery {
        Some(Recovery::Requested { by: who }) => notes.push(words.with("person-note-recovery", "name", &by(who))),
        Some(Recovery::Approved { until }) if calendar.now() < until => {
            notes.push(words.with("person-note-approved", "until", &calendar.full(until)));
        }
        _ => {}
    }
    notes
}

/// Running terms, then later ones, then those that are over, the latest first.
fn terms(ask: &Ask<'_>, member: &Member, body: &Body) -> Vec<TermLine> {
    let (words, calendar) = (ask.words(), &ask.viewer.calendar);
    let now = calendar.now();
    let order = |term: &RoleTerm| if now >= term.until { 2 } else { i32::from(now < term.from) };
    let mut terms: Vec<&RoleTerm> = member.terms.iter().collect();
    terms.sort_by_key(|term| (order(term), std::cmp::Reverse(term.from)));
    let in_force = |term: &RoleTerm| member.standing == Standing::Active && body.open && !body.regions.shared(&term.regions).is_empty();
    let state = |term: &RoleTerm| match order(term) {
        0 if in_force(term) => "term-held",
        0 => "term-idle",
        1 => "term-later",
        _ => "term-past",
    };
    let line = |term: &RoleTerm| TermLine {
        role: words.say(&format!("role-{}", term.role.code())),
        regions: region_names(words, &term.regions),
        from: parts::date(calendar, term.from),
        until: parts::date(calendar, term.until),
        state: words.say(state(term)),
    };
    terms.into_iter().map(line).collect()
}

fn sessions(ask: &Ask<'_>, member: &Member) -> Vec<SessionLine> {
    let (words, calendar) = (ask.words(), &ask.viewer.calendar);
    let line = |(id, session): (&SessionId, &people::Session)| SessionLine {
        id: id.to_string(),
        by: words.say(&format!("credential-{}", session.by.code())),
        since: parts::date(calendar, session.since),
        until: parts::date(calendar, session.until),
    };
    member.sessions.iter().filter(|(_, session)| calendar.now() < session.until).map(line).collect()
}

fn contact_lines(words: Words, contact: &WorkContact) -> Vec<(String, String)> {
    let line = |key: &str, value: &Option<String>| (words.say(key), value.clone().unwrap_or_else(|| words.say("contact-none")));
    vec![line("person-email", &contact.email), line("person-phone", &contact.phone)]
}
