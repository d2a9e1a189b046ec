//! Bytes that were changed, cut or made up.

use std::time::Instant;

use proptest::prelude::*;
use stamp::{Authority, MAX_BYTES, Malformed, Stamp, Token};

use crate::der::{ATTRIBUTES, BAG, CONTENT, SIGNATURE, at, body, parts};
use crate::lab::{DIGEST, lab, request};

/// What of a token is bound by the signature: its content, the attributes, the signature itself, and the signer's certificate.
fn bound(token: &Token) -> Vec<std::ops::Range<usize>> {
    let der = token.as_der();
    let signer = lab().unwrap().der("ec");
    let certificate = parts(at(der, BAG)).into_iter().find(|one| *one == signer);
    let regions = [Some(at(der, CONTENT)), Some(at(der, ATTRIBUTES)), Some(at(der, SIGNATURE)), certificate].map(Option::unwrap);
    regions
        .iter()
        .map(|region| region.as_ptr() as usize - der.as_ptr() as usize)
        .zip(regions)
        .map(|(start, region)| start..start + region.len())
        .collect()
}

fn verified(authority: &Authority, bytes: &[u8]) -> Option<Stamp> {
    authority.verify(&Token::read(bytes).ok()?, &request()).ok()
}

#[test]
fn no_changed_byte_that_is_bound_verifies() {
    let Some(lab) = lab() else { return };
    let (authority, token) = (lab.authority(&["root"]), lab.stamped("ec"));
    let honest = verified(&authority, token.as_der()).unwrap();
    let bound = bound(&token);
    let mut passed = 0;
    for place in 0..token.as_der().len() {
        for change in [0x01, 0x20, 0x80] {
            let mut bytes = token.as_der().to_vec();
            bytes[place] ^= change;
            let Some(stamp) = verified(&authority, &bytes) else { continue };
            assert_eq!(stamp, honest, "byte {place} changes what the stamp says");
            assert!(!bound.iter().any(|region| region.contains(&place)), "byte {place} is bound, and was changed by {change:#x}");
            passed += 1;
        }
    }
    // What nobody signs and nobody reads: two versions, the list of digests; and the case of letters in the name of the signer's issuer.
    eprintln!("{passed} changes of {} pass", token.as_der().len() * 3);
    assert!(passed < 90, "{passed}");
}

#[test]
fn what_is_cut_is_refused() {
    let Some(lab) = lab() else { return };
    let answer = lab.answer("ec", &request().to_der(), "");
    let token = Token::from_answer(&answer).unwrap();
    for length in 0..token.as_der().len() {
        assert!(Token::read(&token.as_der()[..length]).is_err());
    }
    for length in 0..answer.len() {
        assert!(Token::from_answer(&answer[..length]).is_err());
    }
    assert_eq!(Token::read(&[token.as_der(), &[0]].concat()), Err(Malformed::Trailing(1)));
    let content = body(at(token.as_der(), CONTENT));
    assert!(Token::read(content).is_err());
}

#[test]
fn garbage_is_refused_at_once() {
    let start = Instant::now();
    let random: Vec<u8> = (0..1_u32 << 20).map(|at| at.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect();
    for bytes in [vec![0; 1 << 20], vec![0x30; 1 << 20], [0x30, 0x80].repeat(1 << 19), random] {
        assert_eq!(Token::read(&bytes), Err(Malformed::TooLong(1 << 20)));
        for length in [MAX_BYTES, 1000, 100] {
            assert!(Token::read(&bytes[..length]).is_err());
            assert!(Token::from_answer(&bytes[..length]).is_err());
        }
    }
    // The most elements that fit: many empty ones, and many levels with many pieces.
    let many = [0x30, 0x80].into_iter().chain([5, 0].repeat(MAX_BYTES / 2 - 2)).chain([0, 0]).collect::<Vec<u8>>();
    assert!(Token::read(&many).is_err());
    assert!(start.elapsed().as_secs() < 10);
}

#[test]
fn one_stamp_is_verified_fast() {
    let Some(lab) = lab() else { return };
    for signer in ["ec", "rsa"] {
        let (authority, token) = (lab.authority(&["root"]), lab.stamped(signer));
        let start = Instant::now();
        for _ in 0..50 {
            authority.verify(&token, DIGEST).unwrap();
        }
        eprintln!("{signer}: {} bytes, {:?} each", token.as_der().len(), start.elapsed() / 50);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..512)) {
        let _ = Token::read(&bytes);
        let _ = Token::from_answer(&bytes);
    }

    #[test]
    fn any_elements_are_read_without_a_panic(bytes in prop::collection::vec(prop_oneof![0..8_u8, Just(0x30), Just(0x31), Just(0x80), Just(0xa0)], 0..256)) {
        let _ = Token::read(&bytes);
        let _ = Token::from_answer(&bytes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn a_token_with_many_changes_says_the_same_or_nothing(edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..6)) {
        if let Some(lab) = lab() {
            let (authority, honest) = HONEST.get_or_init(|| (lab.authority(&["root"]), lab.stamped("ec")));
            let mut bytes = honest.as_der().to_vec();
            for (place, byte, kind) in edits {
                let place = place.index(bytes.len());
                match kind {
                    0 => bytes.insert(place, byte),
                    1 if bytes.len() > 1 => drop(bytes.remove(place)),
                    2 => bytes.truncate(place.max(1)),
                    _ => bytes[place] = byte,
                }
            }
            if let Some(stamp) = verified(authority, &bytes) {
                prop_assert_eq!(Some(stamp), verified(authority, honest.as_der()));
            }
        }
    }
}

static HONEST: std::sync::OnceLock<(Authority, Token)> = std::sync::OnceLock::new();
