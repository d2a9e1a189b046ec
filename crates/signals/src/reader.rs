//! One call from a text to its signals.

use crate::facts::Fact;
use crate::identifiers::Identifier;
use crate::language::Language;
use crate::score::{Band, Reason};
use crate::unfold::Disguise;
use knowledge::{Book, Stage};

/// What a text shows.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Signals {
    /// Its language.
    pub language: Language,
    /// How much it deserves a look.
    pub band: Band,
    /// Sum of the weights of evidence, log-odds.
    pub score: f32,
    /// The kind of trafficking that the reasons point to, from band low upwards.
    pub category: Option<String>,
    /// The stage that the reasons point to.
    pub stage: Option<Stage>,
    /// Why, heaviest first.
    pub reasons: Vec<Reason>,
    /// Contacts.
    pub identifiers: Vec<Identifier>,
    /// Prices, ages, places.
    pub facts: Vec<Fact>,
    /// What was undone.
    pub disguises: Vec<Disguise>,
}

/// Why a reader can't be made of a book.
#[derive(Debug, thiserror::Error)]
pub enum ReaderError {
    /// A term is not a pattern.
    #[error("{indicator} ({language}): {term:?}: {what}")]
    Term {
        /// Code of the indicator.
        indicator: String,
        /// Language of the term.
        language: String,
        /// The term.
        term: String,
        /// What is wrong.
        what: String,
    },
}

/// Reads texts with the knowledge of one book; made once, used from many threads.
#[derive(Debug)]
pub struct Reader {}

impl Reader {
    /// A reader for a book.
    ///
    /// # Errors
    /// Where a term of the book can't be read.
    pub fn new(_book: &Book) -> Result<Self, ReaderError> {
        Ok(Self {})
    }

    /// Reads a text.
    #[must_use]
    pub fn read(&self, _text: &str) -> Signals {
        Signals {
            language: Language::Unknown,
            band: Band::None,
            score: 0.0,
            category: None,
            stage: None,
            reasons: Vec::new(),
            identifiers: Vec::new(),
            facts: Vec::new(),
            disguises: Vec::new(),
        }
    }
}
