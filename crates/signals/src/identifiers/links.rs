//! E-mail addresses, links and bare host names, and what links to messengers and networks say.

use std::ops::Range;

use super::hosts::{self, Likeness};
use super::scene::{Meaning, Scene};
use super::{Hit, Hits, Kind, phones};
use crate::unfold::class::Class;

/// Finds e-mail addresses, links and hosts.
pub(super) fn find(scene: &Scene<'_>, hits: &mut Hits) {
    for at in &scene.ats {
        if let Some(hit) = email(scene, *at) {
            hits.push(hit);
        }
    }
    for dot in &scene.dots {
        if hits.is_free(*dot..dot + 1) {
            host_at(scene, *dot, hits);
        }
        if hits.is_free(*dot..dot + 1) {
            cyrillic_host_at(scene, *dot, hits);
        }
    }
    deep_links(scene, hits);
}

fn ascii(c: Option<char>, more: &str) -> bool {
    c.is_some_and(|c| c.is_ascii_alphanumeric() || (c.is_ascii() && more.contains(c)))
}

/// The plain text of a stretch.
fn plain(scene: &Scene<'_>, range: Range<usize>) -> String {
    range.filter_map(|at| scene.plain(at)).collect()
}

/// Grows a stretch to the left over characters of a kind.
fn grow_left(scene: &Scene<'_>, mut start: usize, more: &str) -> usize {
    while start > 0 && ascii(scene.plain(start - 1), more) {
        start -= 1;
    }
    start
}

fn grow_right(scene: &Scene<'_>, mut end: usize, more: &str) -> usize {
    while ascii(scene.plain(end), more) {
        end += 1;
    }
    end
}

fn email(scene: &Scene<'_>, at: usize) -> Option<Hit> {
    let mut start = grow_left(scene, at, "._-+%");
    while start < at && !ascii(scene.plain(start), "_") {
        start += 1;
    }
    let mut end = grow_right(scene, at + 1, ".-");
    while end > at + 1 && !ascii(scene.plain(end - 1), "") {
        end -= 1;
    }
    let host = host_text(scene, at + 1..end);
    let (rest, last) = host.rsplit_once('.')?;
    let ending_fine = last.len() >= 2 && last.chars().all(|c| c.is_ascii_alphabetic());
    if start == at || rest.is_empty() || !ending_fine || host.contains("..") {
        return None;
    }
    let value = format!("{}@{host}", plain(scene, start..at));
    Some(Hit { kind: Kind::Email, value, glyphs: start..end })
}

/// A link or host around a dot.
fn host_at(scene: &Scene<'_>, dot: usize, hits: &mut Hits) {
    let start = grow_left(scene, dot, ".-");
    let end = trimmed(scene, start, grow_right(scene, dot, ".-"));
    let in_word = scene.before(start).is_some_and(|c| c == '@' || Class::of(c).is_letter());
    if start >= end || !hits.is_free(start..end) || in_word {
        return;
    }
    let host = host_text(scene, start..end);
    let latin = (start..end).filter_map(|at| scene.ch(at)).any(|c| c.is_ascii_alphabetic());
    if !latin && !matches!(host.as_str(), "t.me" | "wa.me") {
        return;
    }
    let scheme = scheme_before(scene, start);
    let path_end = if matches!(scene.ch(end), Some('/' | '?' | ':' | '#')) { path_end(scene, end) } else { end };
    let likeness = hosts::likeness(&host);
    let known_host = matches!(host.as_str(), "t.me" | "wa.me" | "vk.me" | "vk.com");
    let believed = match likeness {
        _ if scheme.is_some() || known_host => true,
        Likeness::Strong => path_end > end + 1 || !is_sentence_break(scene, dot, end),
        Likeness::Weak => path_end > end + 1 || said_to_be_site(scene, start),
        Likeness::None => false,
    };
    if believed {
        let link = Link { scheme, host, start, host_end: end, end: path_end };
        link.report(scene, hits);
    }
}

