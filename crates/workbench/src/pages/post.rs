//! One post.

use askama::Template;
use corpus::Entry;
use record::PostKey;

use crate::desk::Desk;
use crate::fault::Fault;
use crate::names;
use crate::pages::frame::{Ask, Frame, Section, render};
use crate::pages::parts::{self, Link};
use crate::pages::pictures::{self, PictureCard};
use crate::pages::reading::{Reading, reading};
use crate::words::Words;

/// The page.
#[derive(Debug, Template)]
#[template(path = "post.html")]
pub struct PostPage {
    /// The frame.
    pub f: Frame,
    /// The words.
    pub t: Words,
    /// `SOURCE/ID`.
    pub key: String,
    /// What is known about the post.
    pub card: Vec<CardLine>,
    /// What its text shows.
    pub reading: Reading,
    /// Its pictures.
    pub pictures: Vec<PictureCard>,
    /// Earlier versions of its text.
    pub earlier: Vec<Earlier>,
    /// What is needed to have its page kept: the address and what the form carries; none where the reader can't.
    pub capture: Option<(String, String)>,
}

/// One line of the card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardLine {
    /// What it is.
    pub label: String,
    /// Its value.
    pub value: String,
    /// Where it leads inside the workbench.
    pub href: Option<String>,
}

/// An earlier version of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// Until when it stood.
    pub label: String,
    /// The text.
    pub text: String,
}

/// A post as HTML.
///
/// # Errors
/// Where the address names no post or the corpus does not answer.
pub fn show(desk: &Desk, ask: &Ask<'_>) -> Result<String, Fault> {
    let words = ask.words();
    let written = ask.address.get("key").unwrap_or_default();
    let key = PostKey::parse(written).map_err(|error| Fault::Bad(error.to_string()))?;
    let entry = desk.post(&ask.viewer, &key)?;
    let earlier = entry.earlier.iter().rev().map(|version| Earlier {
        label: words.with("post-earlier-label", "date", &ask.viewer.calendar.full(version.replaced)),
        text: version.text.clone(),
    });
    render(&PostPage {
        f: ask.frame(words.with("post-title", "key", &key.to_string()), Some(Section::Queue)),
        t: words,
        key: key.to_string(),
        card: card(desk, ask, &entry)?,
        reading: reading(desk, words, &entry.post.text, &entry.signals),
        pictures: pictures::cards(desk, ask, &key)?,
        earlier: earlier.collect(),
        capture: capture(ask, entry.post.url.as_deref()),
    })
}

/// Whether the reader is offered to have the post's page kept as evidence. The rights are asked again when they do.
fn capture(ask: &Ask<'_>, url: Option<&str>) -> Option<(String, String)> {
    let person = ask.viewer.person().filter(|person| person.sections.contains(&Section::Evidence))?;
    let url = url.filter(|url| url.starts_with("https://") || url.starts_with("http://"))?;
    Some((url.to_owned(), person.form.clone()))
}

/// What is known about a post besides its text.
///
/// # Errors
/// Where the corpus does not answer.
pub fn card(desk: &Desk, ask: &Ask<'_>, entry: &Entry) -> Result<Vec<CardLine>, Fault> {
    let words = ask.words();
    let mut lines = about_signals(desk, words, entry);
    lines.extend(about_origin(ask, entry));
    let network = match &entry.network {
        Some(id) => {
            let posts = words.count("count-posts", desk.network_size(&ask.viewer, id)?);
            Some(Link { href: parts::network_href(id), text: words.with_all("post-network-value", &[("id", id), ("posts", &posts)]) })
        }
        None => None,
    };
    let network = network.map(|Link { href, text }| CardLine { label: words.say("post-network"), value: text, href: Some(href) });
    lines.extend(network);
    lines.push(line(words, "post-mandate", mandate(desk, ask, entry)));
    lines.push(line(words, "post-keep", keep(ask, entry)));
    Ok(lines)
}

fn line(words: Words, key: &str, value: String) -> CardLine {
    CardLine { label: words.say(key), value, href: None }
}

fn about_signals(desk: &Desk, words: Words, entry: &Entry) -> Vec<CardLine> {
    let signals = &entry.signals;
    let category = signals.category.as_ref().map(|code| line(words, "post-category", desk.names().category(words, code)));
    let stage = signals.stage.map(|stage| line(words, "post-stage", names::stage(words, stage)));
    let score = line(words, "post-score", words.decimal(signals.score));
    let language = line(words, "post-language", names::language(words, signals.language.code()));
    [Some(score), category, stage, Some(language)].into_iter().flatten().collect()
}

fn about_origin(ask: &Ask<'_>, entry: &Entry) -> Vec<CardLine> {
    let (words, calendar) = (ask.words(), &ask.viewer.calendar);
    let dated = |moment| format!("{} ({})", calendar.full(moment), calendar.age(moment));
    let post = &entry.post;
    let media = (!post.media.is_empty()).then(|| words.list(&post.media));
    let lines = [
        ("post-source", Some(post.source.clone())),
        ("post-author", post.author.clone()),
        ("post-url", post.url.clone()),
        ("post-forwarded", entry.forwarded_from.clone()),
        ("post-media", media),
        ("post-published", Some(post.published.map_or_else(|| words.say("unknown"), dated))),
        ("post-edited", entry.edited.map(dated)),
        ("post-collected", Some(dated(entry.collected))),
    ];
    lines.into_iter().filter_map(|(key, value)| value.map(|value| line(words, key, value))).collect()
}

/// The ground on which the post's source is read.
fn mandate(desk: &Desk, ask: &Ask<'_>, entry: &Entry) -> String {
    desk.mandate(entry).map_or_else(|| ask.words().say("post-mandate-none"), |mandate| mandate.ground)
}

fn keep(ask: &Ask<'_>, entry: &Entry) -> String {
    let calendar = &ask.viewer.calendar;
    let (day, left) = (calendar.day(entry.keep_until), calendar.left(entry.keep_until));
    ask.words().with_all("post-keep-value", &[("day", &day), ("left", &left)])
}
