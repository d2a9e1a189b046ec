//! The picture of a network: its posts and contacts, and the lines between them.
//!
//! At most fifty nodes are drawn: first the contacts that stand in most posts, then the posts that show most of these. What is left out is
//! counted. A line from a post to a contact is something seen (solid); a line from post to post is inferred from likeness (dashed).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use corpus::{Entry, NetworkDetail, NetworkIdentifier};
use network::layout::{self, Dot};
use network::{Contact, Link, MarkKind, Network, Tie, TieReason};
use signals::identifiers::Kind;

use crate::names;
use crate::pages::parts::{post_href, preview};
use crate::pages::reading::contact_href;
use crate::pages::signs;
use crate::words::Words;

/// The most nodes a picture opens with.
pub const MOST: usize = 50;
const MOST_CONTACTS: usize = 14;
const MOST_HUBS: usize = 3;
const WIDTH: f32 = 960.0;
const HEIGHT: f32 = 600.0;
const MARGIN: f32 = 60.0;

/// Where the nodes of a picture stand, in points; working it out takes longest, and it is the same in every language.
pub type Places = OnceLock<Vec<(u32, u32)>>;

/// A picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Graph {
    /// What it shows, in a sentence.
    pub sentence: String,
    /// Width of the picture.
    pub width: u32,
    /// Height of the picture.
    pub height: u32,
    /// The nodes.
    pub nodes: Vec<Node>,
    /// The lines.
    pub edges: Vec<Edge>,
    /// How much was left out.
    pub note: Option<String>,
}

/// A node.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Its page.
    pub href: String,
    /// What it is, in full.
    pub title: String,
    /// Its short name.
    pub label: String,
    /// How many posts of the network a contact stands in; empty for posts.
    pub badge: String,
    /// Its look: `post`, `contact` or `hub`.
    pub class: &'static str,
    /// Whether it is drawn round.
    pub round: bool,
    /// Distance from the left.
    pub x: u32,
    /// Distance from the top.
    pub y: u32,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// Its look: `seen`, `inferred` or `hub`.
    pub class: &'static str,
    /// Why it is there.
    pub title: String,
    /// Start.
    pub x1: u32,
    /// Start.
    pub y1: u32,
    /// End.
    pub x2: u32,
    /// End.
    pub y2: u32,
}

type Name<'a> = (Kind, &'a str);

