//! Reading any bytes as what others' tools write. Never a panic, nothing beyond the limits, and what is counted came out.
#![no_main]

use std::io::Cursor;

use extraction::hashlist::{self, Form, SixtyFour};
use extraction::{Limits, cellebrite, imaging, oxygen};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { total: 1 << 20, piece: 64 << 10, record: 4 << 10, text: 1_000, grace: 1 << 20, named: 100, ..Limits::default() };
    let mut rows = 0;
    let list = hashlist::read(bytes, SixtyFour::Sha256, &limits, &mut |row| {
        rows += 1;
        assert!(!row.digests.is_empty());
    });
    assert!(list.rows == rows && (rows == 0 || list.form.is_some()));
    assert!(list.form != Some(Form::Checksums) || rows > 0);
    if let Ok(log) = imaging::read(bytes, &limits) {
        assert!(log.hashes.iter().all(|hash| hash.digits.bytes().all(|digit| digit.is_ascii_hexdigit())));
    }
    let (mut files, mut messages) = (0, 0);
    let mut each = |entry: cellebrite::Entry| match entry {
        cellebrite::Entry::File(_) => files += 1,
        cellebrite::Entry::Message(message) => {
            messages += 1;
            assert!(message.body.is_none_or(|body| body.chars().count() <= limits.text));
        }
    };
    let report = cellebrite::read_report(bytes, &limits, &mut each);
    assert!(report.files == files && report.messages == messages && report.unread.len() <= limits.named);
    let _ = cellebrite::read_ufdr(Cursor::new(bytes), &limits, &mut |_| {});
    let _ = oxygen::read_messages(bytes, &limits, &mut |_| {});
});
