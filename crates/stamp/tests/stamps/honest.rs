//! Stamps as authorities give them, and the answers that go with them.

use std::time::Duration;

use record::Digest;
use stamp::{Authority, AuthorityError, Declined, NoToken, Nonce, Reason, Refusal, Request, Status, Token};

use crate::lab::{Content, DIGEST, NONCE, Wanted, lab, moment, request};

#[test]
fn a_stamp_says_what_the_authority_said() {
    let Some(lab) = lab() else { return };
    for (signer, subject) in [("ec", "C=KZ, O=Example, CN=Example Stamps"), ("rsa", "C=KZ, O=Example, CN=Example RSA Stamps")] {
        let stamp = lab.authority(&["root"]).verify(&lab.stamped(signer), &request()).unwrap();
        assert_eq!((stamp.digest(), stamp.authority(), stamp.signer()), (DIGEST, "example", subject));
        assert_eq!((stamp.policy().to_string().as_str(), stamp.serial()), ("1.2.3.4.1", "01"));
        assert_eq!(stamp.accuracy(), Some(Duration::from_micros(1_500_100)));
        assert_eq!(stamp.certificate(), fingerprint(signer));
    }
}

fn fingerprint(name: &str) -> Digest {
    let said = lab().unwrap().run(&["x509", "-in", &format!("{name}.pem"), "-noout", "-fingerprint", "-sha256"]);
    let hex = said.trim().rsplit('=').next().unwrap().split(':').map(|byte| u8::from_str_radix(byte, 16).unwrap());
    Digest(hex.collect::<Vec<u8>>().try_into().unwrap())
}

#[test]
fn openssl_reads_the_request() {
    let Some(lab) = lab() else { return };
    let file = lab.fresh();
    lab.write(&file, request().with_policy("1.2.3.4.5".parse().unwrap()).to_der());
    let said = lab.run(&["ts", "-query", "-in", &file, "-text"]);
    for line in ["Version: 1", "Hash Algorithm: sha256", "Policy OID: 1.2.3.4.5", "Nonce: 0x9102030405060708", "Certificate required: yes"]
    {
        assert!(said.contains(line), "{line} in {said}");
    }
}

#[test]
fn openssl_verifies_the_same_stamp() {
    let Some(lab) = lab() else { return };
    let [answer, token] = [(); 2].map(|()| lab.fresh());
    lab.write(&answer, lab.answer("rsa", &request().to_der(), ""));
    lab.write(&token, Token::from_answer(&lab.read(&answer)).unwrap().as_der());
    let digest = "5a".repeat(32);
    lab.run(&["ts", "-verify", "-digest", &digest, "-in", &answer, "-CAfile", "root.pem"]);
    lab.run(&["ts", "-verify", "-digest", &digest, "-in", &token, "-token_in", "-CAfile", "root.pem"]);
    assert!(!lab.try_run(&["ts", "-verify", "-digest", &"5b".repeat(32), "-in", &answer, "-CAfile", "root.pem"]).0);
}

#[test]
fn openssl_verifies_a_stamp_whose_signer_has_expired() {
    let Some(lab) = lab() else { return };
    lab.make(Wanted { from: "20210101000000Z", to: "20210102000000Z", ..Wanted::signer("old") });
    let content = Content { at: moment("20210101100000Z"), ..Content::default() };
    let token = Token::read(&lab.signed(&content.der(), "old", &["sub"], &["-cades"])).unwrap();
    let at = lab.authority(&["root"]).verify(&token, DIGEST).unwrap().at();
    let file = lab.fresh();
    lab.write(&file, token.as_der());
    let (digest, at) = ("5a".repeat(32), at.unix_seconds().to_string());
    let verify = ["ts", "-verify", "-digest", &digest, "-in", &file, "-token_in", "-CAfile", "root.pem"];
    assert!(!lab.try_run(&verify).0);
    lab.run(&[&verify[..], &["-attime", &at]].concat());
}

