//! Rows, pagers and other parts that several pages show.

use corpus::{Entry, NetworkRow};
use record::Moment;
use signals::facts::Fact;

use crate::address::{Address, link};
use crate::dates::Calendar;
use crate::desk::Desk;
use crate::fault::Fault;
use crate::names::{self, BandMark};
use crate::pages::signs;
use crate::viewer::Viewer;
use crate::words::Words;

/// Rows a page holds.
pub const PAGE: usize = 50;

/// How many characters of a post a row shows.
const PREVIEW: usize = 180;

/// A date with its age.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMark {
    /// RFC 3339.
    pub stamp: String,
    /// How long ago.
    pub age: String,
    /// The day, with time and zone.
    pub full: String,
}

/// A date with its age.
#[must_use]
pub fn date(calendar: &Calendar, moment: Moment) -> DateMark {
    DateMark { stamp: calendar.stamp(moment), age: calendar.age(moment), full: calendar.full(moment) }
}

/// A short label of a reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// `for` or `against`.
    pub class: &'static str,
    /// The name of the reason.
    pub label: String,
}

/// A link with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub href: String,
    /// What it says.
    pub text: String,
}

/// A line of an empty state, with a command to copy where there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// What to do.
    pub text: String,
    /// The command.
    pub code: Option<&'static str>,
}

/// What to do where nothing was ever loaded.
#[must_use]
pub fn how_to_load(words: Words) -> Vec<Advice> {
    vec![
        Advice { text: words.say("empty-load"), code: Some("arasha ingest PATH --ground \"…\" --keep-days 180") },
        Advice { text: words.say("empty-ground"), code: None },
    ]
}

/// A post as a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostLine {
    /// `SOURCE/ID`.
    pub key: String,
    /// Its page.
    pub href: String,
    /// Name of the box that selects it.
    pub pick: String,
    /// Its band.
    pub band: BandMark,
    /// Beginning of its text.
    pub text: String,
    /// Language of the text.
    pub lang: &'static str,
    /// Its heaviest reasons.
    pub chips: Vec<Chip>,
    /// Where it was published.
    pub source: String,
    /// Places it names.
    pub places: String,
    /// When it was published.
    pub date: Option<DateMark>,
    /// How many posts its network has.
    pub similar: Option<Link>,
}

/// A network as a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkLine {
    /// Its name.
    pub id: String,
    /// Its page.
    pub href: String,
    /// Name of the box that selects it.
    pub pick: String,
    /// How organised it looks, or the best band of its posts.
    pub band: BandMark,
    /// What it is in a sentence.
    pub title: String,
    /// Signs of organisation or reasons.
    pub chips: Vec<Chip>,
    /// Its first contacts.
    pub contacts: String,
    /// Its places.
    pub places: String,
    /// Its latest post.
    pub date: Option<DateMark>,
    /// The list of its posts.
    pub posts_href: String,
    /// What leads there.
    pub posts: String,
}

/// Turns pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pager {
    /// `51–100 of 340`.
    pub summary: String,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
}

/// The number of the wanted page, from 1.
#[must_use]
pub fn page_of(address: &Address) -> usize {
    address.number("page", 1).clamp(1, 100_000)
}

/// A pager for a list of `total` rows.
#[must_use]
pub fn pager(words: Words, address: &Address, total: u64) -> Pager {
    let page = page_of(address);
    let total = usize::try_from(total).unwrap_or(usize::MAX);
    let (from, to) = ((page - 1) * PAGE + 1, (page * PAGE).min(total));
    let shown = [words.grouped_size(total), words.grouped_size(from.min(to)), words.grouped_size(to)];
    let [all, first, last] = &shown;
    Pager {
        summary: words.with_all("page-summary", &[("total", all), ("from", first), ("to", last)]),
        previous: (page > 1).then(|| address.with("page", &(page - 1).to_string())),
        next: (to < total).then(|| address.with("page", &(page + 1).to_string())),
    }
}

/// The page of a post.
#[must_use]
pub fn post_href(key: &str) -> String {
    link("/post", &[("key", key)])
}

/// The page of a network.
#[must_use]
pub fn network_href(id: &str) -> String {
    link("/network", &[("id", id)])
}

/// The beginning of a text on one line.
#[must_use]
pub fn preview(words: Words, text: &str) -> String {
    let mut flat = String::with_capacity(PREVIEW * 2);
    for word in text.split_whitespace() {
        if !flat.is_empty() {
            flat.push(' ');
        }
        flat.push_str(word);
        // No letter takes more than four bytes, so this is enough.
        if flat.len() > PREVIEW * 4 {
            break;
        }
    }
    if flat.is_empty() {
        return words.say("row-no-text");
    }
    if let Some((end, _)) = flat.char_indices().nth(PREVIEW) {
        flat.truncate(end);
        flat.push('…');
    }
    flat
}

/// Names of places, at most three.
#[must_use]
pub fn places(desk: &Desk, words: Words, codes: &[String]) -> String {
    let names: Vec<String> = codes.iter().take(3).map(|code| desk.names().place(words, code)).collect();
    match codes.len().saturating_sub(names.len()) {
        0 => words.list(&names),
        more => format!("{} {}", words.list(&names), words.count_size("row-more-places", more)),
    }
}

