use std::collections::{BTreeMap, BTreeSet};

use package::warc::{Limits, check_warc, check_warc_form};

use super::*;
use crate::browser::About;
use crate::exchange::Fault;

fn moment(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

fn times() -> Times {
    Times { began: moment("2026-03-01T10:00:00Z"), ended: moment("2026-03-01T10:00:05Z") }
}

fn exchange(address: &str, head: &str, body: Body) -> Exchange {
    let received = moment("2026-03-01T10:00:01.5Z");
    let answer = Answer {
        status: 200,
        received,
        head: Head::Wire(head.into()),
        body,
        from: "203.0.113.7".parse().ok(),
        protocol: "http/1.1".into(),
    };
    Exchange {
        address: address.into(),
        method: "GET".into(),
        sent: moment("2026-03-01T10:00:01Z"),
        request: Head::Rebuilt("GET / HTTP/1.1\r\nAccept: */*\r\n\r\n".into()),
        sent_body: Vec::new(),
        answer: Some(answer),
        fault: None,
    }
}

fn captured(exchanges: Vec<Exchange>) -> Captured {
    Captured {
        asked: "https://example.org/".into(),
        reached: "https://example.org/".into(),
        browser: About { product: "Chrome/1".into(), revision: "r\r\nX: 1".into(), user_agent: "Mozilla/5.0".into() },
        sandboxed: true,
        exchanges,
        rendered: Some("<!DOCTYPE html><p>Жұмыс</p>".into()),
        screenshot: Some(b"no real picture".to_vec()),
        print: None,
        certificates: BTreeMap::new(),
        dialled: Vec::new(),
        sockets: Vec::new(),
        short: BTreeSet::new(),
    }
}

fn archived(exchanges: Vec<Exchange>) -> (Vec<u8>, Archived) {
    let mut next = 0;
    let mut id = || {
        next += 1;
        RecordId::from_random(next)
    };
    write_archive(&captured(exchanges), times(), "Arasha 0.1.0", &mut id, Vec::new()).unwrap()
}

const PLAIN: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\n";

#[test]
fn the_strict_check_finds_nothing() {
    let mut failed = exchange("https://example.org/gone", PLAIN, Body::None);
    (failed.answer, failed.fault) = (None, Some(Fault::said("net::ERR_CONNECTION_REFUSED\r\nX: 1")));
    let mut cut = exchange("https://example.org/cut", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", Body::None);
    cut.fault = Some(Fault::unfinished());
    let (bytes, archived) = archived(vec![
        exchange("https://example.org/", PLAIN, Body::Wire(b"hi".to_vec())),
        exchange("https://example.org/c", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", Body::Wire(b"hi".to_vec())),
        exchange(
            "https://example.org/z",
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\n\r\n",
            Body::Decoded(b"hi".to_vec()),
        ),
        exchange("https://example.org/r", "HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n", Body::None),
        failed,
        cut,
    ]);
    assert!(archived.aside.is_empty(), "{:?}", archived.aside);
    // One that describes, two for each exchange, two views.
    assert_eq!(archived.entries.len(), 1 + 2 * 6 + 2);
    let found = check_warc(&bytes[..], &archived.entries, Limits::default()).unwrap();
    assert!(found.is_empty(), "{found:?}");
    assert!(check_warc_form(&bytes[..], Limits::default()).unwrap().is_empty());
}

#[test]
fn a_message_is_true_of_itself_and_keeps_what_it_said_before() {
    let message = |head: &str, body| String::from_utf8(message_of(exchange("x", head, body).answer.as_ref().unwrap())).unwrap();
    let hi = || Body::Wire(b"hi".to_vec());
    assert_eq!(message(PLAIN, hi()), format!("{PLAIN}hi"));
    assert_eq!(
        message("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", hi()),
        "HTTP/1.1 200 OK\r\nX-Archive-Orig-transfer-encoding: chunked\r\nContent-Length: 2\r\n\r\nhi"
    );
    assert_eq!(
        message("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 7\r\n\r\n", Body::Decoded(b"hi".to_vec())),
        "HTTP/1.1 200 OK\r\nX-Archive-Orig-Content-Encoding: br\r\nX-Archive-Orig-Content-Length: 7\r\nContent-Length: 2\r\n\r\nhi"
    );
    let redirect = "HTTP/1.1 302 Found\r\nLocation: /a\r\nContent-Length: 0\r\n\r\n";
    assert_eq!(message(redirect, Body::None), redirect);
}

#[test]
fn what_an_archive_can_not_hold_is_named_and_the_rest_goes_on() {
    let no_address = exchange("no address at all", PLAIN, Body::Wire(b"hi".to_vec()));
    let (bytes, archived) = archived(vec![no_address, exchange("https://example.org/", PLAIN, Body::Wire(b"hi".to_vec()))]);
    assert_eq!(archived.aside.len(), 2, "what was asked and what was answered: {:?}", archived.aside);
    assert_eq!(archived.entries.len(), 1 + 2 + 2);
    assert!(check_warc(&bytes[..], &archived.entries, Limits::default()).unwrap().is_empty());
}

#[test]
fn the_archive_says_why_an_answer_is_cut() {
    for (fault, cut) in [
        (Fault::unfinished(), "WARC-Truncated: time\r\n"),
        (Fault::said("net::ERR_CONNECTION_RESET"), "WARC-Truncated: disconnect\r\n"),
        (Fault::said("net::ERR_ABORTED"), "WARC-Truncated: unspecified\r\n"),
    ] {
        let mut broken = exchange("https://example.org/", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", Body::Wire(b"hi".to_vec()));
        broken.fault = Some(fault.clone());
        let (bytes, archived) = archived(vec![broken]);
        let response = archived.entries.iter().find(|entry| entry.kind == Kind::Response).unwrap();
        let from = usize::try_from(response.offset).unwrap();
        let mut text = Vec::new();
        std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&bytes[from..]), &mut text).unwrap();
        assert!(String::from_utf8_lossy(&text).contains(cut), "{fault}");
    }
}
