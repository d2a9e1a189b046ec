//! The regions that forms offer, by their codes in ISO 3166-2.

use crate::pages::join::Choice;
use crate::words::Words;

/// Kazakhstan, its regions and cities of republican significance, and the other states of Central Asia (ISO 3166-1, 3166-2:KZ as of
/// 29.11.2022).
pub const CODES: [&str; 25] = [
    "KZ", "KZ-71", "KZ-75", "KZ-79", "KZ-10", "KZ-11", "KZ-15", "KZ-19", "KZ-23", "KZ-27", "KZ-31", "KZ-33", "KZ-35", "KZ-39", "KZ-43",
    "KZ-47", "KZ-55", "KZ-59", "KZ-61", "KZ-62", "KZ-63", "KG", "UZ", "TJ", "TM",
];

/// The regions to choose from.
#[must_use]
pub fn choices(words: Words, chosen: &[String]) -> Vec<Choice> {
    let choice = |code: &&str| Choice { code: (*code).to_owned(), name: name(words, code), chosen: chosen.iter().any(|one| one == code) };
    CODES.iter().map(choice).collect()
}

/// What a region is called; its code where it has no name here.
#[must_use]
pub fn name(words: Words, code: &str) -> String {
    if CODES.contains(&code) { words.say(&format!("region-{code}")) } else { code.to_owned() }
}
