//! Inviting somebody, and the link that is shown once.

use access::{AccessError, House, Invitation};
use askama::Template;
use people::WorkContact;
use people::person::INVITATION_DAYS;
use record::{AgencyId, Moment, PersonId};
use rights::Action;

use crate::address::Address;
use crate::answer::Answer;
use crate::fault::Fault;
use crate::pages::account::visitor;
use crate::pages::act_form::{ActForm, Field, Input, Typed, read_days};
use crate::pages::frame::{Ask, Frame, Section, render};
use crate::pages::join::Choice;
use crate::pages::parts::{self, DateMark};
use crate::pages::people::{all_agencies, person_href, shown_name};
use crate::problem::Problem;
use crate::words::Words;

/// An invitation is open for so many days where nobody says otherwise. The number is ours.
const DAYS: u32 = 7;

/// The page with the form.
#[derive(Debug, Template)]
#[template(path = "act_page.html")]
pub struct ActPage {
    /// The frame.
    pub f: Frame,
    /// The words.
    pub t: Words,
    /// What is wrong.
    pub problem: Option<Problem>,
    /// What forms carry.
    pub form: String,
    /// The identifier of what is made here, where a form that is sent twice must make it once.
    pub id: String,
    /// The page above.
    pub up: (&'static str, String),
    /// The form.
    pub act: ActForm,
}

/// A link that is shown once.
#[derive(Debug, Template)]
#[template(path = "once.html")]
pub struct OncePage {
    /// The frame.
    pub f: Frame,
    /// The words.
    pub t: Words,
    /// For whom it is.
    pub lead: String,
    /// The link.
    pub link: String,
    /// Until when it opens something.
    pub until: Option<DateMark>,
    /// The page of the person.
    pub href: String,
}

/// The page.
///
/// # Errors
/// What the rights refuse.
pub async fn show(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    house.refresh().await?;
    Ok(Answer::page(page(house, ask, None)?))
}

fn page(house: &House, ask: &Ask<'_>, problem: Option<Problem>) -> Result<String, Fault> {
    let (words, person) = (ask.words(), visitor(ask)?);
    house.require_keeper(person, Action::ManagePeople, ask.viewer.now())?;
    let typed = Typed::of(ask, problem.is_some());
    let chosen = typed.text("agency", || ask.address.get("agency").unwrap_or_default().to_owned());
    let fields = vec![
        Field::one("agency", words.say("agency"), agencies(house, ask, &chosen)?),
        Field::line("name", words.say("person-name"), "text", typed.text("name", String::new)),
        Field::free("email", words.say("person-email"), "email", typed.text("email", String::new)),
        Field::free("phone", words.say("person-phone"), "tel", typed.text("phone", String::new)),
        Field::line("days", words.count("invite-days", INVITATION_DAYS), "number", typed.text("days", || DAYS.to_string())),
    ];
    let act = ActForm {
        href: "/people/invite",
        title: words.say("invite-button"),
        note: words.say("invite-note"),
        open: true,
        prefix: "",
        wrong: problem.as_ref().and_then(|problem| problem.field),
        fields,
    };
    let address = Address::read("/people/invite", None);
    let f = Frame { wrong: problem.is_some(), ..ask.frame(words.say("invite-title"), Some(Section::People)).at(&address) };
    let form = ask.viewer.person().map(|person| person.form.clone()).unwrap_or_default();
    let fresh = house.fresh_person()?.to_string();
    render(&ActPage { f, t: words, problem, form, id: typed.text("id", || fresh), up: ("/people", words.say("people-title")), act })
}

/// Bodies that are open and kept by the visitor.
fn agencies(house: &House, ask: &Ask<'_>, chosen: &str) -> Result<Vec<Choice>, Fault> {
    let (words, person) = (ask.words(), visitor(ask)?);
    let kept = |id: AgencyId| {
        let facts = house.look(|directory| directory.agency_facts(id));
        facts.is_some_and(|facts| facts.open && house.keeps(person, Action::ManagePeople, &facts.regions, ask.viewer.now()))
    };
    let mut choices: Vec<Choice> = all_agencies(house, words)
        .into_iter()
        .filter(|(id, _)| kept(*id))
        .map(|(id, name)| Choice { chosen: id.to_string() == chosen, code: id.to_string(), name })
        .collect();
    if choices.len() > 1 {
        choices.insert(0, Choice { code: String::new(), name: String::new(), chosen: false });
    }
    Ok(choices)
}

/// Invites somebody.
///
/// # Errors
/// What the rights refuse; a record that does not answer.
pub async fn invite(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let (person, now) = (visitor(ask)?, ask.viewer.now());
    house.require_keeper(person, Action::ManagePeople, now)?;
    let invited = ask.field("id").parse().map_or_else(|_| house.fresh_person(), Ok)?;
    let code = match read(ask) {
        Ok(invitation) => house.invite_as(person, invited, &invitation, now).await,
        Err(error) => Err(error),
    };
    match code {
        Ok(code) => once(house, ask, invited, &code.text()).await,
        Err(error) => {
            let status = Fault::from_status(&error);
            let problem = Problem::of(house, &ask.viewer, error)?;
            Ok(Answer { status, ..Answer::page(page(house, ask, Some(problem))?) })
        }
    }
}

fn read(ask: &Ask<'_>) -> Result<Invitation, AccessError> {
    Ok(Invitation {
        agency: ask.field("agency").parse().map_err(|_| AccessError::field("agency", "agency-empty"))?,
        name: ask.field("name"),
        contact: read_contact(ask),
        days: read_days(ask, INVITATION_DAYS)?,
    })
}

/// Where somebody is reached, as it was typed.
#[must_use]
pub fn read_contact(ask: &Ask<'_>) -> WorkContact {
    WorkContact { email: Some(ask.field("email")), phone: Some(ask.field("phone")) }
}

/// The page with a link that is shown this once. The code stands behind `#`, where browsers keep it to themselves.
///
/// # Errors
/// Where the record does not answer.
pub async fn once(house: &House, ask: &Ask<'_>, person: PersonId, code: &str) -> Result<Answer, Fault> {
    let (words, now) = (ask.words(), ask.viewer.now());
    let names = house.names_of([person], now).await?;
    let address = Address::read("/person", person_href(person).split_once('?').map(|(_, query)| query));
    let page = OncePage {
        f: ask.frame(words.say("once-title"), Some(Section::People)).at(&address),
        t: words,
        lead: words.with("once-lead", "name", &shown_name(words, names.get(&person))),
        link: format!("{}/join#{code}", ask.seat.origin()),
        until: good_until(house, person).map(|until| parts::date(&ask.viewer.calendar, until)),
        href: person_href(person),
    };
    Ok(Answer::page(render(&page)?))
}

/// Until when a person's code opens something.
fn good_until(house: &House, person: PersonId) -> Option<Moment> {
    use people::person::{Recovery, Standing};
    house.look(|directory| {
        let member = directory.person(person)?;
        match (member.standing, member.recovery) {
            (Standing::Invited { until }, _) | (_, Some(Recovery::Approved { until })) => Some(until),
            _ => None,
        }
    })
}
