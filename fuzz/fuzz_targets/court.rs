//! Reading any bytes as a court package, and a whole package in which one member was replaced: the first byte says which, the others by
//! what. Never a panic, and nothing passes but the package itself.
#![no_main]

#[expect(dead_code, reason = "the fuzzer needs a part of it")]
#[path = "../../crates/package/examples/court_package/raw.rs"]
mod raw;
#[expect(dead_code, reason = "the fuzzer needs a part of it")]
#[path = "../../crates/package/examples/court_package/sample.rs"]
mod sample;

use std::io::Cursor;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use package::court::check_court;

static WHOLE: LazyLock<Vec<u8>> = LazyLock::new(sample::small);

fn is_whole(package: &[u8]) -> bool {
    check_court(Cursor::new(package), None).expect("no stream that fails").is_whole()
}

fuzz_target!(|bytes: &[u8]| {
    assert!(!is_whole(bytes) || *WHOLE == bytes);
    let Some((which, content)) = bytes.split_first() else { return };
    let whole = raw::unzip(&WHOLE);
    let mut members = whole.clone();
    let path = members.keys().nth(usize::from(which % 128) % whole.len()).expect("there are some").clone();
    members.insert(path, content.to_vec());
    // What anybody can make anew fits again.
    if which / 128 == 1 {
        raw::resum(&mut members);
    }
    assert_eq!(is_whole(&raw::zip(&members)), members == whole);
});
