//! Facts of a post that are not contacts: prices, ages, places.

mod ages;
mod places;
mod prices;
#[cfg(test)]
mod tests;
mod words;

use crate::{Span, unfold::Unfolded};
use places::Gazetteer;
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
pub struct FactReader {
    gazetteer: Gazetteer,
    lexicon: Lexicon,
}

impl FactReader {
    /// A reader with the gazetteer of the book.
    #[must_use]
    pub fn new(book: &knowledge::Book) -> Self {
        Self { gazetteer: Gazetteer::new(&book.places), lexicon: Lexicon::new() }
    }

    /// All facts of a text, in the order of the text.
    #[must_use]
    pub fn read(&self, unfolded: &Unfolded) -> Vec<Fact> {
        let words = Words::new(unfolded, &self.lexicon);
        let mut facts = prices::read(&words);
        facts.extend(ages::read(&words));
        self.gazetteer.read(&words, &mut facts);
        facts.sort_by_key(Fact::span);
        facts
    }
}
