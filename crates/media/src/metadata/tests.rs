//! What hostile and odd files say of themselves.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

fn boxed(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    [u32::try_from(body.len() + 8).unwrap().to_be_bytes().as_slice(), kind, body].concat()
}

/// A TIFF whose directory of `count` entries says that the next one stands at `next`.
fn tiff(count: u16, entry: [u8; 12], next: u32) -> Vec<u8> {
    let entries = entry.repeat(usize::from(count));
    [b"II\x2a\0\x08\0\0\0".as_slice(), &count.to_le_bytes(), &entries, &next.to_le_bytes()].concat()
}

fn jpeg(exif: &[u8]) -> Vec<u8> {
    let body = [b"Exif\0\0".as_slice(), exif].concat();
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [b"\xFF\xD8\xFF\xE1".as_slice(), &length, &body, b"\xFF\xD9"].concat()
}

fn timed(bytes: &[u8]) -> Metadata {
    let began = Instant::now();
    let found = read(bytes, "a.jpg").metadata;
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    found
}

#[test]
fn directories_that_name_each_other_end() {
    let make = *b"\x0F\x01\x02\0\x04\0\0\0abc\0";
    // The next directory is this one.
    let own = timed(&jpeg(&tiff(1, make, 8)));
    assert_eq!(own.text(What::Make), Some("abc"));
    // Each entry is a directory of its own at the same place.
    let inner = *b"\x69\x87\x04\0\x01\0\0\0\x08\0\0\0";
    let _ = timed(&jpeg(&tiff(4_000, inner, 8)));
    // Entries that all say they are very long.
    let long = *b"\x0F\x01\x02\0\xff\xff\xff\xff\0\0\0\0";
    let _ = timed(&jpeg(&tiff(5_000, long, 0)));
    // Entries that are long and there: all name the same many bytes.
    let here = *b"\x0F\x01\x02\0\x00\xF0\0\0\x08\0\0\0";
    let _ = timed(&jpeg(&tiff(5_000, here, 0)));
}

#[test]
fn a_thumbnail_that_is_none_is_none() {
    for (offset, length) in [(0_u32, u32::MAX), (u32::MAX, 10), (8, 0), (8, 20)] {
        let first = tiff(0, [0; 12], 14);
        let entries = [[1, 2, 4, 0, 1, 0, 0, 0], [2, 2, 4, 0, 1, 0, 0, 0]];
        let entries: Vec<u8> =
            entries.iter().zip([offset, length]).flat_map(|(entry, value)| [entry.as_slice(), &value.to_le_bytes()].concat()).collect();
        let whole = [first, 2_u16.to_le_bytes().to_vec(), entries, vec![0; 4]].concat();
        assert_eq!(timed(&jpeg(&whole)).thumbnail, None, "{offset} {length}");
    }
}

#[test]
fn boxes_of_any_length_and_depth_end() {
    let start = boxed(b"ftyp", b"isom\0\0\0\0");
    let mut deep = boxed(b"moov", b"");
    for _ in 0..5_000 {
        deep = boxed(b"moov", &deep);
    }
    let many = boxed(b"moov", &boxed(b"trak", b"").repeat(100_000));
    let notes = boxed(b"moov", &boxed(b"udta", &boxed(b"\xa9too", b"\0\x02\0\0ab").repeat(100_000)));
    for bytes in [deep, many, notes] {
        let found = timed(&[start.clone(), bytes].concat());
        assert!(found.fields.len() <= MOST_FIELDS && found.broken.len() <= MOST_FAULTS);
    }
    for length in [0_u32, 1, 7, u32::MAX] {
        let _ = timed(&[start.as_slice(), &length.to_be_bytes(), b"moov", &[0xFF; 90]].concat());
    }
    let huge = [start.as_slice(), &[0, 0, 0, 1], b"moov", &(1_u64 << 63).to_be_bytes(), &boxed(b"mvhd", &[0; 100])].concat();
    assert!(timed(&huge).about(What::Created).next().is_some());
}

#[test]
fn what_is_not_known_is_not_made_up() {
    assert_eq!(read(b"", "").metadata, Metadata::default());
    let text = read(b"hello", "a.jpg").metadata;
    assert_eq!((text.kind, text.named, text.is_named_wrongly()), (None, Some(Kind::Jpeg), false));
    // An unknown time is a time as written and no moment; a place of zeros is one.
    let film = [boxed(b"ftyp", b"isom\0\0\0\0"), boxed(b"moov", &boxed(b"mvhd", &[0; 100]))].concat();
    let found = read(&film, "a.mp4").metadata;
    assert!(found.about(What::Created).all(|value| matches!(value, Value::Time(told) if told.moment.is_none() && told.written == "0")));
    assert_eq!(found.number(What::Duration), None);
}

