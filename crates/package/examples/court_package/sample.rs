//! A log with the histories of two items, and the package of them. All in it is invented.

use std::collections::BTreeMap;
use std::io::Cursor;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use custody::item::{Begin, Command, Complete, Copy, CopyId, Describe, Event, Item, Keep, Missing, MissingWhy, Offer, Origin, State};
use custody::item::{Take, View};
use custody::sealed::ProvenEntry;
use custody::{Field, FileName, FileRole, Hashes, Hex, ItemId, KeptFile, Opening, Tool};
use package::court::{Disclosed, Draft, DraftItem, Logged, Source};
use package::wacz::{Package, Page, write_wacz};
use package::warc::{Head, Kind, Limits, RecordId, Writer};
use record::{Actor, AgencyId, Circumstances, CommandId, Compartment, Decider, Digest, Entry, Moment, NONCE, PersonId, Purpose, Reason};
use record::{StreamName, SubjectId, SubjectKey};
use sha2::Digest as _;
use tlog::tree::{Frontier, prove_inclusion};
use tlog::{Checkpoint, Cosigner, Hash, KeyName, Node, SignedCheckpoint, Signer, VerifierKey};

pub const LOG: &str = "example.kz/log";
/// The witnesses of the sample, with the seeds of their keys.
pub const WITNESSES: [(&str, u8); 4] = [("ministry", 2), ("prosecutor", 3), ("shelter", 4), ("hotline", 5)];
/// Those who have seen the log when the package was made.
pub const SEEN_BY: [u8; 3] = [2, 3, 4];
/// The page and the upload.
pub const PAGE: u128 = 9;
pub const UPLOAD: u128 = 10;
/// The entries of the page in which something is described: person, contact, note.
pub const PERSON: u64 = 8;
pub const CONTACT: u64 = 9;
pub const NOTE: u64 = 10;

const TEXT: &str = "An invented page";
const URL: &str = "https://www.example.kz/jobs?b=2&a=1";

/// Whatever is in a package, by path.
pub type Members = BTreeMap<String, Vec<u8>>;

pub fn item(number: u128) -> ItemId {
    ItemId::from_bits(number)
}

pub fn created() -> Moment {
    Moment::parse("2026-11-22T10:00:01Z").unwrap()
}

pub fn log_key(seed: u8) -> Signer {
    Signer::new(KeyName::new(LOG).unwrap(), &[seed; 32]).unwrap()
}

/// A log that is not the one of the sample.
pub fn other_log() -> Signer {
    Signer::new(KeyName::new("example.org/log").unwrap(), &[9; 32]).unwrap()
}

pub fn witness(seed: u8) -> Cosigner {
    let name = WITNESSES.iter().find(|(_, known)| *known == seed).unwrap().0;
    Cosigner::new(KeyName::new(&format!("{name}.example/witness")).unwrap(), &[seed; 32]).unwrap()
}

/// Ministry and prosecutor and one of the two others.
pub fn policy(log_seed: u8) -> String {
    let witnesses: String = WITNESSES.iter().map(|(name, seed)| format!("witness {name} {}\n", witness(*seed).verifier())).collect();
    let groups = "group ngo any shelter hotline\ngroup all-three all ministry prosecutor ngo\nquorum all-three\n";
    format!("# invented keys\nlog {}\n{witnesses}{groups}", log_key(log_seed).verifier())
}

/// A key as openssl reads it.
fn pem(key: &VerifierKey) -> Vec<u8> {
    let der = [&[0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00][..], key.bytes()].concat();
    format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", STANDARD.encode(der)).into_bytes()
}

fn keys() -> Vec<(String, Vec<u8>)> {
    let witnesses = WITNESSES.iter().map(|(name, seed)| ((*name).to_owned(), pem(witness(*seed).verifier())));
    [("log".to_owned(), pem(log_key(1).verifier()))].into_iter().chain(witnesses).collect()
}

pub fn hashes(bytes: &[u8]) -> Hashes {
    Hashes {
        md5: Hex(md5::Md5::digest(bytes).into()),
        sha1: Hex(sha1::Sha1::digest(bytes).into()),
        sha256: Digest(sha2::Sha256::digest(bytes).into()),
        blake3: Hex(blake3::hash(bytes).into()),
    }
}

fn reason() -> Reason {
    Reason::new("постановление № 12").unwrap()
}

fn tool() -> Tool {
    Tool::new("Arasha", "0.1.0").unwrap()
}

/// A log of entries, and what is true of the items by it.
#[derive(Clone, Default)]
pub struct World {
    pub entries: Vec<Entry>,
    states: BTreeMap<ItemId, State>,
}

