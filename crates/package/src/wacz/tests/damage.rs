//! The damages that `wacz validate` was measured with, done and found.

use super::*;
use crate::warc::{Flaw, Property};

/// A package in memory: paths and contents.
type Files = Vec<(String, Vec<u8>)>;
/// What is done to it.
type Damage = fn(&mut Files);

fn content<'a>(files: &'a mut Files, path: &str) -> &'a mut Vec<u8> {
    &mut files.iter_mut().find(|(other, _)| other == path).unwrap().1
}

fn drop_file(files: &mut Files, path: &str) {
    files.retain(|(other, _)| other != path);
}

fn replace(files: &mut Files, path: &str, from: &str, to: &str) {
    let text = String::from_utf8(content(files, path).clone()).unwrap();
    assert!(text.contains(from), "{from} is not in {text}");
    *content(files, path) = text.replacen(from, to, 1).into_bytes();
}

/// Takes a file from the list.
fn unlist(files: &mut Files, path: &str) {
    let mut list: list::List = serde_json::from_slice(content(files, LIST)).unwrap();
    list.resources.retain(|resource| resource.path != path);
    *content(files, LIST) = list.text().unwrap();
}

/// Makes the digest that of the list again.
fn redigest(files: &mut Files) {
    let digest = list::digest(Sha256::of(content(files, LIST))).unwrap();
    *content(files, DIGEST) = digest;
}

/// Makes hashes, lengths and the digest fit what is there.
fn reseal(files: &mut Files) {
    let mut list: list::List = serde_json::from_slice(content(files, LIST)).unwrap();
    for resource in &mut list.resources {
        let content = content(files, &resource.path);
        (resource.hash, resource.bytes) = (Sha256::of(content), content.len() as u64);
    }
    *content(files, LIST) = list.text().unwrap();
    redigest(files);
}

/// The archive with its first record only, sealed anew as a whole.
fn shorter(files: &mut Files) {
    let (_, entries) = warc();
    content(files, ARCHIVE).truncate(usize::try_from(entries[0].length).unwrap());
    let index = String::from_utf8(content(files, INDEX).clone()).unwrap();
    *content(files, INDEX) = index.lines().take(1).map(|line| format!("{line}\n")).collect::<String>().into_bytes();
    reseal(files);
}

/// The damages of the table that leave a ZIP file in our form, whether it must be found without knowing the list, and the name.
const TABLE: [(&str, Damage, bool, WaczFlaw); 22] = [
    ("a byte of the archive", |f| content(f, ARCHIVE)[40] ^= 1, true, WaczFlaw::Hash),
    ("no archive", |f| drop_file(f, ARCHIVE), true, WaczFlaw::NoArchive),
    ("no pages", |f| drop_file(f, PAGES), true, WaczFlaw::NoPages),
    ("no index", |f| drop_file(f, INDEX), true, WaczFlaw::NoIndex),
    ("no digest of the list", |f| drop_file(f, DIGEST), true, WaczFlaw::NoDigest),
    ("a file with a dot that is not listed", |f| f.push(("custody/x.txt".into(), b"x".to_vec())), true, WaczFlaw::Unlisted),
    ("a file without a dot that is not listed", |f| f.push(("custody/x".into(), b"x".to_vec())), true, WaczFlaw::Unlisted),
    ("the list changed", |f| replace(f, LIST, "a case", "my case"), true, WaczFlaw::FalseDigest),
    (
        "the list changed and its digest with it",
        |f| {
            replace(f, LIST, "a case", "my case");
            redigest(f);
        },
        false,
        WaczFlaw::OtherList,
    ),
    ("the archive not listed", |f| unlist(f, ARCHIVE), true, WaczFlaw::Unlisted),
    (
        "no archive, not listed, digest anew",
        |f| {
            drop_file(f, ARCHIVE);
            unlist(f, ARCHIVE);
            redigest(f);
        },
        true,
        WaczFlaw::NoArchive,
    ),
    ("no version", |f| replace(f, LIST, "  \"wacz_version\": \"1.1.1\",\n", ""), true, WaczFlaw::Version),
    ("another length", |f| replace(f, LIST, "\"bytes\": 3", "\"bytes\": 4"), true, WaczFlaw::Length),
    ("a listed file absent", |f| drop_file(f, "custody/log.txt"), true, WaczFlaw::Absent),
    (
        "rubbish for an archive, sealed anew",
        |f| {
            *content(f, ARCHIVE) = b"rubbish".to_vec();
            reseal(f);
        },
        true,
        WaczFlaw::Archive(crate::warc::Finding { at: 0, record: None, flaw: Flaw::NotARecord }),
    ),
    (
        "another index, sealed anew",
        |f| {
            replace(f, INDEX, "\"200\"", "\"404\"");
            reseal(f);
        },
        true,
        WaczFlaw::FalseIndex,
    ),
    ("a record less, sealed anew", shorter, false, WaczFlaw::OtherList),
    ("the order changed", |f| f.swap(3, 4), true, WaczFlaw::Order),
    (
        "a page that was not captured, sealed anew",
        |f| {
            replace(f, PAGES, "kz/page", "kz/else");
            reseal(f);
        },
        true,
        WaczFlaw::NoCapture,
    ),
    (
        "pages in another form, sealed anew",
        |f| {
            *content(f, PAGES) = b"{}\n".to_vec();
            reseal(f);
        },
        true,
        WaczFlaw::PagesForm,
    ),
    ("a second archive", |f| f.push(("archive/more.warc.gz".into(), warc().0)), true, WaczFlaw::Place),
    (
        "something added to the list",
        |f| {
            replace(f, LIST, "\"title\"", "\"note\": 1,\n  \"title\"");
            redigest(f);
        },
        true,
        WaczFlaw::ListForm,
    ),
];

#[test]
fn every_damage_is_found_by_its_name() {
    let (package, ..) = sample();
    for (what, damage, is_inner, flaw) in TABLE {
        let mut files = files(&package);
        damage(&mut files);
        let damaged = zipped(&files);
        let (all, inner) = (flaws(&damaged), inner_flaws(&damaged));
        assert!(all.contains(&flaw), "{what}: {all:?}");
        assert_eq!(inner.contains(&flaw), is_inner, "{what}: {inner:?}");
    }
}

#[test]
fn what_was_made_anew_as_a_whole_is_found_by_the_log_alone() {
    let (package, _, entries) = sample();
    let mut files = files(&package);
    shorter(&mut files);
    let damaged = zipped(&files);
    assert_eq!(inner_flaws(&damaged), []);
    let found = found(&damaged, Expected { list: None, records: Some(&entries) });
    assert!(matches!(found.as_slice(), [WaczFlaw::Archive(finding)] if finding.flaw == Flaw::Missing), "{found:?}");
}

#[test]
fn the_records_are_compared_inside_of_a_package_too() {
    let (package, _, mut entries) = sample();
    entries[1].uri = Some("https://b.example.kz/".into());
    let found = found(&package, Expected { list: None, records: Some(&entries) });
    assert!(matches!(found.as_slice(), [WaczFlaw::Archive(finding)] if finding.flaw == Flaw::Differs(Property::Uri)), "{found:?}");
}
