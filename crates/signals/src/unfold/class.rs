//! What kind of character a character is, as far as unfolding cares.

use super::scripts::{is_cyrillic_double, is_latin_double};

/// The kinds of characters that unfolding tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// A Latin letter.
    Latin,
    /// A Cyrillic letter, those of the Turkic alphabets included.
    Cyrillic,
    /// A Greek letter.
    Greek,
    /// A letter of any other script.
    Letter,
    /// A decimal digit (ASCII after folding).
    Digit,
    /// The low line, which joins words in handles.
    Underscore,
    /// A blank that is no line break.
    Space,
    /// A line break.
    Newline,
    /// Punctuation and symbols of ASCII.
    Sign,
    /// Any other punctuation, symbols, emoji.
    Symbol,
}

/// The bit of a Latin or Cyrillic letter that has no twin in the other script; above those of the classes.
pub(super) const TWINLESS: u16 = 1 << 14;
/// The bit of a sign that may stand for a letter.
pub(super) const LEET_SIGN: u16 = 1 << 15;

/// The bit of letters in lower case, digits and the low line: they end no word and are their own lower case.
pub(super) const QUIET: u16 = 1 << 12;

/// The bits of characters that don't stand for themselves, or may not.
const UNCOMMON: u16 = Class::Symbol.bit() | BACKTICK;
/// The bit of the backtick, which is an apostrophe.
const BACKTICK: u16 = 1 << 13;
/// The bits of the classes that words are made of.
pub(super) const WORDISH: u16 =
    Class::Latin.bit() | Class::Cyrillic.bit() | Class::Greek.bit() | Class::Letter.bit() | Class::Digit.bit() | Class::Underscore.bit();
/// The bits of the classes that part words.
pub(super) const BLANK: u16 = Class::Space.bit() | Class::Newline.bit();

/// What unfolding wants to know of a character.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    /// The character itself.
    pub raw: char,
    pub class: Class,
    /// Its lower case, as one character.
    pub lower: char,
    /// The bit of its class, with [`TWINLESS`] or [`LEET_SIGN`] where that is so.
    pub bits: u16,
}

impl Look {
    pub fn of(c: char) -> Self {
        entry(c).copied().unwrap_or_else(|| {
            let class = Class::of_rare(c);
            Self { raw: c, class, lower: if class.is_letter() { rare_lower(c) } else { c }, bits: bits_of(class, c) }
        })
    }
}

const ASCII: u32 = 0x80;
const CYRILLIC: u32 = 0x400;
const CYRILLIC_LENGTH: u32 = 0x130;
/// The first byte of the first Cyrillic letter in UTF-8.
const CYRILLIC_LEAD: u8 = 0xD0;
const COMMON: usize = (ASCII + CYRILLIC_LENGTH) as usize;

/// The characters of the two blocks in which nearly all text is written: ASCII and, right behind it, Cyrillic.
static TABLE: [Look; COMMON] = table();

const fn table() -> [Look; COMMON] {
    let mut table = [Look { raw: '\0', class: Class::Sign, lower: '\0', bits: 0 }; COMMON];
    let mut rest: &mut [Look] = &mut table;
    let mut place = 0;
    while let Some((look, more)) = rest.split_first_mut() {
        let code = if place < ASCII { place } else { place - ASCII + CYRILLIC };
        if let (Some(c), Some(lower)) = (char::from_u32(code), char::from_u32(lower_of(code))) {
            let bits = bits_of(class_of(code), c);
            let quiet = if bits & WORDISH != 0 && code == lower_of(code) { QUIET } else { 0 };
            *look = Look { raw: c, class: class_of(code), lower, bits: bits | quiet };
        }
        rest = more;
        place += 1;
    }
    table
}

const fn class_of(code: u32) -> Class {
    match code {
        0x61..=0x7A | 0x41..=0x5A => Class::Latin,
        0x400..=0x481 | 0x48A..=0x52F => Class::Cyrillic,
        0x20 | 0x09 => Class::Space,
        0x30..=0x39 => Class::Digit,
        0x5F => Class::Underscore,
        0x0A..=0x0D => Class::Newline,
        0x00..=0x7F => Class::Sign,
        _ => Class::Symbol,
    }
}

const fn bits_of(class: Class, c: char) -> u16 {
    let more = match (class, c) {
        (Class::Latin, _) if !is_latin_double(c) => TWINLESS,
        (Class::Cyrillic, _) if !is_cyrillic_double(c) => TWINLESS,
        (Class::Sign, '@' | '$' | '!') => LEET_SIGN,
        (Class::Sign, '`') => BACKTICK,
        _ => 0,
    };
    class.bit() | more
}

const fn lower_of(code: u32) -> u32 {
    match code {
        0x41..=0x5A | 0x410..=0x42F => code + 0x20,
        0x400..=0x40F => code + 0x50,
        0x460..=0x481 | 0x48A..=0x4BF | 0x4D0..=0x52F => code | 1,
        0x4C0 => 0x4CF,
        0x4C1..=0x4CE => code + (code & 1),
        _ => code,
    }
}

