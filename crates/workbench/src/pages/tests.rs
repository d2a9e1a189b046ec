//! Every template with sample data in every language, one of them held by snapshot; hostile text; the site from outside.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use corpus::{Corpus, Entry, NetworkDetail, NetworkHint, NetworkIdentifier, NetworkLink, NetworkReason, NetworkRow, Version};
use knowledge::{Book, Category, Labels, Place, PlaceRegions, Stage};
use network::mirrors::GenericWords;
use record::{Moment, Post};
use signals::facts::Fact;
use signals::identifiers::{Identifier, Kind};
use signals::language::Language;
use signals::score::{Band, Reason};
use signals::unfold::{Disguise, Trick};
use signals::{Reader, Signals, Span};
use tower::ServiceExt as _;

use crate::address::Address;
use crate::desk::Desk;
use crate::fault::Fault;
use crate::front::Front;
use crate::pages::frame::{Ask, render};
use crate::pages::pictures::{PictureCard, PictureLine};
use crate::pages::{
    self, network::Drawn, network::NetworkPage, parts, post::PostPage, queue::QueuePage, reading::reading, sources::SourcesPage,
};
use crate::site::{Site, router};
use crate::viewer::Viewer;
use crate::words::Tongue;

const HOSTILE: &str =
    "<script>alert(1)</script><img src=x onerror=alert(2)> \"'`${{7*7}} javascript:alert(3) https://evil.example/\u{202e}gpj";

fn desk() -> (tempfile::TempDir, Desk) {
    let home = tempfile::tempdir().unwrap();
    let book = book();
    let reader = Reader::new(&book).unwrap();
    let desk = Desk::new(Corpus::open(home.path(), PlaceRegions::of(&book.places)).unwrap(), reader, book, GenericWords::default());
    (home, desk)
}

/// A small book of our own: the shipped one changes with every edition.
fn book() -> Book {
    let labels = |kk: &str, ru: &str, en: &str| Labels { kk: kk.into(), ru: ru.into(), en: en.into() };
    let category = Category {
        code: "recruitment.work_abroad".into(),
        labels: labels("шетелдегі жұмыс", "работа за границей", "work abroad"),
        source: "sample".into(),
    };
    let place = |code: &str, name: &str| Place {
        code: code.into(),
        country: "KZ".into(),
        region: None,
        or_regions: vec![],
        labels: labels(name, name, name),
        spellings: vec![],
        proper: vec![],
        latitude: None,
        longitude: None,
    };
    Book {
        categories: vec![category], places: vec![place("kz.almaty", "Алматы"), place("kz.shymkent", "Шымкент")], ..Book::default()
    }
}

fn now() -> Moment {
    Moment::parse("2026-11-21T13:40:00Z").unwrap()
}

fn ask<'a>(front: &'a Front, tongue: Tongue, path: &'static str, query: &str) -> Ask<'a> {
    let viewer = Viewer::local(tongue, crate::dates::zone("Asia/Almaty").unwrap(), now());
    Ask::new(viewer, Address::read(path, Some(query)), String::new(), "0123456789abcdef".into(), front)
}

fn reason(indicator: &str, weight: f32, span: (u32, u32), quote: &str) -> Reason {
    Reason { indicator: indicator.into(), weight, spans: vec![Span::new(span.0, span.1)], quote: quote.into(), source: "UNODC G-12".into() }
}

fn phone(span: (u32, u32)) -> Identifier {
    Identifier { kind: Kind::Phone, value: "+77050010203".into(), as_written: "8 7O5 OO1 O2 O3".into(), span: Span::new(span.0, span.1) }
}

fn sample_signals() -> Signals {
    Signals {
        language: Language::Ru,
        band: Band::High,
        score: 5.25,
        category: Some("recruitment.work_abroad".into()),
        stage: Some(Stage::Recruit),
        reasons: vec![
            reason("sample.passport", 2.5, (0, 12), "паспорт сдашь"),
            reason("sample.ticket", 1.0, (8, 20), "сдашь, билет"),
            reason("model.wording", 0.4, (0, 0), ""),
            reason("sample.contract", -1.5, (20, 28), "договор"),
        ],
        identifiers: vec![phone((30, 45))],
        facts: vec![
            Fact::Price { amount: 250_000.0, currency: Some("KZT".into()), per: Some("month".into()), span: Span::new(1, 2) },
            Fact::Age { from: 18, to: Some(25), span: Span::new(1, 2) },
            Fact::Place { code: "kz.almaty".into(), country: "KZ".into(), span: Span::new(1, 2) },
        ],
        disguises: vec![Disguise { trick: Trick::DigitDisguise, span: Span::new(30, 45) }],
    }
}

