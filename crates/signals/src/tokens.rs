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
        let mut letters = text.char_indices();
        let mut next = letters.next();
        while let Some((start, letter)) = next {
            next = letters.next();
            let Some(kind) = kind_of(letter) else { continue };
            let mut plain = is_plain(letter);
            while let Some((_, letter)) = next {
                let goes_on = kind_of(letter) == Some(kind) || (kind == TokenKind::Word && is_apostrophe(letter));
                if !goes_on || kind == TokenKind::Sign {
                    break;
                }
                plain &= is_plain(letter);
                next = letters.next();
            }
            let end = next.map_or(text.len(), |(at, _)| at);
            tokens.put(start..end, kind, text, plain);
        }
        tokens
    }

    fn put(&mut self, range: Range<usize>, kind: TokenKind, text: &str, plain: bool) {
        let start = self.loose.len();
        let word = text.get(range.clone()).unwrap_or("");
        if plain {
            self.loose.push_str(word);
        } else {
            word.chars().for_each(|letter| loosen_into(letter, &mut self.loose));
        }
        self.tokens.push(Token { range, loose: start..self.loose.len(), kind });
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

/// Whether a letter or digit is its own loosened form; most are.
fn is_plain(letter: char) -> bool {
    matches!(letter, 'а'..='я' | 'a'..='z' | '0'..='9')
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
