//! The catalogues: same keys, same values, nothing missing, nothing unused.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use custody::FileRole;
use custody::item::{self, Failure, MissingWhy};
use fluent_bundle::FluentResource;
use people::{CredentialKind, Device, EndOfSession, EndOfToken, NameError, agency, emergency, oversight, person};
use record::{AgencyKind, Compartment, Purpose, Region, Role, subject};
use rights::Action;

use crate::words::{Tongue, sources};

/// Messages of a language by key.
fn messages(tongue: Tongue) -> BTreeMap<String, String> {
    let mut messages = BTreeMap::new();
    // The words of papers are looked after where papers are made.
    for (file, source) in sources(tongue).into_iter().filter(|(file, _)| *file != "papers") {
        assert!(FluentResource::try_new(source.to_owned()).is_ok(), "{}/{file}.ftl can't be read", tongue.code());
        let mut key = String::new();
        for line in source.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            if let Some((name, text)) = line.split_once(" = ").filter(|(name, _)| is_key(name)) {
                key = name.to_owned();
                assert!(messages.insert(key.clone(), text.to_owned()).is_none(), "{key} stands twice in {}", tongue.code());
            } else if let Some(text) = messages.get_mut(&key) {
                text.push_str(line);
            }
        }
    }
    messages
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// Keys that are put together from the codes of things, and those that refusals bring: nowhere in the pages do they stand written out.
fn composed() -> BTreeSet<String> {
    let refusals = [
        person::Refusal::ALL.iter().map(person::Refusal::key).collect::<Vec<_>>(),
        agency::Refusal::ALL.iter().map(agency::Refusal::key).collect(),
        emergency::Refusal::ALL.iter().map(emergency::Refusal::key).collect(),
        oversight::Refusal::ALL.iter().map(oversight::Refusal::key).collect(),
        subject::Refusal::ALL.iter().map(subject::Refusal::key).collect(),
        item::Refusal::ALL.iter().map(item::Refusal::key).collect(),
        NameError::ALL.iter().map(NameError::key).collect(),
    ];
    let codes = [
        ("role", Role::ALL.map(Role::code).to_vec()),
        ("kind-of-body", AgencyKind::ALL.map(AgencyKind::code).to_vec()),
        ("compartment", Compartment::ALL.map(Compartment::code).to_vec()),
        ("purpose", Purpose::ALL.map(Purpose::code).to_vec()),
        ("credential", CredentialKind::ALL.map(CredentialKind::code).to_vec()),
        ("device", Device::ALL.map(Device::code).to_vec()),
        ("end-of-session", EndOfSession::ALL.map(EndOfSession::code).to_vec()),
        ("end-of-token", EndOfToken::ALL.map(EndOfToken::code).to_vec()),
        ("finding", emergency::Finding::ALL.map(emergency::Finding::code).to_vec()),
        ("region", Region::KNOWN.to_vec()),
        ("event-person", person::Event::KINDS.to_vec()),
        ("event-agency", agency::Event::KINDS.to_vec()),
        ("event-emergency", emergency::Event::KINDS.to_vec()),
        ("event-export", oversight::Event::KINDS.to_vec()),
        ("event-subject", subject::Event::KINDS.to_vec()),
        ("event-item", item::Event::KINDS.to_vec()),
        ("evidence-failure", Failure::ALL.map(Failure::code).to_vec()),
        ("evidence-missing", MissingWhy::ALL.map(MissingWhy::code).to_vec()),
        ("evidence-role", FileRole::ALL.map(FileRole::code).to_vec()),
        ("action", Action::ALL.iter().map(|action| action.code()).collect()),
    ];
    let codes = codes.into_iter().flat_map(|(of, codes)| codes.into_iter().map(move |code| format!("{of}-{code}")));
    refusals.into_iter().flatten().map(str::to_owned).chain(codes).collect()
}

/// Names of the values in a message, without the number itself, which some forms leave out.
fn values(message: &str) -> BTreeSet<&str> {
    let names = message.split('$').skip(1).map(|rest| rest.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or(""));
    names.filter(|name| !matches!(*name, "n" | "shown")).collect()
}

