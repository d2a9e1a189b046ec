//! One name spelled in several ways: other alphabets, letters that look alike, digits for letters, doubled letters.

use signals::unfold::Unfolded;
use unicode_normalization::UnicodeNormalization as _;

/// A label in Latin letters: look-alikes as what they look like, other Cyrillic as it is spelled in Latin.
///
/// Under a Cyrillic ending (`.қаз`) nothing is a look-alike: there the alphabet is what it seems.
pub(super) fn plain(label: &str, ending: &str) -> String {
    if label.is_ascii() {
        return label.to_owned();
    }
    let runs = label.split_inclusive(|sign: char| !sign.is_alphabetic());
    runs.map(|run| {
        let letters = run.trim_end_matches(|sign: char| !sign.is_alphabetic());
        let look = if ending.is_ascii() { look_alike(letters) } else { None };
        format!("{}{}", look.unwrap_or_else(|| in_latin(letters)), run.strip_prefix(letters).unwrap_or_default())
    })
    .collect()
}

/// Letters as the Latin ones that they look like, if all of them look like some.
fn look_alike(letters: &str) -> Option<String> {
    // Beside a letter that is nothing but Latin, letters are read as Latin wherever they may be.
    let unfolded = Unfolded::of(&format!("{letters}l"));
    let read = unfolded.text().strip_suffix('l')?;
    read.bytes().all(|byte| byte.is_ascii_lowercase()).then(|| read.to_owned())
}

fn in_latin(letters: &str) -> String {
    let mut latin = String::with_capacity(letters.len());
    for letter in letters.chars() {
        match of_cyrillic(letter) {
            Some(spelled) => latin.push_str(spelled),
            None => latin.extend(std::iter::once(letter).nfkd().filter(|part| part.is_alphanumeric())),
        }
    }
    latin
}

fn of_cyrillic(letter: char) -> Option<&'static str> {
    Some(match letter {
        'а' | 'ә' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ғ' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' | 'є' => "e",
        'ж' | 'җ' => "zh",
        'з' => "z",
        'и' | 'й' | 'і' | 'ї' | 'ӣ' => "i",
        'к' | 'қ' => "k",
        'л' => "l",
        'м' => "m",
        'н' | 'ң' => "n",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ұ' | 'ү' | 'ў' | 'ӯ' => "u",
        'ф' => "f",
        'х' | 'һ' | 'ҳ' => "kh",
        'ц' => "ts",
        'ч' | 'ҷ' => "ch",
        'ш' => "sh",
        'щ' => "sch",
        'ы' => "y",
        'ю' => "yu",
        'я' => "ya",
        'ъ' | 'ь' => "",
        'ı' => "i",
        _ => return None,
    })
}

/// What stays of letters when spellings that sound alike fall together. It is a key, not a name.
pub(super) fn sound(letters: &str) -> String {
    const PAIRS: [(&str, &str); 9] =
        [("rn", "m"), ("vv", "w"), ("kh", "h"), ("zh", "j"), ("sch", "sh"), ("ph", "f"), ("ou", "u"), ("x", "ks"), ("tz", "ts")];
    let mut text = letters.to_owned();
    for (written, meant) in PAIRS {
        if text.contains(written) {
            text = text.replace(written, meant);
        }
    }
    let mut key = String::with_capacity(text.len());
    for letter in text.chars().map(one_of_alike) {
        if !key.ends_with(letter) {
            key.push(letter);
        }
    }
    key
}

/// The same where letters that look alike fall together too: l and i, as in `admlral`.
pub(super) fn looks(letters: &str) -> String {
    sound(&letters.replace('l', "i"))
}

fn one_of_alike(letter: char) -> char {
    match letter {
        'y' | 'j' => 'i',
        'c' | 'q' => 'k',
        'w' => 'v',
        _ => letter,
    }
}

/// The label with digits between letters as the letters that they may stand for (`adm1ral`); none where there are none.
pub(super) fn without_digits_for_letters(label: &str) -> Vec<String> {
    let mut read = vec![with_letters(label, 'i'), with_letters(label, 'l')];
    read.dedup();
    read.retain(|read| read != label);
    read
}

fn with_letters(label: &str, for_one: char) -> String {
    let signs: Vec<char> = label.chars().collect();
    let is_letter = |sign: Option<&char>| sign.is_some_and(char::is_ascii_alphabetic);
    let between = |at: usize| is_letter(at.checked_sub(1).and_then(|before| signs.get(before))) && is_letter(signs.get(at + 1));
    signs.iter().enumerate().map(|(at, &sign)| if between(at) { letter_of(sign, for_one) } else { sign }).collect()
}

fn letter_of(digit: char, for_one: char) -> char {
    match digit {
        '0' => 'o',
        '1' => for_one,
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        _ => digit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_alphabets_are_read_in_latin() {
        let rows = [
            ("vаvаda12", "com", "vavada12"),
            ("vоrаlіk", "com", "voralik"),
            ("хамам-баня", "com", "khamam-banya"),
            ("сасох", "com", "cacox"),
            ("сасох", "рф", "sasokh"),
            ("қыздар-2", "қаз", "kyzdar-2"),
            ("bästacasino", "nu", "bastacasino"),
            ("kyzdar", "com", "kyzdar"),
        ];
        for (label, ending, expected) in rows {
            assert_eq!(plain(label, ending), expected, "{label}");
        }
    }

    #[test]
    fn spellings_of_one_name_have_one_key() {
        let rows = [
            ("vullkan", "vulkan"),
            ("vulcan", "vulkan"),
            ("kornetto", "kometo"),
            ("zhuldyz", "juldiz"),
            ("vvavada", "wavada"),
            ("phoenix", "foenix"),
        ];
        for (one, other) in rows {
            assert_eq!(sound(one), sound(other), "{one} {other}");
        }
        assert_ne!(sound("kyzdar"), sound("kuzdar"));
        assert_eq!(looks("admlral"), looks("admiral"));
    }

    #[test]
    fn digits_between_letters_may_be_letters() {
        assert_eq!(without_digits_for_letters("adm1ral-casino"), ["admiral-casino", "admlral-casino"]);
        assert_eq!(without_digits_for_letters("k0meta4"), ["kometa4"]);
        for other in ["1xbet-7k", "bets10club"] {
            assert_eq!(without_digits_for_letters(other), [""; 0], "{other}");
        }
    }
}
