//! Pages of a site on the loopback, captured by the real browser.

#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "a test may be blunt, and says what it skips")]

mod site;

use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::Duration;

use capture::CaptureError;
use capture::browser::Launch;
use capture::exchange::{Body, Head, Lost};
use capture::guard::{Bounds, by_system};
use capture::page::{Captured, Limits, Short, capture};

use site::Site;

fn launch() -> Option<Launch> {
    let launch = Launch { sandbox: false, ..Launch::chromium() };
    if Path::new(&launch.program).exists() {
        return Some(launch);
    }
    eprintln!("skipped: {} is not there (make chromium)", launch.program.display());
    None
}

fn bounds(also: &[SocketAddr]) -> Bounds {
    Bounds { most_bytes: 20_000_000, dial_time: Duration::from_secs(2), also: also.to_vec() }
}

fn limits() -> Limits {
    Limits { time: Duration::from_secs(60), ..Limits::default() }
}

async fn captured(site: &Site, path: &str) -> Option<Result<Captured, CaptureError>> {
    Some(capture(&launch()?, bounds(&[site.address()]), by_system(), &limits(), &site.at(path)).await)
}

#[tokio::test]
async fn a_page_is_kept_as_it_was_sent_and_as_it_was_seen() {
    let site = Site::start().await;
    let Some(made) = captured(&site, "/page").await else { return };
    let made = made.unwrap();
    let paths: Vec<&str> = made.exchanges.iter().map(|one| one.address.trim_start_matches(&site.at(""))).collect();
    for path in ["/page", "/style.css", "/picture.png", "/late.json", "/far.png"] {
        assert_eq!(paths.iter().filter(|one| **one == path).count(), 1, "{path} of {paths:?}");
    }
    let page = &made.exchanges[0];
    let answer = page.answer.as_ref().unwrap();
    assert_eq!(answer.body, Body::Wire(site::PAGE.as_bytes().to_vec()), "byte for byte");
    assert!(matches!(&answer.head, Head::Wire(head) if head.starts_with("HTTP/1.1 200 OK\r\n")), "{:?}", answer.head);
    assert!(page.request.text().starts_with("GET /page HTTP/1.1\r\n") && page.request.text().contains("identity"));
    assert_eq!(answer.from, Some(site.address().ip()));
    let picture = made.exchanges.iter().find(|one| one.address.ends_with("/picture.png")).unwrap();
    assert_eq!(picture.answer.as_ref().unwrap().body, Body::Wire(site::picture()));
    let rendered = made.rendered.unwrap();
    assert!(rendered.starts_with("<!DOCTYPE html>") && rendered.contains("written by the script"), "{rendered}");
    assert!(made.screenshot.unwrap().starts_with(b"\x89PNG") && made.print.unwrap().starts_with(b"%PDF-"));
    assert!(made.browser.product.contains("Chrome/") && made.browser.user_agent.contains("Linux"), "{:?}", made.browser);
    assert!(made.short.is_empty() && !made.sandboxed, "{:?}", made.short);
}

#[tokio::test]
async fn a_redirect_is_kept_step_by_step() {
    let site = Site::start().await;
    let Some(made) = captured(&site, "/moved").await else { return };
    let made = made.unwrap();
    let steps: Vec<u16> = made.exchanges.iter().take(2).filter_map(|one| one.answer.as_ref()).map(|answer| answer.status).collect();
    assert_eq!((steps, made.reached), (vec![302, 200], site.at("/plain")));
    assert_eq!(made.exchanges[0].answer.as_ref().unwrap().body, Body::None);
}

/// A page can't make the program knock at doors of its own network: not by name, address, redirect, picture, frame or script.
#[tokio::test]
async fn a_hostile_page_reaches_nothing_inside() {
    let (site, inside) = (Site::start().await, Site::start().await);
    let Some(made) = captured(&site, &format!("/hostile?{}", inside.address().port())).await else { return };
    let made = made.unwrap();
    assert_eq!(inside.asked.load(Ordering::Relaxed), 0, "nobody knocked");
    assert!(made.short.contains(&Short::Inside), "{:?}", made.short);
    let port = inside.address().port();
    let inner = made.exchanges.iter().filter(|one| one.address.contains(&format!(":{port}/")));
    assert!(inner.clone().count() >= 5 && inner.clone().all(|one| one.answer.is_none() && one.fault.is_some()), "{inner:?}");
    let moved = captured(&site, &format!("/to-inside?{port}")).await.unwrap();
    assert!(matches!(&moved, Err(CaptureError::NoPage { fault, .. }) if fault.why == Lost::Refused), "{moved:?}");
    assert_eq!(inside.asked.load(Ordering::Relaxed), 0);
}

/// What the browser can't show it lets go of; that is not kept as an empty answer.
#[tokio::test]
async fn a_picture_that_is_none_is_kept_or_named() {
    let site = Site::start().await;
    let Some(made) = captured(&site, "/broken").await else { return };
    let made = made.unwrap();
    let picture = made.exchanges.iter().find(|one| one.address.ends_with("/rubbish.png")).unwrap();
    let body = &picture.answer.as_ref().unwrap().body;
    let is_whole = *body == Body::Wire(vec![b'x'; 33_000]);
    assert!(is_whole || (*body == Body::None && picture.fault.is_some()), "{picture:?}");
}

#[tokio::test]
async fn what_never_ends_is_cut_and_says_so() {
    let site = Site::start().await;
    let Some(launch) = launch() else { return };
    let short = Limits { time: Duration::from_secs(4), ..limits() };
    let small = Bounds { most_bytes: 300_000, ..bounds(&[site.address()]) };
    let endless = capture(&launch, bounds(&[site.address()]), by_system(), &short, &site.at("/endless")).await.unwrap();
    assert!(endless.short.contains(&Short::Time), "{:?}", endless.short);
    assert!(endless.exchanges.iter().any(|one| one.fault.is_some()));
    let flood = capture(&launch, small, by_system(), &short, &site.at("/flood")).await.unwrap();
    assert!(flood.short.contains(&Short::Size) || flood.exchanges.iter().any(|one| one.fault.is_some()), "{:?}", flood.short);
    let round = capture(&launch, bounds(&[site.address()]), by_system(), &short, &site.at("/round")).await;
    assert!(matches!(&round, Err(CaptureError::NoPage { fault, .. }) if fault.words.contains("REDIRECT")), "{round:?}");
}

#[tokio::test]
async fn a_page_that_asks_and_shouts_is_captured_all_the_same() {
    let site = Site::start().await;
    let Some(made) = captured(&site, "/nagging").await else { return };
    let made = made.unwrap();
    assert!(made.rendered.unwrap().contains("after all questions"));
}

#[tokio::test]
async fn what_does_not_open_is_said() {
    let site = Site::start().await;
    let Some(launch) = launch() else { return };
    for address in ["file:///etc/passwd", "ftp://example.org/", "javascript:1", "", "http://a\nb"] {
        let made = capture(&launch, bounds(&[]), by_system(), &limits(), address).await;
        assert!(matches!(made, Err(CaptureError::Address)), "{address}");
    }
    let inside = capture(&launch, bounds(&[]), by_system(), &limits(), &site.at("/page")).await;
    assert!(matches!(inside, Err(CaptureError::NoPage { .. })), "{inside:?}");
    let nobody = Launch { program: "/nonexistent/browser".into(), ..launch };
    let made = capture(&nobody, bounds(&[]), by_system(), &limits(), "https://example.org/").await;
    assert!(matches!(made, Err(CaptureError::Ended | CaptureError::Io(_))), "{made:?}");
}
