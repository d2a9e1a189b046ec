//! What stands between the pages and everything else that a browser may do.
//!
//! The single-user form listens on the loopback only. That alone does not keep out a hostile page in the same browser: it could point a name of
//! its own at 127.0.0.1 (DNS rebinding) or send a form across sites. So the name in `Host` must be one of ours, and what changes or
//! reads anything by POST must come from our own origin. Pages may load nothing but our own files and run no script without the nonce.

use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};

use crate::seat::Seat;

/// Whether `Host` names this place.
#[must_use]
pub fn host_is_ours(headers: &HeaderMap, seat: &Seat) -> bool {
    headers.get(header::HOST).and_then(|host| host.to_str().ok()).is_some_and(|host| seat.is_host(host))
}

/// Whether a request may be answered as far as its origin goes. Reading by GET may come from anywhere (a link in a letter); all else must
/// come from a page of ours. With `Referrer-Policy: no-referrer` browsers write `Origin: null` for forms; `Sec-Fetch-Site`, which no
/// script can set, then says whether the form was ours.
#[must_use]
pub fn origin_is_ours(method: &Method, headers: &HeaderMap, seat: &Seat) -> bool {
    if matches!(*method, Method::GET | Method::HEAD) {
        return true;
    }
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    match text(header::ORIGIN) {
        Some("null") | None => text(HeaderName::from_static("sec-fetch-site")) == Some("same-origin"),
        Some(origin) => seat.is_origin(origin),
    }
}

/// Refuses what does not come from our own pages.
///
/// # Errors
/// The status to answer with.
pub fn admit(method: &Method, headers: &HeaderMap, seat: &Seat) -> Result<(), StatusCode> {
    if !host_is_ours(headers, seat) {
        return Err(StatusCode::MISDIRECTED_REQUEST);
    }
    if origin_is_ours(method, headers, seat) { Ok(()) } else { Err(StatusCode::FORBIDDEN) }
}

/// Refuses a program that came to another name. From where it comes does not matter: it shows a token, which no browser sends by itself,
/// and a cookie counts for nothing there.
///
/// # Errors
/// The status to answer with.
pub fn admit_program(headers: &HeaderMap, seat: &Seat) -> Result<(), StatusCode> {
    if host_is_ours(headers, seat) { Ok(()) } else { Err(StatusCode::MISDIRECTED_REQUEST) }
}

/// The policy of a page: nothing but our own files, no script without the nonce, and only htmx may write markup.
#[must_use]
pub fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types htmx"
    )
}

/// Headers that every answer carries.
pub const ALWAYS: [(&str, &str); 7] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"),
    ("x-robots-tag", "noindex, nofollow"),
];

/// Puts the headers of [`ALWAYS`] on an answer.
pub fn seal(headers: &mut HeaderMap) {
    for (name, value) in ALWAYS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
}

/// A fresh nonce: 128 bits of the system's randomness in hexadecimal. `None` where the system has none; the page then runs no script.
#[must_use]
pub fn nonce() -> Option<String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).ok()?;
    Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn the_policy_is_this_text() {
        assert_eq!(
            policy("abc"),
            "default-src 'none'; script-src 'nonce-abc'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; \
             form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types htmx"
        );
    }

    #[test]
    fn foreign_hosts_are_refused() {
        for host in ["evil.example", "127.0.0.1.evil.example:7311", "127.0.0.1:7312", "127.0.0.1", "localhost.:7311", ""] {
            let given = HeaderMap::from_iter([(header::HOST, HeaderValue::from_str(host).unwrap())]);
            assert_eq!(admit(&Method::GET, &given, &Seat::loopback(7311)), Err(StatusCode::MISDIRECTED_REQUEST), "{host}");
        }
        assert_eq!(admit(&Method::GET, &HeaderMap::new(), &Seat::loopback(7311)), Err(StatusCode::MISDIRECTED_REQUEST));
        for host in ["127.0.0.1:7311", "localhost:7311", "LOCALHOST:7311", "[::1]:7311"] {
            let given = HeaderMap::from_iter([(header::HOST, HeaderValue::from_str(host).unwrap())]);
            assert_eq!(admit(&Method::GET, &given, &Seat::loopback(7311)), Ok(()), "{host}");
        }
    }

    #[test]
    fn foreign_origins_may_not_post() {
        let host = ("host", "127.0.0.1:7311");
        let refused: [&[(&str, &str)]; 5] = [
            &[host],
            &[host, ("origin", "http://evil.example")],
            &[host, ("origin", "https://127.0.0.1:7311")],
            &[host, ("origin", "null")],
            &[host, ("origin", "null"), ("sec-fetch-site", "cross-site")],
        ];
        for given in refused {
            assert_eq!(admit(&Method::POST, &headers(given), &Seat::loopback(7311)), Err(StatusCode::FORBIDDEN), "{given:?}");
        }
        let admitted: [&[(&str, &str)]; 2] =
            [&[host, ("origin", "http://127.0.0.1:7311")], &[host, ("origin", "null"), ("sec-fetch-site", "same-origin")]];
        for given in admitted {
            assert_eq!(admit(&Method::POST, &headers(given), &Seat::loopback(7311)), Ok(()), "{given:?}");
        }
        assert_eq!(admit(&Method::GET, &headers(&[host, ("origin", "http://evil.example")]), &Seat::loopback(7311)), Ok(()));
    }

    #[test]
    fn a_nonce_is_fresh_and_plain() {
        let (one, two) = (nonce().unwrap(), nonce().unwrap());
        assert_ne!(one, two);
        assert!(one.len() == 32 && one.bytes().all(|byte| byte.is_ascii_hexdigit()));
    }
}
