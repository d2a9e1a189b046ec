//! Who has seen whose personal data: for the person themself, and for whoever answers for it. Nothing of the data is shown.

use access::{AccessError, House, Seen, SeenReading};
use askama::Template;
use record::{PersonId, SubjectId};

use crate::address::link;
use crate::answer::Answer;
use crate::fault::Fault;
use crate::pages::frame::{Ask, Frame, Section, render};
use crate::pages::parts::{self, DateMark, Link};
use crate::pages::told::{self, Named, Names, visitor};
use crate::words::Words;

/// The list of those of whom one may ask.
#[derive(Debug, Template)]
#[template(path = "seen_list.html")]
struct ListPage {
    f: Frame,
    t: Words,
    own: Vec<Link>,
    others: Vec<Link>,
}

/// Who has seen one subject's data.
#[derive(Debug, Template)]
#[template(path = "seen.html")]
struct SeenPage {
    f: Frame,
    t: Words,
    lead: String,
    about: String,
    subject: String,
    erased: bool,
    readings: Vec<ReadingLine>,
}

#[derive(Debug)]
struct ReadingLine {
    when: DateMark,
    who: Named,
    agency: Named,
    purpose: String,
    fields: String,
    reason: String,
    place: u64,
}

/// The page.
///
/// # Errors
/// What the rights refuse; a record that does not answer.
pub async fn show(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    match ask.address.get("subject") {
        Some(id) => one(house, ask, id.parse().map_err(|_| AccessError::Unknown)?).await,
        None => list(house, ask).await,
    }
}

async fn list(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let (words, visitor) = (ask.words(), visitor(ask)?);
    let subjects = house.subjects_of(visitor).await?;
    let href = |subject: &SubjectId| link("/seen", &[("subject", &subject.to_string())]);
    let (own, others): (Vec<_>, Vec<_>) = subjects.iter().partition(|subject| house.colleague(**subject) == Some(visitor.person()));
    let page = ListPage {
        f: ask.frame(words.say("seen-title"), Some(Section::Seen)),
        t: words,
        own: own.into_iter().map(|subject| Link { href: href(subject), text: words.say("seen-own") }).collect(),
        others: others.into_iter().map(|subject| Link { href: href(subject), text: subject.to_string() }).collect(),
    };
    Ok(Answer::page(render(&page)?))
}

async fn one(house: &House, ask: &Ask<'_>, subject: SubjectId) -> Result<Answer, Fault> {
    let (words, visitor) = (ask.words(), visitor(ask)?);
    let seen = house.who_has_seen(visitor, subject, ask.viewer.now()).await?;
    let names = Names::of(house, ask, seen.readings.iter().map(|reading| reading.person).collect()).await?;
    let line = |reading: &SeenReading| ReadingLine {
        when: parts::date(&ask.viewer.calendar, reading.at),
        who: names.name(words, reading.person),
        agency: told::agency(house, words, reading.agency),
        purpose: words.say(&format!("purpose-{}", reading.purpose.code())),
        fields: words.list(&reading.fields.iter().map(|field| told::field(words, field)).collect::<Vec<_>>()),
        reason: reading.reason.as_str().to_owned(),
        place: reading.place,
    };
    let page = SeenPage {
        f: ask.frame(words.say("seen-title"), Some(Section::Seen)),
        t: words,
        lead: lead(words, &seen),
        about: if seen.colleague == Some(visitor.person()) { words.say("seen-own") } else { words.say("seen-of-subject") },
        subject: subject.to_string(),
        erased: seen.erased,
        readings: seen.readings.iter().map(line).collect(),
    };
    Ok(Answer::page(render(&page)?))
}

/// `Seen 3 times by 2 people.`
fn lead(words: Words, seen: &Seen) -> String {
    let people: std::collections::BTreeSet<PersonId> = seen.readings.iter().map(|reading| reading.person).collect();
    if people.is_empty() {
        return words.say("seen-never");
    }
    let times = words.count_size("seen-times", seen.readings.len());
    words.with_all("seen-lead", &[("times", &times), ("people", &words.count_size("seen-people", people.len()))])
}
