//! Bombs and oddities.

use proptest::prelude::*;

use super::super::{ReadError, Reader};
use super::*;

fn read_all(bytes: &[u8], limits: Limits) -> Result<u64, ReadError> {
    let mut reader = Reader::new(bytes, limits)?;
    let mut count = 0;
    while reader.next_record()?.is_some() {
        count += 1;
    }
    Ok(count)
}

fn flaw(bytes: &[u8], limits: Limits) -> Flaw {
    match read_all(bytes, limits) {
        Err(ReadError::Flaw { flaw, .. }) => flaw,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_too_large_is_refused_before_it_is_unpacked() {
    let small = Limits { head: 200, block: 1000, total: 5000 };
    let record = |length: usize| format!("WARC/1.1\r\nContent-Length: {length}\r\n\r\n{}\r\n\r\n", "a".repeat(length)).into_bytes();
    assert_eq!(read_all(&packed(&record(1000)), small).unwrap(), 1);
    assert_eq!(flaw(&packed(&record(1001)), small), Flaw::TooLarge);
    assert_eq!(flaw(&packed(format!("WARC/1.1\r\nX: {}\r\n\r\n", "a".repeat(300)).as_bytes()), small), Flaw::TooLarge);
    assert_eq!(flaw(&packed(format!("WARC/{}", "a".repeat(1 << 20)).as_bytes()), small), Flaw::TooLarge);
    assert_eq!(flaw(&packed(&"a".repeat(1 << 20).into_bytes()), small), Flaw::NotARecord);
    assert_eq!(flaw(&packed(&b"\r\n".repeat(1 << 20)), small), Flaw::TooLarge);
    assert_eq!(flaw(&archive(&vec![record(900); 6]), small), Flaw::TooLarge);
    assert_eq!(flaw(&packed(b"WARC/1.1\r\nContent-Length: 18446744073709551615\r\n\r\n"), Limits::default()), Flaw::TooLarge);
    for length in ["18446744073709551616", "-1", "+1", "", "0x1"] {
        assert_eq!(flaw(&packed(format!("WARC/1.1\r\nContent-Length: {length}\r\n\r\n").as_bytes()), small), Flaw::NoLength);
    }
}

#[test]
fn oddities_are_put_up_with_and_noted() {
    let odd = b"WARC/1.0\nContent-Length: 1\nA: b\n c\n\xff: x\nno field\nA: b\n\nx\n\n";
    let bytes = [&odd[..], b"WARC/1.1\r\nContent-Length: 0\r\n\r\n\r\n\r\n"].concat();
    let mut reader = Reader::new(&bytes[..], Limits::default()).unwrap();
    let record = reader.next_record().unwrap().unwrap();
    assert_eq!((record.version.as_str(), record.length, record.fields.get("a")), ("WARC/1.0", 1, Some("b c")));
    assert!(reader.finish_record().unwrap().is_some());
    assert_eq!(reader.finish_record().unwrap(), None);
    let flaws = reader.take_flaws();
    for flaw in [Flaw::Version, Flaw::LineEnd, Flaw::FieldForm, Flaw::RepeatedField, Flaw::Ending] {
        assert!(flaws.contains(&flaw), "{flaw:?}");
    }
    assert_eq!(reader.next_record().unwrap().unwrap().offset, odd.len() as u64);
    assert!(reader.next_record().unwrap().is_none());
    assert_eq!(reader.take_flaws(), []);
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let small = Limits { head: 200, block: 1000, total: 5000 };
        let _ = read_all(&bytes, small);
        let _ = read_all(&packed(&bytes), small);
        let text = [b"WARC/1.1\r\nContent-Length: 9\r\nContent-Type: application/http\r\nWARC-Type: response\r\n", &bytes[..]].concat();
        let _ = check(&packed(&text), &[]);
        let _ = check(&text, &[]);
    }
}
