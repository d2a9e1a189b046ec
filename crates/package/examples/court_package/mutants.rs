//! Packages that are wrong, each in one way, with the code that must be found.

use std::io::Write as _;

use custody::item::{Event, Origin};
use custody::{FileName, FileRole, KeptFile};
use flate2::Compression;
use flate2::write::DeflateEncoder;
use tlog::Proof;

use super::raw::{Raw, crc, raws, relist, replace, resum, unzip, zip, zip_of};
use super::sample::{Members, PAGE, SEEN_BY, UPLOAD, World, archive, hashes, item, other_log, policy, wacz, world};

const FIRST: &str = "items/item-00000000000000000000000009";
const SECOND: &str = "items/item-0000000000000000000000000a";
const PAPER: &str = "papers/protocol.pdf";
const SHOWN: &str = "disclosures.json";

/// A package that is wrong.
pub struct Mutant {
    /// The code that must be found.
    pub code: &'static str,
    /// What was done.
    pub what: String,
    /// Whether it is only found by a verifier that is given the policy.
    pub is_trusted: bool,
    pub bytes: Vec<u8>,
}

impl Mutant {
    pub fn name(&self) -> String {
        format!("{}--{}{}.zip", self.code, self.what, if self.is_trusted { ".trusted" } else { "" })
    }
}

/// What is made anew after a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    /// Nothing but what ZIP asks for.
    Nothing,
    /// The lists for coreutils.
    Sums,
    /// These and the list.
    List,
}

type Change = fn(&mut Members);
type Shape = fn(&mut Vec<Raw>);

/// All of them.
pub fn all(package: &[u8], world: &World) -> Vec<Mutant> {
    let members = unzip(package);
    assert!(zip(&members) == package, "the sample is put together by hand, byte for byte");
    let mut mutants = cut(package);
    mutants.extend(flipped(package, &members));
    for (code, what, change) in SHAPES {
        let mut raws = raws(&members);
        change(&mut raws);
        mutants.push(Mutant { code, what: what.to_owned(), is_trusted: false, bytes: zip_of(&raws) });
    }
    for (code, what, then, change) in CHANGES {
        let mut changed = members.clone();
        change(&mut changed);
        match then {
            Then::Nothing => {}
            Then::Sums => resum(&mut changed),
            Then::List => relist(&mut changed),
        }
        let what = format!("{what}{}", if then == Then::List { "-relisted" } else { "" });
        mutants.push(Mutant { code, what, is_trusted: false, bytes: zip(&changed) });
    }
    mutants.extend(insiders(&members, world));
    mutants.sort_by_key(Mutant::name);
    mutants
}

/// What stands around the members.
fn cut(package: &[u8]) -> Vec<Mutant> {
    let mutant = |what: &str, bytes: Vec<u8>| Mutant { code: "zip", what: what.to_owned(), is_trusted: false, bytes };
    let end = package.len() - 22;
    let with = |at: usize, bytes: &[u8]| {
        let mut package = package.to_vec();
        package[at..at + bytes.len()].copy_from_slice(bytes);
        package
    };
    vec![
        mutant("junk-before", [b"junk", package].concat()),
        mutant("junk-behind", [package, b"junk"].concat()),
        mutant("zero-behind", [package, b"\0"].concat()),
        mutant("comment", [&with(end + 20, &[4, 0]), &b"note"[..]].concat()),
        mutant("truncated", package[..package.len() / 2].to_vec()),
        mutant("end-cut-off", package[..end].to_vec()),
        mutant("empty", Vec::new()),
        Mutant { code: "missing", ..mutant("everything", [&b"PK\x05\x06"[..], &[0; 18]].concat()) },
        mutant("directory-claims-65535", with(end + 8, &[0xff; 4])),
        mutant(
            "directory-claims-one-more",
            with(end + 8, &[package[end + 8] + 1, package[end + 9], package[end + 8] + 1, package[end + 9]]),
        ),
        mutant("directory-elsewhere", with(end + 16, &[0; 4])),
        mutant("second-name-in-front", with(30, b"MD5SUMX")),
        mutant("mode-of-a-program", with(directory(package) + 38, &[0, 0, 0xed])),
    ]
}

fn directory(package: &[u8]) -> usize {
    package.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap()
}

