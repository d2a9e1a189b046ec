//! The queue: what to look at, networks first.

use askama::Template;
use corpus::{Entry, Hit, NetworkOrder, NetworkQuery, Query};
use signals::score::Band;

use crate::address::link;
use crate::desk::Desk;
use crate::fault::Fault;
use crate::names;
use crate::pages::filter::{self, Filters};
use crate::pages::frame::{Ask, Frame, Section, render};
use crate::pages::parts::{self, Advice, NetworkLine, PAGE, Pager, PostLine};
use crate::words::Words;

/// How many posts are grouped where the list of networks can't answer the question.
const GROUPED: usize = 1_000;

/// The page.
#[derive(Debug, Template)]
#[template(path = "queue.html")]
pub struct QueuePage {
    /// The frame.
    pub f: Frame,
    /// The words.
    pub t: Words,
    /// What the list holds, in a sentence.
    pub lead: String,
    /// The filter.
    pub filters: Filters,
    /// What to do where nothing is there.
    pub empty: Vec<Advice>,
    /// Whether posts are grouped by network.
    pub grouped: bool,
    /// The grouped view.
    pub grouped_href: String,
    /// The view by post.
    pub single_href: String,
    /// What the reader should know about the list.
    pub note: Option<String>,
    /// Networks.
    pub networks: Vec<NetworkLine>,
    /// Heading of the posts below the networks.
    pub alone: String,
    /// Posts.
    pub posts: Vec<PostLine>,
    /// Turns pages.
    pub pager: Pager,
}

/// What a view shows.
#[derive(Default)]
struct Listed {
    lead: String,
    note: Option<String>,
    networks: Vec<NetworkLine>,
    posts: Vec<PostLine>,
    pager: Pager,
}

/// The queue as HTML.
///
/// # Errors
/// Where the address holds a wrong value or the corpus does not answer.
pub fn show(desk: &Desk, ask: &Ask<'_>) -> Result<String, Fault> {
    let words = ask.words();
    let query = filter::question(&ask.address, &ask.viewer)?;
    let grouped = ask.address.get("group") != Some("none");
    let counted = desk.find(&ask.viewer, &if grouped { Query { offset: 0, limit: 0, ..query.clone() } } else { query.clone() })?;
    let sorts: &[&str] = if grouped { &["organised", "newest", "size"] } else { &["score", "newest", "relevance"] };
    let empty = if counted.total == 0 { nothing(words, &query) } else { Vec::new() };
    let listed = match (counted.total, grouped) {
        (0, _) => Listed { lead: lead_of_nothing(words, &query), ..Listed::default() },
        (_, false) => by_post(desk, ask, counted.total, &counted.hits)?,
        (_, true) => by_network(desk, ask, &query)?,
    };
    render(&QueuePage {
        f: ask.frame(words.say("queue-title"), Some(Section::Queue)),
        t: words,
        lead: listed.lead,
        filters: filter::form(desk, &ask.viewer, &ask.address, &query, &counted.facets, sorts)?,
        empty,
        grouped,
        grouped_href: other_view(ask, ""),
        single_href: other_view(ask, "none"),
        note: listed.note,
        networks: listed.networks,
        alone: words.say("queue-alone"),
        posts: listed.posts,
        pager: listed.pager,
    })
}

/// The other view of the same question; the order starts afresh, as each view has its own.
fn other_view(ask: &Ask<'_>, group: &str) -> String {
    let kept = ask.address.pairs().filter(|(name, _)| !matches!(*name, "group" | "sort" | "page" | "network"));
    let view = (!group.is_empty()).then_some(("group", group));
    link("/", &kept.chain(view).collect::<Vec<_>>())
}

fn nothing(words: Words, query: &Query) -> Vec<Advice> {
    if filter::narrows(query) { vec![Advice { text: words.say("empty-filter"), code: None }] } else { parts::how_to_load(words) }
}

fn lead_of_nothing(words: Words, query: &Query) -> String {
    words.say(if filter::narrows(query) { "queue-lead-none" } else { "queue-lead-empty" })
}

fn by_post(desk: &Desk, ask: &Ask<'_>, total: u64, hits: &[Hit]) -> Result<Listed, Fault> {
    let words = ask.words();
    let key = match ask.address.get("sort") {
        Some("newest") => "queue-lead-posts-newest",
        Some("relevance") => "queue-lead-posts-relevance",
        _ => "queue-lead-posts",
    };
    Ok(Listed {
        lead: words.with(key, "posts", &words.count("count-posts", total)),
        posts: parts::post_lines(desk, &ask.viewer, hits.iter().map(|hit| &hit.entry))?,
        pager: parts::pager(words, &ask.address, total),
        ..Listed::default()
    })
}

fn by_network(desk: &Desk, ask: &Ask<'_>, query: &Query) -> Result<Listed, Fault> {
    if needs_posts(query) { grouped_posts(desk, ask, query) } else { listed_networks(desk, ask, query) }
}

/// Whether the question asks for what only single posts know.
fn needs_posts(query: &Query) -> bool {
    !query.words.is_empty()
        || !query.bands.is_empty()
        || !query.languages.is_empty()
        || !query.sources.is_empty()
        || query.network.is_some()
        || query.from.is_some()
        || query.until.is_some()
}

fn network_question(ask: &Ask<'_>, query: &Query) -> NetworkQuery {
    NetworkQuery {
        categories: query.categories.clone(),
        places: query.places.clone(),
        identifier: query.identifier.clone(),
        sort: match ask.address.get("sort") {
            Some("newest") => NetworkOrder::Newest,
            Some("size") => NetworkOrder::Size,
            _ => NetworkOrder::Score,
        },
        offset: query.offset,
        limit: PAGE,
        ..NetworkQuery::default()
    }
}

