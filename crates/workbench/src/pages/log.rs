//! The log: who did what when, with search; one entry as it is hashed; taking a part of it out.

use access::{AccessError, House, LogLine};
use askama::Template;
use people::oversight::Form;
use record::{Moment, PersonId, Purpose, Reason};
use rights::Action;
use store::{LogQuery, table};

use crate::address::{Address, link};
use crate::answer::{Answer, Content};
use crate::fault::Fault;
use crate::pages::frame::{Ask, Frame, Section, render};
use crate::pages::join::Choice;
use crate::pages::log_search::{Search, agencies};
use crate::pages::parts::{self, DateMark};
use crate::pages::told::{self, Named, Names, visitor};
use crate::problem::Problem;
use crate::words::Words;

/// Entries of a page.
const PAGE: u32 = 50;
/// People that a list of names is offered for; of more, the identifier is asked for.
const LISTED: usize = 500;

/// The page.
#[derive(Debug, Template)]
#[template(path = "log.html")]
struct LogPage {
    f: Frame,
    t: Words,
    problem: Option<Problem>,
    form: String,
    search: Search,
    people: Vec<Choice>,
    agencies: Vec<Choice>,
    kinds: Vec<Choice>,
    purposes: Vec<Choice>,
    lines: Vec<Line>,
    withheld: bool,
    older: Option<String>,
    newest: Option<String>,
    /// Forms in which what was found may be taken out; none where that is not given.
    forms: Vec<Choice>,
    reason: String,
}

/// An entry, as a list shows it.
#[derive(Debug)]
struct Line {
    when: DateMark,
    who: Named,
    agency: Named,
    event: String,
    reason: String,
    thing: String,
    /// The identifier of the thing, with the address of all that speaks of it; nothing where the reader may not know.
    id: Option<(String, String)>,
    /// The page of the thing.
    href: Option<String>,
    purpose: String,
    place: u64,
    entry: String,
    short: String,
}

/// The page of one entry.
#[derive(Debug, Template)]
#[template(path = "log_entry.html")]
struct EntryPage {
    f: Frame,
    t: Words,
    line: Line,
    veiled: bool,
    raw: String,
    pretty: String,
    hash: String,
    covered: Option<String>,
    witnessed: String,
    witnesses: Vec<(String, Option<DateMark>)>,
}

/// The page.
///
/// # Errors
/// What the rights refuse; a record that does not answer.
pub async fn show(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let search = Search::read(|name| ask.address.get(name).unwrap_or_default().to_owned());
    let before = ask.address.get("before").and_then(|place| place.parse().ok());
    page(house, ask, search, before, None).await
}

/// The page with what was found, or with what is wrong with what was sent.
async fn page(house: &House, ask: &Ask<'_>, search: Search, before: Option<u64>, problem: Option<Problem>) -> Result<Answer, Fault> {
    let (words, visitor, now) = (ask.words(), visitor(ask)?, ask.viewer.now());
    let (query, wrong) = match search.query(ask) {
        Ok(query) => (query, None),
        Err(problem) => (LogQuery::default(), Some(problem)),
    };
    let problem = problem.or(wrong);
    let found = house.read_log(visitor, &LogQuery { before, limit: PAGE, ..query }, Action::ReadLog, now).await?;
    let names = Names::of(house, ask, found.entries.iter().map(|line| line.hashed.entry.person).collect()).await?;
    let lines = found.entries.iter().map(|line| self::line(house, ask, &names, line)).collect();
    let here = Address::read("/log", search.address().split_once('?').map(|(_, query)| query));
    let page = LogPage {
        f: Frame { wrong: problem.is_some(), ..ask.frame(words.say("log-title"), Some(Section::Log)) },
        t: words,
        form: told::form(ask),
        people: people(house, ask, &search).await?,
        agencies: agencies(house, words, &search),
        kinds: told::THINGS.iter().map(|(code, key)| chosen(code, words.say(key), &search.kind)).collect(),
        purposes: Purpose::ALL
            .iter()
            .map(|purpose| chosen(purpose.code(), words.say(&format!("purpose-{}", purpose.code())), &search.purpose))
            .collect(),
        lines,
        withheld: found.withheld,
        older: found.next.map(|next| here.with("before", &next.to_string())),
        newest: before.map(|_| search.address()),
        forms: forms(house, ask)?,
        reason: ask.field("reason"),
        search,
        problem,
    };
    let html = render(&page)?;
    Ok(if page.problem.is_some() { Answer::again(html) } else { Answer::page(html) })
}

fn chosen(code: &str, name: String, chosen: &str) -> Choice {
    Choice { code: code.to_owned(), name, chosen: code == chosen }
}

/// Colleagues to choose from, by name, where the reader may see them and they are not too many.
async fn people(house: &House, ask: &Ask<'_>, search: &Search) -> Result<Vec<Choice>, Fault> {
    let all: Vec<PersonId> = house.look(|directory| directory.people().map(|member| member.id).collect());
    if all.len() > LISTED {
        return Ok(Vec::new());
    }
    let names = Names::of(house, ask, all.clone()).await?;
    let named = all.iter().filter_map(|id| Some(names.name(ask.words(), *id)).filter(|name| !name.is_id).map(|name| (id, name.text)));
    let mut choices: Vec<Choice> = named.map(|(id, name)| chosen(&id.to_string(), name, &search.person)).collect();
    choices.sort_by(|a, b| a.name.cmp(&b.name));
    // A person who was asked for by identifier is not lost in the list.
    if !search.person.is_empty() && !choices.is_empty() && choices.iter().all(|choice| !choice.chosen) {
        choices.push(Choice { code: search.person.clone(), name: search.person.clone(), chosen: true });
    }
    Ok(choices)
}

