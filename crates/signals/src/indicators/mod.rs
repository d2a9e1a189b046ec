//! Finds the terms of the knowledge files in a text.
//!
//! A term is a row of *steps*; a step is a set of words any of which fits. Every word of the text is looked up once and gives the steps that
//! it fits. A term is tried only where its rarest-looking step (its *anchor*) fits, and only if each of its steps fits somewhere.

mod build;
pub mod pattern;

use std::ops::Range;

use knowledge::Book;

use crate::ReaderError;
use crate::beginnings::Beginnings;
use crate::tokens::{TokenKind, Tokens};

/// Index of an indicator in the book.
pub type IndicatorIndex = usize;

/// A set of words any of which fits, by its number among all such sets of a book.
type Set = u32;

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
    gap: usize,
}

/// One term, its steps in [`TermFinder::steps`].
#[derive(Debug, Clone, Copy)]
struct Term {
    indicator: IndicatorIndex,
    first_step: usize,
    last_step: usize,
    anchor: usize,
    /// None of these stands in the two words behind it.
    guard_behind: Option<Set>,
}

/// A stretch of [`TermFinder::sets`].
#[derive(Debug, Clone, Copy, Default)]
struct Stretch {
    start: u32,
    /// Up to here go the sets that anchor a term.
    anchors: u32,
    end: u32,
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
    sets: Vec<Set>,
    /// Whether any number fits, by set.
    numbers: Vec<bool>,
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
    /// The first term that can't be read.
    pub fn new(book: &Book) -> Result<Self, ReaderError> {
        build::finder(book)
    }

    /// All hits in a text, sorted by indicator and place.
    #[must_use]
    pub fn find(&self, tokens: &Tokens) -> Vec<Hit> {
        let text = Looked::up(self, tokens);
        let mut hits = Vec::new();
        for at in 0..text.words.len() {
            let numbers = if text.is_number(at) { self.number_anchors.as_slice() } else { &[] };
            for &set in text.anchors(at).iter().chain(numbers) {
                let terms = self.anchored(set);
                let seconds = self.seconds.get(terms.clone()).unwrap_or(&[]);
                for (term, _) in terms.zip(seconds).filter(|&(_, &second)| text.has(second)) {
                    hits.extend(self.terms.get(term).and_then(|term| text.term_at(term, at)));
                }
            }
        }
        hits.sort_unstable();
        hits.dedup();
        hits
    }

    fn stretch(&self, start: u32, end: u32) -> &[Set] {
        self.sets.get(start as usize..end as usize).unwrap_or(&[])
    }

    /// The terms whose anchor is this set.
    fn anchored(&self, set: Set) -> Range<usize> {
        let bound = |set: usize| self.anchored.get(set).map_or(0, |&bound| bound as usize);
        bound(set as usize)..bound(set as usize + 1)
    }
}

/// One word of a text.
#[derive(Debug, Clone, Copy)]
struct Word {
    sets: Stretch,
    is_number: bool,
}

/// A text with the sets that each of its words fits.
struct Looked<'a> {
    finder: &'a TermFinder,
    words: Vec<Word>,
    /// A bit for every set that some word fits.
    present: Vec<u64>,
    has_numbers: bool,
}

impl<'a> Looked<'a> {
    fn up(finder: &'a TermFinder, tokens: &Tokens) -> Self {
        let count = tokens.as_slice().len();
        let present = vec![0; finder.numbers.len() / 64 + 1];
        let mut looked = Self { finder, words: Vec::with_capacity(count), present, has_numbers: false };
        for token in tokens.as_slice() {
            looked.add(tokens.loose(token), token.kind == TokenKind::Number);
        }
        looked
    }

    fn add(&mut self, word: &str, is_number: bool) {
        let longest = self.finder.words.of(word).next();
        let sets = longest.map_or(Stretch::default(), |(sets, rest)| if rest.is_empty() { sets.word } else { sets.stem });
        let word = Word { sets, is_number };
        for &set in self.finder.stretch(sets.start, sets.end) {
            if let Some(cell) = self.present.get_mut(set as usize / 64) {
                *cell |= 1 << (set % 64);
            }
        }
        self.has_numbers |= is_number;
        self.words.push(word);
    }

    fn sets(&self, word: usize) -> &'a [Set] {
        self.words.get(word).map_or(&[], |word| self.finder.stretch(word.sets.start, word.sets.end))
    }

    fn anchors(&self, word: usize) -> &'a [Set] {
        self.words.get(word).map_or(&[], |word| self.finder.stretch(word.sets.start, word.sets.anchors))
    }

    fn is_number(&self, word: usize) -> bool {
        self.words.get(word).is_some_and(|word| word.is_number)
    }

    fn takes_numbers(&self, set: Set) -> bool {
        self.finder.numbers.get(set as usize) == Some(&true)
    }

    /// Whether some word of the text fits a set.
    fn has(&self, set: Set) -> bool {
        self.present.get(set as usize / 64).is_some_and(|cell| cell & (1 << (set % 64)) != 0) || self.has_numbers && self.takes_numbers(set)
    }

    fn fits(&self, word: usize, set: Set) -> bool {
        self.sets(word).contains(&set) || self.is_number(word) && self.takes_numbers(set)
    }

    /// Whether a word fits a step and no guarded word stands in the two before it.
    fn fits_step(&self, word: usize, step: &Step) -> bool {
        self.fits(word, step.fits) && self.is_allowed(word, step)
    }

    fn is_allowed(&self, word: usize, step: &Step) -> bool {
        let free = |guard: Set| (1..=2).filter_map(|back| word.checked_sub(back)).all(|at| !self.fits(at, guard));
        step.guard.is_none_or(|guard| !self.has(guard) || free(guard))
    }

    /// The hit of a term whose anchor stands at this word.
    fn term_at(&self, term: &Term, word: usize) -> Option<Hit> {
        let steps = self.finder.steps.get(term.first_step..=term.last_step)?;
        let (before, from) = steps.split_at_checked(term.anchor - term.first_step)?;
        let (anchor, after) = from.split_first()?;
        if !steps.iter().all(|step| self.has(step.fits)) || !self.is_allowed(word, anchor) {
            return None;
        }
        let first = self.backward(before, anchor.gap, word)?;
        let last = self.forward(after, word)?;
        if term.guard_behind.is_some_and(|guard| self.has(guard) && (last + 1..=last + 2).any(|at| self.fits(at, guard))) {
            return None;
        }
        Some(Hit { indicator: term.indicator, first, last })
    }

    /// Where the steps before a word begin; `gap` is that between the last of them and the word.
    fn backward(&self, steps: &[Step], gap: usize, word: usize) -> Option<usize> {
        let Some((step, rest)) = steps.split_last() else { return Some(word) };
        (0..=gap)
            .map_while(|skipped| word.checked_sub(skipped + 1))
            .filter(|&at| self.fits_step(at, step))
            .find_map(|at| self.backward(rest, step.gap, at))
    }

    /// Where the steps after a word end.
    fn forward(&self, steps: &[Step], word: usize) -> Option<usize> {
        let Some((step, rest)) = steps.split_first() else { return Some(word) };
        (word + 1..=word.saturating_add(step.gap).saturating_add(1))
            .take_while(|&at| at < self.words.len())
            .filter(|&at| self.fits_step(at, step))
            .find_map(|at| self.forward(rest, at))
    }
}

#[cfg(test)]
mod tests;
