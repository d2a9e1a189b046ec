//! What is answered, and to whom.

use axum::body::Body;
use axum::http::Method;
use people::person::Standing;
use record::{AgencyKind, Purpose, Role, SubjectId};
use rights::Action;

use super::support::{Bench, Came, request, send};
use crate::api::routes::{Make, ROUTES, Route, Verb};
use crate::ways::{Need, ways};

async fn ask(bench: &Bench, token: &str, route: &Route) -> Came {
    match route.verb {
        Verb::Get => bench.get(token, &with_example(route)).await,
        Verb::Post => bench.check(token, r#"{"text":"привет"}"#).await,
    }
}

/// The path of a route with what must be asked.
fn with_example(route: &Route) -> String {
    let values = route.parameters.iter().filter(|parameter| parameter.times == crate::api::parameters::Times::Required);
    let values: Vec<(&str, &str)> = values.map(|parameter| (parameter.name, parameter.example)).collect();
    crate::address::link(route.path, &values)
}

#[test]
fn every_address_takes_a_right_or_is_about_the_asker() {
    let open: Vec<&str> = ROUTES.iter().filter(|route| matches!(route.need, Need::In | Need::Nothing)).map(|route| route.path).collect();
    assert_eq!(open, ["/me", "/openapi.json"]);
    assert!(ROUTES.iter().all(|route| route.need != Need::Nothing));
    // What was collected is asked for with the right that its page takes, and before anything is looked up.
    for route in ROUTES.iter().filter(|route| matches!(route.make, Make::Desk(_))) {
        assert!(matches!(route.need, Need::Open(_)), "{}", route.path);
        let page = ways().find(|way| way.path == route.path);
        assert!(page.is_none_or(|page| page.need == route.need), "{}", route.path);
    }
}

#[tokio::test]
async fn whoever_has_no_role_gets_nothing() {
    let bench = Bench::new().await;
    let nobody = bench.people.colleague(bench.people.agency, "nobody", &[], bench.now()).await.unwrap();
    for purpose in Purpose::ALL {
        let token = bench.token(nobody, purpose).await;
        for route in ROUTES {
            let came = ask(&bench, &token, route).await;
            match route.need {
                Need::In => assert_eq!(came.status, 200, "{} {purpose:?}", route.path),
                _ => assert_eq!(came.problem(), (403, "denied"), "{} {purpose:?}", route.path),
            }
        }
    }
}

#[tokio::test]
async fn an_analyst_sees_what_the_pages_show() {
    let bench = Bench::new().await;
    let token = bench.analyst_token().await;
    let me = bench.get(&token, "/me").await;
    assert_eq!(me.body["person"], bench.analyst.to_string());
    assert_eq!((&me.body["name"], &me.body["purpose"]), (&"Invented analyst".into(), &"detection".into()));
    assert_eq!(me.body["roles"], serde_json::json!([{ "role": "analyst", "regions": ["KZ"] }]));

    let posts = bench.get(&token, "/posts?bands=high&bands=medium&languages=ru&sort=newest&limit=1").await;
    assert_eq!((&posts.body["total"], posts.body["posts"].as_array().unwrap().len()), (&2.into(), 1), "{posts:?}");
    let later = bench.get(&token, "/posts?from=2026-11-01T10:00:01%2B05:00").await;
    assert_eq!(later.body["total"], 0);
    let post = bench.get(&token, "/post?key=telegram:@invented/1").await;
    assert_eq!((&post.body["id"], &post.body["signals"]["key"]), (&"1".into(), &"telegram:@invented/1".into()));
    let network = post.body["network"].as_str().unwrap();

    let networks = bench.get(&token, "/networks?contact=phone:%2B77050012233").await;
    assert_eq!(networks.body["networks"][0]["network"], network);
    assert_eq!(networks.body["networks"][0]["posts"], serde_json::json!(["telegram:@invented/1", "telegram:@invented/2"]));
    let full = bench.get(&token, &format!("/network?id={network}")).await;
    assert!(!full.body["links"].as_array().unwrap().is_empty(), "{full:?}");

    let sources = bench.get(&token, "/sources").await;
    assert_eq!(sources.body["sources"][0]["mandate"]["ground"], "invented order 1");
    let people = bench.get(&token, "/people").await;
    assert_eq!(people.body["total"], 2);
    let agencies = bench.get(&token, "/agencies").await;
    assert_eq!(agencies.body["agencies"][0]["name"], "Invented cyber-police");
}

#[tokio::test]
async fn a_text_is_checked_and_not_kept() {
    let bench = Bench::new().await;
    let token = bench.analyst_token().await;
    let text = "Девушки! Работа за границей, паспорт сдаёшь. Пиши @dream_job_000";
    let came = bench.check(&token, serde_json::json!({ "text": text }).to_string()).await;
    assert_eq!((came.status.as_u16(), &came.body["key"]), (200, &"line/1".into()));
    assert_eq!(came.body["identifiers"][0]["value"], "dream_job_000");
    assert_eq!(bench.get(&token, "/posts").await.body["total"], 2);
}

#[tokio::test]
async fn what_is_not_there_is_not_there() {
    let bench = Bench::new().await;
    let token = bench.analyst_token().await;
    for path in ["/post?key=telegram:@invented/3", "/network?id=no", "/nothing", "", "/posts/", "/../posts", "/POSTS"] {
        assert_eq!(bench.get(&token, path).await.problem(), (404, "not-found"), "{path}");
    }
}

#[tokio::test]
async fn a_token_serves_its_purpose_and_no_other() {
    let bench = Bench::new().await;
    for (purpose, status) in
        [(Purpose::Detection, 200), (Purpose::Casework, 200), (Purpose::Protection, 403), (Purpose::Administration, 403)]
    {
        let token = bench.token(bench.analyst, purpose).await;
        assert_eq!(bench.get(&token, "/posts").await.status, status, "{purpose:?}");
    }
    // An administrator runs the house and sees no posts; what a token is not bound to, its person's other rights do not open.
    let token = bench.token(bench.people.administrator, Purpose::Administration).await;
    assert_eq!(bench.get(&token, "/log").await.status, 200);
    assert_eq!(bench.get(&token, "/posts").await.problem(), (403, "denied"));
    let token = bench.token(bench.people.administrator, Purpose::Detection).await;
    assert_eq!(bench.get(&token, "/log").await.problem(), (403, "denied"));
    let refused = bench.get(&token, "/people").await;
    assert_eq!(refused.problem(), (403, "denied"));
}

#[tokio::test]
async fn a_refusal_names_the_policies_in_the_language_that_was_asked_for() {
    let bench = Bench::new().await;
    let token = bench.token(bench.people.administrator, Purpose::Detection).await;
    let mut details = Vec::new();
    for tongue in ["kk", "ru", "en"] {
        let request = request(Method::GET, &token, "/posts");
        let mut request = request.body(Body::empty()).unwrap();
        request.headers_mut().insert("accept-language", tongue.parse().unwrap());
        let came = bench.send(request).await;
        assert_eq!(came.header("content-language"), tongue);
        assert_eq!(came.body["policies"], serde_json::json!(["bodies.administrators_see_no_matters"]));
        details.push(came.body["detail"].as_str().unwrap().to_owned());
    }
    assert_eq!(details[2], "Administrators run the installation and see no matters.");
    assert!(details[0] != details[1] && details[1] != details[2]);
}

#[tokio::test]
async fn the_log_is_read_page_by_page_without_what_is_encrypted() {
    let bench = Bench::new().await;
    let token = bench.token(bench.people.administrator, Purpose::Administration).await;
    let (mut places, mut before) = (Vec::new(), String::new());
    loop {
        let page = bench.get(&token, &format!("/log?limit=3{before}")).await;
        assert_eq!(page.status, 200, "{page:?}");
        for entry in page.body["entries"].as_array().unwrap() {
            places.push(entry["place"].as_u64().unwrap());
            assert!(!entry.to_string().contains("sealed") && !entry.to_string().contains("Invented"), "{entry}");
        }
        let Some(next) = page.body["next"].as_u64() else { break };
        before = format!("&before={next}");
    }
    assert!(places.len() > 5 && places.is_sorted_by(|one, next| one > next), "{places:?}");
    let own = bench.get(&token, &format!("/log?stream=person/{}&kind=person", bench.analyst)).await;
    assert!(own.body["entries"].as_array().unwrap().iter().any(|entry| entry["event"] == "role_granted"), "{own:?}");
}

#[tokio::test]
async fn identifiers_of_others_open_nothing() {
    let bench = Bench::new().await;
    let shelter = bench.people.body(AgencyKind::Ngo, bench.now()).await.unwrap();
    let manager = bench.people.colleague(shelter, "manager", &[Role::CaseManager], bench.now()).await.unwrap();
    let subject = |person| bench.people.house.look(|directory| directory.person(person).map(|member| member.subject)).unwrap();
    let (others, own) = (subject(bench.analyst), subject(manager));
    let token = bench.token(manager, Purpose::Administration).await;
    assert_eq!(bench.get(&token, &format!("/seen?subject={own}")).await.status, 200);
    let taken = bench.get(&token, &format!("/seen?subject={others}")).await;
    let free = bench.get(&token, &format!("/seen?subject={}", SubjectId::from_bits(7))).await;
    // Whether there is such a subject is told to nobody who may not look.
    assert_eq!(taken.problem(), (403, "denied"));
    assert_eq!((taken.problem(), &taken.body["title"]), (free.problem(), &free.body["title"]));
    let log = bench.get(&token, &format!("/log?mentions={}", bench.analyst)).await;
    assert_eq!(log.problem(), (403, "denied"));
}

#[tokio::test]
async fn those_who_left_are_no_colleagues() {
    let bench = Bench::new().await;
    let token = bench.analyst_token().await;
    let gone = bench.people.colleague(bench.people.agency, "gone", &[Role::Expert], bench.now()).await.unwrap();
    assert_eq!(bench.get(&token, "/people").await.body["total"], 3);
    super::tokens::leave(&bench, gone).await;
    let standing = bench.people.house.look(|directory| directory.person(gone).map(|member| member.standing));
    assert_eq!(standing, Some(Standing::Left));
    let people = bench.get(&token, "/people?limit=1&offset=1").await;
    assert_eq!((&people.body["total"], people.body["people"].as_array().unwrap().len()), (&2.into(), 1));
}

#[tokio::test]
async fn where_nobody_signs_in_there_is_no_api() {
    let home = tempfile::tempdir().unwrap();
    let router = super::support::alone(home.path());
    for path in ["/me", "/openapi.json", "/posts"] {
        let came = send(&router, request(Method::GET, "arasha_token_0", path).body(Body::empty()).unwrap()).await;
        assert_eq!(came.problem(), (404, "not-found"));
        assert!(came.body["detail"].as_str().unwrap().contains("--alone"));
    }
}

#[test]
fn actions_of_the_house_are_those_that_it_asks_for() {
    let asked: Vec<Need> = ROUTES.iter().map(|route| route.need).filter(|need| matches!(need, Need::House(_))).collect();
    let [people, agencies, log, seen] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!((*people, *agencies), (Need::House(Action::ReadPeople), Need::House(Action::ReadPeople)));
    assert_eq!((*log, *seen), (Need::House(Action::ReadLog), Need::House(Action::ReadWhoHasSeen)));
}