#[test]
fn places_are_read_or_named_as_unread() {
    let film = |written: &str| {
        let note = [u16::try_from(written.len()).unwrap().to_be_bytes().as_slice(), &[0; 2], written.as_bytes()].concat();
        let notes = boxed(b"udta", &boxed(b"\xa9xyz", &note));
        read(&[boxed(b"ftyp", b"isom\0\0\0\0"), boxed(b"moov", &notes)].concat(), "a.mp4").metadata
    };
    for (written, latitude) in [("+43.2389+076.8897/", 43.2389), ("-12.5-076.5+0010/", -12.5), ("+00.0000+000.0000/", 0.0)] {
        let found = film(written);
        assert!(found.about(What::Place).any(|value| matches!(value, Value::Place(place) if place.latitude == latitude)), "{written}");
    }
    // Degrees with minutes, places outside of Earth, and what is no place.
    for written in ["+4314.5+07653.3/", "+91.0+000.0/", "43,76", "+43.2", "", "++", "+1e9+1/"] {
        let found = film(written);
        assert!(found.about(What::Place).next().is_none() && !found.broken.is_empty(), "{written}");
    }
}

#[test]
fn a_pdf_tells_its_last_dictionary() {
    let text = b"%PDF-1.4\n12 0 obj << /Producer (Wrong) >> endobj\n2 0 obj << /Producer (First) >> endobj\n\
        trailer << /Info 2 0 R >>\n2 0 obj << /ProducerX (no) /Producer (Second \\(2\\) (x)) >> endobj\ntrailer << /Info 2 0 R >>";
    let found = read(text, "a.pdf").metadata;
    assert_eq!(found.text(What::Producer), Some("Second (2) (x)"));
    let packed = read(b"%PDF-1.7\n1 0 obj << /Type /XRef >> stream", "a.pdf").metadata;
    assert_eq!(packed.broken.len(), 1);
    for odd in [
        b"%PDF-1.4 /Info".as_slice(),
        b"%PDF-1.4 /Info 9 0 R",
        b"%PDF-1.4 1 0 obj << /Author ( /Info 1 0 R",
        b"%PDF-1.4 1 0 obj /Author <F /Info 1 0 R",
    ] {
        let _ = read(odd, "a.pdf");
    }
}

#[test]
fn bytes_after_the_end_are_counted_and_no_end_is_said() {
    let whole = jpeg(&tiff(0, [0; 12], 0));
    assert_eq!(read(&whole, "").metadata.after_end, 0);
    assert_eq!(read(&[whole.as_slice(), b"hidden"].concat(), "").metadata.after_end, 6);
    assert!(read(&whole[..whole.len() - 2], "").metadata.broken.iter().any(|fault| fault.contains("no end")));
}

/// Bombs of entities, depth and length.
#[test]
fn hostile_xml_costs_little() {
    let packet = |text: &str| xml::leaves(text.as_bytes());
    let began = Instant::now();
    let _ = packet(&format!("{}{}", "<a>".repeat(100_000), "x".repeat(1_000_000)));
    let _ = packet(&"<a b='c'/>".repeat(100_000));
    let _ = packet("<!DOCTYPE a [<!ENTITY b \"cccc\"><!ENTITY d \"&b;&b;\">]><a>&d;&d;</a>");
    assert!(packet(&format!("<a>{}</a>", "y".repeat(500_000))).iter().all(|(_, text)| text.len() <= 4_096));
    assert!(began.elapsed() < Duration::from_secs(2));
    assert_eq!(packet("<a><rdf:li>x &amp; y&#33;</rdf:li></a>"), [("a".to_owned(), "x & y!".to_owned())]);
}

proptest! {
    /// Whatever bytes stand behind a beginning that is known, they are read in bounds.
    #[test]
    fn any_bytes_are_read_without_harm(head in prop::sample::select(vec![
        b"\xFF\xD8\xFF\xE1\0\x40Exif\0\0II\x2a\0\x08\0\0\0".as_slice(), b"\x89PNG\r\n\x1a\n", b"RIFF\x40\0\0\0WEBP", b"GIF89a", b"MM\0\x2a\0\0\0\x08",
        b"\0\0\0\x10ftypisom\0\0\0\0\0\0\0\x60moov\0\0\0\x50udta", b"\0\0\0\x10ftypheic\0\0\0\0\0\0\0\x60meta", b"\x1a\x45\xdf\xa3\x84\0\0\0\0\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff",
        b"%PDF-1.4 /Info 1 0 R 1 0 obj /Author (", b"PK\x03\x04",
    ]), tail in prop::collection::vec(any::<u8>(), 0..300)) {
        let found = read(&[head, &tail].concat(), "a.jpg").metadata;
        prop_assert!(found.fields.len() <= MOST_FIELDS && found.broken.len() <= MOST_FAULTS);
        let text = serde_json::to_string(&found).unwrap();
        prop_assert_eq!(serde_json::from_str::<Metadata>(&text).unwrap(), found);
    }
}