/// Each member with a byte flipped: as it is, and with the checksum of the ZIP file made anew.
fn flipped(package: &[u8], members: &Members) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for (path, bytes) in members.iter().filter(|(_, bytes)| !bytes.is_empty()) {
        let name = path.replace('/', "_");
        let mut other = bytes.clone();
        let middle = bytes.len() / 2;
        other[middle] ^= 1;
        let at = package.windows(path.len()).position(|window| window == path.as_bytes()).unwrap() + path.len() + middle;
        let mut flipped = package.to_vec();
        flipped[at] ^= 1;
        mutants.push(Mutant { code: "zip", what: format!("flipped-{name}"), is_trusted: false, bytes: flipped });
        let mut changed = members.clone();
        changed.insert(path.clone(), other);
        mutants.push(Mutant { code: "sums", what: format!("flipped-{name}"), is_trusted: false, bytes: zip(&changed) });
    }
    mutants
}

fn find<'a>(raws: &'a mut [Raw], path: &str) -> &'a mut Raw {
    raws.iter_mut().find(|raw| raw.path == path).unwrap()
}

/// What can be done to the form of the ZIP file.
const SHAPES: [(&str, &str, Shape); 13] = [
    ("zip", "junk-between", |raws| find(raws, PAPER).before = b"junk".to_vec()),
    ("zip", "extra-field", |raws| find(raws, PAPER).extra = vec![0xfe, 0xca, 0, 0]),
    ("zip", "encrypted", |raws| find(raws, PAPER).flags = 1),
    ("zip", "lengths-behind", |raws| find(raws, PAPER).flags = 8),
    ("zip", "deflated", |raws| {
        let paper = find(raws, PAPER);
        let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
        packed.write_all(&paper.bytes).unwrap();
        (paper.length, paper.crc) = (u32::try_from(paper.bytes.len()).ok(), Some(crc(&paper.bytes)));
        (paper.bytes, paper.method) = (packed.finish().unwrap(), 8);
    }),
    ("zip", "four-gigabytes-claimed", |raws| find(raws, PAPER).length = Some(u32::MAX - 1)),
    ("zip", "other-time-stamp", |raws| find(raws, PAPER).time += 1),
    ("zip", "all-other-time-stamps", |raws| raws.iter_mut().for_each(|raw| raw.time += 1)),
    ("zip", "other-order", |raws| raws.reverse()),
    ("zip", "doubled", |raws| {
        let paper = Raw::new(PAPER, b"another");
        raws.insert(raws.iter().position(|raw| raw.path == PAPER).unwrap(), paper);
    }),
    ("zip", "doubled-but-for-capitals", |raws| raws.insert(0, Raw::new("CASE.JSONLD", b"another"))),
    ("zip", "climbs-out", |raws| raws.insert(0, Raw::new("../x", b"x"))),
    ("zip", "too-long-a-path", |raws| {
        let path = format!("papers/{}", "x".repeat(250));
        raws.insert(raws.iter().position(|raw| raw.path > path).unwrap(), Raw::new(&path, b"x"));
    }),
];

fn first(path: &str) -> String {
    format!("{FIRST}/{path}")
}

fn proof(version: u64) -> String {
    first(&format!("proofs/{version:06}.tlog-proof"))
}

fn take(members: &mut Members, path: &str) -> Vec<u8> {
    members.remove(path).unwrap()
}

fn put(members: &mut Members, path: impl Into<String>, bytes: &[u8]) {
    members.insert(path.into(), bytes.to_vec());
}

fn swap(members: &mut Members, one: &str, other: &str) {
    let (first, second) = (take(members, one), take(members, other));
    put(members, one, &second);
    put(members, other, &first);
}

/// Takes the last byte away.
fn chop(members: &mut Members, path: &str) {
    let bytes = members.get_mut(path).unwrap();
    bytes.truncate(bytes.len() - 1);
}

/// The history of the first item as lines.
fn lines(members: &mut Members, change: impl FnOnce(&mut Vec<String>)) {
    let text = String::from_utf8(take(members, &first("history.jsonl"))).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    change(&mut lines);
    put(members, first("history.jsonl"), lines.iter().map(|line| format!("{line}\n")).collect::<String>().as_bytes());
}

