//! Undoes disguises and keeps where each character came from.
//!
//! Characters lose their dress ([`plain`]), spaced-out letters are joined ([`spaced`]), each word goes to the one script it is written
//! in ([`scripts`]), signs within words become letters ([`leet`]), and all is put in lower case. What is no disguise stays as it is:
//! letters of the Kazakh, Kyrgyz, Uzbek and Tajik alphabets, punctuation, emoji and line breaks.

pub(crate) mod class;
mod leet;
mod plain;
pub(crate) mod scripts;
mod settle;
mod spaced;
#[cfg(test)]
mod tests;
mod undress;

use std::ops::Range;

use class::Class;
use undress::Work;

use crate::Span;

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

/// One character of the unfolded text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Glyph {
    /// Without its dress, but in its own script and case.
    pub raw: char,
    /// As it stands in the unfolded text.
    pub ch: char,
    /// The class of `raw`.
    pub class: Class,
    /// The class of `ch`.
    pub shown: Class,
    /// First character of the original that it stands for.
    pub start: u32,
    /// The character of the original after the last one that it stands for.
    pub end: u32,
    /// Where it stands in the unfolded text.
    pub byte: u32,
}

/// A text with its disguises undone: lower case, composed, one script a word.
#[derive(Debug, Clone, Default)]
pub struct Unfolded {
    text: String,
    glyphs: Vec<Glyph>,
    disguises: Vec<Disguise>,
}

impl Unfolded {
    /// Unfolds a text.
    #[must_use]
    pub fn of(original: &str) -> Self {
        Self::default().again(original)
    }

    /// Unfolds another text, in the memory of this one.
    pub(crate) fn again(self, original: &str) -> Self {
        let mut work = Work::undress(original, self.text, self.glyphs);
        work.join_spaced();
        work.settle_chunks();
        work.settle_doubtful();
        let disguises = work.disguises();
        if work.is_changed {
            Self::write(work.text, work.glyphs, disguises)
        } else {
            Self { text: work.text, glyphs: work.glyphs, disguises }
        }
    }

    /// The unfolded text of these glyphs; their places in it are set here.
    pub(crate) fn from_glyphs(glyphs: Vec<Glyph>, disguises: Vec<Disguise>) -> Self {
        Self::write(String::with_capacity(glyphs.len() * 2), glyphs, disguises)
    }

    fn write(mut text: String, mut glyphs: Vec<Glyph>, disguises: Vec<Disguise>) -> Self {
        text.clear();
        for glyph in &mut glyphs {
            glyph.byte = u32::try_from(text.len()).unwrap_or(u32::MAX);
            text.push(glyph.ch);
        }
        Self { text, glyphs, disguises }
    }

    /// The unfolded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The characters of the unfolded text.
    pub(crate) fn glyphs(&self) -> &[Glyph] {
        &self.glyphs
    }

    /// The text of a stretch of glyphs.
    pub(crate) fn slice(&self, glyphs: Range<usize>) -> &str {
        let byte = |at: usize| self.glyphs.get(at).map_or(self.text.len(), |glyph| glyph.byte as usize);
        self.text.get(byte(glyphs.start)..byte(glyphs.end)).unwrap_or("")
    }

    /// Where a stretch of glyphs came from.
    pub(crate) fn glyph_span(&self, glyphs: Range<usize>) -> Span {
        let start = self.glyphs.get(glyphs.start).map_or_else(|| self.glyphs.last().map_or(0, |glyph| glyph.end), |glyph| glyph.start);
        let end = glyphs.end.checked_sub(1).and_then(|last| self.glyphs.get(last)).map_or(start, |glyph| glyph.end);
        Span::new(start, end.max(start))
    }

    /// Where a stretch of the unfolded text (in bytes) came from.
    #[must_use]
    pub fn span(&self, bytes: Range<usize>) -> Span {
        let start = self.glyphs.partition_point(|glyph| glyph.byte as usize <= bytes.start).saturating_sub(1);
        let end = self.glyphs.partition_point(|glyph| (glyph.byte as usize) < bytes.end);
        let from = if bytes.start >= self.text.len() { self.glyphs.len() } else { start };
        self.glyph_span(from..if bytes.is_empty() { from } else { end })
    }

    /// What was undone, in the order of the text.
    #[must_use]
    pub fn disguises(&self) -> &[Disguise] {
        &self.disguises
    }
}
