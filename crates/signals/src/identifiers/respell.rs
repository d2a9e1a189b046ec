//! Signs that are written as words or parted by blanks are put back: «t точка me слэш name» becomes "t.me/name".

use std::ops::Range;

use super::scene::{Meaning, Scene};
use crate::unfold::class::Class;
use crate::unfold::{Glyph, Unfolded};

/// The text with its spelt signs put back; none where there is nothing to put back.
pub(super) fn respell(scene: &Scene<'_>) -> Option<Unfolded> {
    let mut changes: Vec<(Range<usize>, char)> = Vec::new();
    for (index, token) in scene.tokens.iter().enumerate() {
        let change = match token.meaning {
            Some(Meaning::Spelt(sign)) => spelt(scene, index, sign),
            _ => bracketed_at(scene, index),
        };
        changes.extend(change);
        changes.extend(loose_signs(scene, index));
    }
    changes.sort_by_key(|(range, _)| range.start);
    changes.dedup_by(|later, first| later.0.start < first.0.end);
    if changes.is_empty() { None } else { Some(rewrite(scene.seen, &changes)) }
}

fn rewrite(seen: &Unfolded, changes: &[(Range<usize>, char)]) -> Unfolded {
    let glyphs = seen.glyphs();
    let mut written: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    let mut at = 0;
    for (range, sign) in changes {
        written.extend(glyphs.get(at..range.start).unwrap_or(&[]));
        let span = seen.glyph_span(range.clone());
        written.push(Glyph {
            raw: *sign,
            ch: *sign,
            class: Class::of(*sign),
            shown: Class::of(*sign),
            start: span.start,
            end: span.end,
            byte: 0,
        });
        at = range.end;
    }
    written.extend(glyphs.get(at..).unwrap_or(&[]));
    Unfolded::from_glyphs(written, seen.disguises().to_vec())
}

fn is_name_part(c: Option<char>) -> bool {
    c.is_some_and(|c| matches!(Class::of(c), Class::Latin | Class::Digit | Class::Underscore))
}

/// The blanks, brackets and quotes around a stretch belong to the sign.
fn with_margins(scene: &Scene<'_>, start: usize, end: usize) -> Range<usize> {
    let margin = |c: Option<char>| c.is_some_and(|c| matches!(c, ' ' | '(' | ')' | '[' | ']' | '{' | '}' | '«' | '»' | '"' | '*'));
    let (mut from, mut to) = (start, end);
    while margin(scene.before(from)) && start - from < 3 {
        from -= 1;
    }
    while margin(scene.ch(to)) && to - end < 3 {
        to += 1;
    }
    from..to
}

/// A spelt sign counts where Latin letters, digits or another sign stand on both sides.
fn spelt(scene: &Scene<'_>, index: usize, sign: char) -> Option<(Range<usize>, char)> {
    let token = scene.tokens.get(index)?;
    let range = with_margins(scene, token.start, token.end);
    let near = |index: Option<usize>| {
        index.and_then(|index| scene.tokens.get(index)).is_some_and(|token| {
            matches!(token.meaning, Some(Meaning::Spelt(_)))
                || is_name_part(scene.ch(token.start))
                || is_short_host(scene, token.start..token.end)
        })
    };
    let touches = |at: Option<usize>, edge: usize| {
        at.and_then(|at| scene.tokens.get(at)).is_some_and(|token| token.start == edge || token.end == edge)
    };
    let before = index.checked_sub(1);
    let close = touches(before, range.start) && touches(Some(index + 1), range.end);
    (close && near(before) && near(Some(index + 1))).then_some((range, sign))
}

/// Cyrillic spellings of short Latin hosts and endings.
fn is_short_host(scene: &Scene<'_>, range: Range<usize>) -> bool {
    matches!(scene.seen.slice(range), "т" | "ме" | "ми" | "ру" | "ком" | "кз" | "нет" | "мейл" | "маил" | "орг" | "ва")
}

/// "name (at) host", "name [at] host".
fn bracketed_at(scene: &Scene<'_>, index: usize) -> Option<(Range<usize>, char)> {
    let token = scene.tokens.get(index)?;
    if scene.seen.slice(token.start..token.end) != "at" {
        return None;
    }
    let bracketed = matches!(
        (scene.before(token.start), scene.ch(token.end)),
        (Some('('), Some(')')) | (Some('['), Some(']')) | (Some('{'), Some('}'))
    );
    let range = with_margins(scene, token.start, token.end);
    (bracketed && is_name_part(scene.before(range.start)) && is_name_part(scene.ch(range.end))).then_some((range, '@'))
}

/// "t . me / name": signs parted by blanks around the short hosts.
fn loose_signs(scene: &Scene<'_>, index: usize) -> Vec<(Range<usize>, char)> {
    let mut found = Vec::new();
    let Some(token) = scene.tokens.get(index) else { return found };
    if !matches!(scene.seen.slice(token.start..token.end), "me" | "ме") {
        return found;
    }
    let host = index.checked_sub(1).and_then(|index| scene.tokens.get(index));
    let Some(host) = host.filter(|host| matches!(scene.seen.slice(host.start..host.end), "t" | "т" | "wa" | "ва")) else { return found };
    let between = host.end..token.start;
    if between.len() > 1 && is_sign(scene, between.clone(), '.') {
        found.push((between, '.'));
    }
    let after = scene.tokens.get(index + 1).map_or(token.end..token.end, |next| token.end..next.start);
    if after.len() > 1 && after.len() < 6 && is_sign(scene, after.clone(), '/') {
        found.push((after, '/'));
    }
    found
}

/// Whether a stretch is one sign among blanks and brackets.
fn is_sign(scene: &Scene<'_>, range: Range<usize>, sign: char) -> bool {
    let glyphs = scene.seen.glyphs().get(range).unwrap_or(&[]);
    let signs = glyphs.iter().filter(|glyph| glyph.ch == sign).count();
    signs == 1 && glyphs.iter().all(|glyph| glyph.ch == sign || matches!(glyph.ch, ' ' | '[' | ']' | '(' | ')' | '{' | '}'))
}