impl World {
    /// Does something by the rules, as a person of a body.
    pub fn act(&mut self, item: ItemId, (person, agency): (u128, u128), command: Command) {
        let actor = Actor { person: PersonId::from_bits(person), agency: AgencyId::from_bits(agency) };
        let at = Circumstances { now: self.now(), actor: &actor, purpose: Purpose::Casework, edition: "2026-11" };
        let state = self.states.entry(item).or_default().clone();
        for event in Item::decide(&state, command, &at).unwrap() {
            self.enter(item, &event);
        }
    }

    /// Enters an event whatever the rules say, as an administrator could.
    pub fn enter(&mut self, item: ItemId, event: &Event) {
        let state = self.states.entry(item).or_default();
        *state = Item::evolve(std::mem::take(state), event);
        self.append(&StreamName::of::<Item>(item), serde_json::to_string(event).unwrap());
        // Between them stand entries of others.
        self.append(&StreamName::from_log("agency/agency-00000000000000000000000001".into()), r#"{"renamed":{"name":"Қорғау"}}"#.into());
    }

    fn append(&mut self, stream: &StreamName, event: String) {
        let previous = self.entries.last().map_or(Digest::NONE, |entry| Digest(sha2::Sha256::digest(entry.to_bytes().unwrap()).into()));
        let place = self.entries.len() as u64;
        let version = self.entries.iter().filter(|entry| entry.stream == *stream).count() as u64 + 1;
        self.entries.push(Entry {
            place,
            previous,
            stream: stream.clone(),
            version,
            at: self.now(),
            person: PersonId::from_bits(1),
            agency: AgencyId::from_bits(1),
            purpose: Purpose::Casework,
            command: CommandId::from_bits(u128::from(place) + 1),
            edition: "2026-11".into(),
            schema: 1,
            event,
        });
    }

    fn now(&self) -> Moment {
        Moment::parse("2026-11-22T08:00:00Z").unwrap().plus_minutes(u32::try_from(self.entries.len()).unwrap())
    }

    fn leaves(&self) -> Vec<Hash> {
        self.entries.iter().map(|entry| Hash::leaf(&entry.to_bytes().unwrap())).collect()
    }

    /// The log as it was with so many entries, signed by a key and seen by these witnesses.
    pub fn checkpoint(&self, size: usize, log_seed: u8, seen_by: &[u8]) -> SignedCheckpoint {
        let mut frontier = Frontier::new();
        self.leaves().into_iter().take(size).for_each(|leaf| drop(frontier.append(leaf)));
        let signed = SignedCheckpoint::sign(Checkpoint::new(LOG, frontier.head(), &[]).unwrap(), &log_key(log_seed)).unwrap();
        let time = u64::try_from(created().unix_seconds()).unwrap();
        seen_by.iter().fold(signed, |signed, seed| {
            let cosignature = witness(*seed).cosign(signed.checkpoint(), time + u64::from(*seed)).unwrap();
            signed.with(cosignature).unwrap()
        })
    }

    /// The entries of an item, each with its way to the root of the log of so many entries.
    pub fn proven(&self, item: ItemId, size: usize) -> Vec<ProvenEntry> {
        let leaves = self.leaves();
        let node = |node: Node| {
            let from = usize::try_from(node.index << node.level).ok()?;
            let mut frontier = Frontier::new();
            leaves.get(from..from + (1 << node.level))?.iter().for_each(|leaf| drop(frontier.append(*leaf)));
            Some(frontier.root())
        };
        let own = self.entries.iter().take(size).filter(|entry| entry.stream == StreamName::of::<Item>(item));
        let prove = |entry: &Entry| ProvenEntry { entry: entry.clone(), path: prove_inclusion(entry.place, size as u64, node).unwrap() };
        own.map(prove).collect()
    }

    /// Enters into each item that it leaves in the package with this list.
    pub fn export(&mut self, list: &[u8]) {
        for number in [PAGE, UPLOAD] {
            self.enter(item(number), &Event::Exported { package: hashes(list), reason: reason(), tool: tool() });
        }
        // The log goes on.
        self.append(&StreamName::from_log("agency/agency-00000000000000000000000001".into()), r#"{"renamed":{"name":"Қамқор"}}"#.into());
    }

    pub fn logged(&self) -> Logged {
        let size = self.entries.len();
        let histories = [PAGE, UPLOAD].map(|number| (item(number), self.proven(item(number), size)));
        Logged { checkpoint: self.checkpoint(size, 1, &SEEN_BY), histories: histories.into() }
    }
}

/// A web archive of one page with this text.
pub fn archive(text: &str) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new());
    let head = |kind, number, content_type: &str| Head {
        uri: (kind != Kind::Warcinfo).then(|| URL.to_owned()),
        content_type: Some(content_type.to_owned()),
        ..Head::new(kind, RecordId::from_random(number), created())
    };
    let info = head(Kind::Warcinfo, 1, "application/warc-fields");
    writer.write_bytes(&info, b"software: arasha\r\nformat: WARC File Format 1.1\r\n").unwrap();
    let request = Head { concurrent_to: vec![RecordId::from_random(3)], ..head(Kind::Request, 2, "application/http; msgtype=request") };
    writer.write_bytes(&request, b"GET /jobs?b=2&a=1 HTTP/1.1\r\nHost: www.example.kz\r\n\r\n").unwrap();
    let body = format!("<!doctype html><title>Жұмыс</title><p>{text}</p>");
    let message = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    writer.write_bytes(&head(Kind::Response, 3, "application/http; msgtype=response"), message.as_bytes()).unwrap();
    writer.finish().unwrap()
}