fn sample(id: &str, text: &str) -> Entry {
    let published = Moment::parse("2026-11-18T07:05:00Z").ok();
    let post = Post {
        source: "telegram:@sample".into(),
        id: id.into(),
        published,
        author: Some("sample <b>".into()),
        text: text.into(),
        url: Some("https://evil.example/1".into()),
        media: vec![],
    };
    Entry {
        post,
        forwarded_from: None,
        edited: None,
        signals: sample_signals(),
        collected: now(),
        keep_until: now().plus_days(3),
        network: None,
        earlier: vec![Version { text: "старый текст".into(), replaced: now() }],
    }
}

const TEXT: &str = "Паспорт сдашь, билет купим, договор не 8 7O5 OO1 O2 O3";

fn sample_network() -> NetworkDetail {
    let contact = |value: &str, posts| NetworkIdentifier { kind: Kind::Phone, value: value.into(), posts };
    let sign = |code: &str, weight, detail: &[&str]| NetworkReason {
        code: code.into(),
        weight,
        detail: detail.iter().map(|text| (*text).to_owned()).collect(),
    };
    let keys = ["1", "2", "3"].map(|id| sample(id, TEXT).post.key());
    let row = NetworkRow {
        id: "0123456789abcdef".into(),
        score: 4.5,
        posts: 3,
        identifiers: vec![contact("+77050010203", 3)],
        identifier_count: 2,
        places: vec!["kz.almaty".into(), "kz.shymkent".into()],
        categories: vec!["recruitment.work_abroad".into()],
        first: Moment::parse("2026-11-01T07:05:00Z").ok(),
        last: Moment::parse("2026-11-18T07:05:00Z").ok(),
        reasons: vec![
            sign("several_places", 1.0, &["kz.almaty", "kz.shymkent"]),
            sign("duration", 1.1, &["17"]),
            sign("changed_hands", 0.0, &["+77050010204", "2026-11-10"]),
        ],
    };
    let [a, b, c] = keys.clone();
    NetworkDetail {
        row,
        members: keys.into(),
        identifiers: vec![contact("+77050010203", 3), contact("+77050010204", 1)],
        links: vec![
            NetworkLink { a: a.clone(), b, weight: 4.6, reasons: vec![sign("shared_phone", 4.6, &["+77050010203"])] },
            NetworkLink { a, b: c, weight: 1.7, reasons: vec![sign("copied_text_same_place_and_price", 1.7, &[])] },
        ],
        suppressed: vec![contact("+77050019999", 2)],
        outside: 4,
        hints: vec![
            NetworkHint { network: Some("fedcba9876543210".into()), posts: 2, examples: vec![sample("8", TEXT).post.key()] },
            NetworkHint { network: None, posts: 1, examples: vec![sample("9", TEXT).post.key()] },
        ],
    }
}

fn network_page(desk: &Desk, ask: &Ask<'_>) -> NetworkPage {
    let entries = ["1", "2", "3"].map(|id| sample(id, TEXT));
    let mut page = NetworkPage::of(desk, ask, &Drawn::new(sample_network()), &entries);
    page.posts = entries.iter().map(|entry| parts::post_line(desk, &ask.viewer, entry)).collect();
    page
}

fn post_page(desk: &Desk, ask: &Ask<'_>, entry: &Entry) -> PostPage {
    let earlier = vec![pages::post::Earlier { label: "x".into(), text: entry.earlier[0].text.clone() }];
    PostPage {
        f: ask.frame("title".into(), None),
        t: ask.words(),
        key: entry.post.key().to_string(),
        card: pages::post::card(desk, ask, entry).unwrap(),
        reading: reading(desk, ask.words(), &entry.post.text, &entry.signals),
        pictures: sample_pictures(ask),
        capture: None,
        earlier,
    }
}

/// A picture that another post has too, one that nobody else has, and a flat one.
fn sample_pictures(ask: &Ask<'_>) -> Vec<PictureCard> {
    let words = ask.words();
    let line = |bits| PictureLine {
        key: "telegram:@sample/2".into(),
        href: parts::post_href("telegram:@sample/2"),
        text: HOSTILE.into(),
        lang: "ru",
        date: Some(parts::date(&ask.viewer.calendar, now())),
        likeness: pages::pictures::likeness(words, bits),
    };
    let card = |lead: String, posts| PictureCard {
        title: words.with_all("picture-title", &[("number", "1"), ("mark", "a1b2c3d4")]),
        path: HOSTILE.into(),
        lead,
        posts,
        more: Some(words.count("more-rows", 3)),
    };
    let shared = card(words.count("picture-posts", 5), [0, 3, 12].map(line).into());
    vec![shared, card(words.say("picture-alone"), vec![]), card(words.say("picture-flat"), vec![])]
}

