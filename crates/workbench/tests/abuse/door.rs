//! A workbench before a real house, and how tests ask it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{COOKIE, HOST, LOCATION, ORIGIN, SET_COOKIE};
use axum::http::{Request, StatusCode};
use axum::response::Response;
use corpus::Corpus;
use knowledge::{Book, Files};
use network::mirrors::GenericWords;
use signals::Reader;
use tower::ServiceExt as _;
use workbench::{Desk, Seat, Site};

use crate::support::{Home, Member, PASSWORD, at};

pub const ORIGIN_HERE: &str = "http://localhost:7311";

/// A workbench with an administrator who has signed in before.
pub struct Door {
    pub home: Home,
    pub member: Member,
    pub site: Arc<Site>,
    minute: Arc<AtomicI64>,
    _corpus: tempfile::TempDir,
}

pub struct Answered {
    pub status: StatusCode,
    pub to: String,
    pub cookies: Vec<String>,
    pub text: String,
}

impl Door {
    pub async fn open() -> Self {
        Self::with(|site| site).await
    }

    pub async fn with(change: impl FnOnce(Site) -> Site) -> Self {
        let (home, member, _) = Home::with_administrator().await;
        let corpus = tempfile::tempdir().unwrap();
        let book = Book::read(&Files::shipped()).unwrap();
        let desk = Desk::new(
            Corpus::open(corpus.path(), knowledge::PlaceRegions::of(&book.places)).unwrap(),
            Reader::new(&book).unwrap(),
            book,
            GenericWords::default(),
        );
        let minute = Arc::new(AtomicI64::new(5));
        let clock = Arc::clone(&minute);
        let now = Box::new(move || at(clock.load(Ordering::Relaxed)));
        let zone = workbench::dates::zone("Asia/Almaty").unwrap();
        let site = Site::new(desk, zone, now, Seat::at(ORIGIN_HERE).unwrap()).with_house(home.house.clone());
        Self { home, member, site: Arc::new(change(site)), minute, _corpus: corpus }
    }

    pub fn router(&self) -> Router {
        workbench::site::router(Arc::clone(&self.site))
    }

    /// The next minute, with its own one-time code.
    pub fn next_minute(&self) -> i64 {
        self.minute.fetch_add(1, Ordering::Relaxed) + 1
    }

    pub async fn ask(&self, request: Request<Body>) -> Answered {
        read(self.router().oneshot(request).await.unwrap()).await
    }

    pub async fn get(&self, path: &str, cookie: &str) -> Answered {
        self.ask(Request::get(path).header(HOST, "localhost:7311").header(COOKIE, cookie).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, path: &str, cookie: &str, body: &str) -> Answered {
        let request = Request::post(path).header(HOST, "localhost:7311").header(ORIGIN, ORIGIN_HERE).header(COOKIE, cookie);
        self.ask(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    /// Signs the administrator in through the page; gives the cookie of the session and what its forms carry.
    pub async fn sign_in(&self, cookie: &str) -> (String, String) {
        let code = self.member.code(self.next_minute());
        let body = format!("name={}&password={}&code={code}", self.member.name.replace('@', "%40"), PASSWORD.replace(' ', "+"));
        let answered = self.post("/sign-in", cookie, &body).await;
        assert_eq!((answered.status, answered.to.as_str()), (StatusCode::SEE_OTHER, "/"), "{}", answered.text);
        let session = answered.cookies.iter().find_map(|set| set.split(';').next().filter(|pair| pair.starts_with("arasha="))).unwrap();
        let page = self.get("/account", session).await;
        (session.to_owned(), form_of(&page.text))
    }
}

/// What the forms of a page carry.
pub fn form_of(html: &str) -> String {
    html.split("name=\"form\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
}

async fn read(response: Response) -> Answered {
    let text = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let (status, to) = (response.status(), text(LOCATION));
    let cookies = response.headers().get_all(SET_COOKIE).iter().filter_map(|value| value.to_str().ok().map(str::to_owned)).collect();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    Answered { status, to, cookies, text: String::from_utf8_lossy(&bytes).into_owned() }
}
