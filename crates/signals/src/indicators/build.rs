//! Compiles the terms of a book.

use std::collections::BTreeMap;

use knowledge::Book;
use rustc_hash::{FxHashMap, FxHashSet};

use super::pattern::{self, Atom, Pattern};
use super::{Bounds, IndicatorIndex, Set, Sets, Step, Stretch, Term, TermFinder};
use crate::ReaderError;
use crate::beginnings::Beginnings;

/// All terms of a book.
pub(super) fn finder(book: &Book) -> Result<TermFinder, ReaderError> {
    let mut builder = Builder::default();
    for (index, indicator) in book.indicators.iter().enumerate() {
        for (language, terms) in &indicator.terms {
            for term in &terms.terms {
                let patterns = pattern::parse(term, language == "uz").map_err(|what| ReaderError::Term {
                    indicator: indicator.code.clone(),
                    language: language.clone(),
                    term: term.clone(),
                    what,
                })?;
                builder.patterns.extend(patterns.into_iter().map(|pattern| (index, pattern)));
            }
        }
    }
    builder.finish().ok_or(ReaderError::TooManyTerms)
}

#[derive(Default)]
struct Builder {
    patterns: Vec<(IndicatorIndex, Pattern)>,
    sets: BTreeMap<Vec<Atom>, Set>,
}

impl Builder {
    /// The finder; none where there are more words than numbers for them.
    fn finish(mut self) -> Option<TermFinder> {
        let uses = self.uses();
        let mut steps = Vec::new();
        let mut anchored = Vec::with_capacity(self.patterns.len());
        for (indicator, pattern) in std::mem::take(&mut self.patterns) {
            let first_step = steps.len();
            steps.extend(pattern.steps.iter().map(|step| self.step(step)));
            let mut found = term(indicator, &pattern, &steps, first_step, &uses)?;
            found.term.guard_behind = self.guard(&pattern.guard_behind);
            anchored.push(found);
        }
        let sets = Set::try_from(self.sets.len()).ok()?;
        anchored.sort_by_key(|term| term.anchor);
        let counts = (0..=sets).map(|set| anchored.partition_point(|term| term.anchor < set));
        let bounds: Vec<u32> = counts.map(|count| u32::try_from(count).unwrap_or(u32::MAX)).collect();
        let is_anchor = |set: Set| bounds.get(usize::from(set)) < bounds.get(usize::from(set) + 1);
        let numbers = self.numbers();
        let number_anchors =
            self.sets.iter().filter(|&(atoms, &set)| atoms.contains(&Atom::Number) && is_anchor(set)).map(|(_, &set)| set).collect();
        let seconds: Vec<Set> = anchored.iter().map(|term| term.second).collect();
        let second: FxHashSet<Set> = seconds.iter().copied().collect();
        let (words, sets) = self.words(|set| (is_anchor(set), second.contains(&set)))?;
        let terms = anchored.into_iter().map(|anchored| anchored.term).collect();
        Some(TermFinder { words, sets, numbers, number_anchors, steps, terms, seconds, anchored: bounds })
    }

    /// In how many steps each word stands.
    fn uses(&self) -> FxHashMap<Atom, usize> {
        let mut uses = FxHashMap::default();
        for atom in self.patterns.iter().flat_map(|(_, pattern)| &pattern.steps).flat_map(|step| &step.atoms) {
            *uses.entry(atom.clone()).or_default() += 1;
        }
        uses
    }

    fn step(&mut self, step: &pattern::Step) -> Step {
        Step { guard: self.guard(&step.guard), fits: self.set(&step.atoms), gap: step.gap }
    }

    fn guard(&mut self, atoms: &[Atom]) -> Option<Set> {
        if atoms.is_empty() { None } else { Some(self.set(atoms)) }
    }

    fn set(&mut self, atoms: &[Atom]) -> Set {
        let mut atoms = atoms.to_vec();
        atoms.sort_unstable();
        atoms.dedup();
        let next = Set::try_from(self.sets.len()).unwrap_or(Set::MAX);
        *self.sets.entry(atoms).or_insert(next)
    }

    /// A bit for every set that any number fits.
    fn numbers(&self) -> Vec<u64> {
        let mut numbers = vec![0; self.sets.len() / 64 + 1];
        for (_, &set) in self.sets.iter().filter(|(atoms, _)| atoms.contains(&Atom::Number)) {
            super::mark(&mut numbers, set);
        }
        numbers
    }

