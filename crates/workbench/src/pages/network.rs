//! One network: why it is one, its contacts, places, time, picture, links and members.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use askama::Template;
use corpus::{Entry, NetworkDetail, NetworkHint, NetworkIdentifier, NetworkLink, NetworkReason};
use record::{Moment, PostKey};

use crate::desk::Desk;
use crate::drawing::graph::{Graph, Places, graph};
use crate::drawing::strip::{Strip, strip};
use crate::fault::Fault;
use crate::names;
use crate::pages::frame::{Ask, Frame, Section, render};
use crate::pages::parts::{self, Link, PAGE, Pager, PostLine, page_of};
use crate::pages::reading::contact_href;
use crate::pages::signs;
use crate::pages::templates::{Recurring, TextTemplate, recurring};
use crate::words::Words;

/// The most members that time and picture look at.
const MEMBERS: usize = 400;
/// The most rows of a table.
const ROWS: usize = 50;

/// The page.
#[derive(Debug, Template)]
#[template(path = "network.html")]
pub struct NetworkPage {
    /// The frame.
    pub f: Frame,
    /// The words.
    pub t: Words,
    /// What the network is, in a sentence.
    pub lead: String,
    /// How many of its posts the reader may not see, where there are some.
    pub outside: Option<String>,
    /// Parts of the page: anchors and names.
    pub parts: Vec<(&'static str, String)>,
    /// Why it is one network, in a sentence.
    pub why: String,
    /// Signs of organisation.
    pub signs: Vec<SignLine>,
    /// Contacts.
    pub contacts: Vec<ContactRow>,
    /// How many contacts are left out of the table.
    pub contacts_more: Option<String>,
    /// Contacts that weigh nothing.
    pub suppressed: Vec<ContactRow>,
    /// Places with counts.
    pub places: String,
    /// Posts over time.
    pub strip: Option<Strip>,
    /// The picture.
    pub graph: Option<Graph>,
    /// Links between posts.
    pub links: Vec<LinkLine>,
    /// How many links are left out of the table.
    pub links_more: Option<String>,
    /// Texts that are published over and over, with their changing parts.
    pub templates: Vec<TextTemplate>,
    /// Where else its texts stand.
    pub hints: Vec<HintLine>,
    /// Heading of the members.
    pub members_title: String,
    /// Members.
    pub posts: Vec<PostLine>,
    /// Turns pages of members.
    pub pager: Pager,
}

/// Posts elsewhere that show a text of the network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HintLine {
    /// How many there are and whose they are.
    pub text: String,
    /// The network they belong to, where there is one.
    pub href: Option<String>,
    /// Some of these posts.
    pub examples: Vec<Link>,
}

/// A sign of organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignLine {
    /// Its name.
    pub label: String,
    /// What was seen.
    pub detail: String,
    /// How strongly it speaks.
    pub strength: String,
    /// Its weight.
    pub weight: String,
}

/// A contact of the network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactRow {
    /// What it is.
    pub kind: String,
    /// Its one written form.
    pub value: String,
    /// Posts with it.
    pub href: String,
    /// In how many posts it stands.
    pub posts: String,
    /// Why it weighs nothing, where it does.
    pub why: String,
}

/// A link between two posts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkLine {
    /// One post.
    pub a: String,
    /// Its page.
    pub a_href: String,
    /// The other post.
    pub b: String,
    /// Its page.
    pub b_href: String,
    /// How strong the link is, in words.
    pub strength: String,
    /// Its weight.
    pub weight: String,
    /// Why.
    pub why: String,
}

/// A network as somebody may see it, with what takes long to work out and is the same in every language; the desk remembers it.
#[derive(Debug)]
pub struct Drawn {
    /// The network.
    pub detail: NetworkDetail,
    places: Places,
    recurring: OnceLock<Vec<Recurring>>,
}

impl Drawn {
    /// A network of which nothing is worked out yet.
    #[must_use]
    pub fn new(detail: NetworkDetail) -> Self {
        Self { detail, places: Places::new(), recurring: OnceLock::new() }
    }
}

