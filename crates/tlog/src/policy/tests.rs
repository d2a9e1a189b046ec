use super::*;
use crate::checkpoint::Checkpoint;
use crate::cosignature::Cosigner;
use crate::testing::signer;
use crate::tree::TreeHead;

/// A staging log for Certificate Transparency as it stood in May 2026, with four witnesses.
const REAL: &str = "arche2025h1.staging.ct.transparency.dev\n1432088532\nU7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\n\n\
    — arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=\n\
    — arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=\n\
    — transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==\n\
    — witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==\n\
    — remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==\n\
    — witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==\n";

const REAL_LOG: &str = "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f";
const REAL_WITNESS: &str = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";

fn witness(seed: u8) -> Cosigner {
    Cosigner::new(KeyName::new(&format!("w{seed}")).unwrap(), &[seed; 32]).unwrap()
}

fn key(seed: u8) -> String {
    witness(seed).verifier().to_string()
}

/// A policy of the log with six witnesses and these lines.
fn policy(lines: &str) -> Result<Policy, PolicyError> {
    let witnesses: String = (1..=6).map(|seed| format!("witness w{seed} {}\n", key(seed))).collect();
    Policy::parse(format!("log {}\n{witnesses}{lines}", signer("log", 1).verifier()).as_bytes())
}

fn seen_by(seeds: &[u8]) -> SignedCheckpoint {
    let signed = SignedCheckpoint::sign(Checkpoint::new("log", TreeHead::EMPTY, &[]).unwrap(), &signer("log", 1)).unwrap();
    seeds.iter().fold(signed, |signed, seed| {
        let cosignature = witness(*seed).cosign(signed.checkpoint(), 1000 + u64::from(*seed)).unwrap();
        signed.with(cosignature).unwrap()
    })
}

#[test]
fn a_real_checkpoint_holds() {
    let policy =
        Policy::parse(format!("log {REAL_LOG}\nwitness remora {REAL_WITNESS} https://remora.example\nquorum remora\n").as_bytes()).unwrap();
    let signed = SignedCheckpoint::parse(REAL.as_bytes()).unwrap();
    assert_eq!(signed.to_string(), REAL);
    let name = KeyName::new("remora.n621.de").unwrap();
    assert_eq!(policy.check(&signed), Ok(vec![Witnessed { witness: name.clone(), time: 1_779_573_024 }]));
    assert_eq!(
        policy.witnesses().iter().map(|one| (one.name(), one.url.as_deref())).collect::<Vec<_>>(),
        [("remora".into(), Some("https://remora.example"))]
    );
    let changed = SignedCheckpoint::parse(REAL.replace("1432088532", "1432088533").as_bytes()).unwrap();
    assert!(matches!(policy.check(&changed), Err(Unwitnessed::Log(LogError::Untrusted(_)))));
}

/// Ministry and prosecutor and one of two others, in groups of groups.
#[test]
fn enough_of_each_group_are_needed() {
    let policy = policy("group two 2 w1 w2 w3\ngroup ngo any w4 w5\ngroup both all two ngo\nquorum both\n").unwrap();
    let found = |seeds: &[u8]| policy.check(&seen_by(seeds)).map(|all| all.iter().map(|one| one.witness.to_string()).collect::<Vec<_>>());
    assert_eq!(found(&[3, 5, 1]), Ok(vec!["w3".to_owned(), "w5".to_owned(), "w1".to_owned()]));
    assert_eq!(found(&[1, 2, 3, 4, 5, 6]).map(|all| all.len()), Ok(6));
    let too_few = |found| Err(Unwitnessed::TooFew { name: "both".into(), needed: 2, found });
    assert_eq!(found(&[]), too_few(0));
    assert_eq!(found(&[1, 4, 5]), too_few(1));
    assert_eq!(found(&[1, 2, 6]), too_few(1));
}

#[test]
fn a_quorum_may_be_one_witness_or_nobody() {
    let one = policy("quorum w2\n").unwrap();
    assert!(one.check(&seen_by(&[2])).is_ok() && !one.needs_nobody());
    assert_eq!(one.check(&seen_by(&[1])), Err(Unwitnessed::TooFew { name: "w2".into(), needed: 1, found: 0 }));
    let nobody = policy("quorum none\n").unwrap();
    assert_eq!((nobody.check(&seen_by(&[])), nobody.needs_nobody()), (Ok(vec![]), true));
    let log = Log::new("log", vec![signer("log", 1).verifier().clone()]).unwrap();
    assert_eq!(Policy::of_log(log).check(&seen_by(&[])), Ok(vec![]));
}