/// Codes of the places a post names, each once, in the order of the text.
#[must_use]
pub fn places_of(entry: &Entry) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for fact in &entry.signals.facts {
        if let Fact::Place { code, .. } = fact
            && !codes.contains(code)
        {
            codes.push(code.clone());
        }
    }
    codes
}

/// The heaviest reasons of a post: up to three for a look and one that weighs against it.
#[must_use]
pub fn chips(desk: &Desk, words: Words, entry: &Entry) -> Vec<Chip> {
    let reasons = &entry.signals.reasons;
    let speaking = reasons.iter().filter(|reason| reason.weight > 0.0).take(3).map(|reason| ("for", reason));
    let against = reasons.iter().filter(|reason| reason.weight <= -0.7).take(1).map(|reason| ("against", reason));
    speaking.chain(against).map(|(class, reason)| Chip { class, label: desk.names().indicator(words, &reason.indicator) }).collect()
}

/// A post as a row.
#[must_use]
pub fn post_line(desk: &Desk, viewer: &Viewer, entry: &Entry) -> PostLine {
    let words = viewer.words;
    let key = entry.post.key().to_string();
    PostLine {
        href: post_href(&key),
        pick: words.with("pick", "key", &key),
        band: names::band(words, entry.signals.band),
        text: preview(words, &entry.post.text),
        lang: entry.signals.language.code(),
        chips: chips(desk, words, entry),
        source: entry.post.source.clone(),
        places: places(desk, words, &places_of(entry)),
        date: entry.post.published.map(|moment| date(&viewer.calendar, moment)),
        similar: None,
        key,
    }
}

/// Posts as rows, each with the size of its network.
///
/// # Errors
/// Where the corpus does not answer.
pub fn post_lines<'a>(desk: &Desk, viewer: &Viewer, entries: impl Iterator<Item = &'a Entry>) -> Result<Vec<PostLine>, Fault> {
    let mut sizes = std::collections::BTreeMap::new();
    let mut lines = Vec::new();
    for entry in entries {
        let mut line = post_line(desk, viewer, entry);
        if let Some(id) = &entry.network {
            let size = match sizes.get(id) {
                Some(size) => *size,
                None => desk.network_size(viewer, id)?,
            };
            sizes.insert(id.clone(), size);
            line.similar = Some(Link { href: network_href(id), text: viewer.words.count("row-network", size) });
        }
        lines.push(line);
    }
    Ok(lines)
}

/// How organised a network looks, in words; the scale is that of the network's own reasons (log-odds).
#[must_use]
pub fn organised(words: Words, score: f32) -> BandMark {
    let (class, key) = match score {
        score if score >= 4.0 => ("high", "organised-high"),
        score if score >= 2.0 => ("medium", "organised-medium"),
        _ => ("low", "organised-low"),
    };
    BandMark { class, word: words.say(key) }
}

/// The name of the first category, with a capital letter.
#[must_use]
pub fn first_category(desk: &Desk, words: Words, codes: &[String]) -> String {
    let name = codes.first().map_or_else(|| words.say("category-none"), |code| desk.names().category(words, code));
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A network as a row.
#[must_use]
pub fn network_line(desk: &Desk, viewer: &Viewer, row: &NetworkRow) -> NetworkLine {
    let words = viewer.words;
    let (posts, contacts) = (words.count("count-posts", row.posts), words.count("count-contacts", row.identifier_count));
    let category = first_category(desk, words, &row.categories);
    let speaking = row.reasons.iter().filter(|reason| reason.weight > 0.0).take(3);
    NetworkLine {
        id: row.id.clone(),
        href: network_href(&row.id),
        pick: words.with("pick", "key", &row.id),
        band: organised(words, row.score),
        title: words.with_all("row-title", &[("category", &category), ("posts", &posts), ("contacts", &contacts)]),
        chips: speaking.map(|reason| Chip { class: "for", label: signs::label(words, &reason.code) }).collect(),
        contacts: words
            .list(&row.identifiers.iter().take(2).map(|contact| names::contact(contact.kind, &contact.value)).collect::<Vec<_>>()),
        places: places(desk, words, &row.places),
        date: row.last.map(|moment| date(&viewer.calendar, moment)),
        posts_href: link("/", &[("group", "none"), ("network", &row.id)]),
        posts: words.with("row-network-open", "posts", &posts),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Tongue;

    #[test]
    fn pages_turn_and_stop_at_the_ends() {
        let words = Words(Tongue::En);
        let first = pager(words, &Address::read("/", Some("band=high")), 120);
        assert_eq!((first.summary.as_str(), first.previous), ("1–50 of 120", None));
        assert_eq!(first.next.as_deref(), Some("/?band=high&page=2"));
        let last = pager(words, &Address::read("/", Some("page=3")), 120);
        assert_eq!((last.summary.as_str(), last.next), ("101–120 of 120", None));
        let beyond = pager(words, &Address::read("/", Some("page=99999999999")), 0);
        assert!(beyond.next.is_none());
    }

    #[test]
    fn a_preview_is_one_short_line() {
        let words = Words(Tongue::Ru);
        assert_eq!(preview(words, " а\n\n б "), "а б");
        assert_eq!(preview(words, " \n"), "пост без текста");
        assert_eq!(preview(words, &"ұ".repeat(500)).chars().count(), PREVIEW + 1);
    }
}
