//! What an attacker or a broken program sends.

use std::io::Write;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::{Method, Request};
use proptest::prelude::*;

use super::support::{Bench, request};
use crate::api::parameters::Given;
use crate::api::routes::ROUTES;

#[tokio::test]
async fn another_host_is_sent_away_and_another_origin_does_not_matter() {
    let bench = Bench::new().await;
    let token = bench.analyst_token().await;
    let foreign = Request::builder().uri("/api/v1/me").header("host", "evil.example").header("authorization", format!("Bearer {token}"));
    assert_eq!(bench.send(foreign.body(Body::empty()).unwrap()).await.status, 421);
    let post = request(Method::POST, &token, "/check").header("content-type", "application/json").header("origin", "https://evil.example");
    assert_eq!(bench.send(post.body(r#"{"text":"x"}"#.into()).unwrap()).await.status, 200);
}

#[tokio::test]
async fn each_address_is_asked_in_its_own_way() {
    let bench = Bench::new().await;
    let token = bench.analyst_token().await;
    for method in ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY"] {
        let came = bench.send(request(method.parse().unwrap(), &token, "/posts").body(Body::empty()).unwrap()).await;
        assert_eq!((came.problem(), came.header("allow")), ((405, "method"), "GET, HEAD"), "{method}");
    }
    let came = bench.get(&token, "/check").await;
    assert_eq!((came.problem(), came.header("allow")), ((405, "method"), "POST"));
    let head = bench.send(request(Method::HEAD, &token, "/me").body(Body::empty()).unwrap()).await;
    assert_eq!((head.status.as_u16(), head.header("content-type")), (200, "application/json"));
}

#[tokio::test]
async fn every_answer_is_kept_by_nobody() {
    let bench = Bench::new().await;
    let token = bench.analyst_token().await;
    for (token, path) in [(token.as_str(), "/me"), ("", "/me"), (token.as_str(), "/posts?x=1"), (token.as_str(), "/no")] {
        let came = bench.get(token, path).await;
        assert_eq!(came.header("cache-control"), "no-store");
        let vary: Vec<&str> = came.headers.get_all("vary").iter().map(|value| value.to_str().unwrap()).collect();
        assert!(vary.join(",").contains("Authorization, Accept, Accept-Language"), "{vary:?}");
        assert_eq!(came.header("x-content-type-options"), "nosniff");
        assert!(came.headers.get("set-cookie").is_none() && came.headers.get("access-control-allow-origin").is_none());
    }
}

#[tokio::test]
async fn forms_that_are_not_json_are_refused() {
    let bench = Bench::new().await;
    let token = bench.analyst_token().await;
    let html = request(Method::GET, &token, "/me").header("accept", "text/html").body(Body::empty()).unwrap();
    assert_eq!(bench.send(html).await.problem(), (406, "accept"));
    for kind in ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data"] {
        let form = request(Method::POST, &token, "/check").header("content-type", kind).body("text=x".into()).unwrap();
        assert_eq!(bench.send(form).await.problem(), (415, "media-type"), "{kind}");
    }
}

#[tokio::test]
async fn bodies_are_bounded_in_length_depth_and_shape() {
    let bench = Bench::new().await;
    let token = bench.analyst_token().await;
    let text = |length: usize| format!(r#"{{"text":"{}"}}"#, "ы".repeat(length));
    let deep = |open: &str, close: &str| format!(r#"{{"text":{}{}}}"#, open.repeat(20_000), close.repeat(20_000));
    assert_eq!(bench.check(&token, text(20_000)).await.status, 200);
    assert_eq!(bench.check(&token, format!(r#"{{"text":"{}"}}"#, "\\ud83d\\ude00".repeat(20_000))).await.status, 200);
    for (body, problem) in [
        (text(20_001), (422, "body")),
        ("x".repeat(256 * 1024 + 1), (413, "too-large")),
        (deep("[", "]"), (422, "body")),
        (deep("{\"a\":", "}"), (422, "body")),
        ("[".repeat(100_000), (422, "body")),
        (r#"{"text":"a","text":"b"}"#.into(), (422, "body")),
        (r#"{"text":"a","other":1}"#.into(), (422, "body")),
        (r#"{"text":null}"#.into(), (422, "body")),
        (r#"{}"#.into(), (422, "body")),
        (r#"["a"]"#.into(), (422, "body")),
        (r#"{"text":"\ud800"}"#.into(), (400, "body")),
        (r#"{"text":"a"} x"#.into(), (400, "body")),
        (String::new(), (400, "body")),
        ("nul".into(), (400, "body")),
    ] {
        let came = bench.check(&token, body.clone()).await;
        assert_eq!(came.problem(), problem, "{}", body.chars().take(60).collect::<String>());
    }
    assert_eq!(bench.check(&token, vec![b'{', b'"', 0xff, b'"', b'}']).await.problem(), (400, "body"));
}

#[tokio::test]
async fn no_header_is_made_of_what_somebody_sent() {
    let bench = Bench::new().await;
    let token = bench.analyst_token().await;
    for path in
        ["/post?key=a%0d%0aSet-Cookie:%20x=1/b", "/posts?a%0d%0aSet-Cookie:x=1", "/network?id=%0d%0aLocation:%20https://evil.example"]
    {
        let came = bench.get(&token, path).await;
        assert!(came.status.is_client_error(), "{path}");
        assert!(came.headers.iter().all(|(name, value)| name != "set-cookie" && name != "location" && !value.as_bytes().contains(&b'\n')));
    }
    // Such a header can't even be written; one that can is no language of ours.
    let odd = request(Method::GET, &token, "/me").header("accept-language", "xx\";,,;q=a, ru;q=0.0001, *").body(Body::empty()).unwrap();
    assert_eq!(bench.send(odd).await.header("content-language"), "en");
}

/// Keeps what was logged.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn no_secret_and_no_text_reaches_the_logs() {
    let kept = Kept::default();
    let writer = kept.clone();
    let logs =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || writer.clone()).with_ansi(false).finish();
    let bench = Bench::new().await;
    let token = bench.analyst_token().await;
    {
        let _guard = tracing::subscriber::set_default(logs);
        let wrong = format!("{}0", token.split_at(token.len() - 2).0);
        let (in_query, in_name) = (format!("/me?token={token}"), format!("/me?{token}=1"));
        for path in ["/me", &in_query, &in_name, "/posts?query=%D1%82%D0%B0%D0%B9%D0%BD%D0%BE%D0%B5"] {
            let _ = bench.get(&token, path).await;
            let _ = bench.get(&wrong, path).await;
        }
        let _ = bench.check(&token, r#"{"text":"тайное слово +77050012233"}"#).await;
    }
    let logged = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
    assert!(logged.contains("api"), "something is logged");
    let digits = token.strip_prefix("arasha_token_").unwrap();
    for secret in [token.split_at(token.len() - 2).0, digits.split_at(20).0, "тайное", "%D1%82%D0%B0%D0%B9", "77050012233"] {
        assert!(!logged.contains(secret), "{secret}");
    }
}

proptest! {
    #[test]
    fn whatever_is_asked_is_read_or_refused(query in ".{0,200}", route in 0..ROUTES.len()) {
        let _ = Given::read(ROUTES[route].parameters, &query);
    }

    #[test]
    fn a_name_that_is_not_known_is_always_refused(name in "[a-z]{1,12}", value in "[a-z0-9]{0,12}", route in 0..ROUTES.len()) {
        let known = ROUTES[route].parameters;
        let given = Given::read(known, &format!("{name}={value}"));
        prop_assert!(given.is_err() || known.iter().any(|parameter| parameter.name == name));
    }
}
