//! The order of names in a list, and what counts as the same letter when one looks for a name.
//!
//! The rule: blanks and signs before figures, figures before letters, letters by the alphabet, small and capital ones alike. One Cyrillic
//! alphabet serves all: the Kazakh one (А Ә Б В Г Ғ … І Ь Э Ю Я) has the Russian letters in their Russian order, and letters of Uzbek and
//! Tajik stand after those from which they are made. Ё counts as Е until nothing else decides. A Kazakh or Russian reader has Cyrillic
//! before Latin, an English one Latin before Cyrillic. Byte order would put Ә, Қ, Ө and І behind Я.

use crate::words::Tongue;

/// The Cyrillic letters in their order.
const CYRILLIC: &str = "аәбвгғдежзиӣйкқлмнңоөпрстуұүӯўфхһҳцчҷшщъыіьэюя";
/// The Latin ones.
const LATIN: &str = "abcdefghijklmnopqrstuvwxyz";

/// By what a name is sorted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(Vec<(Group, u32)>, String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Sign,
    Figure,
    First,
    Second,
    Other,
}

/// By what a name is sorted for a reader of this language.
#[must_use]
pub fn key(tongue: Tongue, name: &str) -> Key {
    let (cyrillic, latin) = if tongue == Tongue::En { (Group::Second, Group::First) } else { (Group::First, Group::Second) };
    let weigh = |letter: char| match (place(CYRILLIC, letter), place(LATIN, letter)) {
        (Some(place), _) => (cyrillic, place),
        (_, Some(place)) => (latin, place),
        _ if letter.is_ascii_digit() => (Group::Figure, u32::from(letter)),
        _ if letter.is_alphanumeric() => (Group::Other, u32::from(letter)),
        _ => (Group::Sign, 0),
    };
    Key(folded(name).chars().map(weigh).collect(), name.to_lowercase())
}

fn place(alphabet: &str, letter: char) -> Option<u32> {
    alphabet.chars().position(|known| known == letter).and_then(|place| u32::try_from(place).ok())
}

/// A name in the form in which parts of it are looked for: small letters, one blank between words, Ё as Е.
#[must_use]
pub fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().replace('ё', "е")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(tongue: Tongue, names: &[&str]) -> Vec<String> {
        let mut names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        names.sort_by_cached_key(|name| key(tongue, name));
        names
    }

    #[test]
    fn kazakh_letters_stand_where_the_alphabet_has_them() {
        let alphabet: Vec<String> = "АӘБВГҒДЕЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ".chars().map(String::from).collect();
        let mut mixed: Vec<&str> = alphabet.iter().map(String::as_str).collect();
        mixed.sort_unstable();
        assert_ne!(mixed, alphabet, "byte order is another one");
        for tongue in Tongue::ALL {
            assert_eq!(sorted(tongue, &mixed), alphabet, "{}", tongue.code());
        }
    }

    #[test]
    fn small_letters_yo_and_blanks_make_little_difference() {
        let names = ["Алмазова", "алексеев", "Алёна Я", "Алена А", "Ал Ян"];
        assert_eq!(sorted(Tongue::Ru, &names), ["Ал Ян", "алексеев", "Алена А", "Алёна Я", "Алмазова"]);
    }

    #[test]
    fn each_reader_has_their_own_letters_first() {
        let names = ["Zhan", "Әлия", "007", "Ян", "Anna"];
        assert_eq!(sorted(Tongue::Kk, &names), ["007", "Әлия", "Ян", "Anna", "Zhan"]);
        assert_eq!(sorted(Tongue::En, &names), ["007", "Anna", "Zhan", "Әлия", "Ян"]);
    }

    #[test]
    fn parts_are_found_however_they_are_typed() {
        assert!(folded("Семёнова  Әсел").contains(&folded(" СЕМЕНОВА ә")));
        assert!(!folded("Семёнова").contains(&folded("Қ")));
    }
}
