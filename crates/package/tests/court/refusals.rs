//! What can't be a package is refused when it is made.

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use custody::item::Event;
use custody::{Field, FileName, KeptFile, Opening};
use package::court::{CourtError, Disclosed, Draft, DraftItem, Flaw, Logged, Packed, Source};
use record::Moment;

use super::sample::{self, PAGE, SEEN_BY, UPLOAD, World, item, policy, wacz, with_draft};

/// A source that lasts as long as any draft.
fn lasting<T: Source>(source: T) -> &'static mut T {
    Box::leak(Box::new(source))
}

/// Prepares the sample after a change.
fn prepare(change: impl FnOnce(&mut Draft<'_>)) -> Result<(), CourtError> {
    with_draft(b"verifier", |mut draft| {
        change(&mut draft);
        draft.prepare().map(drop)
    })
}

/// Writes the sample after a change of what goes in, of the log before the list is named in it, and of what the log is said to have.
fn write(
    draft: impl FnOnce(&mut Draft<'_>),
    before: impl FnOnce(&mut World),
    after: impl FnOnce(&mut Logged, &World),
) -> Result<Packed, CourtError> {
    with_draft(b"verifier", |mut whole| {
        draft(&mut whole);
        let prepared = whole.prepare()?;
        let mut world = sample::world();
        before(&mut world);
        world.export(prepared.list());
        let mut logged = world.logged();
        after(&mut logged, &world);
        prepared.write(&logged, &mut Vec::new())
    })
}

fn flaw(result: Result<impl Sized, CourtError>) -> (String, Flaw) {
    match result.map(|_| ()) {
        Err(CourtError::Flaw { path, flaw }) => (path, flaw),
        other => unreachable!("{other:?}"),
    }
}

#[test]
fn names_have_a_place_and_stand_once() {
    for name in ["a/b", "", "A", "../a", ".a", "бұйрық.pdf"] {
        let result = prepare(|draft| draft.papers.push((name.into(), lasting(Cursor::new(Vec::new())))));
        assert!(matches!(&result, Err(CourtError::Path(path)) if *path == format!("papers/{name}")), "{name}: {result:?}");
    }
    let twice = prepare(|draft| draft.keys.push(draft.keys[0].clone()));
    assert!(matches!(&twice, Err(CourtError::Path(path)) if path == "log/log.pem"), "{twice:?}");
    let longest = "a".repeat(FileName::LONGEST);
    assert!(prepare(|draft| draft.keys.push((longest, Vec::new()))).is_ok());
}

#[test]
fn items_stand_once_and_are_there() {
    assert!(matches!(prepare(|draft| draft.items.clear()), Err(CourtError::NoItems)));
    let twice = |draft: &mut Draft<'_>| draft.items.push(DraftItem { item: item(PAGE), files: vec![], archive: None, disclosed: vec![] });
    assert!(matches!(prepare(twice), Err(CourtError::Twice(which)) if which == item(PAGE)));
    let fewer = write(|_| (), |_| (), |logged, _| drop(logged.histories.remove(&item(UPLOAD))));
    assert!(matches!(fewer, Err(CourtError::OtherItems(which)) if which == item(UPLOAD)));
    let more = write(|_| (), |_| (), |logged, _| drop(logged.histories.insert(item(77), Vec::new())));
    assert!(matches!(more, Err(CourtError::OtherItems(which)) if which == item(77)));
}

#[test]
fn the_time_can_be_written() {
    let early = Moment::parse("1979-12-31T23:59:59Z").unwrap();
    assert!(matches!(prepare(|draft| draft.created = early), Err(CourtError::Created)));
}

#[test]
fn more_members_than_zip_can_count_are_refused() {
    let keys = (0..65_534).map(|number| (format!("{number}"), Vec::new())).collect();
    assert!(matches!(prepare(|draft| draft.keys = keys), Err(CourtError::TooLarge)));
}

/// Fails, or says something else each time it is read.
struct Fickle {
    fails: bool,
    content: u8,
    is_read: bool,
}

impl Read for Fickle {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.fails {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        let count = usize::from(!std::mem::replace(&mut self.is_read, true)).min(into.len());
        into[..count].fill(self.content);
        Ok(count)
    }
}

impl Seek for Fickle {
    fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
        (self.content, self.is_read) = (self.content + 1, false);
        Ok(0)
    }
}

#[test]
fn a_file_that_changes_or_can_not_be_read_is_refused() {
    let packed = |fails| {
        let fickle = lasting(Fickle { fails, content: 0, is_read: false });
        write(|draft| draft.papers.push(("fickle".into(), fickle)), |_| (), |_, _| ())
    };
    let changed = packed(false);
    assert!(matches!(&changed, Err(CourtError::Changed(path)) if path == "papers/fickle"), "{changed:?}");
    assert!(matches!(packed(true), Err(CourtError::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe));
}

#[test]
fn disclosures_are_in_order_and_what_was_committed_to() {
    let backwards = prepare(|draft| draft.items[1].disclosed.reverse());
    assert!(matches!(backwards, Err(CourtError::Disclosures(which)) if which == item(PAGE)));
    let other = |version, field, salt, words: &str| {
        let one = Disclosed { version, field, opening: Opening::new([salt; 32], words).unwrap() };
        flaw(write(move |draft| draft.items[1].disclosed = vec![one], |_| (), |_, _| ())).1
    };
    let words = sample::opening(sample::CONTACT).1.value().to_owned();
    assert_eq!(other(9, Field::Contact, 9, "other"), Flaw::OtherValue);
    assert_eq!(other(9, Field::Contact, 8, &words), Flaw::OtherValue);
    assert_eq!(other(9, Field::Person, 9, &words), Flaw::NoField);
    assert_eq!(other(7, Field::Contact, 9, &words), Flaw::NoField);
}

#[test]
fn the_policy_has_one_log() {
    let with = |text: &str| flaw(prepare(|draft| draft.policy = text.as_bytes().to_vec()));
    let (path, no_policy) = with("believe me\n");
    assert!(path == "log/policy.txt" && matches!(no_policy, Flaw::Policy(_)));
    assert_eq!(with("quorum none\n").1, Flaw::PolicyLogs(0));
    let other = format!("log {}\n{}", sample::other_log().verifier(), policy(1));
    assert_eq!(with(&other).1, Flaw::PolicyLogs(2));
}

#[test]
fn archives_are_whole_and_those_of_the_item() {
    let rubbish = lasting(Cursor::new(b"rubbish".to_vec()));
    assert!(matches!(flaw(prepare(|draft| draft.items[1].archive = Some(rubbish))).1, Flaw::Wacz(_)));
    let other = lasting(Cursor::new(wacz(sample::archive("Another page"))));
    assert_eq!(flaw(write(|draft| draft.items[1].archive = Some(other), |_| (), |_, _| ())).1, Flaw::OtherArchive);
}

#[test]
fn the_checkpoint_is_signed_and_seen() {
    let with = |seed, seen_by: &[u8]| {
        let seen_by = seen_by.to_vec();
        flaw(write(|_| (), |_| (), move |logged, world| logged.checkpoint = world.checkpoint(world.entries.len(), seed, &seen_by)))
    };
    assert!(matches!(with(9, &SEEN_BY), (path, Flaw::Signature(_)) if path == "log/checkpoint.txt"));
    assert!(matches!(with(1, &[2, 3]).1, Flaw::Quorum(_)));
}

#[test]
fn the_history_is_whole_and_proven() {
    let with = |after: &dyn Fn(&mut Logged)| flaw(write(|_| (), |_| (), |logged, _| after(logged))).1;
    fn page(logged: &mut Logged) -> &mut Vec<custody::sealed::ProvenEntry> {
        logged.histories.get_mut(&item(PAGE)).unwrap()
    }
    assert_eq!(with(&|logged| drop(page(logged).pop())), Flaw::NotExported);
    assert_eq!(with(&|logged| drop(page(logged).remove(5))), Flaw::Gap);
    assert_eq!(with(&|logged| page(logged).clear()), Flaw::HistoryForm);
    assert!(matches!(with(&|logged| page(logged)[3].path.clear()), Flaw::NotInLog(_)));
    assert!(matches!(with(&|logged| page(logged)[3].entry.edition = "2027-01".into()), Flaw::NotInLog(_)));
    assert_eq!(with(&|logged| page(logged)[3].entry.event = "{}".into()), Flaw::Entry);
    let other_list = with_draft(b"verifier", |draft| {
        let prepared = draft.prepare().unwrap();
        let mut world = sample::world();
        world.export(b"another list");
        prepared.write(&world.logged(), &mut Vec::new())
    });
    assert_eq!(flaw(other_list).1, Flaw::Exported);
}

#[test]
fn the_files_are_those_of_the_history() {
    let fewer = flaw(write(|draft| drop(draft.items[1].files.remove(1)), |_| (), |_, _| ()));
    assert_eq!(fewer, (format!("items/{}/files/received.html", item(PAGE)), Flaw::KeptMissing));
    let hashes = sample::hashes(b"more");
    let file =
        KeptFile { name: FileName::new("more").unwrap(), role: custody::FileRole::Original, hashes, bytes: 4, stored: hashes.sha256 };
    let late = flaw(write(|_| (), |world| world.enter(item(PAGE), &Event::Kept { files: vec![file] }), |_, _| ()));
    assert_eq!(late.1, Flaw::KeptLate);
    let other = lasting(Cursor::new(b"another".to_vec()));
    assert_eq!(flaw(write(|draft| draft.items[1].files[1].1 = other, |_| (), |_, _| ())).1, Flaw::Kept);
    let (name, more) = (FileName::new("more").unwrap(), lasting(Cursor::new(b"more".to_vec())));
    assert_eq!(flaw(write(|draft| draft.items[1].files.push((name, more)), |_| (), |_, _| ())).1, Flaw::NotKept);
}