/// A network as HTML.
///
/// # Errors
/// Where the address names no network or the corpus does not answer.
pub fn show(desk: &Desk, ask: &Ask<'_>) -> Result<String, Fault> {
    let id = ask.address.get("id").ok_or_else(|| Fault::Bad("id".into()))?;
    let drawn = desk.drawn(&ask.viewer, id)?;
    let detail = &drawn.detail;
    // Members stand by date, so the latest are known without asking the index, and the details are read once.
    let latest: Vec<PostKey> = detail.members.iter().rev().take(MEMBERS).cloned().collect();
    let entries = desk.posts(&ask.viewer, &latest)?;
    let page = NetworkPage { posts: members(desk, ask, detail, &entries)?, ..NetworkPage::of(desk, ask, &drawn, &entries) };
    render(&page)
}

impl NetworkPage {
    /// The page of a network and the posts that were looked at, without its list of members.
    #[must_use]
    pub fn of(desk: &Desk, ask: &Ask<'_>, drawn: &Drawn, entries: &[Entry]) -> Self {
        let (words, detail) = (ask.words(), &drawn.detail);
        let dates: Vec<_> = entries.iter().filter_map(|entry| entry.post.published).collect();
        let all = u64::try_from(detail.members.len()).unwrap_or(u64::MAX);
        Self {
            f: ask.frame(words.with("network-title", "id", &detail.row.id), Some(Section::Queue)),
            t: words,
            lead: lead(ask, detail),
            outside: (detail.outside > 0).then(|| words.count("network-outside", detail.outside)),
            parts: part_names(words),
            why: why(words, detail),
            signs: detail.row.reasons.iter().map(|reason| sign_line(desk, ask, reason)).collect(),
            contacts: detail.identifiers.iter().take(ROWS).map(|contact| contact_row(words, contact)).collect(),
            contacts_more: more(words, detail.identifiers.len()),
            suppressed: detail.suppressed.iter().take(ROWS).map(|contact| contact_row(words, contact)).collect(),
            places: places(desk, words, entries),
            strip: strip(words, &ask.viewer.calendar, &dates),
            graph: graph(words, detail, entries, &drawn.places),
            links: detail.links.iter().take(ROWS).map(|link| link_line(desk, words, link)).collect(),
            links_more: more(words, detail.links.len()),
            templates: drawn.recurring.get_or_init(|| recurring(entries)).iter().map(|text| text.shown(words)).collect(),
            hints: detail.hints.iter().map(|hint| hint_line(words, hint)).collect(),
            members_title: words.count("members", all),
            posts: Vec::new(),
            pager: parts::pager(words, &ask.address, all),
        }
    }
}

fn part_names(words: Words) -> Vec<(&'static str, String)> {
    let parts = [
        ("why", "network-why"),
        ("contacts", "contacts"),
        ("places", "places"),
        ("time", "timeline"),
        ("picture", "graph"),
        ("links", "links"),
        ("members", "posts"),
    ];
    parts.map(|(anchor, key)| (anchor, words.say(key))).into()
}

fn lead(ask: &Ask<'_>, detail: &NetworkDetail) -> String {
    let (words, row) = (ask.words(), &detail.row);
    let posts = words.count("count-posts", row.posts);
    let contacts = words.count("count-contacts", row.identifier_count);
    let places = words.count_size("count-places", row.places.len());
    let lead = words.with_all("network-lead", &[("posts", &posts), ("contacts", &contacts), ("places", &places)]);
    match (row.first, row.last) {
        (Some(first), Some(last)) => {
            let (first, last) = (ask.viewer.calendar.day(first), ask.viewer.calendar.day(last));
            words.with_all("network-lead-dates", &[("lead", &lead), ("first", &first), ("last", &last)])
        }
        _ => lead,
    }
}

fn why(words: Words, detail: &NetworkDetail) -> String {
    let shared: Vec<String> = detail
        .identifiers
        .iter()
        .filter(|contact| contact.posts > 1)
        .take(3)
        .map(|contact| names::contact(contact.kind, &contact.value))
        .collect();
    if shared.is_empty() {
        words.count_size("network-why-links", detail.links.len())
    } else {
        words.with("network-why-contacts", "contacts", &words.list(&shared))
    }
}

