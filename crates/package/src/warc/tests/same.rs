//! What is written is read back.

use std::io::{self, Read};

use proptest::prelude::*;

use super::super::{Extent, Measure, Reader, Truncated, WriteError};
use super::*;
use crate::Sha256;

#[test]
fn a_record_looks_as_the_standard_says() {
    let mut writer = Writer::new(Vec::new());
    let full = Head {
        concurrent_to: vec![id(2), id(3)],
        warcinfo: Some(id(4)),
        truncated: Some(Truncated::Length),
        more: vec![("X-Body".into(), "decoded".into())],
        ..head(Kind::Response, 1)
    };
    writer.write_bytes(&full, b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
    let text = String::from_utf8(unpacked(&writer.finish().unwrap())).unwrap();
    let expected = "WARC/1.1\r\n\
        WARC-Type: response\r\n\
        WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n\
        WARC-Date: 2026-03-01T10:00:00.123456789Z\r\n\
        WARC-Target-URI: https://www.example.kz/1\r\n\
        WARC-IP-Address: 203.0.113.7\r\n\
        WARC-Concurrent-To: <urn:uuid:00000000-0000-4000-8000-000000000002>\r\n\
        WARC-Concurrent-To: <urn:uuid:00000000-0000-4000-8000-000000000003>\r\n\
        WARC-Warcinfo-ID: <urn:uuid:00000000-0000-4000-8000-000000000004>\r\n\
        WARC-Truncated: length\r\n\
        WARC-Payload-Digest: sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\r\n\
        WARC-Block-Digest: sha256:8eb9a4bf04c1f2f6bd77bd0fbc38f5b22ba2ba7f2ea8dda4e41d2d3ba3df0fa7\r\n\
        X-Body: decoded\r\n\
        Content-Type: application/http; msgtype=response\r\n\
        Content-Length: 19\r\n\
        \r\n\
        HTTP/1.1 200 OK\r\n\r\n\r\n\r\n";
    let block = Sha256::of(b"HTTP/1.1 200 OK\r\n\r\n").to_string();
    assert_eq!(text, expected.replace("sha256:8eb9a4bf04c1f2f6bd77bd0fbc38f5b22ba2ba7f2ea8dda4e41d2d3ba3df0fa7", &block));
}

#[test]
fn the_same_records_give_the_same_bytes() {
    assert_eq!(sample(), sample());
}

#[test]
fn a_revisit_says_what_it_repeats_and_passes_the_check_with_and_without_a_head() {
    for block in [&b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n"[..], b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b""] {
        let mut writer = Writer::new(Vec::new());
        let head = Head { repeated: Some(Sha256::of(b"x")), refers_to: Some(id(9)), ..head(Kind::Revisit, 1) };
        let entry = writer.write_bytes(&head, block).unwrap();
        assert_eq!(entry.payload, head.repeated);
        assert_eq!(flaws(&writer.finish().unwrap(), &[entry]), []);
    }
}

#[test]
fn a_refused_record_leaves_no_trace_and_a_failed_one_breaks_the_archive() {
    let mut writer = Writer::new(Vec::new());
    assert!(matches!(writer.write_bytes(&Head { uri: None, ..head(Kind::Response, 1) }, PAGE), Err(WriteError::Head(_))));
    assert!(matches!(writer.write_bytes(&head(Kind::Response, 1), b"no head"), Err(WriteError::NotHttp)));
    assert_eq!(writer.length(), 0);
    writer.write_bytes(&head(Kind::Response, 1), PAGE).unwrap();
    let measured = Measure::of(Kind::Response, true, PAGE);
    assert!(matches!(writer.write(&head(Kind::Response, 2), &measured, &mut &CHUNKED[..]), Err(WriteError::Changed)));
    assert!(matches!(writer.write_bytes(&head(Kind::Response, 3), PAGE), Err(WriteError::Broken)));
    assert!(matches!(writer.finish(), Err(WriteError::Broken)));
}

#[test]
fn a_stream_that_fails_breaks_the_archive() {
    struct Full;
    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut writer = Writer::new(Full);
    assert!(matches!(writer.write_bytes(&head(Kind::Response, 1), PAGE), Err(WriteError::Io(_))));
    assert!(matches!(writer.write_bytes(&head(Kind::Response, 1), PAGE), Err(WriteError::Broken)));
}

#[test]
fn an_entry_is_the_same_as_json() {
    let (_, entries) = sample();
    let json = serde_json::to_string(&entries).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Entry>>(&json).unwrap(), entries);
    assert!(
        json.contains(r#""id":"urn:uuid:00000000-0000-4000-8000-000000000001","kind":"warcinfo","date":"2026-03-01T10:00:00.123456789Z""#)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    #[test]
    fn what_is_written_is_read_back(blocks in prop::collection::vec((0_usize..4, prop::collection::vec(any::<u8>(), 0..3000)), 1..6)) {
        let kinds = [Kind::Warcinfo, Kind::Resource, Kind::Metadata, Kind::Conversion];
        let mut writer = Writer::new(Vec::new());
        let entries: Vec<Entry> = blocks.iter().zip(1..)
            .map(|((kind, block), number)| writer.write_bytes(&head(kinds[*kind], number), block).unwrap()).collect();
        let bytes = writer.finish().unwrap();
        prop_assert_eq!(check(&bytes, &entries), []);
        let mut reader = Reader::new(&bytes[..], Limits::default()).unwrap();
        for (entry, (_, block)) in entries.iter().zip(&blocks) {
            let record = reader.next_record().unwrap().unwrap();
            prop_assert_eq!(record.fields.get("warc-record-id").map(str::parse), Some(Ok(entry.id)));
            let mut read = Vec::new();
            reader.read_to_end(&mut read).unwrap();
            prop_assert_eq!(&read, block);
            let extent = Extent { offset: entry.offset, length: entry.length, stored: entry.stored };
            prop_assert_eq!(reader.finish_record().unwrap(), Some(extent));
        }
        prop_assert!(reader.next_record().unwrap().is_none());
        prop_assert_eq!(reader.take_flaws(), []);
    }
}
