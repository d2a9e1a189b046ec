//! From an address to sealed originals with their history: the real browser, the real record, the real vault.

#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "a test may be blunt, and says what it skips")]

mod authority;

use std::io::{Cursor, Read as _};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use capture::browser::Launch;
use capture::guard::{Bounds, Resolve, by_system};
use capture::page::Limits;
use custody::item::{Event, Failure, MissingWhy, Origin};
use custody::sealed::NotSealed;
use custody::{FileName, FileRole, Item, ItemId, Tool};
use package::warc::{Entry, check_warc};
use record::{Actor, Compartment, Moment, Purpose, StreamName};
use stamp::{Authority, Token};
use store::{FileKey, LogKey, Place, Random, Record};
use tempfile::TempDir;
use tlog::{Cosigner, KeyName, Policy};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use vault::acquire::{Acquisition, Evidence, Wanted, close_left_open};
use vault::capture::{Acquired, Loading, capture_page};
use vault::seal::{SealError, seal};
use vault::stamping::{Stamping, over_http};
use vault::{Compared, Damage, Depth, Means, Originals};

const PAGE: &str =
    "<!DOCTYPE html><html lang=\"kk\"><title>Үлгі</title><p>Жұмыс бар</p><img src=\"/a.svg\" alt=\"\"><img src=\"/gone\" alt=\"\">";

struct Home {
    record: Record,
    originals: Originals,
    random: Random,
    _folder: TempDir,
}

fn log_key() -> LogKey {
    LogKey::new("example.kz/log", &[1; 32]).unwrap()
}

fn now() -> Moment {
    Moment::parse("2026-03-01T12:00:00Z").unwrap()
}

impl Home {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let means = Means { master: Arc::new(FileKey::new([7; 32])), random: Random::system(), largest: 1 << 30 };
        let record = Record::open(&Place::File(folder.path().join("record.sqlite"))).await.unwrap();
        Self { record, originals: Originals::at(folder.path(), means).unwrap(), random: Random::system(), _folder: folder }
    }

    fn evidence(&self) -> Evidence<'_> {
        let (record, originals, random) = (&self.record, &self.originals, &self.random);
        Evidence { record, originals, random, clock: &now, edition: "test", actor: Actor::local(), purpose: Purpose::Casework }
    }

    async fn history(&self, item: ItemId) -> Vec<Event> {
        self.record.history::<Item>(&StreamName::of::<Item>(item)).await.unwrap().events
    }

    fn bytes(&self, sha256: custody::Sha256) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.originals.open(sha256).unwrap().read_to_end(&mut bytes).unwrap();
        bytes
    }
}

fn wanted(address: &str) -> Wanted {
    Wanted {
        origin: Origin::Page { address: address.into() },
        compartment: Compartment::Operational,
        region: None,
        tool: Tool::new("Arasha", "test").unwrap(),
    }
}

fn loading(also: &[SocketAddr]) -> Option<Loading> {
    let launch = Launch { sandbox: false, ..Launch::chromium() };
    if !Path::new(&launch.program).exists() {
        eprintln!("skipped: {} is not there (make chromium)", launch.program.display());
        return None;
    }
    let bounds = Bounds { most_bytes: 20_000_000, dial_time: Duration::from_secs(2), also: also.to_vec() };
    Some(Loading { launch, bounds, resolve: by_system(), limits: Limits::default(), software: "Arasha test".into(), stamps: Vec::new() })
}

/// A site with a page, a picture, and nothing else.
async fn site() -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut head = [0; 4_096];
                let length = stream.read(&mut head).await.unwrap_or(0);
                let head = String::from_utf8_lossy(head.get(..length).unwrap_or_default()).into_owned();
                let (status, kind, body) = match head.split(' ').nth(1) {
                    Some("/") => ("200 OK", "text/html; charset=utf-8", PAGE),
                    Some("/a.svg") => ("200 OK", "image/svg+xml", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>"),
                    _ => return,
                };
                let answer = format!(
                    "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                    body.len()
                );
                let _ = stream.write_all(answer.as_bytes()).await;
            });
        }
    });
    address
}

