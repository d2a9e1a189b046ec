//! Facts of a post that are not contacts: prices, ages, places.

use crate::{Span, unfold::Unfolded};

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

/// Reads facts.
#[derive(Debug)]
pub struct FactReader {}

impl FactReader {
    /// A reader with the gazetteer of the book.
    #[must_use]
    pub fn new(_book: &knowledge::Book) -> Self {
        Self {}
    }

    /// All facts of a text, in the order of the text.
    #[must_use]
    pub fn read(&self, unfolded: &Unfolded) -> Vec<Fact> {
        let _ = unfolded;
        Vec::new()
    }
}
