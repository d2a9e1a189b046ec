//! Emergencies: asking that the data of one person open for a short time, confirming, closing, reviewing.

use access::{AccessError, EmergencyAct, House, KnownEmergency, Offered};
use askama::Template;
use people::EmergencyId;
use people::emergency::{Finding, LONGEST_MINUTES, Standing};
use record::{Moment, Reason};

use crate::answer::Answer;
use crate::fault::Fault;
use crate::pages::frame::{Ask, Frame, Section, render};
use crate::pages::join::Choice;
use crate::pages::parts::{self, DateMark};
use crate::pages::told::{self, Named, Names, visitor};
use crate::problem::Problem;
use crate::words::Words;

/// Emergencies that are listed at most; those that wait come first, so that none of them is cut off before others.
const LISTED: usize = 200;

/// The page.
#[derive(Debug, Template)]
#[template(path = "emergencies.html")]
struct EmergenciesPage {
    f: Frame,
    t: Words,
    problem: Option<Problem>,
    form: String,
    lead: String,
    waiting: Vec<Card>,
    others: Vec<Card>,
    /// Whether older ones are not listed.
    cut: bool,
    /// Whether the form for asking is shown.
    asks: bool,
    longest: u32,
    minutes_label: String,
    typed: Typed,
    /// Before the identifiers of the fields for asking that a card has too; see [`Card::prefix`].
    prefix: &'static str,
}

/// What was typed into the form for asking.
#[derive(Debug, Default)]
struct Typed {
    subject: String,
    reason: String,
    minutes: String,
}

/// One emergency.
#[derive(Debug)]
struct Card {
    id: String,
    standing: String,
    when: DateMark,
    until: Option<(String, DateMark)>,
    who: Named,
    agency: Named,
    confirmed_by: Option<Named>,
    /// The subject's identifier; nothing where the reader may not know it.
    subject: Option<String>,
    compartment: String,
    keeper: Named,
    region: String,
    minutes: String,
    reason: String,
    finding: Option<String>,
    /// What waits for the reader.
    waits: Option<String>,
    confirm: bool,
    decline: bool,
    end: bool,
    findings: Vec<Choice>,
    /// What was typed for this one when something was wrong.
    note: String,
    /// Before the identifiers of its fields; none where something is wrong with them, so that the problem above can point at them.
    prefix: String,
}

/// The page.
///
/// # Errors
/// What the rights refuse; a record that does not answer.
pub async fn show(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let typed = Typed { subject: ask.address.get("subject").unwrap_or_default().to_owned(), minutes: "30".to_owned(), ..Typed::default() };
    page(house, ask, typed, None).await.map(Answer::page)
}

async fn page(house: &House, ask: &Ask<'_>, typed: Typed, problem: Option<Problem>) -> Result<String, Fault> {
    let (words, visitor, now) = (ask.words(), visitor(ask)?, ask.viewer.now());
    house.require_emergencies(visitor, now)?;
    let known = house.emergencies(visitor, now);
    let people = known.iter().flat_map(|known| [Some(known.asked.by), confirmed_by(known)]).flatten();
    let names = Names::of(house, ask, people.collect()).await?;
    let card = |known: &KnownEmergency| card(house, ask, &names, known);
    let (waiting, others): (Vec<_>, Vec<_>) = known.iter().partition(|known| known.waits());
    let lead = if waiting.is_empty() { words.say("emergencies-none-wait") } else { words.count_size("emergencies-wait", waiting.len()) };
    let page = EmergenciesPage {
        f: Frame { wrong: problem.is_some(), ..ask.frame(words.say("emergencies-title"), Some(Section::Emergencies)) },
        t: words,
        problem,
        form: told::form(ask),
        lead,
        cut: others.len() > LISTED,
        waiting: waiting.into_iter().map(card).collect(),
        others: others.into_iter().take(LISTED).map(card).collect(),
        asks: house.may_ask_emergency(visitor, now),
        longest: LONGEST_MINUTES,
        minutes_label: words.count("emergency-minutes-label", LONGEST_MINUTES),
        prefix: if ask.field("emergency").is_empty() { "" } else { "ask-" },
        typed,
    };
    render(&page)
}

fn confirmed_by(known: &KnownEmergency) -> Option<record::PersonId> {
    match known.asked.standing {
        Standing::Opened { confirmed_by, .. } => Some(confirmed_by),
        Standing::Waiting { .. } | Standing::Declined => None,
    }
}