#[tokio::test]
async fn a_page_is_sealed_file_by_file_and_its_history_says_how() {
    let (home, place) = (Home::new().await, site().await);
    let Some(loading) = loading(&[place]) else { return };
    let address = format!("http://{place}/");
    let Acquired::Held { item, files, missing, short } = capture_page(home.evidence(), wanted(&address), &address, &loading).await.unwrap()
    else {
        unreachable!("the page is there")
    };
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["page.warc.gz", "received.html", "rendered.html", "screenshot.png", "print.pdf", "manifest.json"]);
    let events = home.history(item).await;
    let kinds: Vec<&str> = events.iter().map(Event::kind).collect();
    let kept: Vec<&str> = kinds.iter().copied().filter(|kind| *kind != "arrived").collect();
    assert_eq!(kept, ["begun", "kept", "kept", "kept", "kept", "kept", "kept", "completed"], "an entry for each file as it arrived");
    // Each answer was an entry before there was an archive of it.
    let first_file = kinds.iter().position(|kind| *kind == "kept").unwrap();
    let arrived = events.iter().take(first_file).filter_map(|event| match event {
        Event::Arrived { responses } => Some(responses),
        _ => None,
    });
    let arrived: Vec<_> = arrived.flatten().collect();
    let page = arrived.iter().find(|one| one.exchange == 0).unwrap();
    assert_eq!((page.status, page.bytes, page.hashes), (200, PAGE.len() as u64, files[1].hashes), "{arrived:?}");
    assert_eq!(arrived.len(), 2, "the page and the picture: {arrived:?}");
    assert_eq!(home.bytes(files[1].hashes.sha256), PAGE.as_bytes(), "byte for byte");
    // What was asked for and did not come is named, and nothing else is.
    assert!(missing.iter().all(|one| one.what.ends_with("/gone") || one.what.ends_with("/favicon.ico")), "{missing:?}");
    assert!(
        missing.iter().any(|one| one.what.ends_with("/gone") && one.why == MissingWhy::Broken) && short.is_empty(),
        "{missing:?} {short:?}"
    );
    let manifest: serde_json::Value = serde_json::from_slice(&home.bytes(files[5].hashes.sha256)).unwrap();
    assert_eq!((manifest["asked"].as_str(), manifest["item"].as_str()), (Some(address.as_str()), Some(item.to_string().as_str())));
    let records: Vec<Entry> = serde_json::from_value(manifest["records"].clone()).unwrap();
    let archive = home.bytes(files[0].hashes.sha256);
    let found = check_warc(&archive[..], &records, package::warc::Limits::default()).unwrap();
    assert!(found.is_empty() && records.len() >= 10, "the sealed list is the list of the sealed archive: {found:?}");
    let checked = home.originals.check(Depth::Deep, &|_| {}).unwrap();
    assert!(checked.findings.is_empty() && checked.originals == 6, "{checked:?}");
}

/// Somebody puts the same bytes, stored anew, in the place of what was stored, with keys that fit: the vault by itself is whole.
#[tokio::test]
async fn what_was_exchanged_with_its_keys_is_found_by_the_record() {
    let (home, other) = (Home::new().await, Home::new().await);
    for home in [&home, &other] {
        let mut upload = Acquisition::begin(home.evidence(), Wanted { origin: Origin::Upload {}, ..wanted("") }).await.unwrap();
        upload.read(FileName::new("a.txt").unwrap(), FileRole::Original, Cursor::new(b"same".to_vec())).await.unwrap();
        upload.read(FileName::new("manifest.json").unwrap(), FileRole::Manifest, Cursor::new(b"{}".to_vec())).await.unwrap();
        upload.complete(Vec::new()).await.unwrap();
        assert_eq!(home.originals.compare(&home.record).await.unwrap(), Compared { named: 2, findings: vec![] });
    }
    assert!(other.originals.check(Depth::Deep, &|_| {}).unwrap().findings.is_empty());
    let found = other.originals.compare(&home.record).await.unwrap();
    assert_eq!(found.findings.iter().map(|one| one.damage).collect::<Vec<_>>(), [Damage::Replaced; 2]);
    let empty = Home::new().await;
    let found = empty.originals.compare(&home.record).await.unwrap();
    assert_eq!(found.findings.iter().map(|one| one.damage).collect::<Vec<_>>(), [Damage::Missing; 2]);
}