#[test]
fn the_token_that_openssl_takes_out_is_the_same() {
    let Some(lab) = lab() else { return };
    let [answer, token] = [(); 2].map(|()| lab.fresh());
    lab.write(&answer, lab.answer("ec", &request().to_der(), ""));
    lab.run(&["ts", "-reply", "-in", &answer, "-token_out", "-out", &token]);
    assert_eq!(Token::read(&lab.read(&token)), Ok(Token::from_answer(&lab.read(&answer)).unwrap()));
    assert_eq!(Token::from_answer(&lab.read(&answer)).unwrap().as_der(), lab.read(&token));
}

#[test]
fn older_and_longer_digests_hold() {
    let Some(lab) = lab() else { return };
    // SHA-1 names the certificate in version 1 of the attribute; it signs nothing.
    for config in ["ess_cert_id_alg=sha1", "ess_cert_id_alg=sha384", "signer_digest=sha384", "ess_cert_id_chain=yes", "tsa_name=no"] {
        for signer in ["ec", "rsa"] {
            let token = Token::from_answer(&lab.answer(signer, &request().to_der(), config)).unwrap();
            assert_eq!(lab.authority(&["root"]).verify(&token, &request()).map(|stamp| stamp.digest()), Ok(DIGEST), "{config}, {signer}");
        }
    }
    let token = Token::from_answer(&lab.answer("rsa", &request().to_der(), "signer_digest=sha512")).unwrap();
    assert!(lab.authority(&["root"]).verify(&token, &request()).is_ok());
}

