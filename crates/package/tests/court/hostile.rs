//! Packages that are made to cost as much as they can.

use std::io::Cursor;

use package::court::{Code, Flaw, MAX_FINDINGS, Report, check_court};
use package::zip::ZipFlaw;

use super::raw::{Raw, raws, relist, resum, unzip, zip, zip_of};
use super::sample::{Members, PAGE, item, small};

/// What is found, without much memory: most of it is the packages of these tests, which run beside each other.
fn check(package: Vec<u8>) -> Report {
    let report = check_court(Cursor::new(package), None).unwrap();
    assert!(!report.is_whole() && report.findings.len() <= MAX_FINDINGS);
    assert!(memory_in_mib() < 1024, "{} MiB", memory_in_mib());
    report
}

/// The most that this program has had, where the system tells.
fn memory_in_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|peak| peak.trim().strip_suffix(" kB")?.parse::<u64>().ok()).unwrap_or_default() / 1024
}

fn has(report: &Report, flaw: &Flaw) -> bool {
    report.findings.iter().any(|finding| finding.flaw == *flaw)
}

fn history() -> String {
    format!("items/{}/history.jsonl", item(PAGE))
}

fn with(path: &str, bytes: Vec<u8>) -> Vec<u8> {
    let mut members = unzip(&small());
    members.insert(path.to_owned(), bytes);
    relist(&mut members);
    zip(&members)
}

/// Replaces fields of all entries of a directory.
fn directory(mut package: Vec<u8>, change: impl Fn(&mut [u8])) -> Vec<u8> {
    let mut at = package.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    while package[at..].starts_with(b"PK\x01\x02") {
        change(&mut package[at..]);
        at += 46 + usize::from(package[at + 28]) + usize::from(package[at + 29]) * 256;
    }
    package
}

#[test]
fn a_directory_of_as_many_members_as_can_be() {
    let member = |number: usize| Raw::new(&format!("papers/{number:05}"), b"");
    let many = zip_of(&(0..65_534).map(member).collect::<Vec<_>>());
    let report = check(many.clone());
    assert!(report.members == 65_534 && has(&report, &Flaw::Missing));
    // All of them are the same bytes.
    let same = directory(many, |entry| entry[42..46].copy_from_slice(&[0; 4]));
    let report = check(same);
    assert!(report.members == 0 && report.codes() == [Code::Zip], "nothing is read twice");
}

#[test]
fn lengths_that_are_not_there() {
    let four_gigabytes = |entry: &mut [u8]| entry[20..28].copy_from_slice(&[0xfe, 0xff, 0xff, 0xff, 0xfe, 0xff, 0xff, 0xff]);
    let report = check(directory(small(), four_gigabytes));
    assert!(has(&report, &Flaw::Zip(ZipFlaw::TwoHeaders)) && report.codes() == [Code::Zip]);
    // In front of the last member too, so that only the directory is in the way.
    let mut raws = raws(&unzip(&small()));
    let last = raws.last_mut().unwrap();
    last.length = Some(u32::MAX - 1);
    let mut package = zip_of(&raws);
    let claimed = u32::MAX - 1;
    for mark in [b"PK\x03\x04", b"PK\x01\x02"] {
        let at = package.windows(4).rposition(|bytes| bytes == mark).unwrap() + if mark[2] == 1 { 20 } else { 18 };
        package[at..at + 4].copy_from_slice(&claimed.to_le_bytes());
    }
    assert!(has(&check(package), &Flaw::Zip(ZipFlaw::Overlap)));
}

#[test]
fn names_as_long_as_can_be() {
    let raws: Vec<Raw> = (0..400).map(|number| Raw::new(&format!("{number:03}{}", "Ä".repeat(30_000)), b"")).collect();
    let report = check(zip_of(&raws));
    assert!(has(&report, &Flaw::Zip(ZipFlaw::Path)) && has(&report, &Flaw::Missing));
}

#[test]
fn histories_that_have_no_end() {
    let report = check(with(&history(), b"\n".repeat(10 << 20)));
    assert!(report.more > 60_000 && report.items[0].entries == 65_534);
    let report = check(with(&history(), vec![b'['; 65 << 20]));
    assert!(has(&report, &Flaw::HistoryForm));
    let nested = [&b"{\"place\":0,\"event\":"[..], &b"[".repeat(9 << 20), b"\n"].concat();
    assert!(has(&check(with(&history(), nested)), &Flaw::Entry));
}

#[test]
fn a_list_that_names_one_item_without_end() {
    let mut members: Members = unzip(&small());
    let text = String::from_utf8(members["package.json"].clone()).unwrap();
    let name = format!("\"{}\"", item(PAGE));
    let again = format!("{name},").repeat(900_000) + &name;
    members.insert("package.json".into(), text.replacen(&name, &again, 1).into_bytes());
    let report = check(zip(&members));
    assert!(has(&report, &Flaw::ListOrder) && report.items.len() == 1);
}

#[test]
fn lists_and_proofs_that_have_no_end() {
    let mut members: Members = unzip(&small());
    members.insert("package.json".into(), vec![b'['; 40 << 20]);
    resum(&mut members);
    assert!(has(&check(zip(&members)), &Flaw::ListForm));
    let proof = format!("items/{}/proofs/000001.tlog-proof", item(PAGE));
    for (path, code) in [(proof.as_str(), Code::Proof), ("log/checkpoint.txt", Code::Checkpoint), ("log/policy.txt", Code::Policy)] {
        let report = check(with(path, vec![b'\n'; 20 << 20]));
        assert!(report.codes().contains(&code), "{path}: {:?}", report.codes());
    }
    let shown = format!("items/{}/disclosures.json", item(PAGE));
    assert!(has(&check(with(&shown, vec![b'['; 40 << 20])), &Flaw::DisclosureForm));
}
