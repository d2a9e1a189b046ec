//! Tests of packages: what is written is whole, and every damage is named.

mod damage;
mod paths;
mod zips;

use std::io::{Cursor, Read};

use record::Moment;

use super::list::{self, ARCHIVE, DIGEST, INDEX, LIST, PAGES};
use super::*;
use crate::Sha256;
use crate::warc::{Entry, Head, Kind, Limits, RecordId, Writer};
use crate::zip::Sums;
use crate::zip::form::{self, Member, Stamp};

/// How many files the sample has.
const FILES: usize = 7;
const URL: &str = "https://www.example.kz/page";

fn created() -> Moment {
    Moment::parse("2026-03-01T10:20:31.5Z").unwrap()
}

fn warc() -> (Vec<u8>, Vec<Entry>) {
    let mut writer = Writer::new(Vec::new());
    let head = |number, url: &str| Head {
        uri: Some(url.into()),
        content_type: Some("application/http; msgtype=response".into()),
        ..Head::new(Kind::Response, RecordId::from_random(number), created())
    };
    let page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>page</p>";
    let entries = vec![
        writer.write_bytes(&head(1, URL), page).unwrap(),
        writer.write_bytes(&head(2, "https://a.example.kz/"), b"HTTP/1.1 404 Not Found\r\n\r\n").unwrap(),
    ];
    (writer.finish().unwrap(), entries)
}

/// A whole package, the digest of its list, and the records of its archive.
fn sample() -> (Vec<u8>, Written, Vec<Entry>) {
    let (archive, entries) = warc();
    let (mut archive, mut log, mut proof) = (Cursor::new(archive), Cursor::new(b"log".to_vec()), Cursor::new(b"proof".to_vec()));
    let extras = vec![Extra { path: "proofs/1".into(), content: &mut proof }, Extra { path: "custody/log.txt".into(), content: &mut log }];
    let pages = vec![Page { url: URL.into(), at: created(), title: Some("бет".into()) }];
    let (title, software) = ("a case".to_owned(), "arasha".to_owned());
    let package = Package { title, software, created: created(), pages, archive: &mut archive, extras };
    let mut out = Vec::new();
    let written = write_wacz(package, Limits::default(), &mut out).unwrap();
    (out, written, entries)
}

/// The files of a package, as the `zip` crate reads them.
fn files(package: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    let mut read = |at| {
        let mut file = zip.by_index(at).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        (file.name().unwrap().into_owned(), content)
    };
    (0..FILES).map(&mut read).collect()
}

/// A ZIP file of these files in our form.
fn zipped(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let (mut bytes, mut members) = (Vec::new(), Vec::new());
    for (path, content) in files {
        let mut sums = Sums::default();
        sums.update(content);
        let sums = sums.finish();
        let (offset, length) = (u32::try_from(bytes.len()).unwrap(), u32::try_from(sums.length).unwrap());
        let member = Member { path: path.clone(), stamp: Stamp::of(created()).unwrap(), crc: sums.crc, length, offset };
        bytes.extend(member.local());
        bytes.extend(content);
        members.push(member);
    }
    let start = bytes.len();
    members.iter().for_each(|member| bytes.extend(member.central()));
    let length = u32::try_from(bytes.len() - start).unwrap();
    bytes.extend(form::end(u16::try_from(files.len()).unwrap(), length, u32::try_from(start).unwrap()));
    bytes
}

/// What is found with the list and the records from the log.
fn flaws(package: &[u8]) -> Vec<WaczFlaw> {
    let (_, written, entries) = sample();
    found(package, Expected { list: Some(written.list), records: Some(&entries) })
}

/// What is found without knowing anything.
fn inner_flaws(package: &[u8]) -> Vec<WaczFlaw> {
    found(package, Expected::default())
}

fn found(package: &[u8], expected: Expected<'_>) -> Vec<WaczFlaw> {
    check_wacz(Cursor::new(package), expected, Limits::default()).unwrap().into_iter().map(|finding| finding.flaw).collect()
}

#[test]
fn a_package_is_whole_and_read_by_others() {
    let (package, written, entries) = sample();
    assert_eq!(flaws(&package), []);
    assert_eq!((written.package, written.length), (Sha256::of(&package), package.len() as u64));
    let files = files(&package);
    let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, [ARCHIVE, INDEX, PAGES, "custody/log.txt", "proofs/1", LIST, DIGEST]);
    assert_eq!(zipped(&files), package);
    assert_eq!(sample().0, package);
    let index = format!(
        "kz,example)/page 20260301102031 {{\"url\":\"{URL}\",\"mime\":\"text/html\",\"status\":\"200\",\"digest\":\"{}\",\"length\":\"{}\",\
         \"offset\":\"0\",\"filename\":\"data.warc.gz\",\"recordDigest\":\"{}\"}}\n",
        entries[0].payload.unwrap(),
        entries[0].length,
        entries[0].stored
    );
    let text = String::from_utf8(files[1].1.clone()).unwrap();
    let second = text.strip_prefix(&index).unwrap();
    assert!(second.starts_with("kz,example,a)/ 20260301102031 {"), "{text}");
}

#[test]
fn the_list_is_that_of_wacz_1_1_1() {
    let (package, written, _) = sample();
    let files = files(&package);
    let list: serde_json::Value = serde_json::from_slice(&files[5].1).unwrap();
    let expected = [
        ("profile", "data-package"),
        ("wacz_version", "1.1.1"),
        ("title", "a case"),
        ("software", "arasha"),
        ("created", "2026-03-01T10:20:31.5Z"),
        ("mainPageUrl", URL),
        ("mainPageDate", "2026-03-01T10:20:31.5Z"),
    ];
    expected.into_iter().for_each(|(name, value)| assert_eq!(list[name], value));
    assert_eq!(list["resources"][0]["hash"], Sha256::of(&files[0].1).to_string());
    assert_eq!(list["resources"][4]["name"], "proofs/1");
    let digest: serde_json::Value = serde_json::from_slice(&files[6].1).unwrap();
    assert_eq!((digest["path"].as_str(), digest["hash"].as_str()), (Some(LIST), Some(written.list.to_string().as_str())));
    let pages = String::from_utf8(files[2].1.clone()).unwrap();
    assert_eq!(pages.lines().nth(1).unwrap(), format!(r#"{{"id":"page-1","url":"{URL}","ts":"2026-03-01T10:20:31.5Z","title":"бет"}}"#));
}
