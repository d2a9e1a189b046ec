//! Tokens that are none, over, revoked, or of people who may do nothing.

use axum::body::Body;
use axum::http::{Method, Request};
use people::TokenId;
use record::{PersonId, Purpose, Reason};

use access::{Invitation, PersonAct};

use super::invented::join;
use super::support::{Bench, request};

fn reason() -> Reason {
    Reason::new("invented").unwrap()
}

pub async fn leave(bench: &Bench, person: PersonId) {
    bench.people.act(person, PersonAct::Leave { reason: reason() }, bench.now()).await.unwrap();
}

async fn revoke_all(bench: &Bench, person: PersonId) {
    let house = &bench.people.house;
    let tokens: Vec<TokenId> = house.look(|directory| directory.person(person).unwrap().tokens.keys().copied().collect());
    for token in tokens {
        house.revoke_token(&bench.people.visitor(person, bench.now()).unwrap(), token, bench.now()).await.unwrap();
    }
}

#[tokio::test]
async fn what_is_no_token_opens_nothing() {
    let bench = Bench::new().await;
    let token = bench.analyst_token().await;
    assert_eq!(bench.get(&token, "/me").await.status, 200);
    let last = if token.ends_with('0') { "g" } else { "0" };
    let forged = format!("{}{last}", token.split_at(token.len() - 1).0);
    let digits = token.strip_prefix("arasha_token_").unwrap();
    for shown in [
        forged.as_str(),
        token.split_at(token.len() - 1).0,
        &format!("{token}0"),
        digits,
        "arasha_token_",
        "arasha_token_0000000000000000000000000000000000000000000000000000",
        &"a".repeat(6_000),
    ] {
        let came = bench.get(shown, "/me").await;
        assert_eq!(came.problem(), (401, "token"), "{} characters", shown.len());
        assert_eq!(came.header("www-authenticate"), "Bearer realm=\"arasha\", error=\"invalid_token\"");
        assert!(!came.body.to_string().contains(shown) || shown.len() < 20);
    }
    let nothing = bench.get("", "/me").await;
    assert_eq!((nothing.problem(), nothing.header("www-authenticate")), ((401, "token"), "Bearer realm=\"arasha\""));
}

#[tokio::test]
async fn a_token_is_taken_from_its_header_alone() {
    let bench = Bench::new().await;
    let token = bench.analyst_token().await;
    for path in [format!("/me?access_token={token}"), format!("/me?token={token}")] {
        assert_eq!(bench.get("", &path).await.problem(), (401, "token"));
        // Beside a good one it is a parameter that nobody knows; its value is not repeated.
        let came = bench.get(&token, &path).await;
        assert_eq!(came.problem(), (400, "parameter"));
        assert!(!came.body.to_string().contains(&token));
    }
    let others: [(&str, String); 5] = [
        ("cookie", format!("arasha={token}")),
        ("cookie", format!("token={token}; Authorization=Bearer {token}")),
        ("authorization", format!("Basic {token}")),
        ("authorization", token.clone()),
        ("x-api-key", token.clone()),
    ];
    for (name, value) in others {
        let came = bench.send(request(Method::GET, "", "/me").header(name, &value).body(Body::empty()).unwrap()).await;
        assert_eq!(came.problem(), (401, "token"), "{name}");
    }
    let twice = request(Method::GET, &token, "/me").header("authorization", format!("Bearer {token}")).body(Body::empty()).unwrap();
    assert_eq!(bench.send(twice).await.problem(), (401, "token"));
}

#[tokio::test]
async fn a_session_of_a_browser_is_no_token() {
    let bench = Bench::new().await;
    let house = &bench.people.house;
    let administrator = bench.people.visitor(bench.people.administrator, bench.now()).unwrap();
    let contact = people::WorkContact { email: Some("visitor@invented.example".into()), phone: None };
    let invitation = Invitation { agency: bench.people.agency, name: "Invented visitor".into(), contact, days: 2 };
    let (_, code) = house.invite(&administrator, &invitation, bench.now()).await.unwrap();
    let session = join(house, &code.text(), "visitor", bench.now()).await.unwrap();
    let cookie = format!("arasha={}", session.secret.text().as_str());
    // The pages know this cookie.
    let page = Request::builder().uri("/account").header("host", "localhost:7311").header("cookie", &cookie).body(Body::empty()).unwrap();
    assert_eq!(bench.send(page).await.status, 200);
    let asked = request(Method::GET, "", "/me").header("cookie", &cookie).body(Body::empty()).unwrap();
    assert_eq!(bench.send(asked).await.problem(), (401, "token"));
    let shown = bench.get(session.secret.text().as_str(), "/me").await;
    assert_eq!(shown.problem(), (401, "token"));
}

