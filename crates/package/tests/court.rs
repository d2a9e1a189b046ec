//! A whole package is whole, and each of the packages that are wrong is found wrong, by the code that it was made for.

#![expect(clippy::unwrap_used, reason = "a test may be blunt, its helpers too")]

#[path = "../examples/court_package/mutants.rs"]
mod mutants;
#[path = "../examples/court_package/raw.rs"]
mod raw;
#[path = "../examples/court_package/sample.rs"]
mod sample;

use std::io::Cursor;

use package::court::{Report, check_court};
use tlog::Policy;

fn check(package: &[u8], is_trusted: bool) -> Report {
    let policy = Policy::parse(sample::policy(1).as_bytes()).unwrap();
    check_court(Cursor::new(package), is_trusted.then_some(&policy)).unwrap()
}

fn found(report: &Report) -> Vec<String> {
    report.findings.iter().map(ToString::to_string).collect()
}

#[test]
fn the_sample_is_whole() {
    let (package, world) = sample::sample(b"verifier");
    assert_eq!(sample::sample(b"verifier").0, package, "the same input gives the same bytes");
    for is_trusted in [false, true] {
        let report = check(&package, is_trusted);
        assert_eq!(found(&report), [""; 0]);
        assert!(report.is_whole() && report.is_policy_given == is_trusted);
        let log = report.log.unwrap();
        assert_eq!((log.head.size, log.witnessed.len()), (world.entries.len() as u64, 3));
        assert_eq!(log.witnessed[0].witness.as_str(), "ministry.example/witness");
        let page = &report.items[0];
        assert_eq!((page.item, page.entries, page.proven, page.files.len()), (sample::item(sample::PAGE), 11, 11, 4));
        assert!(page.files.iter().all(|file| file.is_same && file.at.is_some()));
        let fields: Vec<_> = page.fields.iter().map(|field| (field.version, field.field.name(), field.value.is_some())).collect();
        assert_eq!(fields, [(8, "person", true), (9, "contact", false), (10, "note", true)]);
        assert_eq!(page.fields[0].value.as_deref(), Some(sample::opening(sample::PERSON).1.value()));
        assert!(report.items[1].fields.is_empty() && report.items[1].exported.is_some());
    }
}

#[test]
fn each_mutant_is_found_by_its_code() {
    let (package, world) = sample::sample(b"verifier");
    let mutants = mutants::all(&package, &world);
    assert!(mutants.len() > 150, "{}", mutants.len());
    let mut wrong = Vec::new();
    for mutant in &mutants {
        let report = check(&mutant.bytes, true);
        let codes: Vec<&str> = report.codes().iter().map(|code| code.word()).collect();
        let without = check(&mutant.bytes, false);
        if !codes.contains(&mutant.code) || without.is_whole() != mutant.is_trusted {
            wrong.push(format!("{}: {:?}, without a policy {:?}", mutant.name(), found(&report), found(&without)));
        }
        assert_eq!(check(&mutant.bytes, true), report, "what is found, and in which order, is the same each time");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
