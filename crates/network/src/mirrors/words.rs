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
    mirrors: FxHashSet<String>,
    brands: Vec<String>,
    counting: Vec<String>,
    lenders: FxHashSet<String>,
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
    #[serde(default)]
    mirrors: FxHashSet<String>,
    #[serde(default)]
    brands: Vec<String>,
    #[serde(default)]
    counting: Vec<String>,
    #[serde(default)]
    lenders: FxHashSet<String>,
}

/// Letters of no known word behind a known brand, at most: `1xbetqs`.
const LONGEST_BEHIND_BRAND: usize = 3;

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

    /// Reads `trade`, `words`, `never`, `numbers`, `mirrors`, `brands`, `counting` and `lenders` from TOML.
    ///
    /// # Errors
    /// Where the text isn't TOML with these lists.
    pub fn read(text: &str) -> Result<Self, GenericWordsError> {
        let file: File = toml::from_str(text).map_err(|error| GenericWordsError(error.to_string()))?;
        let longest = file.trade.iter().chain(&file.words).chain(&file.mirrors).map(String::len).max().unwrap_or(0);
        let File { trade, words, never, numbers, mirrors, brands, counting, lenders } = file;
        Ok(Self { trade, words, never, numbers, mirrors, brands, counting, lenders, longest })
    }

    /// Whether a number is one that is in fashion.
    pub(super) fn is_common_number(&self, digits: &str) -> bool {
        self.numbers.contains(digits) || (digits.len() == 4 && digits.starts_with("20"))
    }

    /// Whether a word makes no brand even beside a word of the trade.
    pub(super) fn makes_no_brand(&self, word: &str) -> bool {
        self.never.contains(word)
    }

    /// Whether a word is one that mirrors bear beside the name of their site (`official`, `zerkalo`, `kz`).
    pub(super) fn is_of_mirrors(&self, word: &str) -> bool {
        self.mirrors.contains(word) || self.counting.iter().any(|count| count == word)
    }

    /// Whether everybody may have a name under these two levels (`pages.dev`).
    pub(super) fn lends_names(&self, second: &str, top: &str) -> bool {
        !self.lenders.is_empty() && self.lenders.contains(&format!("{second}.{top}"))
    }

    /// A word without the counting word at its end (`kyzdarone`); none where it has none or nothing worth a name stays.
    pub(super) fn without_counting<'a>(&self, word: &'a str) -> Option<&'a str> {
        self.counting.iter().filter_map(|count| word.strip_suffix(count.as_str())).find(|rest| rest.len() >= SHORTEST_INSIDE)
    }

    /// What may stay of a word when a short word of mirrors is taken from its beginning (`thekyzdar`).
    pub(super) fn without_short_word<'a>(&self, word: &'a str) -> impl Iterator<Item = &'a str> {
        let cuts = word.char_indices().map(|(at, _)| at).take_while(|&at| at < SHORTEST_INSIDE).filter(|&at| at + 1 == SHORTEST_INSIDE);
        cuts.filter_map(|at| word.split_at_checked(at)).filter(|(short, _)| self.mirrors.contains(*short)).map(|(_, rest)| rest)
    }

    /// The one known brand in a name; none where there are several.
    pub(super) fn brand_in(&self, name: &str) -> Option<&str> {
        let bare = name.replace(['-', '_'], "");
        let begins =
            |brand: &str| !brand.starts_with(|sign: char| sign.is_ascii_digit()) || name.split('-').any(|part| part.starts_with(brand));
        let found = || self.brands.iter().filter(|brand| begins(brand) && self.is_beside_known_words(&bare, brand));
        let longest = found().max_by_key(|brand| brand.len())?;
        found().all(|other| longest.contains(other.as_str())).then_some(longest)
    }

    /// Whether a brand stands in a name among generic words and numbers, with at most a short affix behind.
    fn is_beside_known_words(&self, name: &str, brand: &str) -> bool {
        let Some((before, behind)) = name.split_once(brand) else { return false };
        let is_digit = |sign: char| sign.is_ascii_digit();
        let cut_number =
            before.ends_with(is_digit) && brand.starts_with(is_digit) || behind.starts_with(is_digit) && brand.ends_with(is_digit);
        let unknown = |letters: &str| -> usize {
            let runs = letters.split(is_digit).filter(|run| !run.is_empty());
            let pieces = runs.flat_map(|run| self.cut(run));
            pieces.filter(|(_, sort)| *sort == Sort::Own).map(|(piece, _)| piece.len()).sum()
        };
        !cut_number && unknown(before) == 0 && unknown(behind) <= LONGEST_BEHIND_BRAND
    }

    /// Whether a word is on any list, however short.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.sort(word).is_some() || self.never.contains(word)
    }

    fn sort(&self, word: &str) -> Option<Sort> {
        if self.trade.contains(word) {
            Some(Sort::Trade)
        } else {
            (self.words.contains(word) || self.mirrors.contains(word)).then_some(Sort::Generic)
        }
    }

    /// What a known word is in a run of letters and what it costs there. Short words are seen only where they make the whole run, stand
    /// at its end (`kz`) or belong to the trade; inside they cost more, so that no `bet` is seen in `nebetor`.
    fn within(&self, piece: &str, begins: bool, ends: bool) -> Option<(Sort, usize)> {
        if piece.len() > self.longest {
            return None;
        }
        let sort = self.sort(piece)?;
        match piece.len() {
            _ if begins && ends => Some((sort, 1)),
            SHORTEST_INSIDE.. => Some((sort, 1)),
            _ if sort == Sort::Trade => Some((sort, if begins || ends { 1 } else { 3 })),
            short if ends && self.mirrors.contains(piece) => Some((sort, 2 * short)),
            _ => None,
        }
    }

    /// Cuts letters into generic words and the rest, so that the rest is as short as possible and in few pieces.
    pub(super) fn cut<'a>(&self, letters: &'a str) -> Vec<(&'a str, Sort)> {
        let length = letters.len();
        // For every end: cost, start of the last piece, its sort. A piece that is no word costs 3 and 2 a letter.
        let mut best: Vec<(usize, usize, Sort)> = vec![(0, 0, Sort::Generic)];
        for end in 1..=length {
            let mut choice = (usize::MAX, end, Sort::Own);
            for (start, before) in best.iter().enumerate() {
                let Some(piece) = letters.get(start..end) else { continue };
                let known = self.within(piece, start == 0, end == length);
                let cost = before.0.saturating_add(known.map_or(3 + 2 * piece.len(), |(_, cost)| cost));
                if cost < choice.0 {
                    choice = (cost, start, known.map_or(Sort::Own, |(sort, _)| sort));
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
