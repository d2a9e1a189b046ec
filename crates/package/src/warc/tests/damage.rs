//! Damage to an archive, done and found.

use proptest::prelude::*;

use super::super::{Entry, Flaw, HttpFlaw, Measure, Part, Property, check_warc_form};
use super::*;

/// What an archive is turned into, from its records.
type Damage = fn(&mut Vec<Vec<u8>>);

fn digest(kind: Kind, block: &[u8]) -> (String, String) {
    let measured = Measure::of(kind, true, block);
    (measured.block.to_string(), measured.payload.unwrap().to_string())
}

/// The page changed, all lengths and digests with it: only the list can tell.
fn rewritten(records: &mut [Vec<u8>]) {
    let changed = String::from_utf8(PAGE.to_vec()).unwrap().replace("page", "lies");
    let ((block, payload), (new_block, new_payload)) = (digest(Kind::Response, PAGE), digest(Kind::Response, changed.as_bytes()));
    let record = replaced(&records[2], "<p>page</p>", "<p>lies</p>");
    records[2] = replaced(&replaced(&record, &block, &new_block), &payload, &new_payload);
}

fn without_line(record: &[u8], name: &str) -> Vec<u8> {
    let text = std::str::from_utf8(record).unwrap();
    let (before, rest) = text.split_once(name).unwrap();
    let (_, behind) = rest.split_once("\r\n").unwrap();
    format!("{before}{behind}").into_bytes()
}

/// The damages that `warcio check` was measured with (it finds the first, and no chunks that are wrong), and more of the kind.
const TABLE: [(&str, Damage, Flaw); 24] = [
    ("a byte of the body changed", |r| r[2] = replaced(&r[2], "page", "pagE"), Flaw::FalseDigest(Part::Block)),
    ("a byte of the body changed, for the payload", |r| r[2] = replaced(&r[2], "page", "pagE"), Flaw::FalseDigest(Part::Payload)),
    (
        "digests stripped and the body changed",
        |r| {
            let record = without_line(&without_line(&r[2], "WARC-Block-Digest"), "WARC-Payload-Digest");
            r[2] = replaced(&record, "page", "lies");
        },
        Flaw::NoDigest(Part::Block),
    ),
    ("the payload's digest stripped", |r| r[2] = without_line(&r[2], "WARC-Payload-Digest"), Flaw::NoDigest(Part::Payload)),
    (
        "a weaker digest instead",
        |r| r[2] = replaced(&r[2], "WARC-Block-Digest: sha256:", "WARC-Block-Digest: sha1:"),
        Flaw::NoDigest(Part::Block),
    ),
    ("the body changed with its digests", |r| rewritten(r), Flaw::Differs(Property::Block)),
    ("the date changed", |r| r[2] = replaced(&r[2], "2026-03-01T10", "2026-03-01T11"), Flaw::Differs(Property::Date)),
    ("the address changed", |r| r[2] = replaced(&r[2], "kz/3", "kz/4"), Flaw::Differs(Property::Uri)),
    ("the IP address changed", |r| r[2] = replaced(&r[2], "203.0.113.7", "203.0.113.8"), Flaw::Differs(Property::Ip)),
    (
        "an IP address forged in",
        |r| r[4] = replaced(&r[4], "\r\nWARC-Date", "\r\nWARC-IP-Address: 203.0.113.9\r\nWARC-Date"),
        Flaw::Differs(Property::Ip),
    ),
    ("the type changed", |r| r[4] = replaced(&r[4], "WARC-Type: resource", "WARC-Type: metadata"), Flaw::Differs(Property::Kind)),
    (
        "a field of our own added",
        |r| r[4] = replaced(&r[4], "\r\nWARC-Date", "\r\nX-Seen: no\r\nWARC-Date"),
        Flaw::Differs(Property::Stored),
    ),
    ("a record deleted", |r| drop(r.remove(2)), Flaw::Missing),
    ("the last record deleted", |r| drop(r.pop()), Flaw::Missing),
    ("the order reversed", |r| r.reverse(), Flaw::Moved),
    ("a record added", |r| r.push(replaced(&r[4], "-000000000005>", "-0000000000ff>")), Flaw::Added),
    ("a record doubled", |r| r.push(r[4].clone()), Flaw::Doubled),
    ("the identifier missing", |r| r[2] = without_line(&r[2], "WARC-Record-ID"), Flaw::NoId),
    ("the date missing", |r| r[2] = without_line(&r[2], "WARC-Date"), Flaw::NoDate),
    ("the type missing", |r| r[2] = without_line(&r[2], "WARC-Type"), Flaw::NoKind),
    ("the address missing", |r| r[2] = without_line(&r[2], "WARC-Target-URI"), Flaw::NoUri),
    ("the length too small", |r| r[4] = replaced(&r[4], "Content-Length: 9", "Content-Length: 8"), Flaw::Ending),
    ("the length too large", |r| r[4] = replaced(&r[4], "Content-Length: 9", "Content-Length: 99"), Flaw::CutOff),
    ("no length", |r| r[4] = without_line(&r[4], "Content-Length"), Flaw::NoLength),
];

