//! The course of all work in numbers, for the inspector: no names of people, nothing about those for whom the work is done.

use std::collections::BTreeMap;

use access::{House, Inspection};
use askama::Template;
use people::emergency::{Asked, Finding, Standing};
use record::Moment;

use crate::answer::Answer;
use crate::dates::Calendar;
use crate::fault::Fault;
use crate::pages::frame::{Ask, Frame, Section, render};
use crate::pages::parts::{self, DateMark};
use crate::pages::told::{self, visitor};
use crate::words::Words;

/// Sign-ins are counted over so many days.
const DAYS: i64 = 30;
/// Weeks of readings that are shown.
const WEEKS: usize = 12;
/// Emergencies that are shown at most.
const LISTED: usize = 100;
/// A number about those for whom the work is done is not told where it is smaller than this and not zero. Ours; many offices of statistics
/// hold back what is smaller than 3 to 10.
const FEWEST: u64 = 5;

/// The page.
#[derive(Debug, Template)]
#[template(path = "inspect.html")]
struct InspectPage {
    f: Frame,
    t: Words,
    lead: String,
    tables: Vec<Table>,
    emergencies: Vec<EmergencyLine>,
    checkpoint: Option<String>,
    witnessed: String,
    witnesses: Vec<(String, Option<DateMark>)>,
}

/// A table with what it says, or a sentence where it is empty.
#[derive(Debug)]
struct Table {
    caption: String,
    heads: Vec<String>,
    rows: Vec<Row>,
    empty: String,
}

/// A row: what is counted, and how often.
#[derive(Debug)]
struct Row {
    head: String,
    /// Cells with the heads that narrow screens show before them.
    cells: Vec<(String, String)>,
    number: String,
}

#[derive(Debug)]
struct EmergencyLine {
    when: DateMark,
    agency: String,
    compartment: String,
    minutes: String,
    outcome: String,
    reason: String,
}

/// The page.
///
/// # Errors
/// What the rights refuse; a record that does not answer.
pub async fn show(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let (words, now) = (ask.words(), ask.viewer.now());
    let found = house.inspect(visitor(ask)?, now).await?;
    let checkpoint = found.checkpoint.as_ref().map(|covering| {
        let named = [("origin", covering.origin.as_str()), ("root", covering.root.as_str())];
        words.count_with("inspect-checkpoint", i64::try_from(covering.size).unwrap_or(i64::MAX), &named)
    });
    let mark = |at: Moment| parts::date(&ask.viewer.calendar, at);
    let witnesses = found.checkpoint.as_ref().map(|covering| covering.witnesses.clone()).unwrap_or_default();
    let page = InspectPage {
        f: ask.frame(words.say("inspect-title"), Some(Section::Inspect)),
        t: words,
        lead: words.count("inspect-lead", i64::try_from(found.tally.entries).unwrap_or(i64::MAX)),
        tables: vec![
            bodies(words, &found),
            people(words, &found),
            roles(words, &found),
            sign_ins(words, &found, now),
            readings(house, words, &ask.viewer.calendar, &found),
            emergencies(words, &found, now),
            acts(words, &found),
        ],
        emergencies: found.emergencies.iter().take(LISTED).map(|asked| emergency(house, ask, asked)).collect(),
        checkpoint,
        witnessed: words.count_size("entry-witnesses", witnesses.len()),
        witnesses: witnesses.into_iter().map(|(name, at)| (name, at.map(mark))).collect(),
    };
    Ok(Answer::page(render(&page)?))
}

/// A table of counted things.
fn counted(words: Words, caption: String, head: &str, rows: impl IntoIterator<Item = (String, String)>) -> Table {
    let rows = rows.into_iter().map(|(head, number)| Row { head, cells: Vec::new(), number }).collect();
    Table { caption, heads: vec![words.say(head), words.say("inspect-number")], rows, empty: words.say("inspect-nothing") }
}

fn bodies(words: Words, found: &Inspection) -> Table {
    let kinds = found.bodies.iter().map(|(kind, n)| (words.say(&format!("kind-of-body-{}", kind.code())), words.grouped_count(*n)));
    let closed = [(words.say("inspect-closed-bodies"), words.grouped_count(found.closed_bodies))];
    counted(words, words.say("inspect-bodies"), "agency-kind", kinds.chain(closed))
}

fn people(words: Words, found: &Inspection) -> Table {
    let rows = [
        ("inspect-at-work", found.at_work),
        ("inspect-invited", found.invited),
        ("inspect-suspended", found.suspended),
        ("inspect-left", found.left),
    ];
    counted(words, words.say("inspect-people"), "inspect-standing", rows.map(|(key, n)| (words.say(key), words.grouped_count(n))))
}

fn roles(words: Words, found: &Inspection) -> Table {
    let row = |((role, region), n): (&(record::Role, record::Region), &u64)| Row {
        head: words.say(&format!("role-{}", role.code())),
        cells: vec![(words.say("inspect-region"), crate::regions::name(words, region.code()))],
        number: words.grouped_count(*n),
    };
    Table {
        caption: words.say("inspect-roles"),
        heads: ["role", "inspect-region", "inspect-number"].map(|key| words.say(key)).into(),
        rows: found.roles.iter().map(row).collect(),
        empty: words.say("inspect-nothing"),
    }
}

