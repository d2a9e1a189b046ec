//! Forged forms, foreign cookies, made-up headers.

use axum::body::Body;
use axum::http::header::{COOKIE, HOST, ORIGIN};
use axum::http::{Request, StatusCode};

use crate::door::{Door, ORIGIN_HERE};

#[tokio::test]
async fn a_form_of_somebody_elses_page_does_nothing() {
    let door = Door::open().await;
    let (session, form) = door.sign_in("").await;
    let asks = [
        // From another site, with the cookie and even with the right value.
        ("https://evil.example", format!("form={form}"), StatusCode::FORBIDDEN),
        ("null", format!("form={form}"), StatusCode::FORBIDDEN),
        // From our own origin, without the value or with a wrong one.
        (ORIGIN_HERE, String::new(), StatusCode::FORBIDDEN),
        (ORIGIN_HERE, "form=".into(), StatusCode::FORBIDDEN),
        (ORIGIN_HERE, format!("form={}", "0".repeat(64)), StatusCode::FORBIDDEN),
    ];
    for (origin, body, status) in asks {
        for path in ["/sign-out", "/account/token", "/account/session", "/account/credential", "/account/password", "/account/passkey"] {
            let request = Request::post(path).header(HOST, "localhost:7311").header(ORIGIN, origin).header(COOKIE, &session);
            let answered = door.ask(request.body(Body::from(body.clone())).unwrap()).await;
            assert_eq!(answered.status, status, "{path} from {origin} with {body}");
        }
    }
    assert_eq!(door.get("/account", &session).await.status, StatusCode::OK, "still in");
    assert_eq!(door.post("/sign-out", &session, &format!("form={form}")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(door.get("/account", &session).await.to, "/sign-in?back=/account", "out");
}

#[tokio::test]
async fn the_value_of_one_session_is_nothing_in_another() {
    let door = Door::open().await;
    let (one, form) = door.sign_in("").await;
    let (other, another) = door.sign_in("").await;
    assert_ne!((&one, &form), (&other, &another));
    assert_eq!(door.post("/sign-out", &other, &format!("form={form}")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(door.get("/account", &other).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_cookie_that_was_there_before_signing_in_does_not_become_the_session() {
    let door = Door::open().await;
    let planted = format!("arasha={}", "1".repeat(52));
    let (session, _) = door.sign_in(&planted).await;
    assert_ne!(session, planted);
    assert_eq!(door.get("/account", &planted).await.status, StatusCode::SEE_OTHER, "whoever planted it is a stranger");
    // Two cookies of one name: the first is taken, so a planted one shuts out and lets nobody in.
    assert_eq!(door.get("/account", &format!("{planted}; {session}")).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn made_up_sessions_are_strangers() {
    let door = Door::open().await;
    let (session, _) = door.sign_in("").await;
    let mut altered = session.clone();
    let last = altered.pop().unwrap();
    altered.push(if last == '0' { '1' } else { '0' });
    let long = format!("arasha={}", "z".repeat(30_000));
    for cookie in ["", "arasha=", "arasha=admin", "arasha=person-00000000000000000000000001", &altered, &long, "arasha=\u{43a}"] {
        assert_eq!(door.get("/account", cookie).await.status, StatusCode::SEE_OTHER, "{cookie:.40}");
    }
}

#[tokio::test]
async fn no_header_is_made_of_what_was_sent() {
    let door = Door::open().await;
    let (session, form) = door.sign_in("").await;
    for back in ["%0d%0aSet-Cookie:%20arasha=x", "//evil.example", "https://evil.example/", "/%5cevil.example", "/a%0d%0ab"] {
        let purpose = door.post("/purpose", &session, &format!("form={form}&purpose=detection&back={back}")).await;
        assert!(matches!(purpose.to.as_str(), "/" | ""), "{back}: {}", purpose.to);
        assert!(purpose.cookies.iter().all(|cookie| cookie.starts_with("purpose=detection;")), "{:?}", purpose.cookies);
        let signed_in = door.get(&format!("/sign-in?back={back}"), &session).await;
        assert!(matches!(signed_in.to.as_str(), "/" | ""), "{back}: {}", signed_in.to);
        let stranger = door.get(&format!("/sign-in?back={back}"), "").await;
        assert!(stranger.text.contains("name=\"back\" value=\"/\""), "{back}");
    }
    assert_eq!(door.post("/purpose", &session, &format!("form={form}&purpose=x%0d%0aX:y")).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn another_name_of_this_machine_shows_nothing() {
    let door = Door::open().await;
    for host in ["127.0.0.1:7311", "evil.example", "localhost", "localhost:7311.evil.example", ""] {
        let request = Request::get("/sign-in").header(HOST, host).body(Body::empty()).unwrap();
        let answered = door.ask(request).await;
        assert_eq!((answered.status, answered.text.as_str()), (StatusCode::MISDIRECTED_REQUEST, ""), "{host}");
    }
}

#[tokio::test]
async fn too_much_is_refused() {
    let door = Door::open().await;
    let (session, form) = door.sign_in("").await;
    let body = format!("form={form}&name={}", "x".repeat(3 * 1024 * 1024));
    assert_eq!(door.post("/account/password", &session, &body).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    let name = "x".repeat(100_000);
    let answered = door.post("/sign-in", "", &format!("name={name}&password={name}&code={name}")).await;
    assert!(answered.status.is_client_error(), "{}", answered.status);
}

#[tokio::test]
async fn a_replayed_sign_in_does_not_come_in_again() {
    let door = Door::open().await;
    let code = door.member.code(door.next_minute());
    let body = format!("name=aigerim%40example.org&password={}&code={code}", crate::support::PASSWORD.replace(' ', "+"));
    assert_eq!(door.post("/sign-in", "", &body).await.status, StatusCode::SEE_OTHER);
    let again = door.post("/sign-in", "", &body).await;
    assert_eq!(again.status, StatusCode::UNAUTHORIZED);
    assert!(again.cookies.is_empty());
    assert!(again.text.contains("aigerim@example.org") && !again.text.contains("horses"), "the name stays, the password does not");
}
