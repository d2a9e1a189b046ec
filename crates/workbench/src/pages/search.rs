//! Search: words, a phone in any form, a handle.

use askama::Template;
use corpus::{NetworkQuery, Query};

use crate::desk::Desk;
use crate::fault::Fault;
use crate::pages::filter::{self, Filters};
use crate::pages::frame::{Ask, Frame, Section, render};
use crate::pages::parts::{self, Advice, NetworkLine, Pager, PostLine};
use crate::words::Words;

/// The page.
#[derive(Debug, Template)]
#[template(path = "search.html")]
pub struct SearchPage {
    /// The frame.
    pub f: Frame,
    /// The words.
    pub t: Words,
    /// What was found, in a sentence.
    pub lead: String,
    /// The filter.
    pub filters: Filters,
    /// Whether anything was asked.
    pub asked: bool,
    /// What to do where nothing was found.
    pub empty: Vec<Advice>,
    /// Networks with the contact that was asked for.
    pub networks: Vec<NetworkLine>,
    /// Posts.
    pub posts: Vec<PostLine>,
    /// Turns pages.
    pub pager: Pager,
}

/// Search as HTML.
///
/// # Errors
/// Where the address holds a wrong value or the corpus does not answer.
pub fn show(desk: &Desk, ask: &Ask<'_>) -> Result<String, Fault> {
    let words = ask.words();
    let mut query = filter::question(&ask.address, &ask.viewer)?;
    if ask.address.get("sort").is_none() {
        query.sort = corpus::Sort::Relevance;
    }
    let asked = filter::narrows(&query);
    let found = desk.find(&ask.viewer, &if asked { query.clone() } else { Query { limit: 0, ..query.clone() } })?;
    let (total, hits) = if asked { (found.total, found.hits) } else { (0, Vec::new()) };
    let empty = match (asked, found.total) {
        (true, 0) => vec![Advice { text: words.say("search-none"), code: None }],
        (false, 0) => parts::how_to_load(words),
        _ => Vec::new(),
    };
    render(&SearchPage {
        f: ask.frame(words.say("search-title"), Some(Section::Search)),
        t: words,
        lead: lead(words, asked, total),
        filters: filter::form(desk, &ask.viewer, &ask.address, &query, &found.facets, &["relevance", "score", "newest"])?,
        asked,
        empty,
        networks: networks(desk, ask, &query)?,
        posts: parts::post_lines(desk, &ask.viewer, hits.iter().map(|hit| &hit.entry))?,
        pager: parts::pager(words, &ask.address, total),
    })
}

fn lead(words: Words, asked: bool, total: u64) -> String {
    match (asked, total) {
        (false, _) => words.say("search-lead"),
        (true, 0) => words.say("search-lead-none"),
        _ => words.with("search-lead-found", "posts", &words.count("count-posts", total)),
    }
}

/// Networks with the contact of the address, on the first page.
fn networks(desk: &Desk, ask: &Ask<'_>, query: &Query) -> Result<Vec<NetworkLine>, Fault> {
    if query.identifier.is_none() || query.offset > 0 {
        return Ok(Vec::new());
    }
    let wanted = NetworkQuery { identifier: query.identifier.clone(), limit: 10, ..NetworkQuery::default() };
    let page = desk.networks(&ask.viewer, &wanted)?;
    Ok(page.rows.iter().map(|row| parts::network_line(desk, &ask.viewer, row)).collect())
}