fn sign_ins(words: Words, found: &Inspection, now: Moment) -> Table {
    let ways = found.tally.sign_ins_of(DAYS, now);
    let rows = ways.iter().map(|(way, n)| (words.say(&format!("credential-{}", way.code())), words.grouped_count(*n)));
    counted(words, words.count("inspect-sign-ins", DAYS), "credential", rows)
}

fn readings(house: &House, words: Words, calendar: &Calendar, found: &Inspection) -> Table {
    let mut weeks: Vec<i64> = found.tally.readings.keys().map(|reading| reading.week).collect();
    weeks.dedup();
    let first = weeks.iter().rev().nth(WEEKS - 1).copied().unwrap_or(i64::MIN);
    // By the same body for the same purpose in the same week: whose data it was makes rows of their own.
    let shown = found.tally.readings.iter().rev().filter(|(reading, _)| reading.week >= first);
    let row = |(reading, n): (&access::Reading, &u64)| {
        // Noon, so that the day is the same one in every zone in which this is read.
        let monday = Moment::from_unix_seconds(reading.week * 86_400 + 43_200);
        let whose = if reading.of_colleagues { "inspect-of-colleagues" } else { "inspect-of-others" };
        Row {
            head: monday.map(|monday| calendar.day(monday)).unwrap_or_default(),
            cells: vec![
                (words.say("inspect-body"), told::agency(house, words, reading.agency).text),
                (words.say("purpose"), words.say(&format!("purpose-{}", reading.purpose.code()))),
                (words.say("inspect-whose"), words.say(whose)),
            ],
            number: words.grouped_count(*n),
        }
    };
    Table {
        caption: words.say("inspect-readings"),
        heads: ["inspect-week", "inspect-body", "purpose", "inspect-whose", "inspect-number"].map(|key| words.say(key)).into(),
        rows: shown.map(row).collect(),
        empty: words.say("inspect-nothing"),
    }
}

fn emergencies(words: Words, found: &Inspection, now: Moment) -> Table {
    let mut numbers: BTreeMap<usize, u64> = BTreeMap::new();
    let keys = [
        "emergencies-asked",
        "emergencies-opened",
        "emergencies-declined",
        "emergencies-lapsed",
        "emergencies-unreviewed",
        "emergencies-proper",
        "emergencies-improper",
    ];
    for asked in &found.emergencies {
        let opened = matches!(asked.standing, Standing::Opened { .. });
        let is = [
            true,
            opened,
            asked.standing == Standing::Declined,
            matches!(asked.standing, Standing::Waiting { until } if until <= now),
            opened && asked.review.is_none(),
            asked.review == Some(Finding::Proper),
            asked.review == Some(Finding::Improper),
        ];
        for (index, _) in is.into_iter().enumerate().filter(|(_, is)| *is) {
            *numbers.entry(index).or_default() += 1;
        }
    }
    let number = |index| words.grouped_count(numbers.get(&index).copied().unwrap_or(0));
    let rows = keys.iter().enumerate().map(|(index, key)| (words.say(key), number(index)));
    counted(words, words.say("inspect-emergencies"), "inspect-what", rows)
}

fn acts(words: Words, found: &Inspection) -> Table {
    let tally = &found.tally;
    let erased = tally.erasures.others;
    let others = if (1..FEWEST).contains(&erased) { words.count("inspect-fewer", FEWEST) } else { words.grouped_count(erased) };
    let exact = [
        ("inspect-erased-colleagues", tally.erasures.colleagues),
        ("inspect-administrators", tally.administrators),
        ("inspect-recoveries", tally.recoveries),
        ("inspect-administrators-recovered", tally.administrators_recovered),
        ("inspect-by-machine", tally.by_machine),
        ("inspect-clock-back", tally.clock_back),
        ("inspect-exports", tally.exports),
        ("inspect-entries", tally.entries),
    ];
    let exact = exact.map(|(key, n)| (words.say(key), words.grouped_count(n)));
    let rows = [(words.say("inspect-erased-others"), others)].into_iter().chain(exact);
    counted(words, words.say("inspect-acts"), "inspect-what", rows)
}

/// An emergency without who asked and about whom.
fn emergency(house: &House, ask: &Ask<'_>, asked: &Asked) -> EmergencyLine {
    let (words, now) = (ask.words(), ask.viewer.now());
    let outcome = match (asked.standing, asked.review) {
        (_, Some(finding)) => words.say(&format!("finding-{}", finding.code())),
        (Standing::Waiting { until }, _) if now < until => words.say("emergency-standing-waiting"),
        (Standing::Waiting { .. }, _) => words.say("emergency-standing-lapsed"),
        (Standing::Declined, _) => words.say("emergency-standing-declined"),
        (Standing::Opened { .. }, None) => words.say("emergencies-unreviewed"),
    };
    let agency = house.look(|directory| directory.person(asked.by).map(|member| member.agency));
    EmergencyLine {
        when: parts::date(&ask.viewer.calendar, asked.at),
        agency: agency.map(|agency| told::agency(house, words, agency).text).unwrap_or_default(),
        compartment: words.say(&format!("compartment-{}", asked.compartment.code())),
        minutes: words.count("emergency-minutes", asked.minutes),
        outcome,
        reason: asked.reason.as_str().to_owned(),
    }
}
