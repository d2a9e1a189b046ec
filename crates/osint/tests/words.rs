//! Every refusal, event and code has its words in the three languages of the pages, and the recipe for verifiers says what the code does.

#![expect(clippy::unwrap_used, reason = "a test may be blunt, its helpers too")]

use std::collections::{BTreeMap, BTreeSet};

use custody::Hex;
use knowledge::Answer;
use osint::account::{self, Act};
use osint::{LineError, ResultsError, TextError, commitment, list_digest, session};

const CATALOGUES: [&str; 3] = [
    include_str!("../../../locales/kk/osint.ftl"),
    include_str!("../../../locales/ru/osint.ftl"),
    include_str!("../../../locales/en/osint.ftl"),
];
const RECIPE: &str = include_str!("../../../docs/osint.md");

/// Messages by key, each with the names of its values.
fn messages(catalogue: &str) -> BTreeMap<String, BTreeSet<String>> {
    let lines: Vec<_> = catalogue.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
    let pairs = lines.iter().map(|line| line.split_once(" = ").unwrap());
    let messages: BTreeMap<_, _> = pairs.map(|(key, text)| (key.to_owned(), values(text))).collect();
    assert_eq!(messages.len(), lines.len(), "a key stands twice");
    messages
}

fn values(text: &str) -> BTreeSet<String> {
    text.split("{ $").skip(1).map(|rest| rest.split(' ').next().unwrap().to_owned()).collect()
}

/// All keys that refusals, events and codes bring.
fn keys() -> BTreeSet<String> {
    let of = |word: &'static str, codes: Vec<&'static str>| codes.into_iter().map(move |code| format!("{word}-{code}"));
    let refusals = session::Refusal::ALL.iter().map(session::Refusal::key).chain(account::Refusal::ALL.iter().map(account::Refusal::key));
    let typed = LineError::ALL.iter().map(LineError::key).chain(ResultsError::ALL.iter().map(ResultsError::key));
    let texts = [TextError::Empty.key(), TextError::TooLong { most: 1 }.key()];
    let plain = refusals.chain(typed).chain(texts).map(str::to_owned);
    plain
        .chain(of("event-osint_session", session::Event::KINDS.to_vec()))
        .chain(of("event-covert_account", account::Event::KINDS.to_vec()))
        .chain(of("covert-act", Act::ALL.map(Act::code).to_vec()))
        .chain(of("answer", Answer::ALL.map(Answer::code).to_vec()))
        .chain(of("replay", vec!["same", "drifted", "beyond", "not_reachable"]))
        .chain(of("covert-account-standing", vec!["waiting", "not_yet", "running", "over", "stopped"]))
        .collect()
}

#[test]
fn everything_has_words_in_three_languages_and_nothing_else_has() {
    let [kk, ru, en] = CATALOGUES.map(messages);
    assert_eq!(en.keys().cloned().collect::<BTreeSet<_>>(), keys());
    assert_eq!((&kk, &ru), (&en, &en), "the same keys with the same values");
}

/// The numbers in the recipe are those that coreutils come to; here that they are also ours.
#[test]
fn the_recipe_for_verifiers_says_what_is_done() {
    let steps = include_str!("vectors/session-1.txt");
    let seal = include_str!("vectors/SHA256SUMS").split(' ').next().unwrap();
    let list = list_digest(["https://example.org/1", "https://example.org/2"]).to_string();
    let note = commitment("note", &Hex([7; 32]), "Жұмыс").to_string();
    for text in [steps, seal, &list, &note] {
        assert!(RECIPE.contains(text), "{text}");
    }
    for number in [session::SESSION_DAYS, session::REPLAY_DAYS, account::CHECK_MINUTES, account::CONFIRM_DAYS] {
        assert!(RECIPE.contains(&format!(" {number} ")), "{number}");
    }
}
