//! How much of a password is more than words that everybody tries first.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The list, as people edit it.
const LIST: &str = include_str!("../../../../knowledge/passwords/common.txt");
/// Shorter words stand inside of too many good passwords.
const LEAST: usize = 4;

/// The keys that write Latin letters, and what the same keys write in Russian and Kazakh. Kazakh letters stand in the row of digits, as on
/// the keyboards that systems ship.
const LATIN: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`2345890-=";
const CYRILLIC: &str = "йцукенгшщзхъфывапролджэячсмитьбюёәіңғүұқөһ";

static WORDS: LazyLock<BTreeSet<Vec<char>>> = LazyLock::new(words);

fn words() -> BTreeSet<Vec<char>> {
    let lines = LIST.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let all = lines.flat_map(|word| [word.to_owned(), typed_as(word, CYRILLIC, LATIN), typed_as(word, LATIN, CYRILLIC)]);
    all.map(|word| word.chars().collect::<Vec<char>>()).filter(|word| word.len() >= LEAST).collect()
}

/// A word whose writer forgot to change the layout.
fn typed_as(word: &str, from: &str, to: &str) -> String {
    let key = |sign: char| from.chars().zip(to.chars()).find(|(one, _)| *one == sign).map_or(sign, |(_, other)| other);
    word.chars().map(key).collect()
}

/// How many characters of a password are left when words of the list and runs of characters (`1234`, `aaaa`) are taken away.
pub(super) fn left_over(password: &str) -> usize {
    let signs: Vec<char> = password.to_lowercase().chars().collect();
    let mut rest = signs.as_slice();
    let (mut left, mut before) = (0, None);
    while let [first, others @ ..] = rest {
        let known = longest(rest);
        if known > 0 {
            (rest, before) = (rest.get(known..).unwrap_or_default(), None);
            continue;
        }
        let runs_on = before.is_some_and(|before| u32::from(*first).abs_diff(u32::from(before)) <= 1);
        left += usize::from(!runs_on);
        (rest, before) = (others, Some(*first));
    }
    left
}

/// The length of the longest word of the list that the characters begin with.
fn longest(signs: &[char]) -> usize {
    let most = WORDS.iter().map(Vec::len).max().unwrap_or(0).min(signs.len());
    (LEAST..=most).rev().find(|length| signs.get(..*length).is_some_and(|word| WORDS.contains(word))).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_layouts_pair_key_by_key() {
        assert_eq!(typed_as("пароль", CYRILLIC, LATIN), "gfhjkm");
        assert_eq!(typed_as("password", LATIN, CYRILLIC), "зфыыцщкв");
        assert_eq!(typed_as("қазақ", CYRILLIC, LATIN), "0fpf0");
        assert_eq!(typed_as("құпия", CYRILLIC, LATIN), "09gbz");
        assert_eq!(CYRILLIC.chars().count(), LATIN.chars().count());
        assert_eq!(CYRILLIC.chars().collect::<BTreeSet<_>>().len(), CYRILLIC.chars().count());
        assert_eq!(LATIN.chars().collect::<BTreeSet<_>>().len(), LATIN.chars().count());
    }

    #[test]
    fn the_list_is_clean() {
        assert!(WORDS.len() > 900, "{}", WORDS.len());
        let lines: Vec<&str> = LIST.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
        assert!(lines.iter().all(|line| *line == line.trim() && *line == line.to_lowercase()));
    }

    #[test]
    fn what_is_common_leaves_little() {
        for (password, left) in [("passwordpassword", 0), ("aaaaaaaaaaaa", 1), ("1234567890", 2), ("gfhjkmgfhjkm", 0), ("Қазақстан2024", 4)]
        {
            assert_eq!(left_over(password), left, "{password}");
        }
        assert!(left_over("верблюд читает вслух") > 10);
    }
}
