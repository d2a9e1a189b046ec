//! Keys of an index of captures: the host turned round, then the path, in one spelling of all that mean the same (SURT).
//!
//! Agrees with what players ask for (Python's `surt`), but for identifiers of sessions, which stay: to drop them would make two captures
//! one.

use std::fmt::Write as _;

/// The key of an address. What is not http, https or ws stays as it is.
#[must_use]
pub fn key(uri: &str) -> String {
    let Some((scheme, rest)) = uri.split_once("://") else { return uri.to_owned() };
    let default_port = match scheme.to_ascii_lowercase().as_str() {
        "http" | "ws" => "80",
        "https" | "wss" => "443",
        _ => return uri.to_owned(),
    };
    let rest = rest.split('#').next().unwrap_or_default();
    let (place, query) = rest.split_once('?').map_or((rest, ""), |(place, query)| (place, query));
    let (authority, path) = place.split_at_checked(place.find('/').unwrap_or(place.len())).unwrap_or((place, ""));
    let mut key = host(authority, default_port);
    key.push(')');
    key.push_str(&self::path(path));
    if !query.is_empty() {
        key.push('?');
        key.push_str(&self::query(query));
    }
    key
}

fn host(authority: &str, default_port: &str) -> String {
    let authority = authority.rsplit('@').next().unwrap_or_default().to_ascii_lowercase();
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => (host, port),
        _ => (authority.as_str(), ""),
    };
    let host = without_www(host.trim_matches(['.', '[', ']']));
    let mut parts: Vec<&str> = host.split('.').filter(|part| !part.is_empty()).collect();
    parts.reverse();
    let port = if port.is_empty() || port == default_port { String::new() } else { format!(":{port}") };
    parts.join(",") + &port
}

/// Without `www.`, `www2.` and the like.
fn without_www(host: &str) -> &str {
    let behind = host.strip_prefix("www").map(|rest| rest.trim_start_matches(|letter: char| letter.is_ascii_digit()));
    behind.and_then(|rest| rest.strip_prefix('.')).unwrap_or(host)
}

fn path(path: &str) -> String {
    let bytes = unescaped(path);
    let mut kept: Vec<&[u8]> = Vec::new();
    for part in bytes.split(|byte| *byte == b'/') {
        match part {
            b"" | b"." => {}
            b".." if !kept.is_empty() => drop(kept.pop()),
            part => kept.push(part),
        }
    }
    format!("/{}", escaped(&kept.join(&b'/')).to_ascii_lowercase())
}

fn query(query: &str) -> String {
    let query = escaped(&unescaped(query)).to_ascii_lowercase();
    let mut pairs: Vec<(&str, Option<&str>)> =
        query.split('&').map(|pair| pair.split_once('=').map_or((pair, None), |(name, value)| (name, Some(value)))).collect();
    pairs.sort_unstable();
    let pairs: Vec<String> =
        pairs.into_iter().map(|(name, value)| value.map_or(name.to_owned(), |value| format!("{name}={value}"))).collect();
    pairs.join("&")
}

/// Escapes undone until none is left, so that what was escaped twice is the same.
fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    loop {
        let once = unescaped_once(&bytes);
        // Each round that changes something makes it shorter.
        if once.len() == bytes.len() {
            return bytes;
        }
        bytes = once;
    }
}

fn unescaped_once(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, behind)) = rest.split_first() {
        let digit = |at: usize| behind.get(at).and_then(|byte| char::from(*byte).to_digit(16)).and_then(|digit| u8::try_from(digit).ok());
        match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                out.push(high << 4 | low);
                rest = behind.get(2..).unwrap_or_default();
            }
            _ => {
                out.push(*first);
                rest = behind;
            }
        }
    }
    out
}

fn escaped(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for byte in bytes {
        if byte.is_ascii_graphic() && !b"#%".contains(byte) {
            out.push(char::from(*byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// As Python's `surt` 0.3.1 answers.
    const TABLE: [(&str, &str); 27] = [
        ("https://www.example.kz/", "kz,example)/"),
        ("https://Example.KZ", "kz,example)/"),
        ("http://example.kz:80/", "kz,example)/"),
        ("https://example.kz:443/a/", "kz,example)/a"),
        ("https://example.kz:8080/a", "kz,example:8080)/a"),
        ("https://www2.shop.example.kz/A/B/?b=2&a=1&A", "kz,example,shop)/a/b?a&a=1&b=2"),
        ("http://user:pass@example.kz/x#frag", "kz,example)/x"),
        ("https://example.kz/a//b/./c/../d", "kz,example)/a/b/d"),
        ("https://example.kz/%D2%9A%41%2520?q=%20x", "kz,example)/%d2%9aa%20?q=%20x"),
        ("https://example.kz?x", "kz,example)/?x"),
        ("https://example.kz/?", "kz,example)/"),
        ("https://203.0.113.7/x", "7,113,0,203)/x"),
        ("https://[2001:db8::1]/x", "2001:db8::1)/x"),
        ("https://www.kz/", "kz)/"),
        ("https://www.www.kz/", "kz,www)/"),
        ("https://example.kz./", "kz,example)/"),
        ("https://example.kz//", "kz,example)/"),
        ("https://example.kz/..", "kz,example)/.."),
        ("https://example.kz/a?b&c=&d=1&c", "kz,example)/a?b&c&c=&d=1"),
        ("https://example.kz/x?a=1?b=2", "kz,example)/x?a=1?b=2"),
        ("https://example.kz/?a=%26", "kz,example)/?&a="),
        ("https://t.me/s/Channel?before=10&After=2", "me,t)/s/channel?after=2&before=10"),
        ("ws://example.kz/a", "kz,example)/a"),
        ("urn:arasha:screen:1", "urn:arasha:screen:1"),
        ("dns:example.kz", "dns:example.kz"),
        ("about:blank", "about:blank"),
        ("data:text/plain,x", "data:text/plain,x"),
    ];

    #[test]
    fn keys_are_those_that_players_ask_for() {
        for (uri, expected) in TABLE {
            assert_eq!(key(uri), expected, "{uri}");
        }
    }

    proptest! {
        #[test]
        fn any_address_has_a_key_without_spaces(rest in "\\PC{0,60}") {
            let key = key(&format!("https://example.kz/{rest}"));
            prop_assert!(key.starts_with("kz,example)/"), "{}", key);
            prop_assert!(key.bytes().all(|byte| byte.is_ascii_graphic()), "{}", key);
        }
    }
}