fn sign_line(desk: &Desk, ask: &Ask<'_>, reason: &NetworkReason) -> SignLine {
    let words = ask.words();
    SignLine {
        label: signs::label(words, &reason.code),
        detail: changed_hands(ask, reason).unwrap_or_else(|| signs::detail(desk, words, reason)),
        strength: if reason.weight == 0.0 { words.say("sign-weightless") } else { names::strength(words, reason.weight) },
        weight: words.decimal(reason.weight),
    }
}

/// Which contact changed hands, and about when.
fn changed_hands(ask: &Ask<'_>, reason: &NetworkReason) -> Option<String> {
    let [contact, day] = reason.detail.as_slice() else { return None };
    let noon = Moment::parse(&format!("{day}T12:00:00Z")).ok().filter(|_| reason.code == "changed_hands")?;
    let day = ask.viewer.calendar.day(noon);
    Some(ask.words().with_all("sign-changed-hands-about", &[("contact", contact), ("day", &day)]))
}

fn contact_row(words: Words, contact: &NetworkIdentifier) -> ContactRow {
    ContactRow {
        kind: names::kind(words, contact.kind),
        href: contact_href(&contact.value),
        value: names::contact(contact.kind, &contact.value),
        posts: words.grouped(contact.posts),
        why: words.count("count-posts", contact.posts),
    }
}

fn link_line(desk: &Desk, words: Words, link: &NetworkLink) -> LinkLine {
    let (a, b) = (link.a.to_string(), link.b.to_string());
    let reasons = link.reasons.iter().map(|reason| {
        let (label, detail) = (signs::label(words, &reason.code), signs::detail(desk, words, reason));
        if detail.is_empty() { label } else { format!("{label}: {detail}") }
    });
    LinkLine {
        a_href: parts::post_href(&a),
        b_href: parts::post_href(&b),
        strength: signs::link_strength(words, link.weight),
        weight: words.decimal(link.weight),
        why: reasons.collect::<Vec<_>>().join("; "),
        a,
        b,
    }
}

fn more(words: Words, all: usize) -> Option<String> {
    let more = all.saturating_sub(ROWS);
    (more > 0).then(|| words.count_size("more-rows", more))
}

/// Places with the number of posts that name each, most frequent first.
fn places(desk: &Desk, words: Words, entries: &[Entry]) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for code in entries.iter().flat_map(parts::places_of) {
        *counts.entry(code).or_default() += 1;
    }
    let mut ranked: Vec<(usize, String)> = counts.into_iter().map(|(code, count)| (count, desk.names().place(words, &code))).collect();
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let name =
        |(count, name): &(usize, String)| words.count_with("place-count", i64::try_from(*count).unwrap_or(i64::MAX), &[("name", name)]);
    words.list(&ranked.iter().take(ROWS).map(name).collect::<Vec<_>>())
}

/// One page of members, earliest first; those among the latest posts are there already, the others are fetched.
fn members(desk: &Desk, ask: &Ask<'_>, detail: &NetworkDetail, latest: &[Entry]) -> Result<Vec<PostLine>, Fault> {
    let wanted: Vec<&PostKey> = detail.members.iter().skip((page_of(&ask.address) - 1) * PAGE).take(PAGE).collect();
    let mut known: BTreeMap<PostKey, &Entry> = latest.iter().map(|entry| (entry.post.key(), entry)).collect();
    let missing: Vec<PostKey> = wanted.iter().filter(|key| !known.contains_key(**key)).map(|key| (*key).clone()).collect();
    let fetched = desk.posts(&ask.viewer, &missing)?;
    known.extend(fetched.iter().map(|entry| (entry.post.key(), entry)));
    // A post may have expired since the posts were linked.
    Ok(wanted.into_iter().filter_map(|key| known.get(key)).map(|entry| parts::post_line(desk, &ask.viewer, entry)).collect())
}

fn hint_line(words: Words, hint: &NetworkHint) -> HintLine {
    let posts = i64::from(hint.posts);
    HintLine {
        text: match &hint.network {
            Some(id) => words.count_with("hint-network", posts, &[("id", id)]),
            None => words.count("hint-alone", posts),
        },
        href: hint.network.as_deref().map(parts::network_href),
        examples: hint.examples.iter().map(ToString::to_string).map(|key| Link { href: parts::post_href(&key), text: key }).collect(),
    }
}
