//! Names in messengers and networks: `@name`, and a name after a word such as «тг» or «инста».

use std::ops::Range;

use super::scene::{Meaning, Scene};
use super::{Hit, Hits, Kind};
use crate::unfold::class::Class;

/// Fewest characters of a Telegram name.
const SHORTEST_TELEGRAM: usize = 5;
/// Fewest characters of other names.
const SHORTEST: usize = 3;
/// The longest name.
const LONGEST: usize = 32;
/// How many glyphs may stand between a cue and its name.
const FARTHEST: usize = 6;
/// How many filler words may stand between them.
const FILLERS: usize = 2;

/// Finds handles.
pub(super) fn find(scene: &Scene<'_>, hits: &mut Hits) {
    for at in &scene.ats {
        if let Some(hit) = after_at(scene, *at)
            && hits.is_free(hit.glyphs.clone())
        {
            hits.push(hit);
        }
    }
    for index in 0..scene.tokens.len() {
        if let Some(hit) = after_cue(scene, index)
            && hits.is_free(hit.glyphs.clone())
        {
            hits.push(hit);
        }
    }
}

/// The stretch of a name that begins here: Latin letters, digits, low lines, and dots between them.
fn name_at(scene: &Scene<'_>, start: usize) -> Range<usize> {
    let part = |at: usize| scene.plain(at).is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    let mut end = start;
    while part(end) || (scene.plain(end) == Some('.') && end > start && part(end + 1) && is_name_letter(scene, end + 1)) {
        end += 1;
    }
    start..end
}

/// A dot goes on with the name only where no new sentence begins: the character after it is small or a digit, in Latin.
fn is_name_letter(scene: &Scene<'_>, at: usize) -> bool {
    scene.ch(at).is_some_and(|c| c.is_ascii_alphanumeric() || c == '_') && scene.cased(at).is_some_and(|c| !c.is_ascii_uppercase())
}

fn text(scene: &Scene<'_>, range: Range<usize>) -> String {
    range.filter_map(|at| scene.plain(at)).collect()
}

/// Whether a stretch is Latin, apart from single letters that look so.
fn is_latin(scene: &Scene<'_>, range: Range<usize>) -> bool {
    let letters = || range.clone().filter_map(|at| scene.ch(at)).filter(|c| Class::of(*c).is_letter());
    letters().all(|c| c.is_ascii_alphabetic())
}

fn after_at(scene: &Scene<'_>, at: usize) -> Option<Hit> {
    let in_word = scene.before(at).is_some_and(|c| Class::of(c).is_wordish() || matches!(c, '.' | '/' | '@'));
    let spaced = scene.ch(at + 1) == Some(' ');
    let cue = cue_before(scene, at);
    if in_word || (spaced && cue.is_none()) {
        return None;
    }
    let start = at + 1 + usize::from(spaced);
    let range = name_at(scene, start);
    let kind = match cue {
        Some(kind) => kind,
        None if range.clone().any(|at| scene.ch(at) == Some('.')) => Kind::Instagram,
        None => Kind::Telegram,
    };
    let range = if kind == Kind::Telegram { up_to_dot(scene, range) } else { range };
    let value = text(scene, range.clone());
    (is_latin(scene, range.clone()) && is_name(kind, &value)).then_some(Hit { kind, value, glyphs: at..range.end })
}

fn up_to_dot(scene: &Scene<'_>, range: Range<usize>) -> Range<usize> {
    let end = range.clone().find(|at| scene.plain(*at) == Some('.')).unwrap_or(range.end);
    range.start..end
}

fn kind_of(meaning: Option<Meaning>) -> Option<Kind> {
    match meaning? {
        Meaning::Telegram => Some(Kind::Telegram),
        Meaning::Instagram => Some(Kind::Instagram),
        Meaning::Vk => Some(Kind::Vk),
        Meaning::Tiktok => Some(Kind::Tiktok),
        _ => None,
    }
}