#[tokio::test]
async fn a_token_that_was_revoked_never_opens_again() {
    let bench = Bench::new().await;
    let token = bench.analyst_token().await;
    assert_eq!(bench.get(&token, "/posts").await.status, 200);
    revoke_all(&bench, bench.analyst).await;
    for _ in 0..3 {
        assert_eq!(bench.get(&token, "/posts").await.problem(), (401, "token"));
    }
    let next = bench.analyst_token().await;
    assert_eq!(bench.get(&next, "/posts").await.status, 200);
    assert_eq!(bench.get(&token, "/posts").await.problem(), (401, "token"));
}

#[tokio::test]
async fn a_token_is_over_at_its_end() {
    let bench = Bench::new().await;
    let token = bench.analyst_token().await;
    bench.set_clock(30 * 86_400 - 1);
    assert_eq!(bench.get(&token, "/me").await.status, 200);
    bench.set_clock(30 * 86_400);
    assert_eq!(bench.get(&token, "/me").await.problem(), (401, "token"));
}

#[tokio::test]
async fn somebody_whose_work_was_stopped_gets_nothing_until_they_may_again() {
    let bench = Bench::new().await;
    let token = bench.analyst_token().await;
    bench.people.act(bench.analyst, PersonAct::Suspend { reason: reason() }, bench.now()).await.unwrap();
    for path in ["/me", "/posts", "/people", "/log", "/openapi.json"] {
        let came = bench.get(&token, path).await;
        assert_eq!(came.problem(), (403, "denied"), "{path}");
        assert_eq!(came.body["policies"], serde_json::json!(["always.suspended"]), "{path}");
    }
    bench.people.act(bench.analyst, PersonAct::Resume { reason: reason() }, bench.now()).await.unwrap();
    assert_eq!(bench.get(&token, "/posts").await.status, 200);
}

#[tokio::test]
async fn somebody_who_left_has_no_token() {
    let bench = Bench::new().await;
    let token = bench.analyst_token().await;
    leave(&bench, bench.analyst).await;
    assert_eq!(bench.get(&token, "/me").await.problem(), (401, "token"));
}

#[tokio::test]
async fn a_role_that_ended_opens_nothing_more() {
    let bench = Bench::new().await;
    let token = bench.analyst_token().await;
    let act = PersonAct::Withdraw { role: record::Role::Analyst, reason: reason() };
    bench.people.act(bench.analyst, act, bench.now()).await.unwrap();
    let came = bench.get(&token, "/posts").await;
    assert_eq!((came.problem(), &came.body["policies"]), ((403, "denied"), &serde_json::json!(["nothing_allows"])));
}

#[tokio::test]
async fn no_program_lets_in_another() {
    let bench = Bench::new().await;
    let token = bench.token(bench.analyst, Purpose::Administration).await;
    let program = bench.people.house.program(&token, bench.now()).await.unwrap();
    let refused = bench.people.house.issue_token(&program, Purpose::Administration, 30, bench.now()).await;
    assert!(matches!(refused, Err(access::AccessError::Denied(_))));
}

#[tokio::test]
async fn too_many_requests_wait() {
    let bench = Bench::new().await;
    let (token, other) = (bench.analyst_token().await, bench.token(bench.analyst, Purpose::Casework).await);
    for _ in 0..100 {
        assert_eq!(bench.get(&token, "/me").await.status, 200);
    }
    let came = bench.get(&token, "/me").await;
    assert_eq!((came.problem(), came.header("retry-after")), ((429, "wait"), "1"));
    assert_eq!(bench.get(&other, "/me").await.status, 200);
    bench.set_clock(1);
    assert_eq!(bench.get(&token, "/me").await.status, 200);
}