/// Who has no interest in the case says when the manifest was there; an authority that is silent, or another than it says, is named.
#[tokio::test]
async fn a_manifest_is_stamped_by_others_and_what_is_not_is_named() {
    let (home, place) = (Home::new().await, site().await);
    let (Some(loading), Some(real)) = (loading(&[place]), authority::start()) else { return };
    let Some(other) = authority::start() else { return };
    let send = over_http();
    let stamping = |name: &str, root: &str, url: &str| Stamping {
        authority: Arc::new(Authority::new(name, root).unwrap()),
        url: url.to_owned(),
        send: Arc::clone(&send),
    };
    let real_one = stamping("real", &real.root, &real.url);
    // The second is silent; of the third another than it says answers.
    let stamps = vec![real_one.clone(), stamping("silent", &real.root, "http://127.0.0.1:1/"), stamping("false", &other.root, &real.url)];
    let loading = Loading { stamps, ..loading };
    let address = format!("http://{place}/");
    let made = capture_page(home.evidence(), wanted(&address), &address, &loading).await.unwrap();
    let Acquired::Held { files, missing, .. } = made else { unreachable!("the page is there") };
    let stamps: Vec<_> = files.iter().filter(|file| file.role == FileRole::TimeStamp).collect();
    assert_eq!(stamps.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["stamps/0001.tsr"]);
    let manifest = files.iter().find(|file| file.role == FileRole::Manifest).unwrap().hashes.sha256;
    let token = Token::from_answer(&home.bytes(stamps[0].hashes.sha256)).unwrap();
    assert_eq!(real_one.authority.verify(&token, manifest).unwrap().digest(), manifest);
    let named: Vec<(&str, MissingWhy)> =
        missing.iter().filter(|one| one.what.starts_with("time stamp")).map(|one| (one.what.as_str(), one.why)).collect();
    assert_eq!(named, [("time stamp: silent", MissingWhy::Broken), ("time stamp: false", MissingWhy::Refused)]);
}

/// A program that is stopped while it acquires leaves an item that is neither whole nor failed; the next one says what it is.
#[tokio::test]
async fn what_a_stop_left_half_way_is_closed_at_the_next_start() {
    let home = Home::new().await;
    let upload = || Wanted { origin: Origin::Upload {}, ..wanted("") };
    let mut whole = Acquisition::begin(home.evidence(), upload()).await.unwrap();
    whole.read(FileName::new("manifest.json").unwrap(), FileRole::Manifest, Cursor::new(b"{}".to_vec())).await.unwrap();
    let (whole, _) = whole.complete(Vec::new()).await.unwrap();
    let mut left = Acquisition::begin(home.evidence(), upload()).await.unwrap();
    left.read(FileName::new("a.txt").unwrap(), FileRole::Original, Cursor::new(b"a".to_vec())).await.unwrap();
    let left = left.item();
    assert_eq!(close_left_open(home.evidence()).await.unwrap(), 1);
    assert_eq!(home.history(left).await.last(), Some(&Event::Failed { why: Failure::Stopped }));
    assert!(matches!(home.history(whole).await.last(), Some(Event::Completed { .. })));
    assert_eq!(close_left_open(home.evidence()).await.unwrap(), 0, "once");
    let next = Acquisition::begin(home.evidence(), upload()).await.unwrap().item();
    assert_eq!(close_left_open(home.evidence()).await.unwrap(), 1);
    assert_eq!(home.history(next).await.last(), Some(&Event::Failed { why: Failure::Stopped }));
}

/// Evidence before restriction: what an order needs is had only once others have seen the log that holds all of the capture.
#[tokio::test]
async fn a_capture_is_sealed_once_the_witnesses_of_the_policy_have_seen_it() {
    let (home, place) = (Home::new().await, site().await);
    let Some(loading) = loading(&[place]) else { return };
    let address = format!("http://{place}/");
    let early = home.record.sign_checkpoint(&log_key()).await.unwrap();
    let made = capture_page(home.evidence(), wanted(&address), &address, &loading).await.unwrap();
    let Acquired::Held { item, files, .. } = made else { unreachable!("the page is there") };
    let witness = Cosigner::new(KeyName::new("prosecutor.example").unwrap(), &[2; 32]).unwrap();
    let policy = format!("log {}\nwitness prosecutor {}\nquorum prosecutor\n", log_key().verifier(), witness.verifier());
    let policy = Policy::parse(policy.as_bytes()).unwrap();
    let signed = home.record.sign_checkpoint(&log_key()).await.unwrap();
    let unseen = seal(&home.record, item, &signed, &policy).await;
    assert!(matches!(unseen, Err(SealError::NotSealed(NotSealed::Checkpoint(_)))), "{unseen:?}");
    let cosign = |signed: tlog::SignedCheckpoint| {
        let cosignature = witness.cosign(signed.checkpoint(), 1_790_000_000).unwrap();
        signed.with(cosignature).unwrap()
    };
    let before = seal(&home.record, item, &cosign(early), &policy).await;
    assert!(matches!(before, Err(SealError::NotSealed(NotSealed::NoHistory))), "{before:?}");
    let sealed = seal(&home.record, item, &cosign(signed), &policy).await.unwrap();
    assert_eq!((sealed.item(), sealed.address(), sealed.files()), (item, address.as_str(), files.len()));
    assert_eq!((sealed.manifest(), sealed.witnessed().len()), (files.last().unwrap().hashes.sha256, 1));
}