fn card(house: &House, ask: &Ask<'_>, names: &Names, known: &KnownEmergency) -> Card {
    let (words, calendar, asked) = (ask.words(), &ask.viewer.calendar, &known.asked);
    let offers = |offered| known.offered.contains(&offered);
    let (standing, until) = standing(words, asked.standing, ask.viewer.now());
    let waits = match (offers(Offered::Review), offers(Offered::Confirm)) {
        (true, _) => Some(words.say("emergency-waits-review")),
        (_, true) => Some(words.say("emergency-waits-confirmation")),
        _ => None,
    };
    let (id, wanted) = (asked.id.to_string(), ask.field("emergency"));
    let finding = |finding: &Finding| Choice {
        code: finding.code().to_owned(),
        name: words.say(&format!("finding-{}", finding.code())),
        chosen: wanted == id && ask.field("finding") == finding.code(),
    };
    let agency_of_asker = house.look(|directory| directory.person(asked.by).map(|member| member.agency));
    Card {
        standing,
        when: parts::date(calendar, asked.at),
        until: until.map(|(key, at)| (words.say(key), parts::date(calendar, at))),
        who: names.name(words, asked.by),
        agency: agency_of_asker.map_or_else(|| told::agency(house, words, asked.keeper), |agency| told::agency(house, words, agency)),
        confirmed_by: confirmed_by(known).map(|person| names.name(words, person)),
        subject: known.names_subject.then(|| asked.subject.to_string()),
        compartment: words.say(&format!("compartment-{}", asked.compartment.code())),
        keeper: told::agency(house, words, asked.keeper),
        region: asked.region.as_ref().map(|region| crate::regions::name(words, region.code())).unwrap_or_default(),
        minutes: words.count("emergency-minutes", asked.minutes),
        reason: asked.reason.as_str().to_owned(),
        finding: asked.review.map(|finding| words.say(&format!("finding-{}", finding.code()))),
        waits,
        confirm: offers(Offered::Confirm),
        decline: offers(Offered::Decline),
        end: offers(Offered::End),
        findings: if offers(Offered::Review) { Finding::ALL.iter().map(finding).collect() } else { Vec::new() },
        note: if wanted == id { ask.field("reason") } else { String::new() },
        prefix: if wanted == id { String::new() } else { format!("{id}-") },
        id,
    }
}

/// How it stands, in words, with the moment that matters to that.
fn standing(words: Words, standing: Standing, now: Moment) -> (String, Option<(&'static str, Moment)>) {
    match standing {
        Standing::Waiting { until } if now < until => (words.say("emergency-standing-waiting"), Some(("emergency-confirm-until", until))),
        Standing::Waiting { until } => (words.say("emergency-standing-lapsed"), Some(("emergency-over-since", until))),
        Standing::Declined => (words.say("emergency-standing-declined"), None),
        Standing::Opened { until, .. } if now < until => (words.say("emergency-standing-open"), Some(("emergency-open-until", until))),
        Standing::Opened { until, .. } => (words.say("emergency-standing-over"), Some(("emergency-over-since", until))),
    }
}

/// Asks for an emergency.
///
/// # Errors
/// A record that does not answer.
pub async fn request(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let typed = Typed { subject: ask.field("subject"), reason: ask.field("reason"), minutes: ask.field("minutes") };
    let asked = match (typed.subject.parse(), Reason::new(&typed.reason), typed.minutes.parse()) {
        (Err(_), _, _) => Err(AccessError::field("subject", "emergency-wrong-subject")),
        (_, Err(error), _) => Err(AccessError::reason(error)),
        (_, _, Err(_)) => Err(AccessError::field("minutes", "emergency-no-time")),
        (Ok(subject), Ok(reason), Ok(minutes)) => {
            house.ask_emergency(visitor(ask)?, subject, reason, minutes, ask.viewer.now()).await.map(drop)
        }
    };
    match asked {
        // Of somebody of whom nothing is kept, the form says so where the identifier was typed.
        Err(AccessError::Unknown) => after(house, ask, typed, Err(AccessError::field("subject", "subject-unknown"))).await,
        asked => after(house, ask, typed, asked).await,
    }
}

/// Another person agrees.
///
/// # Errors
/// A record that does not answer.
pub async fn confirm(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    act(house, ask, Ok(EmergencyAct::Confirm)).await
}

/// Nothing comes of it.
///
/// # Errors
/// A record that does not answer.
pub async fn decline(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let reason = Reason::new(&ask.field("reason")).map_err(AccessError::reason);
    act(house, ask, reason.map(|reason| EmergencyAct::Decline { reason })).await
}

/// It closes before its time.
///
/// # Errors
/// A record that does not answer.
pub async fn end(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    act(house, ask, Ok(EmergencyAct::End)).await
}

/// A prosecutor says whether it was proper.
///
/// # Errors
/// A record that does not answer.
pub async fn review(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let wanted = ask.field("finding");
    let finding = Finding::ALL.into_iter().find(|finding| finding.code() == wanted);
    let act_of_review = match (finding, Reason::new(&ask.field("reason"))) {
        (None, _) => Err(AccessError::field("finding", "finding-empty")),
        (_, Err(error)) => Err(AccessError::reason(error)),
        (Some(finding), Ok(note)) => Ok(EmergencyAct::Review { finding, note }),
    };
    act(house, ask, act_of_review).await
}

async fn act(house: &House, ask: &Ask<'_>, wanted: Result<EmergencyAct, AccessError>) -> Result<Answer, Fault> {
    let id: EmergencyId = ask.field("emergency").parse().map_err(|_| AccessError::Unknown)?;
    let done = match wanted {
        Ok(wanted) => house.act_on_emergency(visitor(ask)?, id, wanted, ask.viewer.now()).await,
        Err(error) => Err(error),
    };
    after(house, ask, Typed::default(), done).await
}

async fn after(house: &House, ask: &Ask<'_>, typed: Typed, done: Result<(), AccessError>) -> Result<Answer, Fault> {
    let Err(error) = done else { return Ok(Answer::go_to("/emergencies")) };
    let problem = Problem::of(house, &ask.viewer, error)?;
    page(house, ask, typed, Some(problem)).await.map(Answer::again)
}
