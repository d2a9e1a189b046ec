//! Stamps that other programs made, whole and cut loose from their roots. No openssl is needed for these.

use std::time::Duration;

use record::Digest;
use stamp::{Authority, Refusal, Token};

use crate::lab::DIGEST;

/// Symantec's service in 2018, over "hello" with the end of a line; RSA. From the tests of github/ietf-cms (`timestamp/timestamp_test.go`,
/// MIT), with the certificate of its issuer, which stands in for the root.
const SYMANTEC: &[u8] = include_bytes!("../data/symantec-2018.tsr");
const SYMANTEC_ISSUING: &str = include_str!("../data/symantec-issuing.pem");
/// From the tests of sigstore-python (`test/unit/test_models.py`, Apache-2.0): made by sigstore's timestamp-authority, in Go; P-256. Its
/// issuer is not in it.
const SIGSTORE: &[u8] = include_bytes!("../data/sigstore-2024.tsr");
/// From the tests of GitHub's artifact-attestations-opa-provider (`pkg/provider/provider_test.go`, MIT): GitHub's service in 2025, without
/// certificates; P-384.
const GITHUB: &[u8] = include_bytes!("../data/github-2025.tsr");

fn symantec() -> Authority {
    Authority::new("Symantec", SYMANTEC_ISSUING).unwrap()
}

fn hello() -> Digest {
    Digest([
        0x58, 0x91, 0xb5, 0xb5, 0x22, 0xd5, 0xdf, 0x08, 0x6d, 0x0f, 0xf0, 0xb1, 0x10, 0xfb, 0xd9, 0xd2, 0x1b, 0xb4, 0xfc, 0x71, 0x63, 0xaf,
        0x34, 0xd0, 0x82, 0x86, 0xa2, 0xe8, 0x46, 0xf6, 0xbe, 0x03,
    ])
}

#[test]
fn a_stamp_of_2018_holds_when_its_time_is_over() {
    let stamp = symantec().verify(&Token::from_answer(SYMANTEC).unwrap(), hello()).unwrap();
    assert_eq!((stamp.at().to_string().as_str(), stamp.accuracy()), ("2018-05-09T18:25:22Z", Some(Duration::from_secs(30))));
    assert_eq!(
        (stamp.serial(), stamp.policy().to_string().as_str()),
        ("3499b72ece6fb66b682d3525c6e56a07773dc9d8", "2.16.840.1.113733.1.7.23.3")
    );
    assert_eq!(stamp.signer(), "C=US, O=Symantec Corporation, OU=Symantec Trust Network, CN=Symantec SHA256 TimeStamping Signer - G3");
    assert_eq!(symantec().verify(&Token::from_answer(SYMANTEC).unwrap(), DIGEST), Err(Refusal::Imprint));
}

#[test]
fn what_go_made_holds_up_to_its_root() {
    let refusal = |bytes: &[u8]| symantec().verify(&Token::from_answer(bytes).unwrap(), DIGEST).unwrap_err();
    assert_eq!(refusal(SIGSTORE), Refusal::UnknownIssuer);
    // One bit of the last number of the signature.
    let mut changed = SIGSTORE.to_vec();
    *changed.last_mut().unwrap() ^= 1;
    assert_eq!(refusal(&changed), Refusal::Signature);
}

#[test]
fn a_stamp_without_certificates_is_read() {
    assert_eq!(symantec().verify(&Token::from_answer(GITHUB).unwrap(), DIGEST), Err(Refusal::SignerMissing));
}