fn queue_page(desk: &Desk, ask: &Ask<'_>, entry: &Entry) -> QueuePage {
    let words = ask.words();
    QueuePage {
        f: ask.frame(words.say("queue-title"), None),
        t: words,
        lead: words.with("queue-lead-networks", "networks", &words.count("count-networks", 1)),
        filters: pages::filter::Filters::default(),
        empty: vec![],
        grouped: true,
        grouped_href: "/".into(),
        single_href: "/?group=none".into(),
        note: None,
        networks: vec![parts::network_line(desk, &ask.viewer, &sample_network().row)],
        alone: words.say("queue-alone"),
        posts: vec![parts::post_line(desk, &ask.viewer, entry)],
        pager: parts::pager(words, &ask.address, 120),
    }
}

fn sources_page(ask: &Ask<'_>) -> SourcesPage {
    let source = |withdrawn| pages::sources::SourceLine {
        name: "telegram:@sample".into(),
        href: Some("/?source=telegram:@sample".into()),
        ground: "№ 12".into(),
        withdrawn,
        scope: "…".into(),
        term: ask.words().count("source-days", 180),
        left: String::new(),
        posts: "12".into(),
        look: "3".into(),
        read: "4 000".into(),
        dates: String::new(),
    };
    SourcesPage {
        f: ask.frame("x".into(), None),
        t: ask.words(),
        lead: "x".into(),
        empty: vec![],
        sources: vec![source(false), source(true)],
    }
}

/// All pages with sample data.
fn all(desk: &Desk, tongue: Tongue) -> Vec<(&'static str, String)> {
    let front = Front::default();
    let ask = |path, query: &str| ask(&front, tongue, path, query);
    let entry = sample("1", TEXT);
    vec![
        ("queue", render(&queue_page(desk, &ask("/", ""), &entry)).unwrap()),
        ("queue_empty", pages::queue::show(desk, &ask("/", "")).unwrap()),
        ("queue_none", pages::queue::show(desk, &ask("/", "band=high&category=x&group=none")).unwrap()),
        ("post", render(&post_page(desk, &ask("/post", "key=telegram:@sample/1"), &entry)).unwrap()),
        ("network", render(&network_page(desk, &ask("/network", "id=0123456789abcdef"))).unwrap()),
        ("search", pages::search::show(desk, &ask("/search", "")).unwrap()),
        ("search_none", pages::search::show(desk, &ask("/search", "q=x&contact=y")).unwrap()),
        ("sources", render(&sources_page(&ask("/sources", ""))).unwrap()),
        ("sources_empty", pages::sources::show(desk, &ask("/sources", "")).unwrap()),
        ("check", pages::check::show(desk, &ask("/check", "")).unwrap()),
        ("mirrors", pages::mirrors::show(desk, &ask("/mirrors", "example=1")).unwrap()),
        ("error", pages::error::show(&ask("/", ""), &Fault::NoPost, Vec::new()).unwrap()),
    ]
}

#[test]
fn every_page_speaks_every_language() {
    let (_home, desk) = desk();
    for tongue in Tongue::ALL {
        let mut pages = all(&desk, tongue);
        let front = Front::default();
        pages.push(("help", pages::help::show(&desk, &ask(&front, tongue, "/help", "")).unwrap()));
        for (name, html) in pages {
            assert!(!html.contains('⟦'), "{name} in {} lacks words: {}", tongue.code(), html.split('⟦').nth(1).unwrap_or(""));
            assert!(html.contains(&format!("<html lang=\"{}\">", tongue.code())), "{name}");
            assert!(!html.contains("style=") && !html.contains(" onclick") && !html.contains("<script>"), "{name} has something inline");
            assert_eq!(html.matches("<h1").count(), 1, "{name} has one first heading");
            assert_unique_ids(name, &html);
        }
    }
}

fn assert_unique_ids(name: &str, html: &str) {
    let mut ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "{name} uses an id twice");
}

#[test]
fn pages_look_as_they_did() {
    let (_home, desk) = desk();
    // One language a page; names from the knowledge files change with their editions, so what is sampled here has none.
    let tongues = [Tongue::Ru, Tongue::Kk, Tongue::En];
    for (index, name) in ["queue", "post", "network", "sources", "error"].into_iter().enumerate() {
        let pages = all(&desk, tongues[index % 3]);
        let (_, html) = pages.iter().find(|(known, _)| *known == name).unwrap();
        let main = html.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).unwrap();
        insta::assert_snapshot!(name, format!("<main{main}</main>"));
    }
}

