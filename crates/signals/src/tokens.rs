//! Words and numbers of an unfolded text, each with a loosened form under which spellings of one word meet.
//!
//! People write Kazakh with Russian letters, drop Uzbek apostrophes and write е for ё. The loosened form folds all that away, so that a
//! term of the knowledge files is written once, in its right spelling, and found in every careless one.

use std::ops::Range;

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

/// One token.
#[derive(Debug, Clone)]
pub struct Token {
    /// Where it stands in the unfolded text, in bytes.
    pub range: Range<usize>,
    /// Where its loosened form stands in [`Tokens`].
    loose: Range<usize>,
    /// What it is made of.
    pub kind: TokenKind,
}

/// The tokens of one text.
#[derive(Debug, Clone, Default)]
pub struct Tokens {
    loose: String,
    tokens: Vec<Token>,
}

impl Tokens {
    /// Cuts an unfolded (lower-case) text into tokens.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut tokens = Self { loose: String::with_capacity(text.len()), tokens: Vec::with_capacity(text.len() / 8) };
        let mut open: Option<(usize, usize, TokenKind)> = None;
        for (at, letter) in text.char_indices() {
            let kind = kind_of(letter);
            if let Some((start, loose, kind_open)) = open {
                let goes_on = kind == Some(kind_open) || (kind_open == TokenKind::Word && is_apostrophe(letter));
                if !goes_on || kind_open == TokenKind::Sign {
                    tokens.close(start..at, loose, kind_open);
                    open = None;
                }
            }
            if let Some(kind) = kind {
                open.get_or_insert((at, tokens.loose.len(), kind));
                loosen_into(letter, &mut tokens.loose);
            }
        }
        if let Some((start, loose, kind)) = open {
            tokens.close(start..text.len(), loose, kind);
        }
        tokens
    }

    fn close(&mut self, range: Range<usize>, loose: usize, kind: TokenKind) {
        self.tokens.push(Token { range, loose: loose..self.loose.len(), kind });
    }

    /// The tokens in the order of the text.
    #[must_use]
    pub fn as_slice(&self) -> &[Token] {
        &self.tokens
    }

    /// The loosened form of a token.
    #[must_use]
    pub fn loose(&self, token: &Token) -> &str {
        self.loose.get(token.loose.clone()).unwrap_or("")
    }
}

fn kind_of(letter: char) -> Option<TokenKind> {
    match letter {
        '0'..='9' => Some(TokenKind::Number),
        'a'..='z' | 'а'..='я' => Some(TokenKind::Word),
        '$' | '€' | '₸' | '%' => Some(TokenKind::Sign),
        _ if letter.is_ascii() => None,
        _ if letter.is_alphabetic() => Some(TokenKind::Word),
        _ if letter.is_numeric() => Some(TokenKind::Number),
        _ => None,
    }
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | 'ʻ' | 'ʼ' | '’' | '‘' | '`' | '´')
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
        let tokens = Tokens::of(text);
        tokens.as_slice().iter().map(|token| tokens.loose(token).to_owned()).collect()
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