#[test]
fn every_damage_is_found_by_its_name() {
    let (whole, entries) = sample();
    assert_eq!(check(&whole, &entries), []);
    for (what, damage, flaw) in TABLE {
        let mut records = members(&whole, &entries);
        damage(&mut records);
        let found = flaws(&archive(&records), &entries);
        assert!(found.contains(&flaw), "{what}: {found:?}");
    }
}

#[test]
fn packing_again_alone_changes_nothing_that_is_found_but_the_stored_bytes() {
    let (whole, entries) = sample();
    let again = archive(&members(&whole, &entries));
    assert!(
        flaws(&again, &entries).iter().all(|flaw| matches!(flaw, Flaw::Differs(Property::Stored | Property::Length | Property::Offset)))
    );
}

#[test]
fn members_that_are_shared_empty_or_carry_more_are_found() {
    let (whole, entries) = sample();
    let records = members(&whole, &entries);
    let mut gzip = flate2::GzBuilder::new().filename("hidden").write(Vec::new(), Compression::default());
    gzip.write_all(&records[0]).unwrap();
    let named = gzip.finish().unwrap();
    for (bytes, flaw) in [
        (packed(&records.concat()), Flaw::SharedMember),
        ([packed(b""), whole.clone()].concat(), Flaw::EmptyMember),
        ([whole.clone(), packed(b"")].concat(), Flaw::EmptyMember),
        ([whole.clone(), packed(b"\r\n\r\n")].concat(), Flaw::BlankLines),
        ([named, archive(&records[1..])].concat(), Flaw::GzipHeader),
        (records.concat(), Flaw::NotGzip),
        (packed(&[&records[0][..], b"more"].concat()), Flaw::SharedMember),
    ] {
        let found = flaws(&bytes, &entries);
        assert!(found.contains(&flaw), "{flaw:?}: {found:?}");
    }
}

#[test]
fn junk_and_cuts_are_found() {
    let (whole, entries) = sample();
    let second = usize::try_from(entries[1].offset).unwrap();
    for (bytes, flaw) in [
        ([&b"junk"[..], &whole].concat(), Flaw::NotARecord),
        ([&whole[..second], b"junk", &whole[second..]].concat(), Flaw::Junk),
        ([&whole[..], b"junk"].concat(), Flaw::Junk),
        ([&whole[..], b"\0"].concat(), Flaw::Junk),
        (whole[..whole.len() - 1].to_vec(), Flaw::CutOff),
        (whole[..second + 5].to_vec(), Flaw::CutOff),
        (whole[..second].to_vec(), Flaw::Missing),
        (Vec::new(), Flaw::Empty),
        (Vec::new(), Flaw::Missing),
        (packed(b"hello\r\n\r\n"), Flaw::NotARecord),
    ] {
        let found = flaws(&bytes, &entries);
        assert!(found.contains(&flaw), "{flaw:?}: {found:?}");
    }
}

#[test]
fn lies_of_http_messages_are_found_also_where_the_writer_was_told_to_write_them() {
    for (block, flaw) in [
        (&b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n<p>unpacked</p>"[..], HttpFlaw::Chunks),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", HttpFlaw::Chunks),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\nabc", HttpFlaw::Length),
        (b"nothing\r\n\r\n", HttpFlaw::Head),
    ] {
        let mut writer = Writer::new(Vec::new());
        let entry = writer.write_bytes(&head(Kind::Response, 1), block).unwrap();
        assert_eq!(flaws(&writer.finish().unwrap(), &[entry]), [Flaw::Http(flaw)]);
    }
}

#[test]
fn without_the_list_the_form_is_checked() {
    let (whole, entries) = sample();
    let form = |bytes: &[u8]| check_warc_form(bytes, Limits::default()).unwrap().len();
    assert_eq!(form(&whole), 0);
    let mut records = members(&whole, &entries);
    records[2] = replaced(&records[2], "page", "pagE");
    assert_eq!(form(&archive(&records)), 2);
}

#[test]
fn findings_come_to_an_end() {
    let bytes: Vec<u8> = archive(&vec![b"WARC/1.1\r\nContent-Length: 0\r\n\r\n\r\n\r\n".to_vec(); 500]);
    assert_eq!(check(&bytes, &[]).len(), super::super::MAX_FINDINGS);
}

#[test]
fn every_changed_byte_is_found() {
    let (whole, entries) = sample();
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (at % 8);
        assert!(!check(&bytes, &entries).is_empty(), "byte {at}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn any_bytes_put_in_taken_out_or_changed_are_found(at in any::<prop::sample::Index>(), cut in 0_usize..40, put in prop::collection::vec(any::<u8>(), 0..40)) {
        let (whole, entries) = sample();
        let at = at.index(whole.len());
        let end = (at + cut).min(whole.len());
        let changed = [&whole[..at], &put, &whole[end..]].concat();
        prop_assert_eq!(changed == whole, check(&changed, &entries).is_empty());
    }

    #[test]
    fn any_records_under_any_list_are_told_apart(order in prop::collection::vec(0_usize..5, 0..7)) {
        let (whole, entries) = sample();
        let cut = |entry: &Entry| whole[usize::try_from(entry.offset).unwrap()..][..usize::try_from(entry.length).unwrap()].to_vec();
        let bytes: Vec<u8> = order.iter().flat_map(|place| cut(&entries[*place])).collect();
        prop_assert_eq!(order == [0, 1, 2, 3, 4], check(&bytes, &entries).is_empty());
    }
}
