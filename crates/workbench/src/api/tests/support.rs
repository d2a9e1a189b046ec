//! A site with invented people, and asking it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use corpus::{Corpus, IngestOptions, Progress, Reading};
use knowledge::{Book, Files};
use network::mirrors::GenericWords;
use record::{Mandate, Moment, PersonId, Purpose, Role};
use serde_json::Value;
use signals::Reader;
use tower::ServiceExt as _;

use super::invented::Invented;
use crate::site::router;
use crate::{Desk, Seat, Site};

/// When the tests begin.
pub const START: i64 = 1_795_334_400;
const HOST: &str = "localhost:7311";

/// A site that can be asked, with a clock that can be set.
pub struct Bench {
    pub people: Invented,
    pub analyst: PersonId,
    clock: Arc<AtomicI64>,
    router: Router,
    _home: tempfile::TempDir,
}

/// What came back.
#[derive(Debug)]
pub struct Came {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
}

impl Came {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// Status, and the last part of the type of the problem.
    pub fn problem(&self) -> (u16, &str) {
        assert_eq!(self.header("content-type"), "application/problem+json", "{self:?}");
        assert_eq!(self.body["status"], self.status.as_u16());
        (self.status.as_u16(), self.body["type"].as_str().unwrap().strip_prefix("/help#api-").unwrap())
    }
}

pub fn at(seconds: i64) -> Moment {
    Moment::from_unix_seconds(START + seconds).unwrap()
}

impl Bench {
    pub async fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let people = Invented::at(home.path(), "http://localhost:7311", at(0)).await.unwrap();
        let analyst = people.colleague(people.agency, "analyst", &[Role::Analyst], at(0)).await.unwrap();
        let clock = Arc::new(AtomicI64::new(0));
        let hand = Arc::clone(&clock);
        let seat = Seat::at(&format!("http://{HOST}")).unwrap();
        let zone = crate::dates::zone("Asia/Almaty").unwrap();
        let site = Site::new(desk(home.path()), zone, Box::new(move || at(hand.load(Ordering::SeqCst))), seat);
        let router = router(Arc::new(site.with_house(people.house.clone())));
        Self { people, analyst, clock, router, _home: home }
    }

    pub fn set_clock(&self, seconds: i64) {
        self.clock.store(seconds, Ordering::SeqCst);
    }

    pub fn now(&self) -> Moment {
        at(self.clock.load(Ordering::SeqCst))
    }

    pub async fn token(&self, person: PersonId, purpose: Purpose) -> String {
        self.people.token(person, purpose, 30, self.now()).await.unwrap()
    }

    /// An analyst's token for detection.
    pub async fn analyst_token(&self) -> String {
        self.token(self.analyst, Purpose::Detection).await
    }

    pub async fn send(&self, request: Request<Body>) -> Came {
        send(&self.router, request).await
    }

    pub async fn get(&self, token: &str, path: &str) -> Came {
        self.send(request(Method::GET, token, path).body(Body::empty()).unwrap()).await
    }

    pub async fn check(&self, token: &str, body: impl Into<Body>) -> Came {
        let request = request(Method::POST, token, "/check").header("content-type", "application/json");
        self.send(request.body(body.into()).unwrap()).await
    }
}

pub async fn send(router: &Router, request: Request<Body>) -> Came {
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, 64 << 20).await.unwrap();
    Came { status: parts.status, headers: parts.headers, body: serde_json::from_slice(&bytes).unwrap_or_default() }
}

/// A request to the API; without a token where it is empty.
pub fn request(method: Method, token: &str, path: &str) -> axum::http::request::Builder {
    let request = Request::builder().method(method).uri(format!("/api/v1{path}")).header("host", HOST).header("accept-language", "en");
    if token.is_empty() { request } else { request.header("authorization", format!("Bearer {token}")) }
}

/// A desk with the sample feed, as the shipped knowledge reads it.
fn desk(home: &std::path::Path) -> Desk {
    let book = Book::read(&Files::shipped()).unwrap();
    let reader = Reader::new(&book).unwrap();
    let corpus = Corpus::open(home, knowledge::PlaceRegions::of(&book.places)).unwrap();
    let feed = home.join("feed.jsonl");
    let post = |id: u32, text: &str| serde_json::json!({ "source": "telegram:@invented", "id": id.to_string(), "published": "2026-11-01T10:00:00+05:00", "text": text });
    let texts = [
        "Девушки 18-25! Работа за границей, Дубай, хостес, опыт не нужен. 3000$ в месяц, билет и визу оплатим, потом отработаешь. \
         Паспорт сдаёшь на месте. Пиши в телегу @dream_job_000 или звони 8 705 001 22 33",
        "Эскорт, Турция, 500$ в день. Девушки 18-24, билет оплатим, долг отработаешь, паспорт сдаёшь. Звони 8 705 001 22 33",
    ];
    let lines: Vec<String> = texts.iter().enumerate().map(|(id, text)| post(u32::try_from(id).unwrap() + 1, text).to_string()).collect();
    std::fs::write(&feed, lines.join("\n")).unwrap();
    let read = |text: &str| reader.read(text);
    let mut options = IngestOptions::at(at(0));
    options.grant = Some(Mandate::new("invented order 1", None, 3_650).unwrap());
    let reading = Reading { edition: "invented", read: &read };
    let summary = corpus.ingest(&[feed], &options, reading, &Progress::default()).unwrap();
    assert_eq!(summary.kept, 2, "{summary:?}");
    assert_eq!(corpus.relink().unwrap().networks, 1);
    Desk::new(corpus, reader, book, GenericWords::default())
}

/// A site where nobody signs in.
pub fn alone(home: &std::path::Path) -> Router {
    let site = Site::new(desk(home), crate::dates::zone("Asia/Almaty").unwrap(), Box::new(|| at(0)), Seat::loopback(7311));
    router(Arc::new(site))
}
