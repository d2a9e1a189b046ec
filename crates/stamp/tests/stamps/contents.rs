//! What authorities sign: contents that say something else than a stamp has to, each under a signature that holds.

use std::time::Duration;

use stamp::{Malformed, Refusal, Stamp, Token};

use crate::der::element;
use crate::lab::{Content, DIGEST, algorithm, lab, moment};

fn verify(content: &Content) -> Option<Result<Stamp, Refusal>> {
    let lab = lab()?;
    let bytes = lab.signed(&content.der(), "ec", &["sub"], &["-cades"]);
    Some(Token::read(&bytes).map_err(Refusal::from).and_then(|token| lab.authority(&["root"]).verify(&token, DIGEST)))
}

fn rest(parts: &[&[u8]]) -> Content {
    Content { rest: parts.concat(), ..Content::default() }
}

#[test]
fn a_stamp_over_another_kind_of_digest_is_refused() {
    if lab().is_none() {
        return;
    }
    for (oid, text) in
        [(&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 2][..], "2.16.840.1.101.3.4.2.2"), (&[0x2b, 0x0e, 3, 2, 0x1a], "1.3.14.3.2.26")]
    {
        let content = Content { algorithm: algorithm(oid), ..Content::default() };
        assert_eq!(verify(&content), Some(Err(Refusal::ImprintAlgorithm(text.parse().unwrap()))));
    }
    for imprint in [&DIGEST.0[..31], &[DIGEST.0, DIGEST.0].concat(), &[]] {
        let content = Content { imprint: element(4, &[imprint]), ..Content::default() };
        assert_eq!(verify(&content), Some(Err(Refusal::Imprint)));
    }
}

#[test]
fn critical_extensions_are_refused_and_others_passed_over() {
    if lab().is_none() {
        return;
    }
    let extension = |critical: &[u8]| element(0xa1, &[&element(0x30, &[&element(6, &[&[0x2a, 3]]), critical, &[4, 0]])]);
    assert_eq!(verify(&rest(&[&extension(&[1, 1, 0xff])])), Some(Err(Refusal::CriticalExtension("1.2.3".parse().unwrap()))));
    assert!(matches!(verify(&rest(&[&extension(&[])])), Some(Ok(_))));
    assert!(matches!(verify(&rest(&[&extension(&[1, 1, 0])])), Some(Ok(_))));
}

#[test]
fn the_authority_that_is_named_is_the_one_that_signed() {
    if lab().is_none() {
        return;
    }
    let part =
        |kind: u8, text: &str| element(0x31, &[&element(0x30, &[&element(6, &[&[0x55, 4, kind]]), &element(0x0c, &[text.as_bytes()])])]);
    let name = |common: &str| element(0xa4, &[&element(0x30, &[&part(6, "KZ"), &part(10, "Example"), &part(3, common)])]);
    assert!(matches!(verify(&rest(&[&element(0xa0, &[&name("Example Stamps")])])), Some(Ok(_))));
    assert_eq!(verify(&rest(&[&element(0xa0, &[&name("Other Stamps")])])), Some(Err(Refusal::OtherName)));
    // Another kind of name says nothing that a certificate could answer.
    assert!(matches!(verify(&rest(&[&element(0xa0, &[&element(0x86, &[b"http://example.kz"])])])), Some(Ok(_))));
}

#[test]
fn accuracy_is_read_to_the_millionth() {
    if lab().is_none() {
        return;
    }
    let accuracy = |parts: &[&[u8]]| verify(&rest(&[&element(0x30, parts)])).unwrap().map(|stamp| stamp.accuracy());
    assert_eq!(accuracy(&[&[2, 1, 60]]), Ok(Some(Duration::from_secs(60))));
    assert_eq!(accuracy(&[&[0x80, 2, 3, 0xe7], &[0x81, 1, 1]]), Ok(Some(Duration::from_micros(999_001))));
    assert_eq!(accuracy(&[]), Ok(Some(Duration::ZERO)));
    for wrong in [&[&[2, 1, 0xff][..]][..], &[&[0x80, 2, 3, 0xe8]], &[&[0x81, 1, 1], &[0x80, 1, 1]], &[&[2, 6, 1, 1, 1, 1, 1, 1]]] {
        assert_eq!(accuracy(wrong), Err(Malformed::Form("the accuracy").into()));
    }
    assert_eq!(verify(&Content::default()).unwrap().unwrap().accuracy(), None);
}

#[test]
fn contents_of_another_form_are_refused() {
    if lab().is_none() {
        return;
    }
    let wrong = |content: Content| match verify(&content) {
        Some(Err(Refusal::Malformed(Malformed::Form(what)))) => what,
        other => panic!("{other:?}"),
    };
    assert_eq!(wrong(Content { version: vec![2, 1, 2], ..Content::default() }), "the version of the time stamp");
    assert_eq!(wrong(Content { at: moment("202603011000Z"), ..Content::default() }), "the moment");
    assert_eq!(wrong(Content { at: moment("20260301100000"), ..Content::default() }), "the moment");
    assert_eq!(wrong(Content { at: element(0x17, &[b"260301100000Z"]), ..Content::default() }), "the moment");
    assert_eq!(wrong(rest(&[&[2, 1, 0xff]])), "the nonce");
    assert_eq!(wrong(rest(&[&element(2, &[&[1; 65]])])), "the nonce");
    assert_eq!(wrong(rest(&[&[4, 0]])), "the time stamp");
}