/// The cue that stands directly before an @.
fn cue_before(scene: &Scene<'_>, at: usize) -> Option<Kind> {
    let index = scene.token_from(at).checked_sub(1)?;
    let token = scene.tokens.get(index)?;
    let near = at.saturating_sub(token.end) <= FARTHEST && (token.end..at).all(|at| scene.ch(at).is_some_and(between));
    if near { kind_of(token.meaning) } else { None }
}

/// What may stand between a cue and a name.
fn between(c: char) -> bool {
    match Class::of(c) {
        Class::Space | Class::Symbol => !matches!(c, '»' | '”' | '…'),
        Class::Sign => matches!(c, ':' | '-' | '(' | '=' | '>' | '@' | '"' | '\'' | '.' | '|' | '/' | '*'),
        Class::Newline => true,
        _ => false,
    }
}

/// A name after a cue: any after a colon, one with a digit or low line (or dot) otherwise.
fn after_cue(scene: &Scene<'_>, index: usize) -> Option<Hit> {
    let cue = scene.tokens.get(index)?;
    let kind = kind_of(cue.meaning)?;
    let (start, pointed) = name_start(scene, index)?;
    let range = name_at(scene, start);
    if range.is_empty() || scene.before(start).is_some_and(|c| Class::of(c).is_wordish()) || scene.ch(range.end) == Some('@') {
        return None;
    }
    let range = if kind == Kind::Telegram { up_to_dot(scene, range) } else { range };
    let value = text(scene, range.clone());
    let telling = value.chars().any(|c| c.is_ascii_digit() || c == '_' || c == '.') && value.chars().any(|c| c.is_ascii_alphabetic());
    let mixed = range.clone().any(|at| scene.ch(at) != scene.plain(at));
    let fine = is_latin(scene, range.clone()) && is_name(kind, &value) && (telling || (pointed && !mixed && !is_no_name(&value)));
    fine.then_some(Hit { kind, value, glyphs: range })
}

/// Where the name after a cue begins, and whether a colon or the like points at it.
fn name_start(scene: &Scene<'_>, index: usize) -> Option<(usize, bool)> {
    let mut edge = scene.tokens.get(index)?.end;
    let mut pointed = false;
    for next in 0..=FILLERS {
        let token = scene.tokens.get(index + 1 + next)?;
        let start = if scene.before(token.start) == Some('_') { low_line_start(scene, token.start) } else { token.start };
        if start < edge || start - edge > FARTHEST || !(edge..start).all(|at| scene.ch(at).is_some_and(between)) {
            return None;
        }
        let gap = || (edge..start).filter_map(|at| scene.ch(at));
        pointed |= gap().any(|c| matches!(c, ':' | '=' | '>' | '@' | '👉' | '➡')) && !gap().any(|c| c == '/');
        if token.meaning != Some(Meaning::Filler) || scene.ch(token.end) == Some('_') {
            return Some((start, pointed));
        }
        edge = token.end;
    }
    None
}

fn low_line_start(scene: &Scene<'_>, mut start: usize) -> usize {
    while scene.before(start) == Some('_') {
        start -= 1;
    }
    start
}

fn is_name(kind: Kind, value: &str) -> bool {
    let shortest = if kind == Kind::Telegram { SHORTEST_TELEGRAM } else { SHORTEST };
    let first_fine =
        value.starts_with(|c: char| c.is_ascii_alphabetic() || (kind != Kind::Telegram && c.is_ascii_alphanumeric() || c == '_'));
    let letters = value.chars().any(|c| c.is_ascii_alphabetic());
    (shortest..=LONGEST).contains(&value.len()) && first_fine && letters && value.is_ascii()
}

/// Words that stand after «Telegram:» without being names.
fn is_no_name(value: &str) -> bool {
    matches!(
        value,
        "viber"
            | "whatsapp"
            | "telegram"
            | "instagram"
            | "facebook"
            | "email"
            | "gmail"
            | "skype"
            | "signal"
            | "https"
            | "http"
            | "phone"
            | "channel"
            | "group"
            | "tiktok"
            | "youtube"
            | "wechat"
            | "discord"
            | "twitter"
            | "direct"
            | "linkedin"
            | "messenger"
            | "only"
            | "mail"
            | "insta"
            | "the"
            | "and"
    )
}
