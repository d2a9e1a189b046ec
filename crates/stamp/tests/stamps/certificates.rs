//! Certificates that are not what they have to be, each under a signature that holds.

use stamp::{Refusal, Token};

use crate::lab::{Content, DIGEST, FOR_ISSUING, FOR_STAMPS, Lab, Wanted, lab, moment};

fn verify(lab: &Lab, signer: &str) -> Result<(), Refusal> {
    lab.authority(&["root"]).verify(&lab.crafted(signer), DIGEST).map(|_| ())
}

/// Of a signer that differs from a good one in this.
fn signer(wanted: Wanted<'_>) -> Option<Result<(), Refusal>> {
    let lab = lab()?;
    lab.make(wanted);
    Some(verify(lab, wanted.name))
}

fn extensions(name: &str, extensions: &str) -> Option<Result<(), Refusal>> {
    signer(Wanted { extensions, ..Wanted::signer(name) })
}

#[test]
fn a_good_signer_is_taken() {
    let Some(lab) = lab() else { return };
    assert_eq!((verify(lab, "ec"), verify(lab, "rsa")), (Ok(()), Ok(())));
    // The signer is named by its key, or signs as PSS does.
    for (signer, more) in
        [("ec", &["-cades", "-keyid"][..]), ("rsa", &["-cades", "-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:digest"])]
    {
        let token = Token::read(&lab.signed(&Content::default().der(), signer, &["sub"], more)).unwrap();
        assert_eq!(lab.authority(&["root"]).verify(&token, DIGEST).map(|stamp| stamp.digest()), Ok(DIGEST), "{more:?}");
    }
    assert_eq!(extensions("no-usage", "extendedKeyUsage=critical,timeStamping"), Some(Ok(())));
    assert_eq!(signer(Wanted { key: "P-384", md: "sha384", ..Wanted::signer("p-384") }), Some(Ok(())));
}

#[test]
fn a_purpose_must_be_there_alone_and_critical() {
    if lab().is_none() {
        return;
    }
    assert_eq!(extensions("no-purpose", "keyUsage=digitalSignature"), Some(Err(Refusal::Purpose)));
    assert_eq!(extensions("other-purpose", "extendedKeyUsage=critical,codeSigning"), Some(Err(Refusal::Purpose)));
    assert_eq!(extensions("two-purposes", "extendedKeyUsage=critical,timeStamping,codeSigning"), Some(Err(Refusal::Purpose)));
    assert_eq!(extensions("any-purpose", "extendedKeyUsage=critical,anyExtendedKeyUsage"), Some(Err(Refusal::Purpose)));
    assert_eq!(extensions("not-critical", "extendedKeyUsage=timeStamping"), Some(Err(Refusal::PurposeNotCritical)));
}

#[test]
fn a_key_is_for_signatures_alone() {
    if lab().is_none() {
        return;
    }
    for (name, usage) in [("encipher", "keyEncipherment"), ("both", "digitalSignature,keyAgreement"), ("crl", "digitalSignature,cRLSign")] {
        let text = format!("extendedKeyUsage=critical,timeStamping\nkeyUsage={usage}");
        assert_eq!(extensions(name, &text), Some(Err(Refusal::KeyUsage)), "{usage}");
    }
    assert_eq!(extensions("repudiate", "extendedKeyUsage=critical,timeStamping\nkeyUsage=nonRepudiation"), Some(Ok(())));
}

#[test]
fn the_signer_is_valid_at_the_moment_of_the_stamp() {
    let Some(lab) = lab() else { return };
    lab.make(Wanted { from: "20260301100000Z", to: "20260302100000Z", ..Wanted::signer("day") });
    let at = |text: &str| {
        let content = Content { at: moment(text), ..Content::default() };
        let token = Token::read(&lab.signed(&content.der(), "day", &["sub"], &["-cades"])).unwrap();
        lab.authority(&["root"]).verify(&token, DIGEST).map(|stamp| stamp.at().to_string())
    };
    assert_eq!(at("20260301095959.999Z"), Err(Refusal::SignerNotYetValid));
    assert_eq!(at("20260301100000Z").as_deref(), Ok("2026-03-01T10:00:00Z"));
    assert_eq!(at("20260302100000.999Z").as_deref(), Ok("2026-03-02T10:00:00.999Z"));
    assert_eq!(at("20260302100001Z"), Err(Refusal::SignerExpired));
    assert_eq!(at("19600101000000Z"), Err(Refusal::SignerNotYetValid));
}