#[tokio::test]
async fn an_attempt_that_brings_nothing_is_in_the_record_too() {
    let (home, place) = (Home::new().await, site().await);
    let Some(loading) = loading(&[]) else { return };
    let resolve: Resolve = Arc::new(|_, _| Box::pin(async { Err(std::io::Error::other("nobody knows this name")) }));
    let loading = Loading { resolve, ..loading };
    let attempts = [
        (format!("http://{place}/"), Failure::Forbidden),
        ("file:///etc/passwd".to_owned(), Failure::Forbidden),
        // A dead address is not a forbidden one.
        ("http://nobody.invalid/".to_owned(), Failure::Unreachable),
    ];
    for (address, why) in attempts {
        let made = capture_page(home.evidence(), wanted(&address), &address, &loading).await.unwrap();
        let Acquired::Failed { item, .. } = made else { unreachable!("nothing inside is captured") };
        assert_eq!(home.history(item).await.last(), Some(&Event::Failed { why }), "{address}");
    }
    assert_eq!(home.originals.check(Depth::Quick, &|_| {}).unwrap().originals, 0);
}

#[tokio::test]
async fn files_that_somebody_hands_in_are_items_too() {
    let home = Home::new().await;
    let upload = Wanted { origin: Origin::Upload {}, ..wanted("") };
    let mut acquisition = Acquisition::begin(home.evidence(), upload).await.unwrap();
    let name = |text| FileName::new(text).unwrap();
    acquisition.read(name("chat.txt"), FileRole::Original, Cursor::new(b"hello".to_vec())).await.unwrap();
    let again = acquisition.read(name("chat.txt"), FileRole::Original, Cursor::new(b"other".to_vec())).await;
    assert!(again.is_err(), "no name twice");
    acquisition.read(name("manifest.json"), FileRole::Manifest, Cursor::new(b"{}".to_vec())).await.unwrap();
    let (item, files) = acquisition.complete(vec![]).await.unwrap();
    assert_eq!(files.len(), 2);
    let kinds: Vec<&str> = home.history(item).await.iter().map(Event::kind).collect();
    assert_eq!(kinds, ["begun", "kept", "kept", "completed"]);
    assert_eq!(home.bytes(files[0].hashes.sha256), b"hello");
}

/// A disk that is full in the middle: the item stays as far as it came, and nothing passes for whole.
#[tokio::test]
async fn what_does_not_fit_is_not_kept_and_the_item_can_be_closed() {
    let mut home = Home::new().await;
    let folder = tempfile::tempdir().unwrap();
    let means = Means { master: Arc::new(FileKey::new([7; 32])), random: Random::system(), largest: 10 };
    home.originals = Originals::at(folder.path(), means).unwrap();
    let upload = Wanted { origin: Origin::Upload {}, ..wanted("") };
    let mut acquisition = Acquisition::begin(home.evidence(), upload).await.unwrap();
    let large = acquisition.read(FileName::new("large.bin").unwrap(), FileRole::Original, Cursor::new(vec![0; 11])).await;
    assert!(large.is_err());
    let item = acquisition.fail(Failure::TooLarge).await.unwrap();
    assert_eq!(home.history(item).await.last(), Some(&Event::Failed { why: Failure::TooLarge }));
    assert_eq!(home.originals.check(Depth::Quick, &|_| {}).unwrap().originals, 0);
}
