//! Sign-in with a provider that runs on the loopback: what lets in, and each thing that must not.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::loopback::{Loopback, SECRET, Ways};
use super::*;

const BACK: &str = "http://localhost:7311/sign-in/provider";

fn at(seconds: i64) -> Moment {
    Moment::from_unix_seconds(1_800_000_000 + seconds).unwrap()
}

fn file(issuer: &str) -> String {
    let agency = AgencyId::from_bits(7);
    format!(
        "[[provider]]\nissuer = \"{issuer}\"\nclient_id = \"arasha\"\nclient_secret = \"{SECRET}\"\nlabel = \"Police account\"\nagency = \"{agency}\"\n"
    )
}

fn provider(issuer: &str) -> Provider {
    Provider::new(ProviderSettings::read(&file(issuer)).unwrap().remove(0), BACK).unwrap()
}

fn random(seed: u8) -> Random {
    Random { state: [seed; 32], nonce: [seed + 1; 32], verifier: [seed + 2; 32] }
}

fn returned(code: &str, state: &str) -> Returned {
    serde_json::from_value(json!({ "code": code, "state": state })).unwrap()
}

/// A whole sign-in with a provider of these ways.
async fn sign_in(ways: Ways) -> Result<Account, Refusal> {
    let loopback = Loopback::start(ways);
    let provider = provider(&loopback.issuer);
    let (address, sign_in) = provider.begin(random(1), at(0)).await?;
    let (code, state) = loopback.visit(&address);
    provider.finish(sign_in, &returned(&code, &state), at(30)).await
}

fn wrong(claims: fn(&mut Value)) -> Ways {
    Ways { claims, ..Ways::default() }
}

fn described(description: fn(&mut Value)) -> Ways {
    Ways { description, ..Ways::default() }
}

fn answers(status: u16, head: &str, body: String) -> Ways {
    Ways { token: Some((status, head.to_owned(), body)), ..Ways::default() }
}

#[tokio::test]
async fn a_person_is_let_in_by_each_signature_that_providers_use() {
    for alg in ["ES256", "EdDSA", "RS256"] {
        let account = sign_in(Ways { alg, ..Ways::default() }).await.unwrap_or_else(|refusal| panic!("{alg}: {refusal}"));
        assert_eq!((account.subject.as_str(), account.agency), ("officer-1", AgencyId::from_bits(7)));
        assert!(account.issuer.starts_with("http://127.0.0.1:"));
        assert!(!format!("{account:?}").contains("officer"));
    }
    let in_body = |description: &mut Value| description["token_endpoint_auth_methods_supported"] = json!(["client_secret_post"]);
    assert!(sign_in(described(in_body)).await.is_ok());
}

#[tokio::test]
async fn wrong_tokens_do_not_let_in() {
    let cases = [
        ("signed by another key", Ways { forges: true, ..Ways::default() }, Refusal::WrongSignature),
        ("another Ed25519 key", Ways { forges: true, alg: "EdDSA", ..Ways::default() }, Refusal::WrongSignature),
        ("not signed", Ways { alg: "none", ..Ways::default() }, Refusal::WrongSignature),
        ("signed by a shared secret", Ways { alg: "HS256", ..Ways::default() }, Refusal::WrongSignature),
        ("for another installation", wrong(|claims| claims["aud"] = "other".into()), Refusal::OtherAudience),
        ("for two installations", wrong(|claims| claims["aud"] = json!(["arasha", "other"])), Refusal::OtherAudience),
        ("of another sign-in", wrong(|claims| claims["nonce"] = "other".into()), Refusal::OtherNonce),
        ("without nonce", wrong(|claims| drop(claims.as_object_mut().unwrap().remove("nonce"))), Refusal::OtherNonce),
        ("of another issuer", wrong(|claims| claims["iss"] = "https://other.example".into()), Refusal::OtherIssuer),
        ("over", wrong(|claims| claims["exp"] = 1_800_000_029.into()), Refusal::TokenOver),
        ("nobody's", wrong(|claims| claims["sub"] = "".into()), Refusal::BadAnswer),
    ];
    for (name, ways, refusal) in cases {
        assert_eq!(sign_in(ways).await.unwrap_err(), refusal, "{name}");
    }
    assert!(sign_in(wrong(|claims| claims["iat"] = 1_800_009_999.into())).await.is_err());
}

#[tokio::test]
async fn bad_answers_of_a_provider_do_not_let_in() {
    let large = format!("{{\"access_token\":\"{}\"}}", "x".repeat(1_100_000));
    let cases = [
        ("describes another issuer", described(|found| found["issuer"] = "https://other.example".into()), Refusal::OtherIssuer),
        (
            "sends the browser elsewhere",
            described(|found| found["authorization_endpoint"] = "http://other.example/a".into()),
            Refusal::BadAnswer,
        ),
        ("keys from elsewhere", described(|found| found["jwks_uri"] = "http://192.0.2.1/jwks".into()), Refusal::BadAnswer),
        ("token from elsewhere", described(|found| found["token_endpoint"] = "http://192.0.2.1/token".into()), Refusal::BadAnswer),
        ("no token endpoint", described(|found| drop(found.as_object_mut().unwrap().remove("token_endpoint"))), Refusal::BadAnswer),
        ("refuses", answers(400, "", json!({ "error": "invalid_grant" }).to_string()), Refusal::Denied),
        ("no identity token", answers(200, "", json!({ "access_token": "x", "token_type": "Bearer" }).to_string()), Refusal::BadAnswer),
        ("not JSON", answers(200, "", "<html>".into()), Refusal::BadAnswer),
        ("redirects", answers(302, "location: /jwks\r\n", String::new()), Refusal::BadAnswer),
        ("too large", answers(200, "", large), Refusal::BadAnswer),
    ];
    for (name, ways, refusal) in cases {
        assert_eq!(sign_in(ways).await.unwrap_err(), refusal, "{name}");
    }
    assert_eq!(provider("http://127.0.0.1:9").begin(random(1), at(0)).await.unwrap_err(), Refusal::OutOfReach);
}

