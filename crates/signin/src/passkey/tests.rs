//! Passkeys against a device that signs: what lets in, and each thing that must not.

use std::collections::BTreeSet;

use super::device::{Device, PRESENT, VERIFIED};
use super::*;

/// What is done wrong, how, and what comes of it.
type Case = (&'static str, fn(&mut Device), Refusal);

const ADDRESS: &str = "https://arasha.example";

fn site() -> Site {
    Site::new(ADDRESS, "Arasha").unwrap()
}

fn device(seed: u8) -> Device {
    Device::new(seed, ADDRESS, "arasha.example")
}

fn at(seconds: i64) -> Moment {
    Moment::from_unix_seconds(1_800_000_000 + seconds).unwrap()
}

fn person(bits: u128) -> PersonId {
    PersonId::from_bits(bits)
}

fn enrol(site: &Site, device: &mut Device, whose: PersonId, known: &[Passkey]) -> Result<Passkey, Refusal> {
    let (options, enrolment) = site.enrol(whose, "aidana.t1", "Aidana T.", known, at(0)).unwrap();
    let answer = device.create(&options);
    site.finish_enrolment(enrolment, &answer, at(60))
}

fn sign_in(site: &Site, device: &mut Device, passkey: &Passkey) -> Result<Passkey, Refusal> {
    let (options, sign_in) = site.sign_in(at(100)).unwrap();
    let answer = Answer::read(&device.get(&options)).unwrap();
    site.finish_sign_in(sign_in, &answer, passkey, at(130))
}

/// A device that was enrolled, then changed, and what its owner's sign-in then gives.
fn after(change: impl Fn(&mut Device)) -> Result<Passkey, Refusal> {
    let (site, mut device) = (site(), device(1));
    let passkey = enrol(&site, &mut device, person(5), &[]).unwrap();
    change(&mut device);
    sign_in(&site, &mut device, &passkey)
}

#[test]
fn a_passkey_lets_its_person_in_without_a_name() {
    let passkey = after(|_| ()).unwrap();
    assert_eq!(passkey.person(), person(5));
    assert_eq!(passkey.digest(), digest(&[1; 16]));
}

#[test]
fn the_options_ask_for_what_is_needed() {
    let (options, _) = site().enrol(person(5), "aidana.t1", "Aidana T.", &[], at(0)).unwrap();
    let options = &options["publicKey"];
    assert_eq!(options["rp"], serde_json::json!({ "id": "arasha.example", "name": "Arasha" }));
    assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
    assert_eq!(options["authenticatorSelection"]["residentKey"], "preferred");
    assert_eq!(options["authenticatorSelection"]["requireResidentKey"], false);
    assert_eq!(options["timeout"], 300_000);
    let (options, _) = site().sign_in(at(0)).unwrap();
    assert_eq!(options["publicKey"]["userVerification"], "required");
    assert_eq!(options["publicKey"]["allowCredentials"], serde_json::json!([]));
    assert!(options.get("mediation").is_none_or(Value::is_null));
}

#[test]
fn a_passkey_lets_its_person_in_by_name_without_being_found_by_the_device() {
    let (site, mut device) = (site(), device(1));
    let passkey = enrol(&site, &mut device, person(5), &[]).unwrap();
    device.user = None;
    let (options, started) = site.sign_in_as(person(5), std::slice::from_ref(&passkey), at(0)).unwrap();
    assert_eq!(options["publicKey"]["allowCredentials"][0]["id"], "AQEBAQEBAQEBAQEBAQEBAQ");
    let answer = Answer::read(&device.get(&options)).unwrap();
    assert_eq!(answer.digest(), passkey.digest());
    assert!(site.finish_sign_in(started, &answer, &passkey, at(1)).is_ok());
    assert_eq!(sign_in(&site, &mut device, &passkey).unwrap_err(), Refusal::Unknown);
    assert_eq!(site.sign_in_as(person(5), &[], at(0)).unwrap_err(), Refusal::Unknown);
    assert_eq!(site.sign_in_as(person(6), &[passkey], at(0)).unwrap_err(), Refusal::Unknown);
}

#[test]
fn wrong_answers_do_not_let_in() {
    let cases: [Case; 11] = [
        ("another site's page", |device| device.origin = "https://arasha.example.org".into(), Refusal::OtherSite),
        ("a page below ours", |device| device.origin = "https://x.arasha.example".into(), Refusal::OtherSite),
        ("without TLS", |device| device.origin = "http://arasha.example".into(), Refusal::OtherSite),
        ("another port", |device| device.origin = "https://arasha.example:8443".into(), Refusal::OtherSite),
        ("signed for another site", |device| device.rp = "example".into(), Refusal::OtherSite),
        ("another challenge", |device| device.challenge = Some("bm90LWl0".into()), Refusal::OtherCeremony),
        ("user not verified", |device| device.flags = PRESENT, Refusal::NotVerified),
        ("user not present", |device| device.flags = VERIFIED, Refusal::NotVerified),
        ("another key signs", |device| device.forges = true, Refusal::WrongSignature),
        ("another person is named", |device| device.user = Some(vec![7; 16]), Refusal::Unknown),
        ("another key is named", |device| device.id = vec![9; 16], Refusal::Unknown),
    ];
    for (name, change, refusal) in cases {
        assert_eq!(after(change).unwrap_err(), refusal, "{name}");
    }
}

#[test]
fn an_answer_is_good_for_its_own_ceremony_only() {
    let (site, mut device) = (site(), device(1));
    let passkey = enrol(&site, &mut device, person(5), &[]).unwrap();
    let (options, first) = site.sign_in(at(0)).unwrap();
    let seen = Answer::read(&device.get(&options)).unwrap();
    assert!(site.finish_sign_in(first, &seen, &passkey, at(1)).is_ok());
    let (_, second) = site.sign_in(at(2)).unwrap();
    assert_eq!(site.finish_sign_in(second, &seen, &passkey, at(3)).unwrap_err(), Refusal::OtherCeremony);
}

#[test]
fn another_persons_passkey_is_not_taken_for_ones_own() {
    let (site, mut own, mut other) = (site(), device(1), device(2));
    let own_passkey = enrol(&site, &mut own, person(5), &[]).unwrap();
    let other_passkey = enrol(&site, &mut other, person(6), &[]).unwrap();
    assert_eq!(sign_in(&site, &mut other, &own_passkey).unwrap_err(), Refusal::Unknown);
    let (options, started) = site.sign_in_as(person(5), &[own_passkey], at(0)).unwrap();
    let answer = Answer::read(&other.get(&options)).unwrap();
    assert_eq!(site.finish_sign_in(started, &answer, &other_passkey, at(1)).unwrap_err(), Refusal::Unknown);
}

#[test]
fn a_ceremony_ends_after_five_minutes() {
    let (site, mut device) = (site(), device(1));
    let (options, enrolment) = site.enrol(person(5), "aidana.t1", "Aidana T.", &[], at(0)).unwrap();
    let answer = device.create(&options);
    assert_eq!(site.finish_enrolment(enrolment, &answer, at(300)).unwrap_err(), Refusal::Over);
    let passkey = enrol(&site, &mut device, person(5), &[]).unwrap();
    let (options, started) = site.sign_in(at(0)).unwrap();
    let answer = Answer::read(&device.get(&options)).unwrap();
    assert_eq!(site.finish_sign_in(started, &answer, &passkey, at(300)).unwrap_err(), Refusal::Over);
}

#[test]
fn a_copied_key_is_known_by_its_count() {
    let (site, mut device) = (site(), device(1));
    device.count = 10;
    let passkey = enrol(&site, &mut device, person(5), &[]).unwrap();
    let mut copy = device.clone();
    let passkey = sign_in(&site, &mut device, &passkey).unwrap();
    let kept: Passkey = serde_json::from_str(&serde_json::to_string(&passkey).unwrap()).unwrap();
    assert_eq!(sign_in(&site, &mut copy, &kept).unwrap_err(), Refusal::Copied);
    assert!(sign_in(&site, &mut device, &kept).is_ok());
}

#[test]
fn wrong_answers_do_not_enrol() {
    let cases: [Case; 4] = [
        ("another site's page", |device| device.origin = "https://arasha.example.org".into(), Refusal::OtherSite),
        ("another challenge", |device| device.challenge = Some("bm90LWl0".into()), Refusal::OtherCeremony),
        ("user not verified", |device| device.flags = PRESENT, Refusal::NotVerified),
        ("signed for another site", |device| device.rp = "example".into(), Refusal::OtherSite),
    ];
    for (name, change, refusal) in cases {
        let mut device = device(1);
        change(&mut device);
        assert_eq!(enrol(&site(), &mut device, person(5), &[]).unwrap_err(), refusal, "{name}");
    }
    let first = enrol(&site(), &mut device(1), person(5), &[]).unwrap();
    assert_eq!(enrol(&site(), &mut device(1), person(5), &[first]).unwrap_err(), Refusal::AlreadyEnrolled);
    let (_, enrolment) = site().enrol(person(5), "aidana.t1", "Aidana T.", &[], at(0)).unwrap();
    assert_eq!(site().finish_enrolment(enrolment, "{}", at(1)).unwrap_err(), Refusal::Malformed);
    assert_eq!(site().enrol(person(5), "", "", &[], at(0)).unwrap_err(), Refusal::NoName);
    assert_eq!(Answer::read("{\"id\":1}").unwrap_err(), Refusal::Malformed);
}

#[test]
fn a_site_has_a_name_and_tls() {
    for good in ["https://arasha.example", "https://arasha.example:8443/", "http://localhost:7311"] {
        assert!(Site::new(good, "Arasha").is_ok(), "{good}");
    }
    let bad = [
        "http://arasha.example",
        "https://192.0.2.7",
        "http://127.0.0.1:7311",
        "https://arasha.example/path",
        "https://a@arasha.example",
        "x",
        "",
    ];
    for bad in bad {
        assert_eq!(Site::new(bad, "Arasha").unwrap_err(), AddressError, "{bad}");
    }
}

#[test]
fn each_has_a_key_of_its_own_and_nothing_is_shown() {
    let keys: BTreeSet<_> = Refusal::ALL.iter().map(Refusal::key).collect();
    assert_eq!(keys.len(), Refusal::ALL.len());
    let (_, enrolment) = site().enrol(person(5), "aidana.t1", "Aidana T.", &[], at(0)).unwrap();
    let (_, started) = site().sign_in(at(0)).unwrap();
    assert_eq!(format!("{:?} {enrolment:?} {started:?}", site()), "Site Enrolment SignIn");
}
