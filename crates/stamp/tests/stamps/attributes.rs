//! The envelope and its signed attributes, changed in ways that need no key, and in some that do.

use stamp::{Attribute, Malformed, Refusal, Token};

use crate::der::{ATTRIBUTES, CONTENT, DIGEST as DIGEST_ALGORITHM, METHOD, SIGNATURE, SIGNERS, at, ber, body, element, parts, with};
use crate::lab::{Content, DIGEST, Lab, algorithm, lab, request};

const CONTENT_TYPE: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 3];
const MESSAGE_DIGEST: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 4];
const SIGNING_CERTIFICATE_V2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 2, 47];
const SIGNING_CERTIFICATE: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 2, 12];
const SHA384: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 2];

fn verify(lab: &Lab, bytes: &[u8]) -> Result<(), Refusal> {
    lab.authority(&["root"]).verify(&Token::read(bytes)?, &request()).map(|_| ())
}

/// The attributes of a token, each changed by a function that may drop or double it.
fn changed(token: &[u8], change: impl Fn(&[u8], Vec<u8>) -> Vec<Vec<u8>>) -> Vec<u8> {
    let attributes: Vec<Vec<u8>> =
        parts(at(token, ATTRIBUTES)).iter().flat_map(|attribute| change(body(parts(attribute)[0]), attribute.to_vec())).collect();
    with(token, ATTRIBUTES, &element(0xa0, &attributes.iter().map(Vec::as_slice).collect::<Vec<_>>()))
}

#[test]
fn each_attribute_must_be_there_once() {
    let Some(lab) = lab() else { return };
    let token = lab.stamped("ec");
    let kinds = [
        (CONTENT_TYPE, Attribute::ContentType),
        (MESSAGE_DIGEST, Attribute::MessageDigest),
        (SIGNING_CERTIFICATE_V2, Attribute::SigningCertificate),
    ];
    for (kind, name) in kinds {
        let dropped = changed(token.as_der(), |its, all| if its == kind { vec![] } else { vec![all] });
        assert_eq!(verify(lab, &dropped), Err(Refusal::Missing(name)));
        let doubled = changed(token.as_der(), |its, all| if its == kind { vec![all.clone(), all] } else { vec![all] });
        assert_eq!(verify(lab, &doubled), Err(Refusal::Twice(name)));
        let empty = changed(token.as_der(), |its, all| vec![if its == kind { with(&all, &[1], &[0x31, 0]) } else { all }]);
        assert_eq!(verify(lab, &empty), Err(Refusal::Missing(name)));
        let two = |all: &[u8]| with(all, &[1], &element(0x31, &[at(all, &[1, 0]), at(all, &[1, 0])]));
        let valued = changed(token.as_der(), |its, all| vec![if its == kind { two(&all) } else { all }]);
        assert_eq!(verify(lab, &valued), Err(Refusal::Twice(name)));
    }
}

#[test]
fn an_attribute_of_something_else_is_refused() {
    let Some(lab) = lab() else { return };
    let token = lab.stamped("ec");
    let data = element(6, &[&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1]]);
    let other = changed(token.as_der(), |its, all| vec![if its == CONTENT_TYPE { with(&all, &[1, 0], &data) } else { all }]);
    assert_eq!(verify(lab, &other), Err(Refusal::OtherType));
    let extra = changed(token.as_der(), |its, all| {
        let unknown = element(0x30, &[&element(6, &[&[0x2a, 3]]), &element(0x31, &[&[5, 0]])]);
        if its == CONTENT_TYPE { vec![all, unknown] } else { vec![all] }
    });
    assert_eq!(verify(lab, &extra), Err(Refusal::Signature));
}

#[test]
fn the_order_of_attributes_is_not_signed() {
    let Some(lab) = lab() else { return };
    let token = lab.stamped("ec");
    let mut attributes = parts(at(token.as_der(), ATTRIBUTES));
    attributes.reverse();
    // Signed in the order of DER and sent in another: RFC 5652 allows it.
    assert_eq!(verify(lab, &with(token.as_der(), ATTRIBUTES, &element(0xa0, &attributes))), Ok(()));
    // Signed and sent in another order, as some authorities do and most verifiers take it.
    let set = element(0x31, &attributes);
    let [file, signature] = [(); 2].map(|()| lab.fresh());
    lab.write(&file, &set);
    lab.run(&["dgst", "-sha256", "-sign", "ec.key", "-out", &signature, &file]);
    let token = with(token.as_der(), ATTRIBUTES, &element(0xa0, &attributes));
    assert_eq!(verify(lab, &with(&token, SIGNATURE, &element(4, &[&lab.read(&signature)]))), Ok(()));
}

#[test]
fn both_names_of_the_certificate_must_hold() {
    let Some(lab) = lab() else { return };
    // Signed anew with both versions of the attribute: the older one names another certificate.
    let old = Token::from_answer(&lab.answer("rsa", &request().to_der(), "ess_cert_id_alg=sha1")).unwrap();
    let old = parts(at(old.as_der(), ATTRIBUTES))
        .into_iter()
        .map(<[u8]>::to_vec)
        .find(|attribute| body(parts(attribute)[0]) == SIGNING_CERTIFICATE);
    let both = changed(
        lab.stamped("ec").as_der(),
        |its, all| {
            if its == SIGNING_CERTIFICATE_V2 { vec![all, old.clone().unwrap()] } else { vec![all] }
        },
    );
    assert_eq!(verify(lab, &both), Err(Refusal::SignerNotBound));
}