/// A link or host in Cyrillic letters around a dot.
fn cyrillic_host_at(scene: &Scene<'_>, dot: usize, hits: &mut Hits) {
    let part = |at: usize| scene.ch(at).is_some_and(|c| c == '-' || c == '.' || (c != '_' && Class::of(c).is_wordish()));
    let mut start = dot;
    while start > 0 && part(start - 1) {
        start -= 1;
    }
    let mut end = dot;
    while part(end) {
        end += 1;
    }
    while end > dot && matches!(scene.ch(end - 1), Some('.' | '-')) {
        end -= 1;
    }
    let host = scene.seen.slice(start..end).to_owned();
    let scheme = scheme_before(scene, start);
    let path_end = if matches!(scene.ch(end), Some('/' | '?')) { path_end(scene, end) } else { end };
    let believed = match hosts::cyrillic_likeness(&host) {
        Likeness::Strong => scheme.is_some() || path_end > end + 1 || !is_sentence_break(scene, dot, end),
        Likeness::Weak => scheme.is_some() || path_end > end + 1 || said_to_be_site(scene, start),
        Likeness::None => false,
    };
    if believed && hits.is_free(start..end) && scene.before(start) != Some('@') {
        Link { scheme, host, start, host_end: end, end: path_end }.report(scene, hits);
    }
}

fn trimmed(scene: &Scene<'_>, start: usize, mut end: usize) -> usize {
    while end > start && !ascii(scene.plain(end - 1), "") {
        end -= 1;
    }
    end
}

/// The name of a host; an ending in Cyrillic letters («mail.ру») is put into Latin ones.
fn host_text(scene: &Scene<'_>, range: Range<usize>) -> String {
    let host = plain(scene, range.clone());
    let ending = scene.seen.slice(range).rsplit('.').next().and_then(hosts::latin_ending);
    match (host.rsplit_once('.'), ending) {
        (Some((rest, _)), Some(ending)) => format!("{rest}.{ending}"),
        _ => host,
    }
}

/// «Приходи.Net»: the ending has a capital where the word before has none.
fn is_sentence_break(scene: &Scene<'_>, dot: usize, end: usize) -> bool {
    let last_dot = (dot..end).rev().find(|at| scene.ch(*at) == Some('.')).unwrap_or(dot);
    let capital = |at: usize| scene.cased(at).is_some_and(char::is_uppercase);
    capital(last_dot + 1) && !last_dot.checked_sub(1).is_some_and(capital)
}

fn said_to_be_site(scene: &Scene<'_>, start: usize) -> bool {
    let before = scene.token_from(start).checked_sub(1).and_then(|index| scene.tokens.get(index));
    before.is_some_and(|token| token.meaning == Some(Meaning::Site) && start.saturating_sub(token.end) <= 4)
}

/// Where the scheme ("https://") before a host begins.
fn scheme_before(scene: &Scene<'_>, start: usize) -> Option<usize> {
    let colon = start.checked_sub(3)?;
    let slashes = scene.ch(colon) == Some(':') && scene.ch(colon + 1) == Some('/') && scene.ch(colon + 2) == Some('/');
    if !slashes {
        return None;
    }
    let from = grow_left(scene, colon, "");
    (from < colon).then_some(from)
}

/// The end of a path: up to a blank or a sign that no link has, without closing punctuation.
fn path_end(scene: &Scene<'_>, start: usize) -> usize {
    let mut end = start;
    let mut open = 0;
    while let Some(c) = scene.ch(end).filter(|c| is_path_part(*c)) {
        match c {
            '(' => open += 1,
            ')' if open == 0 => break,
            ')' => open -= 1,
            _ => {}
        }
        end += 1;
    }
    while end > start && matches!(scene.ch(end - 1), Some('.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '\'' | '*')) {
        end -= 1;
    }
    end
}

fn is_path_part(c: char) -> bool {
    let class = Class::of(c);
    let stops = matches!(c, '"' | '<' | '>' | '|' | '[' | ']' | '*' | '{' | '}' | '\\' | '^');
    !class.is_blank() && !stops && (c.is_ascii() || class.is_letter())
}

/// A link or a bare host.
struct Link {
    scheme: Option<usize>,
    host: String,
    start: usize,
    host_end: usize,
    end: usize,
}

