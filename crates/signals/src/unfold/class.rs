//! What kind of character a character is, as far as unfolding cares.

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

/// The class and the lower case of a character of the two blocks in which nearly all text is written.
#[derive(Clone, Copy)]
struct Entry {
    class: Class,
    lower: u16,
}

const ASCII: usize = 0x80;
const CYRILLIC: u16 = 0x400;
const CYRILLIC_LENGTH: usize = 0x130;

static ASCII_TABLE: [Entry; ASCII] = table(0);
static CYRILLIC_TABLE: [Entry; CYRILLIC_LENGTH] = table(CYRILLIC);

const fn table<const N: usize>(first: u16) -> [Entry; N] {
    let mut table = [Entry { class: Class::Sign, lower: 0 }; N];
    let mut rest: &mut [Entry] = &mut table;
    let mut code = first;
    while let Some((entry, more)) = rest.split_first_mut() {
        *entry = Entry { class: class_of(code), lower: lower_of(code) };
        rest = more;
        code += 1;
    }
    table
}

const fn class_of(code: u16) -> Class {
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

const fn lower_of(code: u16) -> u16 {
    match code {
        0x41..=0x5A | 0x410..=0x42F => code + 0x20,
        0x400..=0x40F => code + 0x50,
        0x460..=0x481 | 0x48A..=0x4BF | 0x4D0..=0x52F => code | 1,
        0x4C0 => 0x4CF,
        0x4C1..=0x4CE => code + (code & 1),
        _ => code,
    }
}

fn entry(c: char) -> Option<&'static Entry> {
    let code = u32::from(c);
    let table: &[Entry] = if code < 0x80 { &ASCII_TABLE } else { &CYRILLIC_TABLE };
    let place = if code < 0x80 { code } else { code.wrapping_sub(u32::from(CYRILLIC)) };
    usize::try_from(place).ok().and_then(|place| table.get(place))
}

/// The class and the lower case (as one character) of a character.
pub(crate) fn class_and_lower(c: char) -> (Class, char) {
    match entry(c) {
        Some(entry) => (entry.class, char::from_u32(u32::from(entry.lower)).unwrap_or(c)),
        None => match Class::of_rare(c) {
            class if class.is_letter() => (class, rare_lower(c)),
            class => (class, c),
        },
    }
}

/// The lower case of a character as one character; what has no such form stays.
pub(crate) fn lower(c: char) -> char {
    class_and_lower(c).1
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
