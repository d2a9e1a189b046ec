//! Words and numbers of an unfolded text, each with a loosened form under which spellings of one word meet.
//!
//! People write Kazakh with Russian letters, drop Uzbek apostrophes and write е for ё. The loosened form folds all that away, so that a
//! term of the knowledge files is written once, in its right spelling, and found in every careless one.

use std::borrow::Cow;
use std::ops::Range;

use crate::unfold::class::Class;
use crate::unfold::{Glyph, Unfolded};

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters.
    Word,
    /// Digits.
    Number,
    /// One of `$ € ₸ %`.
    Sign,
}

/// One token; its places are counted in 32 bits, as unfolded texts are.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// First glyph of the unfolded text.
    first: u32,
    /// Glyph after the last one.
    end: u32,
    /// First byte of the unfolded text.
    from: u32,
    /// Byte after the last one.
    to: u32,
    /// What it is made of.
    pub kind: TokenKind,
}

impl Token {
    /// Where it stands in the unfolded text, in bytes.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.from as usize..self.to as usize
    }

    /// Where it stands in the unfolded text, in characters.
    pub(crate) fn glyphs(&self) -> Range<usize> {
        self.first as usize..self.end as usize
    }

    /// As it stands in the unfolded text.
    #[must_use]
    pub fn text<'a>(&self, unfolded: &'a Unfolded) -> &'a str {
        unfolded.text().get(self.range()).unwrap_or("")
    }

    /// Its loosened form.
    #[must_use]
    pub fn loose<'a>(&self, unfolded: &'a Unfolded) -> Cow<'a, str> {
        let word = self.text(unfolded);
        if is_plain(word) { Cow::Borrowed(word) } else { Cow::Owned(loosen(word)) }
    }

    /// Writes its loosened form.
    pub(crate) fn loosen_onto(&self, unfolded: &Unfolded, out: &mut String) {
        let word = self.text(unfolded);
        if is_plain(word) {
            out.push_str(word);
        } else {
            loosen_onto(word, out);
        }
    }
}

/// The tokens of one text, and the signs that contacts are made with.
#[derive(Debug, Clone, Default)]
pub struct Tokens {
    tokens: Vec<Token>,
    /// The glyphs that are `@` or a full stop.
    signs: Vec<u32>,
}

impl Tokens {
    /// Cuts an unfolded text into tokens.
    #[must_use]
    pub fn of(unfolded: &Unfolded) -> Self {
        let mut tokens = Self::default();
        tokens.cut(unfolded);
        tokens
    }

    /// Cuts another text, in the memory of the last one.
    pub(crate) fn cut(&mut self, unfolded: &Unfolded) {
        self.tokens.clear();
        self.signs.clear();
        self.tokens.reserve(unfolded.glyphs().len() / 5 + 4);
        let number = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        let text_end = number(unfolded.text().len());
        let glyphs = unfolded.glyphs();
        let mut at = 0;
        while let Some(glyph) = glyphs.get(at) {
            let first = at;
            at += 1;
            let Some(kind) = kind_of(glyph.shown, glyph.ch) else {
                if matches!(glyph.ch, '@' | '.') {
                    self.signs.push(number(first));
                }
                continue;
            };
            at += glyphs.get(at..).unwrap_or(&[]).iter().take_while(|glyph| goes_on(kind, glyph)).count();
            let to = glyphs.get(at).map_or(text_end, |glyph| glyph.byte);
            self.tokens.push(Token { first: number(first), end: number(at), from: glyph.byte, to, kind });
        }
    }

    /// The tokens in the order of the text.
    #[must_use]
    pub fn as_slice(&self) -> &[Token] {
        &self.tokens
    }

    /// The glyphs that are `@` or a full stop.
    pub(crate) fn signs(&self) -> &[u32] {
        &self.signs
    }
}

fn kind_of(class: Class, letter: char) -> Option<TokenKind> {
    match class {
        Class::Latin | Class::Cyrillic | Class::Greek | Class::Letter => Some(TokenKind::Word),
        Class::Digit => Some(TokenKind::Number),
        Class::Sign if matches!(letter, '$' | '%') => Some(TokenKind::Sign),
        Class::Symbol if matches!(letter, '€' | '₸') => Some(TokenKind::Sign),
        _ => None,
    }
}

/// Whether a character goes on with a token; a word may have apostrophes, a sign stands alone.
fn goes_on(open: TokenKind, next: &Glyph) -> bool {
    match open {
        TokenKind::Word => next.shown.is_letter() || next.ch == '\'',
        TokenKind::Number => next.shown == Class::Digit,
        TokenKind::Sign => false,
    }
}

/// The apostrophes of Uzbek; unfolding makes all of them the first.
fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | 'ʻ' | 'ʼ' | '’' | '‘' | '`' | '´')
}

/// Whether a word is its own loosened form; most are.
fn is_plain(word: &str) -> bool {
    word.chars().all(|letter| matches!(letter, 'а'..='я' | 'a'..='z' | '0'..='9'))
}

/// Writes the loosened form of a letter.
fn loosen_into(letter: char, out: &mut String) {
    match letter {
        'ә' => out.push('а'),
        'ғ' => out.push('г'),
        'қ' | 'ҡ' => out.push('к'),
        'ң' => out.push('н'),
        'ө' => out.push('о'),
        'ұ' | 'ү' | 'ў' | 'ӯ' => out.push('у'),
        'һ' | 'ҳ' => out.push('х'),
        'і' | 'ї' | 'ӣ' => out.push('и'),
        'ё' => out.push('е'),
        'ҷ' => out.push('ж'),
        'ı' => out.push('i'),
        'ş' => out.push_str("sh"),
        'ç' => out.push_str("ch"),
        'ğ' => out.push('g'),
        'ö' => out.push('o'),
        'ü' => out.push('u'),
        'ä' => out.push('a'),
        'ñ' => out.push('n'),
        _ if is_apostrophe(letter) => {}
        _ => out.push(letter),
    }
}

/// Writes the loosened form of an unfolded word.
pub(crate) fn loosen_onto(word: &str, out: &mut String) {
    word.chars().for_each(|letter| loosen_into(letter, out));
}

/// The loosened form of a whole word.
#[must_use]
pub fn loosen(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for letter in word.chars().flat_map(char::to_lowercase) {
        loosen_into(letter, &mut out);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str) -> Vec<String> {
        let unfolded = Unfolded::of(text);
        Tokens::of(&unfolded).as_slice().iter().map(|token| token.loose(&unfolded).into_owned()).collect()
    }

    #[test]
    fn careless_and_right_spellings_meet() {
        assert_eq!(forms("қыздар"), forms("кыздар"));
        assert_eq!(forms("o'zbek oʻzbek"), ["ozbek", "ozbek"]);
        assert_eq!(forms("ещё"), ["еще"]);
    }

    #[test]
    fn words_numbers_and_signs_are_parted() {
        assert_eq!(forms("от 2500$, 18-25 лет!"), ["от", "2500", "$", "18", "25", "лет"]);
        assert_eq!(forms("150к"), ["150", "к"]);
        assert_eq!(forms(""), Vec::<String>::new());
    }
}
