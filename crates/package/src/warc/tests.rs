//! Tests of archives: what is written is read back, and every damage is named.

mod damage;
mod heads;
mod limits;
mod others;
mod same;

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use record::Moment;

use super::{Entry, Finding, Flaw, Head, Kind, Limits, RecordId, Writer, check_warc};

const PAGE: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 11\r\n\r\n<p>page</p>";
const CHUNKED: &[u8] = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";

pub(super) fn id(number: u128) -> RecordId {
    RecordId::from_random(number)
}

pub(super) fn head(kind: Kind, number: u128) -> Head {
    let uri = (kind != Kind::Warcinfo).then(|| format!("https://www.example.kz/{number}"));
    let is_http = matches!(kind, Kind::Request | Kind::Response | Kind::Revisit);
    let content_type = match kind {
        Kind::Warcinfo => Some("application/warc-fields".to_owned()),
        _ if is_http => Some("application/http; msgtype=response".to_owned()),
        _ => Some("text/plain".to_owned()),
    };
    let ip = is_http.then(|| "203.0.113.7".parse().unwrap());
    let profile = (kind == Kind::Revisit).then(|| "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest".to_owned());
    let date = Moment::parse("2026-03-01T10:00:00.123456789Z").unwrap();
    Head { uri, content_type, ip, profile, ..Head::new(kind, id(number), date) }
}

/// An archive of five records.
pub(super) fn sample() -> (Vec<u8>, Vec<Entry>) {
    let mut writer = Writer::new(Vec::new());
    let blocks: [(Kind, &[u8]); 5] = [
        (Kind::Warcinfo, b"software: arasha\r\n"),
        (Kind::Request, b"GET /2 HTTP/1.1\r\nHost: www.example.kz\r\n\r\n"),
        (Kind::Response, PAGE),
        (Kind::Response, CHUNKED),
        (Kind::Resource, b"a picture"),
    ];
    let entries =
        blocks.into_iter().zip(1..).map(|((kind, block), number)| writer.write_bytes(&head(kind, number), block).unwrap()).collect();
    (writer.finish().unwrap(), entries)
}

/// The records of an archive, unpacked.
fn members(archive: &[u8], entries: &[Entry]) -> Vec<Vec<u8>> {
    let cut = |entry: &Entry| archive[usize::try_from(entry.offset).unwrap()..][..usize::try_from(entry.length).unwrap()].to_vec();
    entries.iter().map(|entry| unpacked(&cut(entry))).collect()
}

fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut all = Vec::new();
    MultiGzDecoder::new(bytes).read_to_end(&mut all).unwrap();
    all
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

fn archive(members: &[Vec<u8>]) -> Vec<u8> {
    members.iter().flat_map(|member| packed(member)).collect()
}

/// A member with some of its text replaced; the text must be there.
fn replaced(member: &[u8], from: &str, to: &str) -> Vec<u8> {
    let text = std::str::from_utf8(member).unwrap();
    assert!(text.contains(from), "{from} is not in {text}");
    text.replacen(from, to, 1).into_bytes()
}

fn check(archive: &[u8], expected: &[Entry]) -> Vec<Finding> {
    check_warc(archive, expected, Limits::default()).unwrap()
}

fn flaws(archive: &[u8], expected: &[Entry]) -> Vec<Flaw> {
    check(archive, expected).into_iter().map(|finding| finding.flaw).collect()
}