#[test]
fn all_above_the_signer_are_valid_then_too() {
    let Some(lab) = lab() else { return };
    let old = Wanted { to: "20260101000000Z", subject: "/CN=Old Issuing", issuer: "root", ..Wanted::root("old-sub") };
    lab.make(old);
    lab.make(Wanted { issuer: "old-sub", ..Wanted::signer("of-old-sub") });
    let token = Token::read(&lab.signed(&Content::default().der(), "of-old-sub", &["old-sub"], &["-cades"])).unwrap();
    assert_eq!(lab.authority(&["root"]).verify(&token, DIGEST), Err(Refusal::IssuerNotValid));

    lab.make(Wanted { to: "20260101000000Z", subject: "/CN=Old Root", ..Wanted::root("old-root") });
    lab.make(Wanted { issuer: "old-root", ..Wanted::signer("of-old-root") });
    let token = Token::read(&lab.signed(&Content::default().der(), "of-old-root", &["sub"], &["-cades"])).unwrap();
    assert_eq!(lab.authority(&["old-root"]).verify(&token, DIGEST), Err(Refusal::RootNotValid));
    // The term of one root is not lent to another.
    assert_eq!(lab.authority(&["old-root", "root"]).verify(&token, DIGEST), Err(Refusal::UnknownIssuer));
}

#[test]
fn issuers_must_be_issuers_and_for_stamps() {
    let Some(lab) = lab() else { return };
    let refused = |name: &str, extensions: &str| {
        let (sub, leaf) = (format!("{name}-sub"), format!("{name}-leaf"));
        lab.make(Wanted { extensions, subject: "/CN=Doubtful", issuer: "root", ..Wanted::root(&sub) });
        lab.make(Wanted { issuer: &sub, ..Wanted::signer(&leaf) });
        let token = Token::read(&lab.signed(&Content::default().der(), &leaf, &[&sub], &["-cades"])).unwrap();
        lab.authority(&["root"]).verify(&token, DIGEST).map(|_| ())
    };
    assert_eq!(refused("leaf", "basicConstraints=CA:FALSE"), Err(Refusal::Chain("EndEntityUsedAsCa".to_owned())));
    assert_eq!(
        refused("tls", &format!("{FOR_ISSUING}extendedKeyUsage=serverAuth")),
        Err(Refusal::Chain("ExtensionValueInvalid".to_owned()))
    );
    assert_eq!(refused("fit", &format!("{FOR_ISSUING}extendedKeyUsage=serverAuth,timeStamping")), Ok(()));
    assert_eq!(refused("any", &format!("{FOR_ISSUING}extendedKeyUsage=anyExtendedKeyUsage")), Ok(()));
    let ca = extensions("ca", &format!("{FOR_STAMPS}basicConstraints=critical,CA:TRUE"));
    assert_eq!(ca, Some(Err(Refusal::Chain("CaUsedAsEndEntity".to_owned()))));
}

#[test]
fn weak_algorithms_are_refused() {
    let Some(lab) = lab() else { return };
    let sha1 = || "1.3.14.3.2.26".parse().unwrap();
    let token = Token::read(&lab.signed(&Content::default().der(), "rsa", &["sub"], &["-cades", "-md", "sha1"])).unwrap();
    assert_eq!(lab.authority(&["root"]).verify(&token, DIGEST), Err(Refusal::Weak(sha1())));
    assert_eq!(signer(Wanted { key: "RSA-1024", ..Wanted::signer("rsa-1024") }), Some(Err(Refusal::WeakKey(1024))));
    let with_sha1 = "1.2.840.10045.4.1".parse().unwrap();
    assert_eq!(signer(Wanted { md: "sha1", ..Wanted::signer("sha1") }), Some(Err(Refusal::Weak(with_sha1))));
}

#[test]
fn keys_that_are_not_known_are_refused() {
    let Some(lab) = lab() else { return };
    assert_eq!(signer(Wanted { key: "P-521", ..Wanted::signer("p-521") }), Some(Err(Refusal::Algorithms)));
    lab.make(Wanted { key: "P-521", subject: "/CN=Long", issuer: "root", ..Wanted::root("p-521-sub") });
    lab.make(Wanted { issuer: "p-521-sub", ..Wanted::signer("of-p-521") });
    let token = Token::read(&lab.signed(&Content::default().der(), "of-p-521", &["p-521-sub"], &["-cades"])).unwrap();
    assert_eq!(lab.authority(&["root"]).verify(&token, DIGEST), Err(Refusal::Algorithms));
}
