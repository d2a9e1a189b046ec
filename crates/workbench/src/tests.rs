//! The catalogues: same keys, same values, nothing missing, nothing unused.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_bundle::FluentResource;

use crate::words::{Tongue, sources};

/// Messages of a language by key.
fn messages(tongue: Tongue) -> BTreeMap<String, String> {
    let mut messages = BTreeMap::new();
    for (file, source) in sources(tongue) {
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
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
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
    [texts(&root.join("src")), texts(&root.join("templates"))].concat()
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
    let house = house();
    let unused: Vec<String> =
        messages(Tongue::En).into_keys().filter(|key| !house.iter().any(|text| text.contains(&format!("\"{key}\"")))).collect();
    assert!(unused.is_empty(), "{unused:?}");
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
        key.starts_with("kind-") || !en[key].split('{').any(|part| part.rsplit('}').next().unwrap_or("").chars().any(char::is_alphabetic))
    };
    for (key, text) in &en {
        assert!(same(key) || text != &ru[key], "{key} in ru");
        assert!(same(key) || text != &kk[key], "{key} in kk");
    }
}
