//! Which words with dots are names of hosts.

use crate::unfold::class::Class;

/// Endings of host names that posts of the region use. Endings that are rather words of English or file endings are left out.
const ENDINGS: &[&str] = &[
    "ae", "agency", "ai", "am", "app", "art", "asia", "at", "az", "bar", "be", "beauty", "best", "bet", "bid", "biz", "blog", "by", "ca",
    "cam", "career", "careers", "casino", "cat", "cc", "center", "ch", "chat", "click", "cloud", "club", "cn", "co", "com", "company",
    "cy", "cz", "date", "dating", "de", "digital", "edu", "es", "eu", "expert", "fi", "fm", "fr", "fun", "games", "ge", "girls", "gl",
    "gle", "global", "gov", "gr", "group", "help", "host", "icu", "id", "il", "in", "info", "int", "io", "ir", "it", "jobs", "jp", "kg",
    "kr", "kz", "lat", "life", "link", "live", "lol", "love", "lt", "ltd", "lv", "ly", "me", "mobi", "mx", "name", "net", "news", "nl",
    "no", "one", "online", "org", "page", "ph", "pk", "pl", "pro", "pw", "ro", "ru", "sexy", "shop", "site", "so", "space", "store",
    "studio", "su", "th",
];
/// The same list, second half of the alphabet.
const MORE_ENDINGS: &[&str] = &[
    "team", "tech", "tel", "tj", "tk", "tm", "to", "today", "top", "tours", "tr", "travel", "tv", "ua", "uk", "us", "uz", "video", "vip",
    "vn", "wang", "watch", "webcam", "website", "wiki", "win", "work", "works", "world", "ws", "xn--p1ai", "xxx", "xyz",
];

/// Endings that are also ordinary words: a host with such an ending needs more to be believed.
const WORDS: &[&str] = &[
    "am", "art", "at", "bar", "be", "best", "by", "cat", "chat", "club", "co", "company", "date", "de", "es", "fun", "games", "girls",
    "group", "help", "id", "in", "it", "jobs", "life", "live", "love", "me", "name", "news", "no", "one", "page", "so", "team", "to",
    "today", "top", "us", "work", "world", "win",
];

/// Names with dots that are programs and not hosts.
const PROGRAMS: &[&str] = &["asp.net", "ado.net", "vb.net", "socket.io", "draw.io", "paint.net", "ml.net", "entity.net", "c.net"];

/// How much a word with dots looks like a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Likeness {
    /// It is none.
    None,
    /// It is one where something says so: a scheme, a path, a cue.
    Weak,
    /// It is one.
    Strong,
}

/// Whether a lower-case name is a host.
pub(super) fn likeness(host: &str) -> Likeness {
    let Some((rest, ending)) = host.rsplit_once('.') else { return Likeness::None };
    let labels_fine =
        rest.split('.').all(|label| !label.is_empty() && label.len() < 64 && !label.starts_with('-') && !label.ends_with('-'));
    let known = ENDINGS.binary_search(&ending).is_ok() || MORE_ENDINGS.binary_search(&ending).is_ok();
    if !labels_fine || !known || PROGRAMS.contains(&host) || !rest.contains(|c: char| c.is_ascii_alphabetic()) {
        return Likeness::None;
    }
    let telling = rest.starts_with("www.") || rest.contains(|c: char| c.is_ascii_digit() || c == '-');
    if (WORDS.contains(&ending) && !telling) || rest.len() < 2 { Likeness::Weak } else { Likeness::Strong }
}

/// Endings in Cyrillic letters (IANA's list of top-level domains) that are no words.
const CYRILLIC_ENDINGS: [&str; 4] = ["рф", "қаз", "бел", "укр"];
/// Endings in Cyrillic letters that are also words.
const CYRILLIC_WORDS: [&str; 6] = ["онлайн", "сайт", "рус", "дети", "москва", "орг"];

/// Whether a lower-case name with Cyrillic letters is a host: «работа.рф», «жұмыс.қаз», «работа-дубай.kz».
pub(super) fn cyrillic_likeness(host: &str) -> Likeness {
    let Some((rest, ending)) = host.rsplit_once('.') else { return Likeness::None };
    let fine = rest.split('.').all(|label| label.chars().count() >= 2 && !label.starts_with('-') && !label.ends_with('-'));
    let cyrillic = rest.chars().any(|c| Class::of(c) == Class::Cyrillic);
    let known = ENDINGS.binary_search(&ending).is_ok() || MORE_ENDINGS.binary_search(&ending).is_ok();
    match ending {
        _ if !fine || !cyrillic => Likeness::None,
        _ if CYRILLIC_ENDINGS.contains(&ending) || (known && !WORDS.contains(&ending)) => Likeness::Strong,
        _ if CYRILLIC_WORDS.contains(&ending) || known => Likeness::Weak,
        _ => Likeness::None,
    }
}

/// The ending that a Cyrillic spelling stands for.
pub(super) fn latin_ending(label: &str) -> Option<&'static str> {
    Some(match label {
        "ру" => "ru",
        "ком" => "com",
        "кз" => "kz",
        "нет" => "net",
        "орг" => "org",
        "ме" => "me",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_in_order() {
        assert!(ENDINGS.is_sorted() && MORE_ENDINGS.is_sorted());
    }

    #[test]
    fn hosts_are_told_from_words() {
        for host in ["svaha-orient-qz.site", "kyzdar2.net", "mail.example.kz", "www.work.in", "x5.club"] {
            assert_eq!(likeness(host), Likeness::Strong, "{host}");
        }
        for host in ["go.in", "school.it", "t.me"] {
            assert_eq!(likeness(host), Likeness::Weak, "{host}");
        }
        for host in ["работа.рф", "жұмыс.қаз", "работа-дубай.kz"] {
            assert_eq!(cyrillic_likeness(host), Likeness::Strong, "{host}");
        }
        for host in ["и.т.д", "улица.дом", "kyzdar.рф", "-.рф"] {
            assert_eq!(cyrillic_likeness(host), Likeness::None, "{host}");
        }
        for host in ["node.js", "asp.net", "3.5", "v.2.0", "и.т.д", "readme.md", "..com", "a..kz", "12.34.kz2"] {
            assert_eq!(likeness(host), Likeness::None, "{host}");
        }
    }
}