impl Link {
    fn report(self, scene: &Scene<'_>, hits: &mut Hits) {
        let bare_host = self.host.strip_prefix("www.").or_else(|| self.host.strip_prefix("m.")).unwrap_or(&self.host).to_owned();
        let glyphs = self.scheme.unwrap_or(self.start)..self.end;
        let path: String = (self.host_end..self.end).filter_map(|at| scene.cased(at)).collect();
        let first = path.trim_start_matches('/').split(['/', '?', '#', '&']).next().unwrap_or("");
        let named = match bare_host.as_str() {
            "t.me" | "telegram.me" | "telegram.dog" => telegram(scene, &path, first),
            "instagram.com" | "instagr.am" => name(first, ".").filter(|name| !is_page(name)).map(|name| (Kind::Instagram, name)),
            "vk.com" | "vk.ru" | "vk.me" if !first.contains('-') => {
                name(first, ".").filter(|name| !is_page(name)).map(|name| (Kind::Vk, name))
            }
            "tiktok.com" => first.strip_prefix('@').and_then(|first| name(first, ".")).map(|name| (Kind::Tiktok, name)),
            "wa.me" | "api.whatsapp.com" | "web.whatsapp.com" | "whatsapp.com" => {
                phones::of_link(scene, &path).map(|phone| (Kind::Phone, phone))
            }
            _ => None,
        };
        match named {
            Some((kind, value)) => hits.push(Hit { kind, value, glyphs }),
            None if matches!(bare_host.as_str(), "t.me" | "wa.me" | "telegram.me") && first.len() < 2 => {}
            None if self.scheme.is_some() || path.trim_end_matches('/').len() > 1 => self.report_url(scene, &path, hits),
            None => hits.push(Hit { kind: Kind::Domain, value: bare_host, glyphs }),
        }
    }

    fn report_url(&self, scene: &Scene<'_>, path: &str, hits: &mut Hits) {
        let scheme: String = self.scheme.map(|from| plain(scene, from..self.start)).unwrap_or_default();
        let value = format!("{scheme}{}{path}", self.host);
        hits.push(Hit { kind: Kind::Url, value, glyphs: self.scheme.unwrap_or(self.start)..self.end });
    }
}

/// What a Telegram link names: a channel or person, or an invitation whose code keeps its case.
fn telegram(scene: &Scene<'_>, path: &str, first: &str) -> Option<(Kind, String)> {
    if let Some(code) = first.strip_prefix('+').filter(|code| !code.is_empty()) {
        let digits = code.chars().filter(char::is_ascii_digit).count();
        if digits == code.len() {
            return phones::of_link(scene, code).map(|phone| (Kind::Phone, phone));
        }
        return invite(code);
    }
    let second = path.trim_start_matches('/').split(['/', '?', '#']).nth(1).unwrap_or("");
    match first.to_ascii_lowercase().as_str() {
        "joinchat" if !second.is_empty() => invite(second),
        "s" => name(second, "").filter(|name| name.len() >= 4).map(|name| (Kind::Telegram, name)),
        "joinchat" | "c" | "addstickers" | "share" | "iv" | "proxy" | "addlist" | "addemoji" | "boost" | "setlanguage" => None,
        _ => name(first.trim_start_matches('@'), "").filter(|name| name.len() >= 4).map(|name| (Kind::Telegram, name)),
    }
}

/// The code of an invitation, its case kept.
fn invite(code: &str) -> Option<(Kind, String)> {
    let end = code.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))).unwrap_or(code.len());
    code.get(..end).filter(|code| code.len() >= 8).map(|code| (Kind::TelegramInvite, code.to_owned()))
}

/// A name at the beginning of a path, lower case.
fn name(path: &str, more: &str) -> Option<String> {
    let end = path.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || more.contains(c))).unwrap_or(path.len());
    let name = path.get(..end)?.trim_matches('.').to_ascii_lowercase();
    (name.len() >= 3).then_some(name)
}

/// Parts of a network's own pages.
fn is_page(name: &str) -> bool {
    matches!(
        name,
        "reel" | "reels" | "stories" | "explore" | "accounts" | "feed" | "share" | "away.php" | "video" | "photo" | "search" | "tv" | "doc"
    ) || name.starts_with("wall-")
}

/// "tg://resolve?domain=name".
fn deep_links(scene: &Scene<'_>, hits: &mut Hits) {
    let text = scene.seen.text();
    if !text.contains("domain=") {
        return;
    }
    for token in &scene.tokens {
        let named = scene.seen.slice(token.start..token.end) == "domain" && scene.ch(token.end) == Some('=');
        if named && text.contains("resolve?domain=") {
            let start = token.end + 1;
            let end = grow_right(scene, start, "_");
            if end > start + 3 {
                hits.push(Hit { kind: Kind::Telegram, value: plain(scene, start..end), glyphs: start..end });
            }
        }
    }
}