/// All text files below a folder.
fn texts(folder: &Path) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts.extend(texts_unless_snapshots(&path));
        } else if !path.ends_with("tests.rs") {
            texts.push(std::fs::read_to_string(&path).unwrap());
        }
    }
    texts
}

fn texts_unless_snapshots(folder: &Path) -> Vec<String> {
    if folder.ends_with("snapshots") { Vec::new() } else { texts(folder) }
}

fn house() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    // What the house refuses and what proves nothing has its key where it is refused.
    let folders = ["src", "templates", "../access/src", "../signin/src"];
    folders.iter().flat_map(|folder| texts(&root.join(folder))).collect()
}

#[test]
fn the_three_catalogues_hold_the_same_keys_and_values() {
    let [kk, ru, en] = Tongue::ALL.map(messages);
    let keys = |messages: &BTreeMap<String, String>| messages.keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&kk), keys(&ru));
    assert_eq!(keys(&ru), keys(&en));
    for (key, text) in &ru {
        assert_eq!(values(text), values(&kk[key]), "{key} in kk");
        assert_eq!(values(text), values(&en[key]), "{key} in en");
    }
}

#[test]
fn no_key_is_unused() {
    let (house, composed) = (house(), composed());
    let used = |key: &String| composed.contains(key) || house.iter().any(|text| text.contains(&format!("\"{key}\"")));
    let unused: Vec<String> = messages(Tongue::En).into_keys().filter(|key| !used(key)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn whatever_is_refused_happens_or_is_asked_for_has_its_words() {
    for tongue in Tongue::ALL {
        let known = messages(tongue);
        let missing: Vec<String> = composed().into_iter().filter(|key| !known.contains_key(key)).collect();
        assert!(missing.is_empty(), "{missing:?} in {}", tongue.code());
    }
}

#[test]
fn only_one_refusal_needs_a_value() {
    let excluded = person::Refusal::Excluded { held: Role::Inspector }.key();
    let words = messages(Tongue::Ru);
    let needy: Vec<String> = composed().into_iter().filter(|key| words[key].contains('$')).collect();
    assert_eq!(needy, [excluded]);
    assert_eq!(values(&words[excluded]), ["held"].into());
}

#[test]
fn events_and_actions_of_one_kind_differ_in_words() {
    for tongue in Tongue::ALL {
        let known = messages(tongue);
        for of in ["event-", "action-", "region-", "role-", "kind-of-body-", "purpose-", "compartment-"] {
            let texts: Vec<&String> = known.iter().filter(|(key, _)| key.starts_with(of)).map(|(_, text)| text).collect();
            assert_eq!(texts.iter().collect::<BTreeSet<_>>().len(), texts.len(), "{of} in {}", tongue.code());
        }
    }
}

#[test]
fn no_key_is_missing() {
    let known = messages(Tongue::En);
    // Addresses have a `with` too.
    let with = ["t.with(\"", "words.with(\"", "words().with(\""];
    let asks = [".say(\"", ".count(\"", ".count_size(\"", ".count_with(\"", ".with_all(\""].into_iter().chain(with);
    let mut missing = BTreeSet::new();
    for text in house() {
        for ask in asks.clone() {
            let keys = text.split(ask).skip(1).filter_map(|rest| rest.split('"').next());
            missing.extend(keys.filter(|key| !known.contains_key(*key)).map(str::to_owned));
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn russian_and_kazakh_are_not_left_in_english() {
    let [kk, ru, en] = Tongue::ALL.map(messages);
    // Names of services, and messages made of values alone.
    let same = |key: &str| {
        key.starts_with("kind-") && !key.starts_with("kind-of-body-")
            || !en[key].split('{').any(|part| part.rsplit('}').next().unwrap_or("").chars().any(char::is_alphabetic))
    };
    for (key, text) in &en {
        assert!(same(key) || text != &ru[key], "{key} in ru");
        assert!(same(key) || text != &kk[key], "{key} in kk");
    }
}