/// Numbers of two nodes (contacts first, then posts), the look of the line, and why it is there.
type Line = (usize, usize, &'static str, String);

/// What will be drawn, before it has a place.
struct Plan<'a> {
    contacts: Vec<(&'a NetworkIdentifier, bool)>,
    posts: Vec<&'a Entry>,
    lines: Vec<Line>,
}

/// The picture of a network; `None` where nothing hangs together. `known` belongs to this network and these posts alone.
#[must_use]
pub fn graph(words: Words, detail: &NetworkDetail, entries: &[Entry], known: &Places) -> Option<Graph> {
    let plan = plan(words, detail, entries);
    if plan.lines.is_empty() {
        return None;
    }
    let places = known.get_or_init(|| places(&plan));
    let at = |number: usize| places.get(number).copied().unwrap_or_default();
    let edge = |(from, to, class, title): &Line| {
        let ((x1, y1), (x2, y2)) = (at(*from), at(*to));
        Edge { class, title: title.clone(), x1, y1, x2, y2 }
    };
    let posts = words.count_size("count-posts", plan.posts.len());
    let contacts = words.count_size("count-contacts", plan.contacts.len());
    let all = detail.members.len() + detail.identifiers.len() + detail.suppressed.len();
    let missing = all.saturating_sub(plan.posts.len() + plan.contacts.len());
    Some(Graph {
        sentence: words.with_all("graph-sentence", &[("posts", &posts), ("contacts", &contacts)]),
        width: whole(WIDTH),
        height: whole(HEIGHT),
        nodes: nodes(words, &plan, at),
        edges: plan.lines.iter().map(edge).collect(),
        note: (missing > 0).then(|| words.count_size("graph-note", missing)),
    })
}

fn plan<'a>(words: Words, detail: &'a NetworkDetail, entries: &'a [Entry]) -> Plan<'a> {
    let held = detail.identifiers.iter().take(MOST_CONTACTS).map(|contact| (contact, false));
    let hubs = detail.suppressed.iter().take(MOST_HUBS).map(|contact| (contact, true));
    let contacts: Vec<_> = held.chain(hubs).collect();
    let numbers: BTreeMap<Name<'_>, usize> =
        contacts.iter().enumerate().map(|(number, (contact, _))| ((contact.kind, contact.value.as_str()), number)).collect();
    let posts = chosen(entries, &numbers, MOST - contacts.len());
    let mut lines = Vec::new();
    for (index, entry) in posts.iter().enumerate() {
        for number in touched(entry, &numbers) {
            let hub = contacts.get(number).is_some_and(|(_, hub)| *hub);
            lines.push((number, contacts.len() + index, if hub { "hub" } else { "seen" }, words.say("legend-seen")));
        }
    }
    lines.extend(inferred(words, detail, &posts, contacts.len()));
    Plan { contacts, posts, lines }
}

/// The posts that show most of the drawn contacts; the earlier ones where equal.
fn chosen<'a>(entries: &'a [Entry], numbers: &BTreeMap<Name<'_>, usize>, most: usize) -> Vec<&'a Entry> {
    let mut ranked: Vec<(usize, &Entry)> = entries.iter().map(|entry| (touched(entry, numbers).len(), entry)).collect();
    ranked.sort_by_key(|one| std::cmp::Reverse(one.0));
    ranked.into_iter().take(most).map(|(_, entry)| entry).collect()
}

fn touched(entry: &Entry, numbers: &BTreeMap<Name<'_>, usize>) -> BTreeSet<usize> {
    entry.signals.identifiers.iter().filter_map(|found| numbers.get(&(found.kind, found.value.as_str())).copied()).collect()
}

/// Links between drawn posts that rest on likeness alone.
fn inferred(words: Words, detail: &NetworkDetail, posts: &[&Entry], offset: usize) -> Vec<Line> {
    let numbers: BTreeMap<String, usize> =
        posts.iter().enumerate().map(|(index, entry)| (entry.post.key().to_string(), offset + index)).collect();
    let drawn = detail.links.iter().filter(|link| !link.reasons.is_empty());
    let only_alike = drawn.filter(|link| link.reasons.iter().all(|reason| signs::is_inferred(&reason.code)));
    let line = |link: &corpus::NetworkLink| {
        let (a, b) = (numbers.get(&link.a.to_string())?, numbers.get(&link.b.to_string())?);
        let why: Vec<String> = link.reasons.iter().map(|reason| signs::label(words, &reason.code)).collect();
        Some((*a, *b, "inferred", words.list(&why)))
    };
    only_alike.filter_map(line).take(100).collect()
}

fn nodes(words: Words, plan: &Plan<'_>, at: impl Fn(usize) -> (u32, u32)) -> Vec<Node> {
    let contacts = plan.contacts.iter().enumerate().map(|(number, (contact, hub))| contact_node(words, contact, *hub, at(number)));
    let posts = plan.posts.iter().enumerate().map(|(index, entry)| post_node(words, entry, at(plan.contacts.len() + index)));
    contacts.chain(posts).collect()
}

fn contact_node(words: Words, contact: &NetworkIdentifier, hub: bool, (x, y): (u32, u32)) -> Node {
    let (kind, posts) = (names::kind(words, contact.kind), words.count("count-posts", contact.posts));
    let value = names::contact(contact.kind, &contact.value);
    let key = if hub { "graph-hub" } else { "graph-contact" };
    Node {
        href: contact_href(&contact.value),
        title: words.with_all(key, &[("kind", &kind), ("value", &value), ("posts", &posts)]),
        label: short(&value, 16),
        badge: words.grouped(contact.posts),
        class: if hub { "hub" } else { "contact" },
        round: false,
        x,
        y,
    }
}

fn post_node(words: Words, entry: &Entry, (x, y): (u32, u32)) -> Node {
    let key = entry.post.key().to_string();
    let title = words.with("graph-post", "key", &key);
    Node {
        href: post_href(&key),
        title: format!("{title}: {}", short(&preview(words, &entry.post.text), 80)),
        label: short(&entry.post.id, 8),
        badge: String::new(),
        class: "post",
        round: true,
        x,
        y,
    }
}

fn short(text: &str, most: usize) -> String {
    let mut out: String = text.chars().take(most).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out
}

/// Places inside the picture, in whole points, by the springs of [`network::layout`].
fn places(plan: &Plan<'_>) -> Vec<(u32, u32)> {
    let drawing = layout::place(&skeleton(plan), MOST);
    let mut places = vec![(0, 0); plan.contacts.len() + plan.posts.len()];
    let raw: Vec<(f32, f32)> = drawing.dots.iter().map(|placed| (placed.x, placed.y)).collect();
    for (placed, point) in drawing.dots.iter().zip(fit(&raw)) {
        let number = match placed.dot {
            Dot::Identifier(at) => at as usize,
            Dot::Post(at) => plan.contacts.len() + at as usize,
        };
        if let Some(place) = places.get_mut(number) {
            *place = point;
        }
    }
    places
}

/// What is drawn, as the layout knows it: every contact (a hub too) and post, and the lines between them.
fn skeleton(plan: &Plan<'_>) -> Network {
    let offset = plan.contacts.len();
    let position = |number: usize| u32::try_from(number).ok();
    let contact = |(found, _): &(&NetworkIdentifier, bool)| Contact {
        kind: MarkKind::Contact(found.kind),
        value: found.value.clone(),
        posts: found.posts as usize,
        posts_of_all: found.posts as usize,
    };
    let link = |(a, b, _, _): &Line| Some(Link { identifier: position(*a)?, post: position(b.checked_sub(offset)?)?, weight: 1.0 });
    let tie = |(a, b, _, _): &Line| {
        let (a, b) = (position(a.checked_sub(offset)?)?, position(b.checked_sub(offset)?)?);
        Some(Tie { a, b, weight: 1.0, likeness: 1.0, reason: TieReason::SamePlaceAndPrice })
    };
    Network {
        id: String::new(),
        score: 0.0,
        posts: plan.posts.iter().map(|entry| entry.post.key()).collect(),
        identifiers: plan.contacts.iter().map(contact).collect(),
        links: plan.lines.iter().filter(|line| line.2 != "inferred").filter_map(link).collect(),
        ties: plan.lines.iter().filter(|line| line.2 == "inferred").filter_map(tie).collect(),
        suppressed: Vec::new(),
        places: Vec::new(),
        categories: Vec::new(),
        stages: Vec::new(),
        first: None,
        last: None,
        reasons: Vec::new(),
        hints: Vec::new(),
    }
}

/// Stretches positions over the picture.
fn fit(raw: &[(f32, f32)]) -> Vec<(u32, u32)> {
    let range = |values: &[f32]| {
        let low = values.iter().copied().fold(f32::INFINITY, f32::min);
        let high = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        (low, (high - low).max(f32::EPSILON))
    };
    let (left, across) = range(&raw.iter().map(|(x, _)| *x).collect::<Vec<_>>());
    let (top, down) = range(&raw.iter().map(|(_, y)| *y).collect::<Vec<_>>());
    let spread = |value: f32, low: f32, size: f32, most: f32| whole(MARGIN + (value - low) / size * (most - 2.0 * MARGIN));
    raw.iter().map(|(x, y)| (spread(*x, left, across, WIDTH), spread(*y, top, down, HEIGHT))).collect()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the picture; a NaN becomes 0")]
fn whole(value: f32) -> u32 {
    value.clamp(0.0, WIDTH).round() as u32
}