#[test]
fn a_stamp_of_something_else_is_refused() {
    let Some(lab) = lab() else { return };
    let (authority, token) = (lab.authority(&["root"]), lab.stamped("ec"));
    for bit in 0..256 {
        let mut digest = DIGEST;
        digest.0[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(authority.verify(&token, digest), Err(Refusal::Imprint));
    }
    assert!(authority.verify(&token, DIGEST).is_ok());
}

#[test]
fn an_answer_to_another_request_is_refused() {
    let Some(lab) = lab() else { return };
    let (authority, token) = (lab.authority(&["root"]), lab.stamped("ec"));
    for nonce in [[0; 8], [0x91, 2, 3, 4, 5, 6, 7, 9], [0, 0x91, 2, 3, 4, 5, 6, 7]] {
        assert_eq!(authority.verify(&token, &Request::new(DIGEST, Nonce(nonce))), Err(Refusal::Nonce));
    }
    let without = Token::from_answer(&lab.answer("ec", &plain_query(&["-no_nonce", "-cert"]), "")).unwrap();
    assert_eq!(authority.verify(&without, &request()), Err(Refusal::Nonce));
    assert_eq!(authority.verify(&without, &Request::new(DIGEST, Nonce([0; 8]))), Err(Refusal::Nonce));
    assert!(authority.verify(&without, DIGEST).is_ok());
}

/// A query that openssl makes.
fn plain_query(more: &[&str]) -> Vec<u8> {
    let lab = lab().unwrap();
    let file = lab.fresh();
    lab.run(&[&["ts", "-query", "-digest", &"5a".repeat(32), "-sha256", "-out", &file], more].concat());
    lab.read(&file)
}

#[test]
fn a_stamp_under_another_policy_is_refused() {
    let Some(lab) = lab() else { return };
    let [usual, other] = ["1.2.3.4.1", "1.2.3.4.5"].map(|policy| policy.parse::<stamp::Oid>().unwrap());
    let asked = Request::new(DIGEST, NONCE).with_policy(other.clone());
    let token = Token::from_answer(&lab.answer("ec", &asked.to_der(), "")).unwrap();
    assert_eq!(lab.authority(&["root"]).verify(&token, &asked).map(|stamp| stamp.policy().clone()), Ok(other.clone()));
    let strict = lab.authority(&["root"]).with_policies(vec![usual.clone()]);
    assert_eq!(strict.verify(&token, &asked), Err(Refusal::Policy(other)));
    assert!(strict.verify(&lab.stamped("ec"), &request()).is_ok());
    assert_eq!(lab.authority(&["root"]).verify(&lab.stamped("ec"), &asked), Err(Refusal::Policy(usual)));
}

#[test]
fn only_the_configured_signer_counts() {
    let Some(lab) = lab() else { return };
    let authority = lab.authority(&["root"]).with_signers(vec![fingerprint("rsa")]);
    assert!(authority.verify(&lab.stamped("rsa"), &request()).is_ok());
    let other = Refusal::OtherSigner("C=KZ, O=Example, CN=Example Stamps".to_owned());
    assert_eq!(authority.verify(&lab.stamped("ec"), &request()), Err(other));
}

#[test]
fn a_certificate_that_was_not_sent_is_missing_or_configured() {
    let Some(lab) = lab() else { return };
    let token = Token::from_answer(&lab.answer("ec", &plain_query(&[]), "")).unwrap();
    assert_eq!(lab.authority(&["root"]).verify(&token, DIGEST), Err(Refusal::SignerMissing));
    let knowing = |names: &[&str]| lab.authority(&["root"]).with_certificates(&lab.pem(names)).unwrap();
    assert!(knowing(&["ec", "sub"]).verify(&token, DIGEST).is_ok());
    assert_eq!(knowing(&["ec"]).verify(&token, DIGEST), Err(Refusal::UnknownIssuer));
    assert_eq!(knowing(&["rsa", "sub"]).verify(&token, DIGEST), Err(Refusal::SignerMissing));
}

#[test]
fn another_authority_is_another() {
    let Some(lab) = lab() else { return };
    // To the letter the same names, and other keys.
    lab.make(Wanted::root("same-name"));
    assert!(matches!(lab.authority(&["same-name"]).verify(&lab.stamped("ec"), &request()), Err(Refusal::Chain(_))));
    lab.make(Wanted { subject: "/CN=Other Root", ..Wanted::root("other-name") });
    assert_eq!(lab.authority(&["other-name"]).verify(&lab.stamped("ec"), &request()), Err(Refusal::UnknownIssuer));
    assert!(lab.authority(&["same-name", "root"]).verify(&lab.stamped("ec"), &request()).is_ok());
}

#[test]
fn what_the_authority_declines_is_told() {
    let Some(lab) = lab() else { return };
    let asked = request().with_policy("1.2.3.4.77".parse().unwrap());
    let words = "Requested policy is not supported.".to_owned();
    let declined = Declined { status: Status::Rejection, reasons: vec![Reason::UnacceptedPolicy], words };
    assert_eq!(Token::from_answer(&lab.answer("ec", &asked.to_der(), "")), Err(NoToken::Declined(declined)));
    let Err(NoToken::Declined(declined)) = Token::from_answer(&lab.answer("ec", b"no request", "")) else { panic!() };
    assert_eq!(declined.reasons, [Reason::BadDataFormat]);
}

#[test]
fn an_authority_needs_a_name_and_roots() {
    let Some(lab) = lab() else { return };
    let error = |roots: &str| Authority::new("example", roots).unwrap_err();
    assert_eq!(Authority::new(" ", &lab.pem(&["root"])).unwrap_err(), AuthorityError::NoName);
    assert_eq!(error(""), AuthorityError::NoCertificate);
    assert_eq!(error(&lab.pem(&["root"; 11])), AuthorityError::TooMany);
    assert_eq!(error(&" ".repeat(300_000)), AuthorityError::TooMany);
    assert!(matches!(error(&lab.pem(&["root"]).replace("MII", "AII")), AuthorityError::Certificate(_)));
    assert!(matches!(error("-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n"), AuthorityError::Certificate(_)));
    assert_eq!(lab.authority(&["root"]).with_certificates("").unwrap_err(), AuthorityError::NoCertificate);
}