/// Takes a signature from the checkpoint, and the proofs too.
fn checkpoints(members: &mut Members, change: impl Fn(&str) -> String) {
    for (_, bytes) in members.iter_mut().filter(|(path, _)| path.contains("/proofs/") || *path == "log/checkpoint.txt") {
        *bytes = change(std::str::from_utf8(bytes).unwrap()).into_bytes();
    }
}

fn without(text: &str, name: &str) -> String {
    text.lines().filter(|line| !line.starts_with(&format!("— {name}"))).map(|line| format!("{line}\n")).collect()
}

/// What can be done to what is in it, and what is made anew then.
const CHANGES: [(&str, &str, Then, Change); 72] = [
    ("unlisted", "a-paper-more", Then::Sums, |m| put(m, "papers/more.pdf", b"more")),
    ("unlisted", "a-key-more", Then::Sums, |m| put(m, "log/more.pem", b"more")),
    ("unlisted", "a-file-more", Then::Sums, |m| put(m, first("files/more.html"), b"more")),
    ("unexpected", "a-place-of-its-own", Then::List, |m| put(m, "run.sh", b"rm")),
    ("unexpected", "an-item-more", Then::List, |m| put(m, "items/item-0000000000000000000000000b/files/a", b"more")),
    ("unexpected", "a-proof-with-another-name", Then::Sums, |m| put(m, first("proofs/1.tlog-proof"), b"more")),
    ("missing", "a-paper", Then::Sums, |m| drop(take(m, PAPER))),
    ("missing", "the-readme", Then::List, |m| drop(take(m, "readme.txt"))),
    ("missing", "the-verifier", Then::List, |m| drop(take(m, "verify.html"))),
    ("missing", "the-policy", Then::List, |m| drop(take(m, "log/policy.txt"))),
    ("missing", "the-checkpoint", Then::List, |m| drop(take(m, "log/checkpoint.txt"))),
    ("missing", "the-list", Then::Sums, |m| drop(take(m, "package.json"))),
    ("missing", "a-history", Then::List, |m| drop(take(m, &first("history.jsonl")))),
    ("missing", "the-sums", Then::Nothing, |m| drop(take(m, "SHA256SUMS"))),
    ("missing", "all-but-the-sums", Then::Sums, |m| m.retain(|path, _| path.ends_with("SUMS"))),
    ("list", "a-blank", Then::Sums, |m| replace(m, "package.json", "\"title\": ", "\"title\":  ")),
    ("list", "no-line-feed", Then::Sums, |m| chop(m, "package.json")),
    ("list", "a-field-more", Then::Sums, |m| replace(m, "package.json", "{\n", "{\n  \"more\": 1,\n")),
    ("list", "another-format", Then::Sums, |m| replace(m, "package.json", "arasha-package-1", "arasha-package-2")),
    ("list", "another-log", Then::Sums, |m| replace(m, "package.json", "example.kz/log", "example.kz/lag")),
    ("list", "an-item-twice", Then::Sums, |m| replace(m, "package.json", "0009\",", "0009\",\n    \"item-00000000000000000000000009\",")),
    ("list", "no-item", Then::Sums, |m| {
        let text = String::from_utf8(take(m, "package.json")).unwrap();
        let (head, rest) = text.split_once("  \"items\": [").unwrap();
        let (_, tail) = rest.split_once(']').unwrap();
        put(m, "package.json", format!("{head}  \"items\": []{tail}").as_bytes());
    }),
    ("list", "names-itself", Then::Sums, |m| {
        let entry = |path: &str| format!("\"path\": \"{path}\"");
        replace(m, "package.json", &entry("papers/protocol.pdf"), &entry("package.json"));
    }),
    ("list", "no-json", Then::Sums, |m| put(m, "package.json", b"\n")),
    ("sums", "a-line-fewer", Then::Nothing, |m| {
        let lines: Vec<String> =
            String::from_utf8(take(m, "SHA256SUMS")).unwrap().lines().skip(1).map(|line| format!("{line}\n")).collect();
        put(m, "SHA256SUMS", lines.concat().as_bytes());
    }),
    ("sums", "another-order", Then::Nothing, |m| {
        let mut lines: Vec<String> = String::from_utf8(take(m, "MD5SUMS")).unwrap().lines().map(|line| format!("{line}\n")).collect();
        lines.reverse();
        put(m, "MD5SUMS", lines.concat().as_bytes());
    }),
    ("sums", "one-blank", Then::Nothing, |m| replace(m, "MD5SUMS", "  ", " *")),
    ("file", "another-paper", Then::Sums, |m| put(m, PAPER, b"another")),
    ("file", "another-verifier", Then::Sums, |m| put(m, "verify.html", b"always whole")),
    ("file", "another-policy", Then::Sums, |m| replace(m, "log/policy.txt", "invented", "imagined")),
    ("file", "two-papers-swapped", Then::Sums, |m| swap(m, "readme.txt", "case.jsonld")),
    ("exported", "another-paper", Then::List, |m| put(m, PAPER, b"another")),
    ("exported", "another-verifier", Then::List, |m| put(m, "verify.html", b"always whole")),
    ("exported", "a-paper-fewer", Then::List, |m| drop(take(m, PAPER))),
    ("exported", "another-title", Then::Sums, |m| replace(m, "package.json", "A sample", "No sample")),
    ("exported", "quorum-none", Then::List, |m| replace(m, "log/policy.txt", "quorum all-three", "quorum none")),
    ("policy", "no-policy", Then::List, |m| put(m, "log/policy.txt", b"believe me\n")),
    ("policy", "no-quorum", Then::List, |m| replace(m, "log/policy.txt", "quorum all-three\n", "")),
    ("policy", "no-log", Then::List, |m| {
        let text = String::from_utf8(take(m, "log/policy.txt")).unwrap();
        let lines: String = text.lines().filter(|line| !line.starts_with("log ")).map(|line| format!("{line}\n")).collect();
        put(m, "log/policy.txt", lines.as_bytes());
    }),
    ("policy", "two-logs", Then::List, |m| {
        let policy = [format!("log {}\n", other_log().verifier()).into_bytes(), take(m, "log/policy.txt")].concat();
        put(m, "log/policy.txt", &policy);
    }),
    ("checkpoint", "no-checkpoint", Then::Sums, |m| put(m, "log/checkpoint.txt", b"example.kz/log\n")),
    ("checkpoint", "another-origin", Then::Sums, |m| {
        checkpoints(m, |text| {
            text.replacen("\nexample.kz/log\n", "\nexample.kz/lag\n", 1).replacen("example.kz/log\n", "example.kz/lag\n", 1)
        })
    }),
    ("checkpoint", "no-signature-of-the-log", Then::Sums, |m| checkpoints(m, |text| without(text, "example.kz/log"))),
    ("checkpoint", "another-size", Then::Sums, |m| checkpoints(m, |text| text.replacen("/log\n", "/log\n1", 1))),
    ("quorum", "one-cosignature-stripped", Then::Sums, |m| checkpoints(m, |text| without(text, "ministry"))),
    ("quorum", "all-cosignatures-stripped", Then::Sums, |m| {
        checkpoints(m, |text| ["ministry", "prosecutor", "shelter"].iter().fold(text.to_owned(), |text, name| without(&text, name)))
    }),
    ("quorum", "a-cosignature-forged", Then::Sums, |m| {
        checkpoints(m, |text| {
            let at = text.find("— ministry").unwrap() + text[text.find("— ministry").unwrap()..].find('\n').unwrap() - 12;
            let other = if &text[at..=at] == "A" { "B" } else { "A" };
            format!("{}{other}{}", &text[..at], &text[at + 1..])
        })
    }),
    ("history", "an-entry-fewer", Then::Sums, |m| lines(m, |lines| drop(lines.remove(6)))),
    ("history", "two-entries-swapped", Then::Sums, |m| lines(m, |lines| lines.swap(2, 3))),
    ("history", "the-first-entry-fewer", Then::Sums, |m| lines(m, |lines| drop(lines.remove(0)))),
    ("history", "the-last-entry-fewer", Then::Sums, |m| {
        lines(m, |lines| drop(lines.pop()));
        drop(take(m, &proof(11)));
    }),
    ("history", "an-entry-of-another", Then::Sums, |m| {
        let other = String::from_utf8(m[&format!("{SECOND}/history.jsonl")].clone()).unwrap();
        lines(m, |lines| other.lines().nth(6).unwrap().clone_into(&mut lines[6]));
    }),
    ("history", "a-blank", Then::Sums, |m| lines(m, |lines| lines[3] = lines[3].replacen(':', ": ", 1))),
    ("history", "an-empty-line", Then::Sums, |m| lines(m, |lines| lines.push(String::new()))),
    ("history", "no-line-feed", Then::Sums, |m| chop(m, &first("history.jsonl"))),
    ("history", "of-another-item", Then::Sums, |m| swap(m, &first("history.jsonl"), &format!("{SECOND}/history.jsonl"))),
    ("proof", "an-entry-changed", Then::Sums, |m| lines(m, |lines| lines[6] = lines[6].replacen("08:", "07:", 1))),
    ("proof", "another-person", Then::Sums, |m| {
        lines(m, |lines| lines[6] = lines[6].replacen("person-00000000000000000000000001", "person-00000000000000000000000002", 1))
    }),
    ("proof", "of-another-entry", Then::Sums, |m| swap(m, &proof(2), &proof(3))),
    ("proof", "absent", Then::Sums, |m| drop(take(m, &proof(5)))),
    ("proof", "one-more", Then::Sums, |m| put(m, proof(12), &m[&proof(11)].clone())),
    ("proof", "data-beside", Then::Sums, |m| replace(m, &proof(4), "index ", "extra AAAA\nindex ")),
    ("proof", "another-place", Then::Sums, |m| replace(m, &proof(4), "index ", "index 1")),
    ("proof", "another-hash", Then::Sums, |m| {
        let text = String::from_utf8(take(m, &proof(4))).unwrap();
        let hash = text.lines().nth(2).unwrap().to_owned();
        put(m, proof(4), text.replacen(&hash, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", 1).as_bytes());
    }),
    ("proof", "no-proof", Then::Sums, |m| put(m, proof(4), b"c2sp.org/tlog-proof@v1\n")),
    ("kept", "a-file-swapped", Then::List, |m| put(m, first("files/received.html"), b"<!doctype html><title>another</title>")),
    ("kept", "a-file-fewer", Then::List, |m| drop(take(m, &first("files/screenshot.png")))),
    ("kept", "a-file-more", Then::List, |m| put(m, first("files/more.html"), b"more")),
    ("kept", "two-files-swapped", Then::List, |m| swap(m, &first("files/received.html"), &first("files/screenshot.png"))),
    ("wacz", "of-another-archive", Then::List, |m| {
        put(m, first("page.wacz"), &wacz(archive("Another page")));
    }),
    ("wacz", "junk-behind", Then::List, |m| m.get_mut(&first("page.wacz")).unwrap().extend(b"junk")),
    ("wacz", "of-an-upload", Then::List, |m| {
        let wacz = m[&first("page.wacz")].clone();
        put(m, format!("{SECOND}/page.wacz"), &wacz);
    }),
];

/// What can be done to what is shown of hidden fields, with all lists made anew.
const DISCLOSURES: [(&str, Change); 8] = [
    ("another-value", |m| replace(m, &first(SHOWN), "красной", "зелёной")),
    ("another-salt", |m| replace(m, &first(SHOWN), "0808", "0809")),
    ("another-field", |m| replace(m, &first(SHOWN), "\"person\"", "\"place\"")),
    ("another-entry", |m| replace(m, &first(SHOWN), "\"version\": 8", "\"version\": 9")),
    ("no-such-entry", |m| replace(m, &first(SHOWN), "\"version\": 8", "\"version\": 2")),
    ("another-form", |m| replace(m, &first(SHOWN), "\"version\": 8", "\"version\":8")),
    ("a-field-more", |m| replace(m, &first(SHOWN), "\"version\": 8,", "\"version\": 8,\n    \"more\": 1,")),
    ("nothing", |m| put(m, first(SHOWN), b"[]\n")),
];

/// Whoever holds the key of the log, or makes a log of their own.
fn insiders(members: &Members, after: &World) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    let mut add = |code, what: &str, is_trusted, members: &Members| {
        mutants.push(Mutant { code, what: what.to_owned(), is_trusted, bytes: zip(members) });
    };
    for (what, change) in DISCLOSURES {
        let mut changed = members.clone();
        change(&mut changed);
        relist(&mut changed);
        add("disclosure", &format!("{what}-relisted"), false, &changed);
    }
    // The log is signed anew by its own key, but witnesses have not seen it.
    let size = after.entries.len();
    add("quorum", "insider-signed-without-witnesses", false, &logged(members, after, (size, 1), &[]));
    add("checkpoint", "insider-with-another-key", false, &logged(members, after, (size, 9), &SEEN_BY));
    let mut older = members.clone();
    older.insert("log/checkpoint.txt".into(), after.checkpoint(size - 1, 1, &SEEN_BY).to_string().into_bytes());
    resum(&mut older);
    add("proof", "older-checkpoint", false, &older);
    // An insider who even has the witnesses: nothing but the rules of a history is in the way.
    for (what, event) in [
        ("insider-kept-again", Event::Kept { files: vec![kept("received.html")] }),
        ("insider-kept-too-late", Event::Kept { files: vec![kept("more.html")] }),
        ("insider-began-again", begun(PAGE)),
        ("insider-began-another", begun(UPLOAD)),
    ] {
        let mut world = world();
        world.enter(item(PAGE), &event);
        world.export(&members["package.json"]);
        let mut changed = members.clone();
        if what == "insider-kept-again" {
            put(&mut changed, first("files/received.html"), b"another");
        }
        let size = world.entries.len();
        add("history", what, false, &logged(&changed, &world, (size, 1), &SEEN_BY));
    }
    // A log of their own, with everything made anew: only a policy from outside tells it apart.
    for (what, text) in [("a-log-of-their-own", policy(9)), ("quorum-none", policy(1).replace("quorum all-three", "quorum none"))] {
        let seed = if what == "quorum-none" { 1 } else { 9 };
        add("policy", what, true, &remade(members, text.as_bytes(), seed));
    }
    mutants
}

fn kept(name: &str) -> KeptFile {
    let hashes = hashes(b"another");
    KeptFile { name: FileName::new(name).unwrap(), role: FileRole::Received, hashes, bytes: 7, stored: hashes.sha256 }
}

fn begun(number: u128) -> Event {
    let entries = world().entries;
    let first = entries.iter().find(|entry| entry.event.contains("begun") && entry.event.contains(&item(number).to_string())).unwrap();
    match serde_json::from_str(&first.event).unwrap() {
        Event::Begun { item, compartment, region, tool, holder, by, at, .. } => {
            Event::Begun { item, origin: Origin::Upload {}, compartment, region, tool, holder, by, at }
        }
        other => other,
    }
}

/// Members with histories, proofs and checkpoint of a log of a size, signed by a key.
fn logged(members: &Members, world: &World, (size, seed): (usize, u8), seen_by: &[u8]) -> Members {
    let mut members = members.clone();
    members.retain(|path, _| !path.contains("/proofs/"));
    let checkpoint = world.checkpoint(size, seed, seen_by);
    members.insert("log/checkpoint.txt".into(), checkpoint.to_string().into_bytes());
    for number in [PAGE, UPLOAD] {
        let mut history = Vec::new();
        for proven in world.proven(item(number), size) {
            history.extend([&proven.entry.to_bytes().unwrap()[..], b"\n"].concat());
            let path = format!("items/{}/proofs/{:06}.tlog-proof", item(number), proven.entry.version);
            let proof = Proof::new(proven.entry.place, proven.path, checkpoint.clone()).unwrap();
            members.insert(path, proof.to_string().into_bytes());
        }
        members.insert(format!("items/{}/history.jsonl", item(number)), history);
    }
    resum(&mut members);
    members
}

/// The package made anew as a whole under another policy, with a log that has a list with it.
fn remade(members: &Members, policy: &[u8], seed: u8) -> Members {
    let mut members = members.clone();
    members.insert("log/policy.txt".into(), policy.to_vec());
    relist(&mut members);
    let mut world = world();
    world.export(&members["package.json"]);
    let size = world.entries.len();
    let seen_by: &[u8] = if seed == 1 { &[] } else { &SEEN_BY };
    logged(&members, &world, (size, seed), seen_by)
}
