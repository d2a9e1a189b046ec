//! Facts of a post that are not contacts: prices, ages, places.

mod ages;
mod places;
mod prices;
#[cfg(test)]
mod tests;
mod words;

use crate::Span;
use crate::notes::Known;
use crate::tokens::{Token, TokenKind};
use crate::unfold::Unfolded;
use places::Gazetteer;
pub(crate) use words::RoleIndex;
use words::{Lexicon, Words};

/// A fact read from a post.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Fact {
    /// A sum of money with the time it is for, where told.
    Price {
        /// The amount (the lower end of a range).
        amount: f64,
        /// ISO 4217 code or `USDT`; none where the post does not say.
        currency: Option<String>,
        /// What the sum is for: `hour`, `day`, `night`, `week`, `month`; none where the post does not say.
        per: Option<String>,
        /// Where.
        span: Span,
    },
    /// An age or a range of ages that is asked for or told.
    Age {
        /// Years, from.
        from: u8,
        /// Years, to; none where open.
        to: Option<u8>,
        /// Where.
        span: Span,
    },
    /// A place of the gazetteer.
    Place {
        /// Its code in `knowledge/places`.
        code: String,
        /// ISO 3166-1 alpha-2.
        country: String,
        /// Where.
        span: Span,
    },
}

impl Fact {
    /// Where the fact stands.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Price { span, .. } | Self::Age { span, .. } | Self::Place { span, .. } => *span,
        }
    }
}

/// Reads facts.
#[derive(Debug)]
pub(crate) struct FactReader {
    gazetteer: Gazetteer,
    lexicon: Lexicon,
}

impl FactReader {
    /// A reader with the gazetteer of the book.
    pub fn new(book: &knowledge::Book) -> Self {
        Self { gazetteer: Gazetteer::new(&book.places), lexicon: Lexicon::new() }
    }

    /// What a word means beside a number.
    pub(crate) fn role(&self, word: &str) -> RoleIndex {
        self.lexicon.role(word)
    }

    /// Whether the name of a place may begin with a word.
    pub(crate) fn may_be_place(&self, word: &str) -> bool {
        self.gazetteer.may_begin(word)
    }

    /// All facts of a text, in the order of the text; `known` says of each token what [`FactReader::role`] and
    /// [`FactReader::may_be_place`] say of its word.
    pub(crate) fn read(&self, unfolded: &Unfolded, tokens: &[Token], known: &[Known]) -> Vec<Fact> {
        let matters = |(token, known): (&Token, &Known)| token.kind == TokenKind::Number || known.may_be_place;
        if !tokens.iter().zip(known).any(matters) {
            return Vec::new();
        }
        let words = Words::new(unfolded, tokens, known);
        let mut facts = prices::read(&words);
        facts.extend(ages::read(&words));
        self.gazetteer.read(&words, &mut facts);
        facts.sort_by_key(Fact::span);
        facts
    }
}