#[test]
fn hostile_text_stays_text() {
    let (_home, desk) = desk();
    let front = Front::default();
    let mut entry = sample("<script>/..", HOSTILE);
    entry.post.source = "telegram:@<img>".into();
    entry.signals.reasons = vec![reason("<b>", 1.0, (0, 30), HOSTILE)];
    entry.signals.identifiers =
        vec![Identifier { kind: Kind::Url, value: HOSTILE.into(), as_written: HOSTILE.into(), span: Span::new(2, 9) }];
    entry.earlier = vec![Version { text: HOSTILE.into(), replaced: now() }];
    let ask = ask(&front, Tongue::Ru, "/post", "key=x%3Cscript%3E/1&lang=%22%3E%3Cscript%3E");
    for html in [render(&post_page(&desk, &ask, &entry)).unwrap(), render(&queue_page(&desk, &ask, &entry)).unwrap()] {
        assert!(!html.contains("<script>alert") && !html.contains("<img"), "markup of a post came through");
        assert!(!html.contains("href=\"https://evil") && !html.contains("href=\"javascript:"), "a link of a post came alive");
        assert!(!html.contains("src=\"http"), "something would be loaded from outside");
    }
}

async fn answer(request: Request<Body>) -> axum::response::Response {
    let (_home, desk) = desk();
    let site = Site::new(desk, crate::dates::zone("Asia/Almaty").unwrap(), Box::new(now), crate::seat::Seat::loopback(7311));
    router(Arc::new(site)).oneshot(request).await.unwrap()
}

fn get(path: &str) -> axum::http::request::Builder {
    Request::get(path).header(header::HOST, "127.0.0.1:7311")
}

#[tokio::test]
async fn every_answer_is_sealed() {
    for path in ["/", "/help", "/nothing", "/assets/mark.svg", "/healthz"] {
        let answer = answer(get(path).body(Body::empty()).unwrap()).await;
        for (name, value) in crate::guard::ALWAYS {
            assert_eq!(answer.headers().get(name).unwrap(), value, "{path}");
        }
    }
    let answer = answer(get("/").body(Body::empty()).unwrap()).await;
    assert_eq!(answer.headers()[header::CACHE_CONTROL], "no-store");
    let policy = answer.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap();
    assert_eq!(policy, crate::guard::policy(nonce));
}

#[tokio::test]
async fn strangers_are_refused() {
    let foreign = Request::get("/").header(header::HOST, "evil.example:7311").body(Body::empty()).unwrap();
    assert_eq!(answer(foreign).await.status(), StatusCode::MISDIRECTED_REQUEST);
    let post = |origin: &str| {
        let request = Request::post("/check").header(header::HOST, "127.0.0.1:7311").header(header::ORIGIN, origin);
        request.body(Body::from("text=x")).unwrap()
    };
    assert_eq!(answer(post("http://evil.example")).await.status(), StatusCode::FORBIDDEN);
    assert_eq!(answer(post("http://127.0.0.1:7311")).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn faults_have_their_status() {
    for (path, status) in [
        ("/nothing", StatusCode::NOT_FOUND),
        ("/post?key=telegram:@none/1", StatusCode::NOT_FOUND),
        ("/network?id=none", StatusCode::NOT_FOUND),
        ("/post", StatusCode::BAD_REQUEST),
        ("/?band=top", StatusCode::BAD_REQUEST),
        ("/?from=yesterday", StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(answer(get(path).body(Body::empty()).unwrap()).await.status(), status, "{path}");
    }
}

#[tokio::test]
async fn too_long_a_text_is_refused() {
    let body = format!("text={}", "x".repeat(3 * 1024 * 1024));
    let request = Request::post("/check").header(header::HOST, "127.0.0.1:7311").header(header::ORIGIN, "http://127.0.0.1:7311");
    assert_eq!(answer(request.body(Body::from(body)).unwrap()).await.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn the_language_is_chosen_remembered_and_guessed() {
    let chosen = answer(get("/?lang=kk").body(Body::empty()).unwrap()).await;
    assert!(chosen.headers()[header::SET_COOKIE].to_str().unwrap().starts_with("lang=kk; "));
    for (name, value, want) in
        [("cookie", "a=b; lang=kk", "kk"), ("accept-language", "en-GB,ru;q=0.5", "en"), ("accept-language", "de", "ru")]
    {
        let answer = answer(get("/help").header(name, value).body(Body::empty()).unwrap()).await;
        let body = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        assert!(String::from_utf8_lossy(&body).contains(&format!("<html lang=\"{want}\">")), "{name}: {value}");
    }
}