/// An archive for players.
pub fn wacz(archive: Vec<u8>) -> Vec<u8> {
    let mut archive = Cursor::new(archive);
    let pages = vec![Page { url: URL.into(), at: created(), title: Some("Жұмыс".into()) }];
    let (title, software) = ("A sample".to_owned(), "Arasha 0.1.0".to_owned());
    let input = Package { title, software, created: created(), pages, archive: &mut archive, extras: Vec::new() };
    let mut out = Vec::new();
    write_wacz(input, Limits::default(), &mut out).unwrap();
    out
}

/// The name of a file, what it is, and what is in it.
type SampleFile = (&'static str, FileRole, Vec<u8>);

/// The files of both items.
fn files() -> [(u128, Vec<SampleFile>); 2] {
    let page = vec![
        ("page.warc.gz", FileRole::WebArchive, archive(TEXT)),
        ("received.html", FileRole::Received, format!("<!doctype html><title>Жұмыс</title><p>{TEXT}</p>").into()),
        ("screenshot.png", FileRole::Screenshot, b"no real picture".to_vec()),
        ("manifest.json", FileRole::Manifest, b"{\"missing\":[\"https://example.org/film.mp4\"]}\n".to_vec()),
    ];
    let upload = vec![
        ("originals/chat.txt", FileRole::Original, "Сәлем! +7 701 00 1 23 45\n".into()),
        ("originals/empty.bin", FileRole::Original, Vec::new()),
        ("manifest.json", FileRole::Manifest, b"{\"missing\":[]}\n".to_vec()),
    ];
    [(PAGE, page), (UPLOAD, upload)]
}

fn kept(name: &str, role: FileRole, bytes: &[u8]) -> KeptFile {
    let hashes = hashes(bytes);
    KeptFile { name: FileName::new(name).unwrap(), role, hashes, bytes: bytes.len() as u64, stored: hashes.sha256 }
}

pub fn opening(version: u64) -> (Field, Opening) {
    let (field, words) = match version {
        PERSON => (Field::Person, "девушка в красной куртке, имя \"Айгүл\""),
        CONTACT => (Field::Contact, "+7 701 00 1 23 45"),
        _ => (Field::Note, "Снято у автовокзала\nв 18:40"),
    };
    (field, Opening::new([u8::try_from(version).unwrap(); 32], words).unwrap())
}

fn describe(version: u64) -> Command {
    let (field, opening) = opening(version);
    let nonce = [u8::try_from(version).unwrap(); NONCE];
    Command::Describe(Describe::seal(field, &opening, SubjectId::from_bits(4), &SubjectKey::new([7; 32]), nonce).unwrap())
}

/// The log before the package: both items with their files and what was done with them.
pub fn world() -> World {
    let mut world = World::default();
    for (number, files) in files() {
        let id = item(number);
        let origin = if number == PAGE { Origin::Page { address: URL.into() } } else { Origin::Upload {} };
        let begin = Begin { item: id, origin, compartment: Compartment::Operational, region: None, tool: tool() };
        world.act(id, (1, 1), Command::Begin(begin));
        for (name, role, bytes) in &files {
            world.act(id, (1, 1), Command::Keep(Keep { files: vec![kept(name, *role, bytes)] }));
        }
        let film = Missing { what: "https://example.org/film.mp4".into(), why: MissingWhy::TooLarge };
        world.act(id, (1, 1), Command::Complete(Complete { missing: if number == PAGE { vec![film] } else { vec![] } }));
        let file = FileName::new("manifest.json").unwrap();
        world.act(id, (1, 1), Command::View(View { file, reason: reason() }));
    }
    [PERSON, CONTACT, NOTE].into_iter().for_each(|version| world.act(item(PAGE), (1, 1), describe(version)));
    let (file, copy) = (FileName::new("originals/chat.txt").unwrap(), CopyId::from_bits(7));
    let copy = Copy { copy, hashes: hashes("Сәлем! +7 701 00 1 23 45\n".as_bytes()), file, reason: reason(), tool: tool() };
    world.act(item(UPLOAD), (1, 1), Command::Copy(copy));
    world.act(item(UPLOAD), (1, 1), Command::Offer(Offer { to: AgencyId::from_bits(2), reason: reason() }));
    world.act(item(UPLOAD), (5, 2), Command::Take(Take {}));
    world
}

/// What the sample is made of, given as sources; `with` is called with the draft.
pub fn with_draft<T>(verifier: &[u8], with: impl FnOnce(Draft<'_>) -> T) -> T {
    let mut contents: Vec<(u128, FileName, Cursor<Vec<u8>>)> = Vec::new();
    for (number, files) in files() {
        contents.extend(files.into_iter().map(|(name, _, bytes)| (number, FileName::new(name).unwrap(), Cursor::new(bytes))));
    }
    let (mut page, mut upload) = (Vec::new(), Vec::new());
    for (number, name, content) in &mut contents {
        let files: &mut Vec<(FileName, &mut dyn Source)> = if *number == PAGE { &mut page } else { &mut upload };
        files.push((name.clone(), content));
    }
    let mut wacz = Cursor::new(wacz(archive(TEXT)));
    let mut paper = Cursor::new(b"%PDF-1.7 no real paper\n".to_vec());
    let disclosed = |version| {
        let (field, opening) = opening(version);
        Disclosed { version, field, opening }
    };
    let first = DraftItem { item: item(PAGE), files: page, archive: Some(&mut wacz), disclosed: vec![disclosed(PERSON), disclosed(NOTE)] };
    let second = DraftItem { item: item(UPLOAD), files: upload, archive: None, disclosed: Vec::new() };
    with(Draft {
        title: "A sample: «Жұмыс»".into(),
        software: "Arasha 0.1.0".into(),
        created: created(),
        policy: policy(1).into_bytes(),
        keys: keys(),
        readme: "Бұл үлгі. Это образец. This is a sample.\n".into(),
        verifier: verifier.to_vec(),
        case: b"{\"@context\":{},\"@graph\":[]}\n".to_vec(),
        papers: vec![("protocol.pdf".into(), &mut paper)],
        items: vec![second, first],
    })
}

/// A package of one item with one file, as small as can be, for tests that look at every byte of it.
pub fn small() -> Vec<u8> {
    let id = item(PAGE);
    let mut world = World::default();
    let begin = Begin { item: id, origin: Origin::Upload {}, compartment: Compartment::Operational, region: None, tool: tool() };
    world.act(id, (1, 1), Command::Begin(begin));
    let files = vec![kept("a", FileRole::Manifest, b"a")];
    world.act(id, (1, 1), Command::Keep(Keep { files }));
    world.act(id, (1, 1), Command::Complete(Complete { missing: Vec::new() }));
    let (field, opening) = opening(PERSON);
    world.act(id, (1, 1), describe(PERSON));
    let mut content = Cursor::new(b"a".to_vec());
    let files: Vec<(FileName, &mut dyn Source)> = vec![(FileName::new("a").unwrap(), &mut content)];
    let draft = Draft {
        title: "a".into(),
        software: "a".into(),
        created: created(),
        policy: format!("log {}\nquorum none\n", log_key(1).verifier()).into_bytes(),
        keys: Vec::new(),
        readme: b"a".to_vec(),
        verifier: b"a".to_vec(),
        case: b"{}".to_vec(),
        papers: Vec::new(),
        items: vec![DraftItem { item: id, files, archive: None, disclosed: vec![Disclosed { version: 4, field, opening }] }],
    };
    let prepared = draft.prepare().unwrap();
    world.enter(id, &Event::Exported { package: hashes(prepared.list()), reason: reason(), tool: tool() });
    let size = world.entries.len();
    let logged = Logged { checkpoint: world.checkpoint(size, 1, &[]), histories: [(id, world.proven(id, size))].into() };
    let mut out = Vec::new();
    prepared.write(&logged, &mut out).unwrap();
    out
}

/// The package, and the log after it.
pub fn sample(verifier: &[u8]) -> (Vec<u8>, World) {
    with_draft(verifier, |draft| {
        let prepared = draft.prepare().unwrap();
        let mut world = world();
        world.export(prepared.list());
        let mut out = Vec::new();
        let packed = prepared.write(&world.logged(), &mut out).unwrap();
        assert_eq!((packed.sha256, packed.bytes), (hashes(&out).sha256, out.len() as u64));
        (out, world)
    })
}