#[inline]
fn entry(c: char) -> Option<&'static Look> {
    let code = u32::from(c);
    let place = match code {
        0..ASCII => code,
        CYRILLIC.. => code - CYRILLIC + ASCII,
        _ => return None,
    };
    usize::try_from(place).ok().and_then(|place| TABLE.get(place))
}

/// What is known of the character at this byte of a text, and its bytes, if it is an ASCII character or Cyrillic letter that stands for
/// itself. Nearly all are, so that it is worth to read their one or two bytes here and not ask for any character.
#[inline]
pub(super) fn common(text: &[u8], at: usize) -> Option<(&'static Look, u8)> {
    let first = *text.get(at)?;
    let (place, length) = if first.is_ascii() {
        (usize::from(first), 1)
    } else {
        let upper = first.checked_sub(CYRILLIC_LEAD).filter(|upper| *upper < 8)?;
        let lower = *text.get(at + 1)? & 0x3F;
        (ASCII as usize + usize::from(upper) * 64 + usize::from(lower), 2)
    };
    TABLE.get(place).filter(|look| look.bits & UNCOMMON == 0).map(|look| (look, length))
}

/// The lower case of a character as one character; what has no such form stays.
pub(crate) fn lower(c: char) -> char {
    Look::of(c).lower
}

fn rare_lower(c: char) -> char {
    if c == 'İ' { 'i' } else { c.to_lowercase().next().unwrap_or(c) }
}

impl Class {
    /// The class of a character.
    #[inline]
    pub(crate) fn of(c: char) -> Self {
        entry(c).map_or_else(|| Self::of_rare(c), |entry| entry.class)
    }

    fn of_rare(c: char) -> Self {
        match u32::from(c) {
            0xAA | 0xAB | 0xB7 | 0xBA | 0xBB | 0xD7 | 0xF7 => Self::Symbol,
            // Dashes, quotes, arrows, signs and pictures: common, and looking them up in the tables of Unicode is dear.
            0x2010..=0x2027 | 0x2030..=0x205E | 0x20A0..=0x20C0 | 0x2190..=0x2426 | 0x2500..=0x2BFF | 0x1F300..=0x1FAFF => Self::Symbol,
            0x1C80..=0x1C88 => Self::Cyrillic,
            0xC0..=0x2AF | 0x1E00..=0x1EFF => Self::Latin,
            0x370..=0x3FF | 0x1F00..=0x1FFF if c.is_alphabetic() => Self::Greek,
            0x85 | 0x2028 | 0x2029 => Self::Newline,
            _ if c.is_alphabetic() => Self::Letter,
            _ if c.is_whitespace() => Self::Space,
            _ => Self::Symbol,
        }
    }

    /// A bit of its own.
    pub(super) const fn bit(self) -> u16 {
        1 << self as u16
    }

    /// Whether it is a letter of any script.
    pub(crate) fn is_letter(self) -> bool {
        matches!(self, Self::Latin | Self::Cyrillic | Self::Greek | Self::Letter)
    }

    /// Whether it is part of a word: a letter, a digit or the low line.
    pub(crate) fn is_wordish(self) -> bool {
        self.is_letter() || matches!(self, Self::Digit | Self::Underscore)
    }

    /// Whether it parts words: a space or a line break.
    pub(crate) fn is_blank(self) -> bool {
        matches!(self, Self::Space | Self::Newline)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lower_case_agrees_with_the_standard_library() {
        for c in ('\u{0}'..='\u{2AF}').chain('\u{370}'..='\u{52F}').filter(|c| *c != 'İ') {
            assert_eq!(Some(lower(c)), c.to_lowercase().next(), "{c:?}");
        }
    }

    #[test]
    fn what_is_told_without_the_tables_of_unicode_agrees_with_them() {
        for c in (0x80..=0x1FFFF).filter_map(char::from_u32) {
            if matches!(u32::from(c), 0x2010..=0x2027 | 0x2030..=0x205E | 0x20A0..=0x20C0 | 0x2190..=0x2426 | 0x2500..=0x2BFF | 0x1F300..=0x1FAFF)
            {
                assert!(!c.is_alphabetic() && !c.is_whitespace() && c.to_lowercase().eq([c]), "{c:?}");
            }
        }
    }

    #[test]
    fn letters_of_the_region_are_cyrillic() {
        for c in "әғқңөұүһіӣӯҳҷўЁй".chars() {
            assert_eq!(Class::of(c), Class::Cyrillic, "{c}");
        }
        assert_eq!(Class::of('ə'), Class::Latin);
        assert_eq!(Class::of('🔥'), Class::Symbol);
        assert_eq!(Class::of('漢'), Class::Letter);
    }
}
