//! From the sample feed to networks, through the program as a user runs it.
#![expect(clippy::unwrap_used, reason = "a test may be blunt, its helpers too")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Runs the program in a home and gives the lines that it wrote.
fn arasha(home: &Path, arguments: &[&str]) -> Vec<Value> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_arasha"));
    command.arg("--json").arg("--home").arg(home).arg("--knowledge").arg(repository().join("knowledge"));
    let output = command.args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn ingest(home: &Path, feed: &Path) {
    let sources = repository().join("fixtures/sample/sources.toml");
    arasha(home, &["ingest", feed.to_str().unwrap(), "--sources", sources.to_str().unwrap()]);
}

/// The organisers of the sample with their contacts, as the generator knows them; phones in E.164.
fn organisers() -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(repository().join("xtask/sample/networks.txt")).unwrap();
    let mut organisers = BTreeMap::<String, BTreeSet<String>>::new();
    let mut name = String::new();
    for line in text.lines() {
        if let Some(found) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            name = found.to_owned();
        }
        for (key, sign) in [("phones: ", "+"), ("handles: ", "")] {
            let values = line.strip_prefix(key).into_iter().flat_map(|list| list.split(" | "));
            organisers.entry(name.clone()).or_default().extend(values.map(|value| format!("{sign}{}", value.trim())));
        }
    }
    organisers.retain(|_, contacts| !contacts.is_empty());
    organisers
}

fn texts<'a>(line: &'a Value, list: &str, key: &str) -> Vec<&'a str> {
    line[list].as_array().unwrap().iter().map(|one| one[key].as_str().unwrap()).collect()
}

fn assert_identifier(one: &Value) {
    let keys: BTreeSet<&str> = one.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, BTreeSet::from(["kind", "value", "posts"]));
    let (kind, value) = (one["kind"].as_str().unwrap(), one["value"].as_str().unwrap());
    assert!(one["posts"].as_u64().unwrap() >= 1 && !value.is_empty());
    let others = ["telegram_invite", "instagram", "vk", "tiktok", "email", "url", "domain", "card", "iban", "wallet"];
    match kind {
        "phone" => assert!(value.starts_with('+') && value.chars().skip(1).all(|digit| digit.is_ascii_digit()), "{value}"),
        "telegram" => assert!(!value.starts_with('@') && value == value.to_lowercase(), "{value}"),
        other => assert!(others.contains(&other), "{other}"),
    }
}

fn assert_contract(line: &Value) {
    let keys: BTreeSet<&str> = line.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, BTreeSet::from(["network", "score", "posts", "identifiers", "places", "first", "last", "reasons"]));
    assert!(!line["network"].as_str().unwrap().is_empty() && line["score"].is_number());
    let posts = line["posts"].as_array().unwrap();
    assert!(posts.len() > 1 && posts.iter().all(|post| post.as_str().unwrap().contains('/')), "{posts:?}");
    line["identifiers"].as_array().unwrap().iter().for_each(assert_identifier);
    assert!(line["places"].as_array().unwrap().iter().all(Value::is_string));
    assert!(["first", "last"].iter().all(|end| line[*end].is_null() || line[*end].as_str().unwrap().contains('T')));
    assert!(!texts(line, "reasons", "code").is_empty());
}

#[test]
fn the_organisers_of_the_sample_come_out_as_networks() {
    let home = tempfile::tempdir().unwrap();
    ingest(home.path(), &repository().join("fixtures/sample"));
    let networks = arasha(home.path(), &["networks"]);
    networks.iter().for_each(assert_contract);
    let scores: Vec<f64> = networks.iter().map(|line| line["score"].as_f64().unwrap()).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b), "most organised first");
    let known = organisers();
    let owner = |value: &str| known.iter().find(|(_, contacts)| contacts.contains(value)).map(|(name, _)| name.as_str());
    let mut found = BTreeMap::<&str, Vec<usize>>::new();
    for line in &networks {
        let owners: BTreeSet<&str> = texts(line, "identifiers", "value").into_iter().filter_map(owner).collect();
        assert!(owners.len() <= 1, "one network of several organisers: {owners:?}");
        for name in owners {
            found.entry(name).or_default().push(line["posts"].as_array().unwrap().len());
        }
    }
    let whole = |name: &&String| found.get(name.as_str()).is_some_and(|networks| matches!(networks.as_slice(), [posts] if *posts >= 4));
    let others: Vec<_> = known.keys().filter(|name| !whole(name)).collect();
    assert!(others.is_empty(), "not found as one network: {others:?} of {found:?}");
}

#[test]
fn two_halves_give_the_same_networks_as_the_whole() {
    let [whole, parts, feeds] = [(); 3].map(|()| tempfile::tempdir().unwrap());
    let feed = repository().join("fixtures/sample/feed.jsonl");
    let text = std::fs::read_to_string(&feed).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let (early, late) = lines.split_at(lines.len() / 2);
    ingest(whole.path(), &feed);
    for (name, half) in [("late.jsonl", late), ("early.jsonl", early)] {
        let path = feeds.path().join(name);
        std::fs::write(&path, half.join("\n")).unwrap();
        ingest(parts.path(), &path);
    }
    let networks = arasha(whole.path(), &["networks"]);
    assert!(networks.len() > 5, "{}", networks.len());
    assert_eq!(networks, arasha(parts.path(), &["networks"]));
}
