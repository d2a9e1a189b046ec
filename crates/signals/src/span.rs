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
        let Some(rest) = after(text, self.start as usize) else { return "" };
        let length = self.end.saturating_sub(self.start) as usize;
        after(rest, length).and_then(|more| rest.get(..rest.len() - more.len())).unwrap_or("")
    }
}

/// The text after so many characters; none where it has fewer.
fn after(text: &str, characters: usize) -> Option<&str> {
    let mut left = characters;
    let mut skipped = 0;
    // Bytes that begin a character are counted by the block, which the machine does many at a time.
    for block in text.as_bytes().chunks(64) {
        let begun = block.iter().filter(|byte| is_first(**byte)).count();
        if begun > left {
            break;
        }
        left -= begun;
        skipped += block.len();
    }
    let inside = text.as_bytes().get(skipped..)?.iter().enumerate().filter(|(_, byte)| is_first(**byte)).nth(left);
    match inside {
        Some((byte, _)) => text.get(skipped + byte..),
        None => (left == 0).then_some(""),
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
    }
}
