//! Words that are too common to tell sites apart.

use rustc_hash::FxHashSet;
use serde::Deserialize;

/// Generic words of domain names, as data.
#[derive(Debug, Clone, Default)]
pub struct GenericWords {
    trade: FxHashSet<String>,
    words: FxHashSet<String>,
    never: FxHashSet<String>,
    numbers: FxHashSet<String>,
    longest: usize,
}

/// The file of generic words can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("generic words of domain names: {0}")]
pub struct GenericWordsError(pub String);

#[derive(Deserialize)]
struct File {
    trade: FxHashSet<String>,
    words: FxHashSet<String>,
    never: FxHashSet<String>,
    numbers: FxHashSet<String>,
}

/// Shorter generic words count only where they stand alone: otherwise `friends` would begin with France.
const SHORTEST_INSIDE: usize = 4;

/// What a stretch of a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Sort {
    /// A word of the trade (casino): generic, but part of many brands.
    Trade,
    /// Another generic word.
    Generic,
    /// Nothing known: perhaps a brand, perhaps an affix.
    Own,
    /// A number.
    Number,
}

impl GenericWords {
    /// Those that the program was built with.
    #[must_use]
    pub fn shipped() -> Self {
        Self::read(include_str!("../../../../knowledge/domains/generic.toml")).unwrap_or_default()
    }

    /// Reads `trade`, `words`, `never` and `numbers` from TOML.
    ///
    /// # Errors
    /// Where the text isn't TOML with these lists.
    pub fn read(text: &str) -> Result<Self, GenericWordsError> {
        let file: File = toml::from_str(text).map_err(|error| GenericWordsError(error.to_string()))?;
        let longest = file.trade.iter().chain(&file.words).map(String::len).max().unwrap_or(0);
        Ok(Self { trade: file.trade, words: file.words, never: file.never, numbers: file.numbers, longest })
    }

    /// Whether a number is one that is in fashion.
    pub(super) fn is_common_number(&self, digits: &str) -> bool {
        self.numbers.contains(digits) || (digits.len() == 4 && digits.starts_with("20"))
    }

    /// Whether a word makes no brand even beside a word of the trade.
    pub(super) fn makes_no_brand(&self, word: &str) -> bool {
        self.never.contains(word)
    }

    fn sort(&self, word: &str) -> Option<Sort> {
        if self.trade.contains(word) { Some(Sort::Trade) } else { self.words.contains(word).then_some(Sort::Generic) }
    }

    /// Cuts letters into generic words and the rest, so that the rest is as short as possible and in few pieces.
    pub(super) fn cut<'a>(&self, letters: &'a str) -> Vec<(&'a str, Sort)> {
        let length = letters.len();
        // For every end: cost, start of the last piece, its sort. A piece that is no word costs 3 and 2 a letter, a word 1.
        let mut best: Vec<(usize, usize, Sort)> = vec![(0, 0, Sort::Generic)];
        for end in 1..=length {
            let mut choice = (usize::MAX, end, Sort::Own);
            for (start, before) in best.iter().enumerate() {
                let Some(piece) = letters.get(start..end) else { continue };
                let short_inside = piece.len() < SHORTEST_INSIDE && piece.len() < length;
                let known =
                    if piece.len() <= self.longest { self.sort(piece).filter(|&sort| sort == Sort::Trade || !short_inside) } else { None };
                let cost = before.0.saturating_add(if known.is_some() { 1 } else { 3 + 2 * piece.len() });
                if cost < choice.0 {
                    choice = (cost, start, known.unwrap_or(Sort::Own));
                }
            }
            best.push(choice);
        }
        let mut pieces = Vec::new();
        let mut end = length;
        while let Some(&(_, start, sort)) = best.get(end).filter(|_| end > 0) {
            pieces.extend(letters.get(start..end).map(|piece| (piece, sort)));
            end = start;
        }
        pieces.reverse();
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brand_is_parted_from_generic_words() {
        let words = GenericWords::shipped();
        let cut = |letters| words.cut(letters).into_iter().map(|(piece, sort)| format!("{piece}:{sort:?}")).collect::<Vec<_>>().join(" ");
        assert_eq!(cut("joycasinozerkalo"), "joy:Own casino:Trade zerkalo:Generic");
        assert_eq!(cut("bestonlinecasino"), "best:Generic online:Generic casino:Trade");
        assert_eq!(cut("kyzdar"), "kyzdar:Own");
        assert_eq!(cut(""), "");
    }

    #[test]
    fn a_file_without_lists_is_refused() {
        assert!(GenericWords::read("trade = 1").is_err());
        assert!(GenericWordsError("x".into()).to_string().contains('x'));
    }
}
