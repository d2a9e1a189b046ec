//! Finds the terms of the knowledge files in a text.
//!
//! A term is a row of *steps*; a step is a set of words any of which fits. Every word of the text is looked up once and gives the steps that
//! it fits. A term is tried only where its rarest-looking step (its *anchor*) fits, and only if the next rarest-looking one (its *second*)
//! fits somewhere.

mod build;
pub mod pattern;

use std::ops::Range;

use knowledge::Book;

use crate::ReaderError;
use crate::beginnings::Beginnings;
use crate::notes::Known;
use crate::tokens::{Token, TokenKind};

/// Index of an indicator in the book.
pub type IndicatorIndex = usize;

/// A set of words any of which fits, by its number among all such sets of a book. Small, since what is looked up for every word should stay
/// near the processor.
type Set = u16;

/// A term found: which indicator it shows, and from which to which token it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// The indicator, by its place in the book.
    pub indicator: IndicatorIndex,
    /// The first token.
    pub first: usize,
    /// The last token.
    pub last: usize,
}

/// One step of a term.
#[derive(Debug, Clone, Copy)]
struct Step {
    /// The words that fit.
    fits: Set,
    /// None of these stands in the two words before.
    guard: Option<Set>,
    /// At most so many words stand between the step before and this one.
    gap: u8,
}

/// One term, its steps in [`TermFinder::steps`].
#[derive(Debug, Clone, Copy)]
struct Term {
    indicator: u32,
    first_step: u32,
    last_step: u32,
    /// The step that is the anchor.
    anchor: u32,
    /// None of these stands in the two words behind it.
    guard_behind: Option<Set>,
}

/// Where in [`TermFinder::sets`] the sets of a word begin: four numbers ([`Bounds`]), then the sets. At the beginning stands a word without
/// sets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Stretch(u32);

/// What the sets of a word are: first those that anchor a term, of which the last ones are also the second of a term; then the other
/// seconds; then the rest. Each number says how many sets stand before.
type Bounds = [Set; 4];

/// The places of [`Bounds`].
mod bound {
    /// Where the sets that are the second of a term begin.
    pub const SECONDS: usize = 0;
    /// Where the sets that anchor a term end.
    pub const ANCHORS_END: usize = 1;
    /// Where the sets that are the second of a term end.
    pub const SECONDS_END: usize = 2;
    /// Where all end.
    pub const END: usize = 3;
}

/// The sets that a word with this beginning belongs to, by its shorter beginnings too.
#[derive(Debug, Clone, Copy)]
struct Sets {
    /// Those of any word that begins so.
    stem: Stretch,
    /// Those of this very word.
    word: Stretch,
}

/// All terms of a book, ready to be found.
#[derive(Debug)]
pub struct TermFinder {
    words: Beginnings<Sets>,
    /// See [`Stretch`].
    sets: Vec<Set>,
    /// A bit for every set that any number fits.
    numbers: Vec<u64>,
    /// The sets that any number fits and that are anchors.
    number_anchors: Vec<Set>,
    steps: Vec<Step>,
    /// Sorted by the set of the anchor.
    terms: Vec<Term>,
    /// For each term the set of its rarest-looking step besides the anchor. Nearly all terms are dismissed by it, so it lies apart from
    /// them, in little memory.
    seconds: Vec<Set>,
    /// Where the terms with this set as anchor begin; one more than there are sets.
    anchored: Vec<u32>,
}

impl TermFinder {
    /// Compiles the terms of a book.
    ///
    /// # Errors
    /// The first term that can't be read, or more terms than can be told apart.
    pub fn new(book: &Book) -> Result<Self, ReaderError> {
        build::finder(book)
    }

    /// The terms that a loosened word may belong to.
    pub(crate) fn terms_of(&self, loose: &str) -> Stretch {
        let longest = self.words.of(loose).next();
        longest.map_or(Stretch::default(), |(sets, rest)| if rest.is_empty() { sets.word } else { sets.stem })
    }

    /// All hits in a text, sorted by indicator and place; `known` says of each token what [`TermFinder::terms_of`] says of its word,
    /// `present` is memory to use again.
    pub(crate) fn find(&self, tokens: &[Token], known: &[Known], present: &mut Vec<u64>) -> Vec<Hit> {
        let text = Looked::up(self, tokens, known, present);
        let mut hits = Vec::new();
        for (at, (token, known)) in tokens.iter().zip(known).enumerate() {
            for &set in self.anchors(known.terms) {
                self.try_terms(&text, set, at, &mut hits);
            }
            if token.kind == TokenKind::Number {
                self.number_anchors.iter().for_each(|&set| self.try_terms(&text, set, at, &mut hits));
            }
        }
        hits.sort_unstable();
        hits.dedup();
        hits
    }

    /// Adds the hits of the terms that have this set as anchor, standing at this word.
    fn try_terms(&self, text: &Looked<'_>, set: Set, at: usize, hits: &mut Vec<Hit>) {
        let terms = self.anchored(set);
        for (term, &second) in terms.clone().zip(self.seconds.get(terms).unwrap_or(&[])) {
            if text.has(second)
                && let Some(term) = self.terms.get(term)
            {
                hits.extend(text.term_at(term, at));
            }
        }
    }