#[test]
fn a_witness_counts_once_however_often_it_signs() {
    let signed = seen_by(&[1]);
    let again = witness(1).cosign(signed.checkpoint(), 2000).unwrap();
    let twice = SignedCheckpoint::parse(format!("{signed}{again}").as_bytes()).unwrap();
    let policy = policy("group two 2 w1 w2\nquorum two\n").unwrap();
    assert_eq!(policy.check(&twice), Err(Unwitnessed::TooFew { name: "two".into(), needed: 2, found: 1 }));
}

#[test]
fn a_false_cosignature_of_a_known_witness_is_named() {
    let other = SignedCheckpoint::sign(Checkpoint::new("log", TreeHead::EMPTY, &["more"]).unwrap(), &signer("log", 1)).unwrap();
    let false_one = witness(1).cosign(other.checkpoint(), 1000).unwrap();
    let signed = seen_by(&[2]).with(false_one).unwrap();
    let name = KeyName::new("w1").unwrap();
    assert_eq!(policy("quorum w2\n").unwrap().check(&signed), Err(Unwitnessed::Untrusted(TrustError::FalseSignature(name))));
}

#[test]
fn only_logs_of_the_policy_are_believed() {
    let policy = policy("quorum none\n").unwrap();
    let sign = |origin: &str, key: &str, seed| {
        SignedCheckpoint::sign(Checkpoint::new(origin, TreeHead::EMPTY, &[]).unwrap(), &signer(key, seed)).unwrap()
    };
    assert_eq!(policy.check(&sign("other", "other", 1)), Err(Unwitnessed::Log(LogError::OtherOrigin("other".into()))));
    assert_eq!(policy.check(&sign("log", "log", 2)), Err(Unwitnessed::Log(LogError::Untrusted(TrustError::NoKnownKey))));
}

#[test]
fn white_space_and_remarks_are_nothing() {
    let text = "  # who\n\n \tquorum\t none \n#\n";
    assert!(Policy::parse(text.as_bytes()).unwrap().needs_nobody());
    // Names are bytes: this one is no text.
    let bytes = [b"witness ".as_slice(), &[0xFF, 0xFE], format!(" {}\nquorum ", key(1)).as_bytes(), &[0xFF, 0xFE], b"\n"].concat();
    assert_eq!(Policy::parse(&bytes).unwrap().witnesses().len(), 1);
}

#[test]
fn what_can_be_no_policy_is_refused() {
    let more = |lines: &str| policy(lines).unwrap_err();
    // The lines of `policy` come before: a log and six witnesses.
    assert_eq!(more("group g 0 w1\nquorum g\n"), PolicyError::Number(8));
    assert_eq!(more("group g 3 w1 w2\nquorum g\n"), PolicyError::Number(8));
    assert_eq!(more("group g 01 w1\nquorum g\n"), PolicyError::Number(8));
    assert_eq!(more("group g all\nquorum g\n"), PolicyError::Number(8));
    assert_eq!(more("group g any w1 w1\nquorum g\n"), PolicyError::SameMember(8));
    assert_eq!(more("group g any w1\ngroup h any w1 g\nquorum h\n"), PolicyError::SameMember(9));
    assert_eq!(more("group g any none\nquorum g\n"), PolicyError::Unknown(8));
    assert_eq!(more("group g any h\ngroup h any w1\nquorum g\n"), PolicyError::Unknown(8));
    assert_eq!(more("group w1 any w2\nquorum w1\n"), PolicyError::SameName(8));
    assert_eq!(more("group none any w2\nquorum none\n"), PolicyError::SameName(8));
    assert_eq!(more("quorum w7\n"), PolicyError::Unknown(8));
    assert_eq!(more("quorum w1\nquorum none\n"), PolicyError::Quorum);
    assert_eq!(more(""), PolicyError::Quorum);
    assert_eq!(more("quorum none"), PolicyError::NotEnded);
    assert_eq!(more("quorum none\r\n"), PolicyError::Control(8));
    assert_eq!(more("quorum w1 w2\n"), PolicyError::Line(8));
    assert_eq!(more("group g\n"), PolicyError::Line(8));
    // The same secret under another name is the same witness.
    let alias = Cosigner::new(KeyName::new("alias").unwrap(), &[1; 32]).unwrap().verifier().to_string();
    assert_eq!(more(&format!("witness alias {alias}\n")), PolicyError::SameKey(8));
    assert_eq!(more(&format!("witness log {}\n", signer("log", 1).verifier())), PolicyError::Key(8));
    assert_eq!(more(&format!("log {}\n", key(7))), PolicyError::Key(8));
    assert_eq!(more(&format!("log {}\n", signer("log2", 1).verifier())), PolicyError::SameKey(8));
    assert_eq!(more("log nothing\n"), PolicyError::Key(8));
    assert_eq!(Policy::parse(&vec![b'#'; MAX_BYTES + 1]), Err(PolicyError::TooLong(MAX_BYTES + 1)));
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
        let _ = Policy::parse(&bytes);
    }
}
