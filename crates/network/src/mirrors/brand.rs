//! What in a name may be its brand.

use rustc_hash::FxHashMap;

use super::name::{Name, Piece};
use super::words::{GenericWords, Sort};

/// A brand that a name may carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Brand {
    /// The letters that are its own.
    pub(super) own: String,
    /// The word of the trade that belongs to it; perhaps none.
    pub(super) trade: String,
    /// Whether it begins the name, and beside it stand only words of mirrors, of the trade, numbers and short affixes.
    pub(super) alone: bool,
    /// The first word of the trade in the name; perhaps none.
    pub(super) of_trade: String,
    /// Whether it is one of the known brands.
    pub(super) known: bool,
}

impl Brand {
    /// Its letters.
    pub(super) fn text(&self) -> String {
        format!("{}{}", self.own, self.trade)
    }
}

/// Letters of an affix (`joycasino-dhr121`), at most.
const LONGEST_AFFIX: usize = 3;
/// A shorter word is no brand by itself.
const SHORTEST_BY_ITSELF: usize = 6;
/// A word of the trade up to this length may be half of a brand (`bet` in `betano`).
const LONGEST_HALF: usize = 3;

/// How often unknown words begin names, and how often they stand elsewhere.
#[derive(Debug, Default)]
pub(super) struct Positions<'a>(FxHashMap<&'a str, (usize, usize)>);

impl<'a> Positions<'a> {
    pub(super) fn of(names: impl Iterator<Item = &'a Name>) -> Self {
        let mut positions = FxHashMap::<&str, (usize, usize)>::default();
        for name in names {
            let head = name.head().map(|(at, _)| at);
            for (at, piece) in name.pieces.iter().enumerate().filter(|(_, piece)| piece.sort == Sort::Own) {
                let entry = positions.entry(&piece.text).or_default();
                *(if Some(at) == head { &mut entry.0 } else { &mut entry.1 }) += 1;
            }
        }
        Self(positions)
    }

    /// Whether a word begins names no oftener than every third time: then it is no brand but a word.
    fn is_found_anywhere(&self, word: &str) -> bool {
        let (first, elsewhere) = self.0.get(word).copied().unwrap_or_default();
        elsewhere * 2 > first
    }
}

/// What may be the brand in a name: a known one; otherwise its first unknown word with the word of the trade beside it, or alone where
/// nothing but generic words and short affixes follow.
pub(super) fn brands(name: &Name, positions: &Positions<'_>, words: &GenericWords) -> Vec<Brand> {
    if let Some(known) = words.brand_in(&name.plain) {
        return vec![Brand { own: known.to_owned(), trade: String::new(), alone: true, of_trade: String::new(), known: true }];
    }
    let Some((at, head)) = name.head() else { return Vec::new() };
    let trade = |place: Option<usize>| place.and_then(|place| name.pieces.get(place)).filter(|piece| piece.sort == Sort::Trade);
    let (before, behind) = (trade(at.checked_sub(1)), trade(Some(at + 1)));
    let is_part_of_a_word = head.glued && before.is_none();
    if head.text.len() < 3 || words.makes_no_brand(&head.text) || positions.is_found_anywhere(&head.text) || is_part_of_a_word {
        return Vec::new();
    }
    let half = before.filter(|before| head.glued && before.text.len() <= LONGEST_HALF).map_or("", |before| before.text.as_str());
    let alone = is_alone(name, at, half, words);
    let of_trade = name.pieces.iter().find(|piece| piece.sort == Sort::Trade).map_or("", singular);
    let own = format!("{half}{}", head.text);
    let brand = |trade: &str| Brand { own: own.clone(), trade: trade.to_owned(), alone, of_trade: of_trade.to_owned(), known: false };
    let beside = behind.or(before.filter(|_| half.is_empty())).map(singular);
    let by_itself = (alone && own.len() >= SHORTEST_BY_ITSELF).then_some("");
    beside.into_iter().chain(by_itself).map(brand).collect()
}

/// Whether a head begins its name but for words of mirrors, and only such, words of the trade, numbers and short affixes follow.
fn is_alone(name: &Name, at: usize, half: &str, words: &GenericWords) -> bool {
    let (before, behind) = name.pieces.split_at_checked(at).unwrap_or_default();
    let is_of_mirrors = |piece: &Piece| piece.sort == Sort::Number || words.is_of_mirrors(&piece.text);
    let follows = |piece: &Piece| is_of_mirrors(piece) || piece.sort == Sort::Trade;
    let (affixes, others): (Vec<_>, Vec<_>) = behind.iter().skip(1).partition(|piece| piece.sort == Sort::Own);
    let affixes: usize = affixes.iter().map(|piece| piece.text.len()).sum();
    let before = if half.is_empty() { before } else { before.split_last().map_or(before, |(_, rest)| rest) };
    before.iter().all(is_of_mirrors) && others.into_iter().all(follows) && affixes <= LONGEST_AFFIX
}

fn singular(trade: &Piece) -> &str {
    trade.text.strip_suffix('s').unwrap_or(&trade.text)
}