#[tokio::test]
async fn what_the_browser_brings_back_is_good_for_its_own_sign_in() {
    let loopback = Loopback::start(Ways { repeats: true, ..Ways::default() });
    let provider = provider(&loopback.issuer);
    let (address, first) = provider.begin(random(1), at(0)).await.unwrap();
    let (code, state) = loopback.visit(&address);
    let seen = returned(&code, &state);
    assert!(provider.finish(first, &seen, at(1)).await.is_ok());
    let (_, second) = provider.begin(random(50), at(2)).await.unwrap();
    assert_eq!(provider.finish(second, &seen, at(3)).await.unwrap_err(), Refusal::OtherSignIn);
    // The code of one sign-in under the state of another: the verifier does not fit.
    let (address, third) = provider.begin(random(90), at(2)).await.unwrap();
    let (_, state) = loopback.visit(&address);
    assert_eq!(provider.finish(third, &returned(&code, &state), at(3)).await.unwrap_err(), Refusal::Denied);
}

#[tokio::test]
async fn a_sign_in_ends_and_belongs_to_its_provider() {
    let (loopback, other) = (Loopback::start(Ways::default()), Loopback::start(Ways::default()));
    let (ours, theirs) = (provider(&loopback.issuer), provider(&other.issuer));
    let begin = async || {
        let (address, sign_in) = ours.begin(random(1), at(0)).await.unwrap();
        let (code, state) = loopback.visit(&address);
        (sign_in, code, state)
    };
    let (started, code, state) = begin().await;
    assert_eq!(ours.finish(started, &returned(&code, &state), at(600)).await.unwrap_err(), Refusal::Over);
    let (started, code, state) = begin().await;
    assert_eq!(theirs.finish(started, &returned(&code, &state), at(1)).await.unwrap_err(), Refusal::OtherSignIn);
    let back = |fields: Value| serde_json::from_value::<Returned>(fields).unwrap();
    type Case = (fn(&str, &str) -> Value, Refusal);
    let cases: [Case; 4] = [
        (|code, state| json!({ "code": code, "state": state, "iss": "https://other.example" }), Refusal::OtherSignIn),
        (|code, _| json!({ "code": code }), Refusal::OtherSignIn),
        (|_, state| json!({ "state": state, "error": "access_denied" }), Refusal::Denied),
        (|_, state| json!({ "state": state }), Refusal::BadAnswer),
    ];
    for (fields, refusal) in cases {
        let (started, code, state) = begin().await;
        assert_eq!(ours.finish(started, &back(fields(&code, &state)), at(1)).await.unwrap_err(), refusal);
    }
}

#[test]
fn settings_are_checked_and_secrets_not_repeated() {
    let good = ProviderSettings::read(&file("https://sso.police.example")).unwrap();
    assert!(!format!("{good:?}").contains(SECRET));
    assert_eq!(ProviderSettings::read(""), Ok(Vec::new()));
    for bad in ["http://sso.police.example", "https://sso.example/?x=1", "https://a:b@sso.example", "ftp://localhost", "x"] {
        assert_eq!(ProviderSettings::read(&file(bad)).unwrap_err(), SettingsError::Issuer, "{bad}");
    }
    let twice = file("https://sso.police.example").repeat(2);
    assert_eq!(ProviderSettings::read(&twice).unwrap_err(), SettingsError::Twice);
    let empty = file("https://sso.police.example").replace("Police account", " ");
    assert_eq!(ProviderSettings::read(&empty).unwrap_err(), SettingsError::Empty);
    let authority = format!("{}authority = \"no certificate\"\n", file("https://sso.police.example"));
    let settings = ProviderSettings::read(&authority).unwrap().remove(0);
    assert_eq!(Provider::new(settings, BACK).unwrap_err(), SettingsError::Authority);
    assert_eq!(Provider::new(good[0].clone(), "x").unwrap_err(), SettingsError::Back);
    let broken = [
        file("https://sso.police.example").replace(&format!("\"{SECRET}\""), SECRET),
        file("https://sso.police.example").replace("agency = \"agency", "agency = \"a-secret-of-the-installation"),
        file("https://sso.police.example").replace("label = ", "a-secret-of-the-installation = "),
    ];
    for broken in broken {
        let SettingsError::Form(what) = ProviderSettings::read(&broken).unwrap_err() else { panic!() };
        assert!(what.starts_with("line ") && !what.contains(SECRET), "{what}");
    }
}

#[test]
fn accounts_are_told_apart_by_issuer_and_subject() {
    let account =
        |issuer: &str, subject: &str| Account { issuer: issuer.into(), subject: subject.into(), agency: AgencyId::from_bits(7) }.digest();
    let digests = BTreeSet::from([account("a", "bc"), account("ab", "c"), account("a", "b")]);
    assert_eq!(digests.len(), 3);
}

#[test]
fn each_has_a_key_of_its_own() {
    let keys: BTreeSet<_> = Refusal::ALL.iter().map(Refusal::key).collect();
    assert_eq!(keys.len(), Refusal::ALL.len());
}
