//! Words that mix scripts: each goes to the script that it is really written in.

use super::class::Class;

/// The lower-case Cyrillic letter that looks like this Latin or Greek one, its capital form taken into account.
pub(super) fn cyrillic_twin(c: char) -> Option<char> {
    Some(match c {
        'a' | 'A' | 'α' | 'Α' | 'ɑ' => 'а',
        'B' | 'Β' | 'β' => 'в',
        'c' | 'C' | 'ϲ' => 'с',
        'e' | 'E' | 'Ε' | 'ε' => 'е',
        'H' | 'Η' => 'н',
        'h' => 'һ',
        'i' | 'I' | 'ι' | 'Ι' => 'і',
        'k' | 'K' | 'κ' | 'Κ' => 'к',
        'm' | 'M' | 'Μ' => 'м',
        'o' | 'O' | 'ο' | 'Ο' => 'о',
        'p' | 'P' | 'ρ' | 'Ρ' => 'р',
        't' | 'T' | 'τ' | 'Τ' => 'т',
        'x' | 'X' | 'χ' | 'Χ' => 'х',
        'y' | 'Y' | 'Υ' | 'υ' | 'γ' => 'у',
        'ə' | 'Ə' => 'ә',
        'ɵ' | 'Ɵ' => 'ө',
        'Γ' => 'г',
        'Π' | 'π' => 'п',
        'Λ' | 'λ' => 'л',
        'Φ' | 'φ' => 'ф',
        'ë' | 'Ë' => 'ё',
        'Ø' | 'ø' | 'Θ' | 'θ' => 'ө',
        _ => return None,
    })
}

/// The Cyrillic letter that a Latin one stands for in handwriting, by a weaker likeness or by sound.
fn cyrillic_cousin(c: char) -> Option<char> {
    Some(match c {
        'n' => 'п',
        'u' => 'и',
        'r' => 'г',
        'b' => 'ь',
        'w' | 'W' => 'ш',
        'N' => 'и',
        'R' => 'я',
        'd' | 'D' | 'g' => 'д',
        'f' | 'F' => 'ф',
        'j' | 'J' => 'й',
        'l' | 'L' => 'л',
        's' | 'S' => 'с',
        'v' | 'V' => 'в',
        'z' | 'Z' => 'з',
        _ => return None,
    })
}

/// The lower-case Latin letter that looks like this Cyrillic or Greek one.
pub(crate) fn latin_twin(c: char) -> Option<char> {
    Some(match c {
        'а' | 'А' | 'α' | 'Α' => 'a',
        'в' | 'В' | 'Β' | 'β' | 'Ь' | 'ь' => 'b',
        'с' | 'С' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'Е' | 'Ε' | 'ε' | 'ё' | 'Ё' => 'e',
        'Н' | 'н' | 'һ' | 'Һ' | 'Η' => 'h',
        'і' | 'І' | 'ι' | 'Ι' | 'ї' | 'Ї' => 'i',
        'ј' | 'Ј' => 'j',
        'к' | 'К' | 'κ' | 'Κ' => 'k',
        'М' | 'м' | 'Μ' => 'm',
        'η' => 'n',
        'о' | 'О' | 'ο' | 'Ο' => 'o',
        'р' | 'Р' | 'ρ' | 'Ρ' => 'p',
        'ԛ' => 'q',
        'ѕ' | 'Ѕ' => 's',
        'т' | 'Т' | 'τ' | 'Τ' => 't',
        'ν' => 'v',
        'ԝ' | 'ω' => 'w',
        'х' | 'Х' | 'χ' | 'Χ' => 'x',
        'у' | 'У' | 'Υ' | 'υ' | 'ү' | 'Ү' | 'γ' => 'y',
        'ә' | 'Ә' => 'ə',
        'Ζ' => 'z',
        _ => return None,
    })
}

/// Whether a Latin letter can't be told from a Cyrillic one in print.
pub(super) const fn is_latin_double(c: char) -> bool {
    matches!(c, 'a' | 'c' | 'e' | 'i' | 'k' | 'o' | 'p' | 'x' | 'y' | 'ə' | 'ɵ' | 'ë' | 'Ë')
        || matches!(c, 'A' | 'B' | 'C' | 'E' | 'H' | 'I' | 'K' | 'M' | 'O' | 'P' | 'T' | 'X' | 'Y' | 'Ə' | 'Ɵ')
}