/// Networks as the last linking left them, and the best of the posts that belong to none.
fn listed_networks(desk: &Desk, ask: &Ask<'_>, query: &Query) -> Result<Listed, Fault> {
    let words = ask.words();
    let page = desk.networks(&ask.viewer, &network_question(ask, query))?;
    let alone = if query.offset == 0 { alone(desk, ask, query)? } else { Vec::new() };
    Ok(Listed {
        lead: network_lead(ask, page.total),
        note: (page.total == 0).then(|| words.say("note-no-networks")),
        networks: page.rows.iter().map(|row| parts::network_line(desk, &ask.viewer, row)).collect(),
        posts: alone.iter().map(|entry| parts::post_line(desk, &ask.viewer, entry)).collect(),
        pager: parts::pager(words, &ask.address, page.total),
    })
}

fn network_lead(ask: &Ask<'_>, total: u64) -> String {
    let key = match ask.address.get("sort") {
        Some("newest") => "queue-lead-networks-newest",
        Some("size") => "queue-lead-networks-size",
        _ => "queue-lead-networks",
    };
    ask.words().with(key, "networks", &ask.words().count("count-networks", total))
}

/// The posts of highest score that belong to no network, among the first two hundred.
fn alone(desk: &Desk, ask: &Ask<'_>, query: &Query) -> Result<Vec<Entry>, Fault> {
    let first = desk.find(&ask.viewer, &Query { offset: 0, limit: 200, ..query.clone() })?;
    Ok(first.hits.into_iter().map(|hit| hit.entry).filter(|entry| entry.network.is_none()).take(PAGE).collect())
}

/// A network with those of its posts that answer the question.
struct Group<'a> {
    id: &'a str,
    entries: Vec<&'a Entry>,
}

/// The posts that answer the question, gathered by network in the order in which they were found.
fn grouped_posts(desk: &Desk, ask: &Ask<'_>, query: &Query) -> Result<Listed, Fault> {
    let words = ask.words();
    let found = desk.find(&ask.viewer, &Query { offset: 0, limit: GROUPED, ..query.clone() })?;
    let mut groups = gather(&found.hits);
    match ask.address.get("sort") {
        Some("size") => groups.sort_by_key(|group| std::cmp::Reverse(group.entries.len())),
        Some("newest") => groups.sort_by_key(|group| std::cmp::Reverse(latest(group))),
        _ => {}
    }
    let total = u64::try_from(groups.len()).unwrap_or(u64::MAX);
    let networks = groups.iter().skip(query.offset).take(PAGE).map(|group| group_line(desk, ask, group)).collect();
    let alone = found.hits.iter().map(|hit| &hit.entry).filter(|entry| entry.network.is_none()).take(PAGE);
    let beyond = found.total > u64::try_from(GROUPED).unwrap_or(u64::MAX);
    let note = if beyond { Some("note-first-thousand") } else { (total == 0).then_some("note-no-networks") };
    Ok(Listed {
        lead: network_lead(ask, total),
        note: note.map(|key| words.say(key)),
        networks,
        posts: if query.offset == 0 { alone.map(|entry| parts::post_line(desk, &ask.viewer, entry)).collect() } else { Vec::new() },
        pager: parts::pager(words, &ask.address, total),
    })
}

fn gather(hits: &[Hit]) -> Vec<Group<'_>> {
    let mut places = std::collections::BTreeMap::new();
    let mut groups: Vec<Group<'_>> = Vec::new();
    for entry in hits.iter().map(|hit| &hit.entry) {
        let Some(id) = entry.network.as_deref() else { continue };
        let index = *places.entry(id).or_insert(groups.len());
        match groups.get_mut(index) {
            Some(group) => group.entries.push(entry),
            None => groups.push(Group { id, entries: vec![entry] }),
        }
    }
    groups
}

fn latest(group: &Group<'_>) -> Option<record::Moment> {
    group.entries.iter().filter_map(|entry| entry.post.published).max()
}

fn group_line(desk: &Desk, ask: &Ask<'_>, group: &Group<'_>) -> NetworkLine {
    let words = ask.words();
    let best = group.entries.iter().map(|entry| entry.signals.band).max().unwrap_or(Band::None);
    let categories: Vec<String> = group.entries.iter().filter_map(|entry| entry.signals.category.clone()).take(1).collect();
    let mut places: Vec<String> = group.entries.iter().flat_map(|entry| parts::places_of(entry)).collect();
    places.sort();
    places.dedup();
    let posts = words.count_size("count-posts", group.entries.len());
    let category = parts::first_category(desk, words, &categories);
    NetworkLine {
        id: group.id.to_owned(),
        href: parts::network_href(group.id),
        pick: words.with("pick", "key", group.id),
        band: names::band(words, best),
        title: words.with_all("row-title-found", &[("category", &category), ("posts", &posts)]),
        chips: group.entries.first().map(|entry| parts::chips(desk, words, entry)).unwrap_or_default(),
        contacts: String::new(),
        places: parts::places(desk, words, &places),
        date: latest(group).map(|moment| parts::date(&ask.viewer.calendar, moment)),
        posts_href: posts_href(ask, group.id),
        posts: words.with("row-network-open", "posts", &posts),
    }
}

/// The found posts of one network as a list.
fn posts_href(ask: &Ask<'_>, id: &str) -> String {
    let kept = ask.address.pairs().filter(|(name, _)| !matches!(*name, "group" | "sort" | "page" | "network"));
    link("/", &kept.chain([("group", "none"), ("network", id)]).collect::<Vec<_>>())
}
