//! A stretch of the original text.

use serde::{Deserialize, Serialize};

/// A half-open stretch `[start, end)` of the original text, counted in characters (Unicode scalar values).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "(u32, u32)", into = "(u32, u32)")]
pub struct Span {
    /// The first character.
    pub start: u32,
    /// The character after the last one.
    pub end: u32,
}

impl Span {
    /// A stretch from `start` up to, not including, `end`.
    #[must_use]
    pub fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// Whether the two stretches share a character.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest stretch that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The characters of `text` in this stretch; empty where it reaches past the end.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        Ruler::new(text).stretch(self)
    }
}

/// Bytes counted together.
const BLOCK: usize = 64;

/// A text with which stretches are found quickly, however many are asked for.
#[derive(Debug)]
pub(crate) struct Ruler<'a> {
    text: &'a str,
    /// How many characters begin before the end of each block of bytes.
    ends: Vec<u32>,
}

impl<'a> Ruler<'a> {
    pub fn new(text: &'a str) -> Self {
        let mut begun = 0_u32;
        let blocks = text.as_bytes().chunks(BLOCK);
        let ends = blocks.map(|block| {
            // The machine counts a block many bytes at a time.
            begun = begun.saturating_add(block.iter().map(|byte| u32::from(is_first(*byte))).sum());
            begun
        });
        Self { text, ends: ends.collect() }
    }

    /// The characters of a stretch; empty where it reaches past the end.
    pub fn stretch(&self, span: Span) -> &'a str {
        let found = self.byte(span.start).and_then(|start| {
            let rest = self.text.get(start..)?;
            let letters = usize::try_from(span.end.saturating_sub(span.start)).ok()?;
            rest.get(..end_of(rest, letters)?)
        });
        found.unwrap_or("")
    }

    /// The byte at which a character begins; for the character after the last one the length of the text.
    fn byte(&self, character: u32) -> Option<usize> {
        let block = self.ends.partition_point(|end| *end <= character);
        let before = block.checked_sub(1).and_then(|block| self.ends.get(block)).copied().unwrap_or(0);
        let from = block * BLOCK;
        let Some(bytes) = self.text.as_bytes().get(from..).filter(|bytes| !bytes.is_empty()) else {
            return (character == before).then_some(self.text.len());
        };
        let left = usize::try_from(character - before).ok()?;
        bytes.iter().enumerate().filter(|(_, byte)| is_first(**byte)).nth(left).map(|(byte, _)| from + byte)
    }
}

/// The byte behind so many characters.
fn end_of(text: &str, characters: usize) -> Option<usize> {
    match text.char_indices().nth(characters) {
        Some((byte, _)) => Some(byte),
        None => (text.chars().count() == characters).then_some(text.len()),
    }
}

/// Whether a byte begins a character in UTF-8.
fn is_first(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

impl From<(u32, u32)> for Span {
    fn from((start, end): (u32, u32)) -> Self {
        Self { start, end }
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_not_bytes() {
        assert_eq!(Span::new(2, 5).of("аб🔥вг"), "🔥вг");
        assert_eq!(Span::new(0, 9).of("абв"), "");
        assert_eq!(Span::new(1, 1).of("абв"), "");
        assert_eq!(Span::new(0, 3).of("абв"), "абв");
        assert_eq!(Span::new(0, 0).of(""), "");
        assert_eq!(Span::new(5, 3).of("абвгдежз"), "");
    }

    #[test]
    fn every_stretch_of_a_long_text_is_found() {
        let text = "Тел 8🔥(705)\u{301}ab".repeat(40);
        let letters: Vec<char> = text.chars().collect();
        let ruler = Ruler::new(&text);
        for start in 0..=letters.len() {
            for end in [start, start + 1, start + 70, letters.len(), letters.len() + 1] {
                let expected: String = letters.get(start..end).unwrap_or(&[]).iter().collect();
                let span = Span::new(start.try_into().unwrap(), end.try_into().unwrap());
                assert_eq!(ruler.stretch(span), expected, "{start}..{end}");
            }
        }
    }
}
