//! Undoes disguises and keeps where each character came from.

use crate::Span;
use std::ops::Range;

/// A way in which a text was disguised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Trick {
    /// Characters without width between letters.
    Invisible,
    /// Marks piled on letters.
    Combining,
    /// A word that mixes Latin, Cyrillic or Greek letters.
    MixedScript,
    /// Full-width, mathematical, circled, superscript or keycap letters and digits.
    Styled,
    /// Letters parted by spaces, dots or brackets.
    SpacedOut,
    /// Signs or digits for letters (leet).
    Leet,
    /// Letters for digits, number words or emoji inside a phone number.
    DigitDisguise,
}

/// One disguise and where it stands in the original.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Disguise {
    /// How the text was disguised.
    pub trick: Trick,
    /// Where.
    pub span: Span,
}

/// A text with its disguises undone: lower case, composed, one script a word.
#[derive(Debug, Clone, Default)]
pub struct Unfolded {
    text: String,
    origins: Vec<(u32, Span)>,
    disguises: Vec<Disguise>,
}

impl Unfolded {
    /// Unfolds a text.
    #[must_use]
    pub fn of(original: &str) -> Self {
        let _ = original;
        Self::default()
    }

    /// The unfolded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where a stretch of the unfolded text (in bytes) came from.
    #[must_use]
    pub fn span(&self, bytes: Range<usize>) -> Span {
        let _ = (bytes, &self.origins);
        Span::new(0, 0)
    }

    /// What was undone, in the order of the text.
    #[must_use]
    pub fn disguises(&self) -> &[Disguise] {
        &self.disguises
    }
}
