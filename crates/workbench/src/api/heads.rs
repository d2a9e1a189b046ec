//! Headers of a request: the token, and which forms the caller sends and takes.

use axum::http::header::{self, HeaderMap, HeaderName};

use super::errors::Refusal;

/// The text of a header; empty where there is none or it is no text.
pub fn text(headers: &HeaderMap, name: HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// The token in `Authorization: Bearer …` (RFC 6750, section 2.1). It is taken from nowhere else: neither from a cookie nor from the
/// address, which ends up in logs.
///
/// # Errors
/// Where there is none, more than one, or something else.
pub fn bearer(headers: &HeaderMap) -> Result<&str, Refusal> {
    let mut shown = headers.get_all(header::AUTHORIZATION).iter();
    let Some(first) = shown.next() else { return Err(Refusal::NoToken { shown: false }) };
    let parsed = first.to_str().ok().and_then(|text| text.split_once(' ')).filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let secret = parsed.map(|(_, secret)| secret.trim_matches(' ')).filter(|secret| is_secret(secret));
    match (secret, shown.next()) {
        (Some(secret), None) => Ok(secret),
        _ => Err(Refusal::NoToken { shown: true }),
    }
}

fn is_secret(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Refuses a caller that takes no JSON.
///
/// # Errors
/// Where `Accept` names other forms only.
pub fn accepts_json(headers: &HeaderMap) -> Result<(), Refusal> {
    let mut lists = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).peekable();
    let takes = |part: &str| {
        let mut pieces = part.split(';').map(str::trim);
        let kind = pieces.next().unwrap_or_default().to_ascii_lowercase();
        let refused =
            pieces.any(|piece| piece.strip_prefix("q=").is_some_and(|weight| weight.parse::<f32>().is_ok_and(|weight| weight <= 0.0)));
        !refused && matches!(kind.as_str(), "*/*" | "application/*" | "application/json")
    };
    let fits = lists.peek().is_none() || lists.any(|list| list.trim().is_empty() || list.split(',').any(takes));
    if fits { Ok(()) } else { Err(Refusal::NotAcceptable) }
}

/// Refuses what is not said to be JSON in UTF-8.
///
/// # Errors
/// Where `Content-Type` says something else.
pub fn is_json(headers: &HeaderMap) -> Result<(), Refusal> {
    let mut pieces = text(headers, header::CONTENT_TYPE).split(';').map(str::trim);
    let is_json = pieces.next().is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"));
    let other_letters = pieces.any(|piece| {
        let named = piece.split_once('=').filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
        named.is_some_and(|(_, letters)| !letters.trim().trim_matches('"').eq_ignore_ascii_case("utf-8"))
    });
    if is_json && !other_letters { Ok(()) } else { Err(Refusal::MediaType) }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn with(name: HeaderName, values: &[&str]) -> HeaderMap {
        values.iter().map(|value| (name.clone(), HeaderValue::from_str(value).unwrap())).collect()
    }

    #[test]
    fn a_token_is_shown_in_one_way() {
        let shown = |values: &[&str]| bearer(&with(header::AUTHORIZATION, values)).map(str::to_owned).ok();
        assert_eq!(shown(&["Bearer arasha_token_0"]).as_deref(), Some("arasha_token_0"));
        assert_eq!(shown(&["bearer  arasha_token_0"]).as_deref(), Some("arasha_token_0"));
        for values in [
            &[][..],
            &["arasha_token_0"],
            &["Basic YTpi"],
            &["Bearer"],
            &["Bearer "],
            &["Bearer a b"],
            &["Bearer a,Bearer b"],
            &["Bearer\ta"],
            &["Bearer a", "Bearer a"],
        ] {
            assert_eq!(shown(values), None, "{values:?}");
        }
    }

    #[test]
    fn json_is_what_callers_take() {
        let takes = |values: &[&str]| accepts_json(&with(header::ACCEPT, values)).is_ok();
        for values in [&[][..], &["*/*"], &["text/html, application/json;q=0.1"], &["text/html", "Application/*"], &[""]] {
            assert!(takes(values), "{values:?}");
        }
        for values in [&["text/html"][..], &["application/xml"], &["application/json;q=0"], &["*/*; q=0.0"], &["application/jsonx"]] {
            assert!(!takes(values), "{values:?}");
        }
    }

    #[test]
    fn json_is_what_callers_send() {
        let sends = |value: &str| is_json(&with(header::CONTENT_TYPE, &[value])).is_ok();
        for value in ["application/json", "Application/JSON; charset=UTF-8", "application/json;charset=\"utf-8\""] {
            assert!(sends(value), "{value}");
        }
        for value in ["", "text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16", "application/jsonx"] {
            assert!(!sends(value), "{value}");
        }
    }
}