    /// The sets by the words and beginnings in them, and all stretches of them in one list; `role` says of a set whether it anchors a term
    /// and whether it is the second of one.
    fn words(&self, role: impl Fn(Set) -> Role) -> Option<(Beginnings<Sets>, Vec<Set>)> {
        let mut words = FxHashMap::<String, Members>::default();
        for (atoms, &set) in &self.sets {
            for atom in atoms {
                match atom {
                    Atom::Stem(stem) => words.entry(stem.clone()).or_default().stem.push(set),
                    Atom::Word(word) => words.entry(word.clone()).or_default().word.push(set),
                    Atom::Number => {}
                }
            }
        }
        // The stretch of a word that fits nothing.
        let mut list = Bounds::default().to_vec();
        let mut entries = Vec::with_capacity(words.len());
        for (beginning, members) in &words {
            let shorter = beginning.char_indices().filter_map(|(at, letter)| words.get(beginning.get(..at + letter.len_utf8())?));
            let stem: Vec<Set> = shorter.flat_map(|members| &members.stem).copied().collect();
            let word: Vec<Set> = stem.iter().chain(&members.word).copied().collect();
            let stem = stretch(stem, &mut list, &role)?;
            let word = if members.word.is_empty() { stem } else { stretch(word, &mut list, &role)? };
            let sets = Sets { stem, word };
            entries.push((beginning.clone(), sets));
        }
        Some((Beginnings::new(entries), list))
    }
}

/// The sets that a word, and that any word beginning so, belongs to.
#[derive(Default)]
struct Members {
    stem: Vec<Set>,
    word: Vec<Set>,
}

/// Whether a set anchors a term, and whether it is the second of one.
type Role = (bool, bool);

/// Adds sets to the list, each once, in the order of [`Bounds`]; none where the list is longer than its places can be counted.
fn stretch(mut sets: Vec<Set>, list: &mut Vec<Set>, role: impl Fn(Set) -> Role) -> Option<Stretch> {
    let class = |set: Set| match role(set) {
        (true, false) => 0,
        (true, true) => 1,
        (false, true) => 2,
        (false, false) => 3,
    };
    sets.sort_unstable_by_key(|&set| (class(set), set));
    sets.dedup();
    let start = u32::try_from(list.len()).ok()?;
    for end in 1..=4 {
        list.push(Set::try_from(sets.partition_point(|&set| class(set) < end)).ok()?);
    }
    list.extend(sets);
    Some(Stretch(start))
}

/// A term with the sets of its two rarest-looking steps; both the same where it has one step.
struct Anchored {
    anchor: Set,
    second: Set,
    term: Term,
}

fn term(
    indicator: IndicatorIndex,
    pattern: &Pattern,
    steps: &[Step],
    first_step: usize,
    uses: &FxHashMap<Atom, usize>,
) -> Option<Anchored> {
    let last_step = (first_step + pattern.steps.len()).saturating_sub(1);
    let costs: Vec<usize> = pattern.steps.iter().map(|step| cost(step, uses)).collect();
    let cheapest = |besides: Option<usize>| (0..costs.len()).filter(|&at| Some(at) != besides).min_by_key(|&at| costs.get(at));
    let anchor = cheapest(None).unwrap_or(0);
    let second = cheapest(Some(anchor)).unwrap_or(anchor);
    let fits = |at: usize| steps.get(first_step + at).map_or(0, |step| step.fits);
    let number = |place: usize| u32::try_from(place).ok();
    let term = Term {
        indicator: number(indicator)?,
        first_step: number(first_step)?,
        last_step: number(last_step)?,
        anchor: number(first_step + anchor)?,
        guard_behind: None,
    };
    Some(Anchored { anchor: fits(anchor), second: fits(second), term })
}

/// How often a step likely fits: words that many terms use are the common ones, and so are short ones; bare numbers stand everywhere.
fn cost(step: &pattern::Step, uses: &FxHashMap<Atom, usize>) -> usize {
    let used: usize = step.atoms.iter().map(|atom| uses.get(atom).copied().unwrap_or(0)).sum();
    let short = if shortest(step) <= 3 { 1_000 } else { 0 };
    let bare = if step.atoms.contains(&Atom::Number) { 100_000 } else { 0 };
    used + short + bare
}

/// Letters of the shortest word of a step; a bare number is as short as can be.
fn shortest(step: &pattern::Step) -> usize {
    let lengths = step.atoms.iter().map(|atom| match atom {
        Atom::Word(word) => word.chars().count() + 2,
        Atom::Stem(stem) => stem.chars().count(),
        Atom::Number => 0,
    });
    lengths.min().unwrap_or(0)
}
