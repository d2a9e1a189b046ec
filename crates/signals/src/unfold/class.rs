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

impl Class {
    /// The class of a character.
    pub(crate) fn of(c: char) -> Self {
        match u32::from(c) {
            0x61..=0x7A | 0x41..=0x5A => Self::Latin,
            0x400..=0x481 | 0x48A..=0x52F | 0x1C80..=0x1C88 => Self::Cyrillic,
            0x20 | 0x09 => Self::Space,
            0x30..=0x39 => Self::Digit,
            0x5F => Self::Underscore,
            0x0A | 0x0D | 0x0B | 0x0C => Self::Newline,
            0x00..=0x7F => Self::Sign,
            _ => Self::of_rare(c),
        }
    }

    fn of_rare(c: char) -> Self {
        match u32::from(c) {
            0xAA | 0xBA | 0xD7 | 0xF7 => Self::Symbol,
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

/// The lower case of a character as one character; what has no such form stays.
pub(crate) fn lower(c: char) -> char {
    match c {
        'a'..='z' | '0'..='9' | 'а'..='џ' => c,
        'A'..='Z' => c.to_ascii_lowercase(),
        'А'..='Я' => char::from_u32(u32::from(c) + 0x20).unwrap_or(c),
        'Ѐ'..='Џ' => char::from_u32(u32::from(c) + 0x50).unwrap_or(c),
        '\u{48A}'..='\u{4BF}' | '\u{4D0}'..='\u{52F}' => char::from_u32(u32::from(c) | 1).unwrap_or(c),
        _ if c.is_ascii() => c,
        'İ' => 'i',
        _ => c.to_lowercase().next().unwrap_or(c),
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
    fn letters_of_the_region_are_cyrillic() {
        for c in "әғқңөұүһіӣӯҳҷўЁй".chars() {
            assert_eq!(Class::of(c), Class::Cyrillic, "{c}");
        }
        assert_eq!(Class::of('ə'), Class::Latin);
        assert_eq!(Class::of('🔥'), Class::Symbol);
        assert_eq!(Class::of('漢'), Class::Letter);
    }
}
