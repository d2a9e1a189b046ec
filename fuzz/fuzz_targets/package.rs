//! Reading any bytes as an archive and as a package. Never a panic, and nothing beyond the limits; what passes without a flaw is in the one
//! form that is written here.
#![no_main]

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use libfuzzer_sys::fuzz_target;
use package::wacz::{Expected, check_wacz};
use package::warc::{Limits, check_warc_form};

const LIMITS: Limits = Limits { head: 4 << 10, block: 1 << 20, total: 4 << 20 };

fuzz_target!(|bytes: &[u8]| {
    let _ = check_warc_form(bytes, LIMITS).expect("no stream that fails");
    // The fuzzer can't guess what unpacks: the bytes are packed for it too.
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(bytes).expect("memory");
    let packed = gzip.finish().expect("memory");
    let _ = check_warc_form(&packed[..], LIMITS).expect("no stream that fails");
    let findings = check_wacz(Cursor::new(bytes), Expected::default(), LIMITS).expect("no stream that fails");
    if findings.is_empty() {
        let grown = [bytes, b"x"].concat();
        assert!(!check_wacz(Cursor::new(grown), Expected::default(), LIMITS).expect("no stream that fails").is_empty());
    }
});