/// Whether a Cyrillic letter can't be told from a Latin one in print.
pub(super) const fn is_cyrillic_double(c: char) -> bool {
    matches!(c, 'а' | 'е' | 'о' | 'р' | 'с' | 'у' | 'х' | 'і' | 'ї' | 'ј' | 'ѕ' | 'һ' | 'к' | 'ԁ' | 'ԛ' | 'ԝ' | 'ә')
        || matches!(c, 'А' | 'В' | 'Е' | 'К' | 'М' | 'Н' | 'О' | 'Р' | 'С' | 'Т' | 'У' | 'Х' | 'І' | 'Ј' | 'Ѕ' | 'Һ' | 'Ү' | 'Ә')
}

/// The letters of a stretch, counted by script and by whether they have a twin in the other.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Letters {
    /// Latin letters.
    pub latin: usize,
    /// Latin letters that no Cyrillic one looks like.
    pub latin_only: usize,
    /// Cyrillic letters.
    pub cyrillic: usize,
    /// Cyrillic letters that no Latin one looks like.
    pub cyrillic_only: usize,
    /// Greek letters.
    pub greek: usize,
    /// How often such a letter of one script follows one of the other.
    pub turns: usize,
}

impl Letters {
    /// Counts the letters of a stretch.
    pub fn count(word: impl Iterator<Item = char>) -> Self {
        let mut letters = Self::default();
        let mut last = Class::Sign;
        for c in word {
            let class = Class::of(c);
            let alone = match class {
                Class::Latin => {
                    letters.latin += 1;
                    let alone = !is_latin_double(c);
                    letters.latin_only += usize::from(alone);
                    alone
                }
                Class::Cyrillic => {
                    letters.cyrillic += 1;
                    let alone = !is_cyrillic_double(c);
                    letters.cyrillic_only += usize::from(alone);
                    alone
                }
                Class::Greek => {
                    letters.greek += 1;
                    false
                }
                _ => false,
            };
            if alone {
                letters.turns += usize::from(last.is_letter() && last != class);
                last = class;
            }
        }
        letters
    }

    fn mixes(&self) -> bool {
        usize::from(self.latin > 0) + usize::from(self.cyrillic > 0) + usize::from(self.greek > 0) > 1
    }

    /// The script in which a word with these letters is to be read; none where it stays as it is.
    pub fn verdict(&self) -> Option<Class> {
        if !self.mixes() {
            return None;
        }
        match (self.latin_only, self.cyrillic_only) {
            (0, 0) if self.cyrillic >= self.latin => Some(Class::Cyrillic),
            (_, 0) => Some(Class::Latin),
            (0, _) => Some(Class::Cyrillic),
            // «smsки», «web-шник»: two words grown together, nothing hidden.
            _ if self.turns <= 1 && self.greek == 0 => None,
            (latin, cyrillic) if cyrillic >= latin => Some(Class::Cyrillic),
            _ => Some(Class::Latin),
        }
    }
}

/// The character in the given script, lower case; itself where it has no twin there.
pub(super) fn into_script(c: char, script: Class) -> Option<char> {
    match script {
        Class::Cyrillic => cyrillic_twin(c).or_else(|| if Class::of(c) == Class::Latin { cyrillic_cousin(c) } else { None }),
        _ if Class::of(c) == Class::Latin => None,
        _ => latin_twin(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(word: &str) -> Option<Class> {
        Letters::count(word.chars()).verdict()
    }

    #[test]
    fn a_letter_without_a_twin_decides() {
        assert_eq!(verdict("дeвyшки"), Some(Class::Cyrillic));
        assert_eq!(verdict("pacпopт"), Some(Class::Cyrillic));
        assert_eq!(verdict("gоа_villа_hоst_9"), Some(Class::Latin));
        assert_eq!(verdict("ОmаnZhаnеl_q"), Some(Class::Latin));
    }

    #[test]
    fn words_of_one_script_and_grown_together_words_stay() {
        for word in ["девушки", "villa", "smsки", "iPhone15", "3D", "онлайнcasino", "қыздар", "xo'jayin"] {
            assert_eq!(verdict(word), None, "{word}");
        }
    }
}
