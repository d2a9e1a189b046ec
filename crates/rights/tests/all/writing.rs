//! How the policies are written: short enough to be read, complete, and without a word of those who must not stand in them.

use std::path::{Path, PathBuf};

use rights::{Action, Effect, Rule};

use crate::ask::rights;

fn files() -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|path| (path.clone(), std::fs::read_to_string(path).unwrap())).collect()
}

/// What decides, without comments and without the sentences for people.
fn deciding_words(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//") && !line.starts_with('@'));
    lines.collect::<Vec<_>>().join("\n").to_lowercase()
}

/// Promise 4 of the design: nothing connects a protected person to migration enforcement.
#[test]
fn no_policy_speaks_of_migration_control() {
    let policies = files().into_iter().filter(|(path, _)| path.extension().is_some_and(|end| end != "toml"));
    let actions = Action::ALL.iter().map(|action| (PathBuf::from("actions"), action.code().to_owned()));
    for (path, text) in policies.chain(actions) {
        for word in ["migra", "border", "deport", "visa", "immi", "миграц", "көші"] {
            assert!(!deciding_words(&text).contains(word), "{}: {word}", path.display());
        }
    }
}

#[test]
fn every_permit_names_its_purposes() {
    for (path, text) in files().into_iter().filter(|(path, _)| path.extension().is_some_and(|end| end == "cedar")) {
        for policy in text.split("@id(").skip(1) {
            let gives = policy.contains("\npermit");
            assert!(
                !gives || deciding_words(policy).contains("context.purpose"),
                "{}: @id({}",
                path.display(),
                policy.lines().next().unwrap()
            );
        }
    }
}

#[test]
fn a_right_of_an_emergency_tells_somebody() {
    for (_, text) in files() {
        for policy in text.split("@id(").skip(1).filter(|policy| policy.contains("\npermit") && policy.contains("break_glass")) {
            let is_of_emergency = deciding_words(policy).contains("break_glass");
            assert!(!is_of_emergency || policy.contains("@obliges(\"notify_prosecutor"), "{policy}");
        }
    }
}

#[test]
fn every_policy_can_be_shown_in_three_languages() {
    let latin = |words: &str| words.chars().filter(char::is_ascii_alphabetic).count() * 2 > words.chars().count();
    for Rule { id, labels, source, effect, obliges } in rights().rules() {
        assert!(latin(&labels.en) && !latin(&labels.ru) && !latin(&labels.kk), "{id}");
        assert!(labels.kk != labels.ru && [&labels.kk, &labels.ru, &labels.en].iter().all(|label| label.ends_with('.')), "{id}");
        assert!(!source.is_empty() && (*effect == Effect::Permit || obliges.is_empty()), "{id}");
    }
}

/// A forgotten comment is a policy that nobody can check: above each stands what it is for.
#[test]
fn every_file_says_what_it_is_for() {
    for (path, text) in files() {
        let comment = if path.extension().is_some_and(|end| end == "toml") { "#" } else { "//" };
        assert!(text.starts_with(comment), "{}", path.display());
    }
}