fn forms(house: &House, ask: &Ask<'_>) -> Result<Vec<Choice>, Fault> {
    if !house.may_use_log(visitor(ask)?, Action::ExportLog, ask.viewer.now()) {
        return Ok(Vec::new());
    }
    let (words, wanted) = (ask.words(), ask.field("form_of_file"));
    let name = |form: Form| match form {
        Form::Csv => words.say("export-csv"),
        Form::JsonLines => words.say("export-json"),
    };
    Ok(Form::ALL.into_iter().map(|form| chosen(form.code(), name(form), &wanted)).collect())
}

fn line(house: &House, ask: &Ask<'_>, names: &Names, line: &LogLine) -> Line {
    let (words, entry) = (ask.words(), &line.hashed.entry);
    let (event, reason) = table::what(entry);
    let (kind, place) = (entry.stream.kind(), entry.place.to_string());
    let id = entry.stream.id();
    Line {
        when: parts::date(&ask.viewer.calendar, entry.at),
        who: names.name(words, entry.person),
        agency: told::agency(house, words, entry.agency),
        event: told::event(words, kind, &event),
        reason,
        thing: told::thing(words, kind),
        id: (!line.veiled).then(|| (id.to_owned(), link("/log", &[("mentions", id)]))),
        href: told::page_of(entry).filter(|_| !line.veiled),
        purpose: words.say(&format!("purpose-{}", entry.purpose.code())),
        place: entry.place,
        entry: link("/log/entry", &[("place", &place)]),
        short: line.hashed.hash.to_string().chars().take(8).collect(),
    }
}

/// The page of one entry.
///
/// # Errors
/// What the rights refuse; an entry that there is not; a record that does not answer.
pub async fn entry(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let (words, visitor, now) = (ask.words(), visitor(ask)?, ask.viewer.now());
    let place = ask.address.get("place").and_then(|place| place.parse().ok()).ok_or(AccessError::Unknown)?;
    let found = house.read_log_entry(visitor, place, now).await?;
    let covering = house.prove(&found.hashed).await?;
    let names = Names::of(house, ask, vec![found.hashed.entry.person]).await?;
    let (raw, pretty) = if found.veiled { Default::default() } else { written(&found)? };
    let covered = covering.as_ref().map(|covering| {
        let named = [("origin", covering.origin.as_str()), ("root", covering.root.as_str())];
        words.count_with("entry-covered", i64::try_from(covering.size).unwrap_or(i64::MAX), &named)
    });
    let mark = |at: Moment| parts::date(&ask.viewer.calendar, at);
    let witnesses = covering.map(|covering| covering.witnesses).unwrap_or_default();
    let page = EntryPage {
        f: ask.frame(words.with("entry-title", "place", &place.to_string()), Some(Section::Log)),
        t: words,
        line: line(house, ask, &names, &found),
        veiled: found.veiled,
        raw,
        pretty,
        hash: grouped(&found.hashed.hash.to_string()),
        covered,
        witnessed: words.count_size("entry-witnesses", witnesses.len()),
        witnesses: witnesses.into_iter().map(|(name, at)| (name, at.map(mark))).collect(),
    };
    Ok(Answer::page(render(&page)?))
}

/// The line that is hashed, and the same for reading.
fn written(found: &LogLine) -> Result<(String, String), Fault> {
    let broken = |error: &dyn std::fmt::Display| Fault::Broken(error.to_string());
    let bytes = found.hashed.entry.to_bytes().map_err(|error| broken(&error))?;
    let value: serde_json::Value = serde_json::from_slice(&bytes).map_err(|error| broken(&error))?;
    let pretty = serde_json::to_string_pretty(&value).map_err(|error| broken(&error))?;
    Ok((String::from_utf8_lossy(&bytes).into_owned(), pretty))
}

/// Four figures together, so that two people can compare them aloud.
fn grouped(hash: &str) -> String {
    let letters: Vec<char> = hash.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// Takes what was found out of the program, with a reason. That is written in the log first.
///
/// # Errors
/// A record that does not answer.
pub async fn export(house: &House, ask: &Ask<'_>) -> Result<Answer, Fault> {
    let search = Search::read(|name| ask.field(name));
    let query = match search.query(ask) {
        Ok(query) => query,
        Err(problem) => return page(house, ask, search, None, Some(problem)).await,
    };
    let made = match (Form::from_code(&ask.field("form_of_file")), Reason::new(&ask.field("reason"))) {
        (None, _) => Err(AccessError::field("form_of_file", "export-form-empty")),
        (_, Err(error)) => Err(AccessError::reason(error)),
        (Some(form), Ok(reason)) => {
            let made = house.export_log(visitor(ask)?, &query, form, reason, ask.viewer.now()).await;
            made.map(|text| file(ask, form, text))
        }
    };
    match made {
        Ok(answer) => Ok(answer),
        // Whoever may not export is not shown the log either, where they may not read it.
        Err(error @ AccessError::Denied(_)) => Err(error.into()),
        Err(error) => {
            let problem = Problem::of(house, &ask.viewer, error)?;
            page(house, ask, search, None, Some(problem)).await
        }
    }
}

fn file(ask: &Ask<'_>, form: Form, text: String) -> Answer {
    let day = ask.viewer.calendar.iso_day(ask.viewer.now());
    let (kind, ending) = match form {
        Form::Csv => ("text/csv; charset=utf-8", "csv"),
        Form::JsonLines => ("application/jsonl", "jsonl"),
    };
    Answer {
        content: Content::File { name: format!("arasha-log-{day}.{ending}"), kind, bytes: text.into_bytes() },
        ..Answer::page(String::new())
    }
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn hashes_are_read_in_fours() {
        assert_eq!(grouped("0123456789"), "0123 4567 89");
        assert_eq!(grouped(""), "");
    }
}
