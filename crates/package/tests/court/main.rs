//! A whole package is whole, and each of the packages that are wrong is found wrong, by the code that it was made for.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, reason = "a test may be blunt, its helpers too")]

mod hostile;
#[path = "../../examples/court_package/mutants.rs"]
mod mutants;
#[path = "../../examples/court_package/raw.rs"]
mod raw;
mod refusals;
#[path = "../../examples/court_package/sample.rs"]
mod sample;

use std::collections::BTreeSet;
use std::io::Cursor;
use std::mem::discriminant;

use package::court::{Code, Report, check_court};
use proptest::prelude::*;
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
    let codes: BTreeSet<&str> = mutants.iter().map(|mutant| mutant.code).collect();
    assert_eq!(codes, Code::ALL.into_iter().map(Code::word).collect(), "each code has its mutant");
}

/// How many kinds of flaws there are; `Flaw` is counted here, so that a new one gets a mutant.
const KINDS: usize = 43;

#[test]
fn each_kind_of_flaw_is_found_in_a_mutant() {
    let (package, world) = sample::sample(b"verifier");
    let mut kinds = Vec::new();
    for mutant in mutants::all(&package, &world) {
        for finding in check(&mutant.bytes, true).findings {
            if !kinds.iter().any(|(kind, _)| *kind == discriminant(&finding.flaw)) {
                kinds.push((discriminant(&finding.flaw), finding.flaw));
            }
        }
    }
    assert_eq!(kinds.len(), KINDS, "{:#?}", kinds.iter().map(|(_, flaw)| flaw).collect::<Vec<_>>());
}

#[test]
fn each_flipped_byte_of_a_small_package_is_found() {
    let package = sample::small();
    let is_whole = |package: &[u8]| check_court(Cursor::new(package), None).unwrap().is_whole();
    assert!(is_whole(&package));
    let mut flipped = package.clone();
    for at in 0..package.len() {
        flipped[at] ^= 1 << (at % 8);
        assert!(!is_whole(&flipped), "byte {at}");
        flipped[at] = package[at];
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn any_bytes_put_in_taken_out_or_changed_are_found(at in any::<prop::sample::Index>(), cut in 0_usize..60, put in prop::collection::vec(any::<u8>(), 0..60)) {
        let package = sample::small();
        let at = at.index(package.len() + 1);
        let end = (at + cut).min(package.len());
        let damaged = [&package[..at], &put, &package[end..]].concat();
        prop_assert_eq!(damaged == package, check_court(Cursor::new(damaged), None).unwrap().is_whole());
    }

    /// With the ZIP file, the sums and the list made anew.
    #[test]
    fn any_member_with_other_bytes_is_found(at in any::<prop::sample::Index>(), byte in any::<prop::sample::Index>(), bit in 0_u8..8, is_listed: bool) {
        let whole = raw::unzip(&sample::small());
        let mut members = whole.clone();
        let path = members.keys().nth(at.index(members.len())).unwrap().clone();
        let bytes = members.get_mut(&path).unwrap();
        let at = byte.index(bytes.len());
        bytes[at] ^= 1 << bit;
        if is_listed { raw::resum(&mut members) } else if members.contains_key("package.json") && path != "package.json" { raw::relist(&mut members) }
        let report = check_court(Cursor::new(raw::zip(&members)), None).unwrap();
        prop_assert_eq!(members == whole, report.is_whole(), "{}", path);
    }

    #[test]
    fn any_bytes_are_checked_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(!check_court(Cursor::new(&bytes), None).unwrap().is_whole());
    }
}
