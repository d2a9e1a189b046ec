//! Reading any bytes as a time stamp, and verifying it. Never a panic; what is read is kept in one form, and nothing but the stamp that the
//! authority gave is ever verified.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use stamp::{Authority, Nonce, Request, Token};

static ISSUING: &str = include_str!("../../crates/stamp/tests/data/symantec-issuing.pem");
static AUTHORITY: LazyLock<Authority> = LazyLock::new(|| Authority::new("Symantec", ISSUING).expect("a certificate"));

fuzz_target!(|bytes: &[u8]| {
    for token in [Token::read(bytes).ok(), Token::from_answer(bytes).ok()].into_iter().flatten() {
        assert_eq!(Token::read(token.as_der()).as_ref(), Ok(&token));
        let Some(digest) = imprint(token.as_der()) else { continue };
        if let Ok(stamp) = AUTHORITY.verify(&token, digest) {
            assert_eq!(stamp.at().to_string(), "2018-05-09T18:25:22Z");
            assert!(AUTHORITY.verify(&token, &Request::new(digest, Nonce([1; 8]))).is_err());
        }
    }
});

/// The digest in a token, wherever something looks like one.
fn imprint(der: &[u8]) -> Option<record::Digest> {
    let sha256 = [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0, 4, 32];
    let start = der.windows(sha256.len()).position(|window| window == sha256)? + sha256.len();
    Some(record::Digest(der.get(start..start + 32)?.try_into().expect("32 bytes")))
}