    fn sets(&self, stretch: Stretch) -> &[Set] {
        let (bounds, sets) = self.stretch(stretch);
        sets.get(..bounds[bound::END].into()).unwrap_or(&[])
    }

    fn anchors(&self, stretch: Stretch) -> &[Set] {
        let (bounds, sets) = self.stretch(stretch);
        sets.get(..bounds[bound::ANCHORS_END].into()).unwrap_or(&[])
    }

    fn seconds(&self, stretch: Stretch) -> &[Set] {
        let (bounds, sets) = self.stretch(stretch);
        sets.get(bounds[bound::SECONDS].into()..bounds[bound::SECONDS_END].into()).unwrap_or(&[])
    }

    /// The bounds of a stretch, and its sets with all that follow them.
    fn stretch(&self, Stretch(start): Stretch) -> (Bounds, &[Set]) {
        let found = self.sets.get(start as usize..).and_then(<[Set]>::split_first_chunk);
        found.map_or((Bounds::default(), &[]), |(bounds, sets)| (*bounds, sets))
    }

    /// The terms whose anchor is this set.
    fn anchored(&self, set: Set) -> Range<usize> {
        let bound = |set: usize| self.anchored.get(set).map_or(0, |&bound| bound as usize);
        bound(usize::from(set))..bound(usize::from(set) + 1)
    }
}

/// A text with the sets that each of its words fits.
struct Looked<'a> {
    finder: &'a TermFinder,
    tokens: &'a [Token],
    known: &'a [Known],
    /// A bit for every set that some word fits and that is the second of a term.
    present: &'a [u64],
}

impl<'a> Looked<'a> {
    fn up(finder: &'a TermFinder, tokens: &'a [Token], known: &'a [Known], present: &'a mut Vec<u64>) -> Self {
        present.clear();
        if tokens.iter().any(|token| token.kind == TokenKind::Number) {
            present.extend_from_slice(&finder.numbers);
        } else {
            present.resize(finder.numbers.len(), 0);
        }
        for known in known {
            finder.seconds(known.terms).iter().for_each(|&set| mark(present, set));
        }
        Self { finder, tokens, known, present }
    }

    fn sets(&self, word: usize) -> &'a [Set] {
        self.known.get(word).map_or(&[], |known| self.finder.sets(known.terms))
    }

    fn is_number(&self, word: usize) -> bool {
        self.tokens.get(word).is_some_and(|token| token.kind == TokenKind::Number)
    }

    /// Whether some word of the text fits a set that is the second of a term.
    fn has(&self, set: Set) -> bool {
        holds(self.present, set)
    }

    fn fits(&self, word: usize, set: Set) -> bool {
        self.sets(word).contains(&set) || self.is_number(word) && holds(&self.finder.numbers, set)
    }

    /// Whether a word fits a step and no guarded word stands in the two before it.
    fn fits_step(&self, word: usize, step: &Step) -> bool {
        self.fits(word, step.fits) && self.is_allowed(word, step)
    }

    fn is_allowed(&self, word: usize, step: &Step) -> bool {
        let free = |guard: Set| (1..=2).filter_map(|back| word.checked_sub(back)).all(|at| !self.fits(at, guard));
        step.guard.is_none_or(free)
    }

    /// The hit of a term whose anchor stands at this word.
    fn term_at(&self, term: &Term, word: usize) -> Option<Hit> {
        let steps = self.finder.steps.get(term.first_step as usize..=term.last_step as usize)?;
        let (before, from) = steps.split_at_checked((term.anchor - term.first_step) as usize)?;
        let (anchor, after) = from.split_first()?;
        if !self.is_allowed(word, anchor) {
            return None;
        }
        let first = self.backward(before, usize::from(anchor.gap), word)?;
        let last = self.forward(after, word)?;
        if term.guard_behind.is_some_and(|guard| (last + 1..=last + 2).any(|at| self.fits(at, guard))) {
            return None;
        }
        Some(Hit { indicator: term.indicator as IndicatorIndex, first, last })
    }

    /// Where the steps before a word begin; `gap` is that between the last of them and the word.
    fn backward(&self, steps: &[Step], gap: usize, word: usize) -> Option<usize> {
        let Some((step, rest)) = steps.split_last() else { return Some(word) };
        (0..=gap)
            .map_while(|skipped| word.checked_sub(skipped + 1))
            .filter(|&at| self.fits_step(at, step))
            .find_map(|at| self.backward(rest, usize::from(step.gap), at))
    }

    /// Where the steps after a word end.
    fn forward(&self, steps: &[Step], word: usize) -> Option<usize> {
        let Some((step, rest)) = steps.split_first() else { return Some(word) };
        (word + 1..=word + usize::from(step.gap) + 1)
            .take_while(|&at| at < self.tokens.len())
            .filter(|&at| self.fits_step(at, step))
            .find_map(|at| self.forward(rest, at))
    }
}

/// Whether the bit of a set is set.
fn holds(bits: &[u64], set: Set) -> bool {
    bits.get(usize::from(set) / 64).is_some_and(|cell| cell & (1 << (set % 64)) != 0)
}

/// Sets the bit of a set.
fn mark(bits: &mut [u64], set: Set) {
    if let Some(cell) = bits.get_mut(usize::from(set) / 64) {
        *cell |= 1 << (set % 64);
    }
}

#[cfg(test)]
mod tests;
