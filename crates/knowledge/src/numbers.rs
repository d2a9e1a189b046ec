//! Words for numbers, by language.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::files::read_toml;
use crate::{Fault, Files};

/// The words of one language (and script) for numbers from 0 to 999.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberWords {
    /// Language code, for instance `ru`, `uz-Latn`.
    pub language: String,
    /// Whether hundreds are counted by a word of their own ("seven hundred", «жеті жүз») and not by one word («семьсот»).
    #[serde(default)]
    pub counts_hundreds: bool,
    /// The words for the sign + before a phone number.
    #[serde(default)]
    pub plus: Vec<String>,
    /// Word and its value; a value may have several words.
    pub words: BTreeMap<String, u32>,
}

/// The largest value a single word may have.
const LARGEST: u32 = 999;

/// Reads the number words of `numbers/`.
pub(crate) fn read(files: &Files, faults: &mut Vec<Fault>) -> Vec<NumberWords> {
    let mut found = Vec::new();
    for (path, bytes) in files.below("numbers", ".toml") {
        match read_toml::<NumberWords>(path, bytes) {
            Ok(words) => {
                faults.extend(check(path, &words));
                found.push(words);
            }
            Err(fault) => faults.push(fault),
        }
    }
    found
}

fn check(path: &str, words: &NumberWords) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (word, value) in &words.words {
        if *value > LARGEST {
            faults.push(Fault::new(path, format!("{word} is {value}, but words up to {LARGEST} only are read")));
        }
        if word.trim().is_empty() || word.contains(char::is_whitespace) {
            faults.push(Fault::new(path, format!("{word:?} is not one word")));
        }
    }
    if let Some(digit) = (0..=9).find(|digit| !words.words.values().any(|value| value == digit)) {
        faults.push(Fault::new(path, format!("has no word for {digit}")));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> String {
        let mut files = Files::default();
        files.put("numbers/xx.toml", text);
        let mut faults = Vec::new();
        read(&files, &mut faults);
        faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_large_word_a_phrase_and_a_missing_digit_are_faults() {
        let found = faults("language = \"xx\"\n[words]\nnol = 0\nming = 1000\n\"o n\" = 10\n");
        assert!(found.contains("ming is 1000"), "{found}");
        assert!(found.contains("\"o n\" is not one word"), "{found}");
        assert!(found.contains("no word for 1"), "{found}");
    }

    #[test]
    fn the_shipped_words_have_no_faults() {
        let mut faults = Vec::new();
        let words = read(&Files::shipped(), &mut faults);
        assert_eq!(faults, []);
        assert!(words.len() >= 7);
    }
}