#[test]
fn without_attributes_or_binding_there_is_no_stamp() {
    let Some(lab) = lab() else { return };
    let content = Content::default().der();
    let plain = lab.signed(&content, "ec", &["sub"], &[]);
    assert_eq!(verify(lab, &plain), Err(Refusal::Missing(Attribute::SigningCertificate)));
    let bare = lab.signed(&content, "ec", &["sub"], &["-noattr"]);
    assert_eq!(Token::read(&bare), Err(Malformed::Form("the signed attributes")));
}

#[test]
fn there_is_one_signer() {
    let Some(lab) = lab() else { return };
    let two = lab.signed(&Content::default().der(), "ec", &["sub"], &["-cades", "-signer", "rsa.pem", "-inkey", "rsa.key"]);
    assert_eq!(Token::read(&two), Err(Malformed::Signers(2)));
    let token = lab.stamped("ec");
    assert_eq!(Token::read(&with(token.as_der(), SIGNERS, &[0x31, 0])), Err(Malformed::Signers(0)));
}

#[test]
fn something_else_that_is_signed_is_no_stamp() {
    let Some(lab) = lab() else { return };
    let other = lab.signed(&Content::default().der(), "ec", &["sub"], &["-cades", "-econtent_type", "1.2.840.113549.1.7.1"]);
    assert_eq!(Token::read(&other), Err(Malformed::NotAStamp));
    let token = lab.stamped("ec");
    let typed = with(token.as_der(), &[0], &element(6, &[&[0x2a, 3]]));
    assert_eq!(Token::read(&typed), Err(Malformed::Form("the signed envelope")));
}

#[test]
fn the_content_is_the_one_that_was_signed() {
    let Some(lab) = lab() else { return };
    let token = lab.stamped("ec");
    let content = Content { rest: element(2, &[&[0, 0x91, 2, 3, 4, 5, 6, 7, 8]]), ..Content::default() };
    assert_eq!(verify(lab, &with(token.as_der(), CONTENT, &element(4, &[&content.der()]))), Err(Refusal::ContentChanged));
}

#[test]
fn algorithms_are_told_apart() {
    let Some(lab) = lab() else { return };
    let token = lab.stamped("ec");
    let named = |path: &[usize], oid: &[u8]| verify(lab, &with(token.as_der(), path, &algorithm(oid)));
    let gost: (&[u8], _) = (&[0x2a, 0x83, 0x0e, 3, 10, 1, 3, 3], "1.2.398.3.10.1.3.3");
    let unknown: (&[u8], _) = (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 7], "2.16.840.1.101.3.4.2.7");
    let md5: (&[u8], _) = (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 5], "1.2.840.113549.2.5");
    assert_eq!(named(DIGEST_ALGORITHM, gost.0), Err(Refusal::Gost(gost.1.parse().unwrap())));
    assert_eq!(named(METHOD, gost.0), Err(Refusal::Gost(gost.1.parse().unwrap())));
    assert_eq!(named(DIGEST_ALGORITHM, unknown.0), Err(Refusal::UnknownAlgorithm(unknown.1.parse().unwrap())));
    assert_eq!(named(METHOD, unknown.0), Err(Refusal::UnknownAlgorithm(unknown.1.parse().unwrap())));
    assert_eq!(named(DIGEST_ALGORITHM, md5.0), Err(Refusal::Weak(md5.1.parse().unwrap())));
    assert!(named(METHOD, gost.0).unwrap_err().to_string().contains("GOST"));
    // Another digest than that of the attributes; another kind of key; another digest altogether.
    let sha384 = element(0x30, &[&element(6, &[&[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 3]])]);
    assert_eq!(verify(lab, &with(token.as_der(), METHOD, &sha384)), Err(Refusal::Algorithms));
    assert_eq!(named(METHOD, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1]), Err(Refusal::Algorithms));
    assert_eq!(named(DIGEST_ALGORITHM, SHA384), Err(Refusal::ContentChanged));
    let odd = element(0x30, &[&element(6, &[SHA384]), &[4, 0]]);
    assert_eq!(verify(lab, &with(token.as_der(), DIGEST_ALGORITHM, &odd)), Err(Malformed::Form("a digest's algorithm").into()));
}

#[test]
fn ber_is_read_and_kept_as_der() {
    let Some(lab) = lab() else { return };
    for signer in ["ec", "rsa"] {
        let token = lab.stamped(signer);
        let loose = ber(token.as_der());
        assert_ne!(loose, token.as_der());
        assert_eq!(Token::read(&loose), Ok(token));
        assert_eq!(verify(lab, &loose), Ok(()));
    }
    assert!(lab.authority(&["root"]).verify(&lab.crafted("ec"), DIGEST).is_ok());
}
