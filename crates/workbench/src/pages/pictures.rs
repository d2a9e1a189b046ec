//! The pictures of a post, and which other posts have them. No picture is shown: words and a fingerprint stand for it.

use corpus::Alike;
use record::PostKey;

use crate::desk::Desk;
use crate::fault::Fault;
use crate::pages::frame::Ask;
use crate::pages::parts::{self, DateMark};
use crate::words::Words;

/// Posts shown of one picture.
const ROWS: usize = 20;
/// Digits shown of a fingerprint.
const DIGITS: usize = 8;
/// Bits in which pictures hardly differ: as much as another encoding of the same size does.
const HARDLY: u32 = 6;

/// A picture of a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureCard {
    /// Its number and the beginning of its fingerprint.
    pub title: String,
    /// The path under which the post names it.
    pub path: String,
    /// How many posts have it, or why that can't be said.
    pub lead: String,
    /// Posts that have it, nearest first.
    pub posts: Vec<PictureLine>,
    /// How many more there are.
    pub more: Option<String>,
}

/// Another post with the same picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureLine {
    /// `SOURCE/ID`.
    pub key: String,
    /// Its page.
    pub href: String,
    /// Beginning of its text.
    pub text: String,
    /// Language of the text.
    pub lang: &'static str,
    /// When it was published.
    pub date: Option<DateMark>,
    /// How little the pictures differ.
    pub likeness: String,
}

/// The pictures of a post.
///
/// # Errors
/// Where the corpus does not answer.
pub fn cards(desk: &Desk, ask: &Ask<'_>, key: &PostKey) -> Result<Vec<PictureCard>, Fault> {
    let pictures = desk.pictures(&ask.viewer, key)?;
    pictures.iter().enumerate().map(|(at, alike)| card(desk, ask, at + 1, alike)).collect()
}

fn card(desk: &Desk, ask: &Ask<'_>, number: usize, alike: &Alike) -> Result<PictureCard, Fault> {
    let words = ask.words();
    let mark: String = alike.picture.mark.hex().chars().take(DIGITS).collect();
    let lines = alike.posts.iter().take(ROWS).map(|(key, bits)| line(desk, ask, key, *bits));
    let more = alike.posts.len().saturating_sub(ROWS);
    Ok(PictureCard {
        title: words.with_all("picture-title", &[("number", &number.to_string()), ("mark", &mark)]),
        path: alike.picture.path.clone(),
        lead: lead(words, alike),
        posts: lines.filter_map(Result::transpose).collect::<Result<_, _>>()?,
        more: (more > 0).then(|| words.count_size("more-rows", more)),
    })
}

fn lead(words: Words, alike: &Alike) -> String {
    match alike.posts.len() {
        _ if !alike.picture.mark.is_telling() => words.say("picture-flat"),
        0 => words.say("picture-alone"),
        posts => words.count_size("picture-posts", posts),
    }
}

/// A row; none where the post has gone in the meantime.
fn line(desk: &Desk, ask: &Ask<'_>, key: &PostKey, bits: u32) -> Result<Option<PictureLine>, Fault> {
    let entry = match desk.post(&ask.viewer, key) {
        Ok(entry) => entry,
        Err(Fault::NoPost) => return Ok(None),
        Err(fault) => return Err(fault),
    };
    let key = key.to_string();
    Ok(Some(PictureLine {
        href: parts::post_href(&key),
        key,
        text: parts::preview(ask.words(), &entry.post.text),
        lang: entry.signals.language.code(),
        date: entry.post.published.map(|moment| parts::date(&ask.viewer.calendar, moment)),
        likeness: likeness(ask.words(), bits),
    }))
}

/// How little two pictures differ, in plain words.
#[must_use]
pub fn likeness(words: Words, bits: u32) -> String {
    match bits {
        0 => words.say("picture-equal"),
        1..=HARDLY => words.count("picture-near", bits),
        _ => words.count("picture-like", bits),
    }
}
