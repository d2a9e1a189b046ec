//! Sources with their mandates: on what ground each is read, what is kept of it and until when.

use askama::Template;
use corpus::{Query, Sort, SourceRow};

use crate::address::link;
use crate::desk::Desk;
use crate::fault::Fault;
use crate::pages::frame::{Ask, Frame, Section, render};
use crate::pages::parts::{self, Advice};
use crate::words::Words;

/// The page.
#[derive(Debug, Template)]
#[template(path = "sources.html")]
pub struct SourcesPage {
    /// The frame.
    pub f: Frame,
    /// The words.
    pub t: Words,
    /// How many sources and posts.
    pub lead: String,
    /// What to do where there are none.
    pub empty: Vec<Advice>,
    /// The sources.
    pub sources: Vec<SourceLine>,
}

/// One source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceLine {
    /// Its name.
    pub name: String,
    /// Its posts; none for a pattern.
    pub href: Option<String>,
    /// The ground.
    pub ground: String,
    /// Whether the mandate was withdrawn.
    pub withdrawn: bool,
    /// What may be collected.
    pub scope: String,
    /// How long posts are kept.
    pub term: String,
    /// How long the earliest post will still be kept.
    pub left: String,
    /// Posts kept.
    pub posts: String,
    /// Posts worth a look.
    pub look: String,
    /// Posts ever read.
    pub read: String,
    /// First and last post.
    pub dates: String,
}

/// Sources as HTML.
///
/// # Errors
/// Where the corpus does not answer.
pub fn show(desk: &Desk, ask: &Ask<'_>) -> Result<String, Fault> {
    let words = ask.words();
    let rows = desk.sources(&ask.viewer)?;
    let posts: u64 = rows.iter().map(|row| row.posts).sum();
    let (sources, posts) = (words.count_size("count-sources", rows.len()), words.count("count-posts", posts));
    let lead = words.with_all("sources-lead", &[("sources", &sources), ("posts", &posts)]);
    render(&SourcesPage {
        f: ask.frame(words.say("sources-title"), Some(Section::Sources)),
        t: words,
        lead: if rows.is_empty() { words.say("sources-empty") } else { lead },
        empty: if rows.is_empty() { parts::how_to_load(words) } else { Vec::new() },
        sources: rows.iter().map(|row| source_line(desk, ask, row)).collect::<Result<_, _>>()?,
    })
}

fn source_line(desk: &Desk, ask: &Ask<'_>, row: &SourceRow) -> Result<SourceLine, Fault> {
    let words = ask.words();
    let mandate = row.mandate.as_ref();
    Ok(SourceLine {
        href: (row.posts > 0).then(|| link("/", &[("group", "none"), ("source", &row.name)])),
        name: row.name.clone(),
        ground: mandate.map_or_else(|| words.say("source-withdrawn"), |mandate| mandate.ground.clone()),
        withdrawn: mandate.is_none(),
        scope: mandate.and_then(|mandate| mandate.scope.clone()).unwrap_or_default(),
        term: mandate.map(|mandate| words.count("source-days", mandate.keep_days)).unwrap_or_default(),
        left: earliest_left(desk, ask, row)?,
        posts: words.grouped_count(row.posts),
        look: words.grouped_count(row.worth_a_look),
        read: row.read.map(|read| words.grouped_count(read)).unwrap_or_default(),
        dates: dates(ask, row),
    })
}

/// How long the source's earliest post will still be kept.
fn earliest_left(desk: &Desk, ask: &Ask<'_>, row: &SourceRow) -> Result<String, Fault> {
    let Some(offset) = row.posts.checked_sub(1).and_then(|last| usize::try_from(last).ok()) else { return Ok(String::new()) };
    let query = Query { sources: vec![row.name.clone()], sort: Sort::Newest, offset, limit: 1, ..Query::default() };
    let found = desk.find(&ask.viewer, &query)?;
    let left = found.hits.first().map(|hit| ask.viewer.calendar.left(hit.entry.keep_until));
    Ok(left.map(|left| ask.words().with("source-first-expires", "left", &left)).unwrap_or_default())
}

fn dates(ask: &Ask<'_>, row: &SourceRow) -> String {
    let calendar = &ask.viewer.calendar;
    match (row.first, row.last) {
        (Some(first), Some(last)) if calendar.day(first) == calendar.day(last) => calendar.day(first),
        (Some(first), Some(last)) => {
            ask.words().with_all("source-range", &[("first", &calendar.day(first)), ("last", &calendar.day(last))])
        }
        _ => ask.words().say("source-none"),
    }
}
