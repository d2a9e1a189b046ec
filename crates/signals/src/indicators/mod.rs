//! Finds the terms of the knowledge files in a text.
//!
//! Every word of every term is an *atom*; atoms stand in one trie, so that a word of the text is looked up once for all terms. A term is
//! tried only where its rarest-looking word (its *anchor*) stands.

pub mod pattern;
mod trie;

use knowledge::Book;

use crate::ReaderError;
use crate::tokens::{Token, TokenKind, Tokens};
use pattern::{Atom, Pattern};
use trie::{Trie, TrieBuilder};

/// Index of an indicator in the book.
pub type IndicatorIndex = usize;

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

/// One step, its atoms sorted.
#[derive(Debug)]
struct CompiledStep {
    atoms: Vec<u32>,
    guard: Vec<u32>,
    gap: usize,
}

#[derive(Debug)]
struct CompiledPattern {
    indicator: IndicatorIndex,
    anchor: usize,
    steps: Vec<CompiledStep>,
}

/// All terms of a book, ready to be found.
#[derive(Debug)]
pub struct TermFinder {
    trie: Trie,
    number: u32,
    patterns: Vec<CompiledPattern>,
    /// Patterns by the atoms of their anchors.
    anchored: Vec<Vec<u32>>,
}

impl TermFinder {
    /// Compiles the terms of a book.
    ///
    /// # Errors
    /// The first term that can't be read.
    pub fn new(book: &Book) -> Result<Self, ReaderError> {
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
                    patterns.iter().for_each(|pattern| builder.add(index, pattern));
                }
            }
        }
        Ok(builder.finish())
    }

    /// All hits in a text, sorted by indicator and place.
    #[must_use]
    pub fn find(&self, tokens: &Tokens) -> Vec<Hit> {
        let text = Looked::up(self, tokens);
        let mut hits = Vec::new();
        for at in 0..tokens.as_slice().len() {
            for &atom in text.atoms(at) {
                for &pattern in self.anchored.get(atom as usize).into_iter().flatten() {
                    hits.extend(self.patterns.get(pattern as usize).and_then(|pattern| pattern.at(at, &text)));
                }
            }
        }
        hits.sort_unstable();
        hits.dedup();
        hits
    }
}

/// The atoms of every token of a text.
struct Looked {
    atoms: Vec<u32>,
    ends: Vec<usize>,
}

impl Looked {
    fn up(finder: &TermFinder, tokens: &Tokens) -> Self {
        let mut looked = Self { atoms: Vec::with_capacity(64), ends: Vec::with_capacity(tokens.as_slice().len()) };
        for token in tokens.as_slice() {
            looked.add(finder, tokens, token);
        }
        looked
    }

    fn add(&mut self, finder: &TermFinder, tokens: &Tokens, token: &Token) {
        if token.kind == TokenKind::Number {
            self.atoms.push(finder.number);
        }
        finder.trie.look_up(tokens.loose(token), &mut self.atoms);
        self.ends.push(self.atoms.len());
    }

    fn atoms(&self, token: usize) -> &[u32] {
        let start = token.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(token).and_then(|&end| self.atoms.get(start..end)).unwrap_or(&[])
    }

    fn shows(&self, token: usize, wanted: &[u32]) -> bool {
        self.atoms(token).iter().any(|atom| wanted.binary_search(atom).is_ok())
    }
}

impl CompiledPattern {
    /// The hit whose anchor stands at this token.
    fn at(&self, token: usize, text: &Looked) -> Option<Hit> {
        let anchor = self.steps.get(self.anchor)?;
        if !anchor.allowed(token, text) {
            return None;
        }
        let first = self.backward(self.anchor, token, text)?;
        let last = self.forward(self.anchor, token, text)?;
        Some(Hit { indicator: self.indicator, first, last })
    }

    fn backward(&self, step: usize, token: usize, text: &Looked) -> Option<usize> {
        let Some(before) = step.checked_sub(1) else { return Some(token) };
        let gap = self.steps.get(step)?.gap;
        let wanted = self.steps.get(before)?;
        (0..=gap)
            .map_while(|skipped| token.checked_sub(skipped + 1))
            .filter(|&at| text.shows(at, &wanted.atoms) && wanted.allowed(at, text))
            .find_map(|at| self.backward(before, at, text))
    }

    fn forward(&self, step: usize, token: usize, text: &Looked) -> Option<usize> {
        let Some(wanted) = self.steps.get(step + 1) else { return Some(token) };
        (0..=wanted.gap)
            .map(|skipped| token + skipped + 1)
            .filter(|&at| text.shows(at, &wanted.atoms) && wanted.allowed(at, text))
            .find_map(|at| self.forward(step + 1, at, text))
    }
}

impl CompiledStep {
    /// Whether no guarded word stands in the two tokens before.
    fn allowed(&self, token: usize, text: &Looked) -> bool {
        self.guard.is_empty() || (1..=2).filter_map(|back| token.checked_sub(back)).all(|at| !text.shows(at, &self.guard))
    }
}

#[derive(Default)]
struct Builder {
    ids: std::collections::BTreeMap<Atom, u32>,
    trie: TrieBuilder,
    /// Patterns with the length of the shortest word of each step.
    patterns: Vec<(CompiledPattern, Vec<usize>)>,
}

impl Builder {
    fn add(&mut self, indicator: IndicatorIndex, pattern: &Pattern) {
        let steps = pattern
            .steps
            .iter()
            .map(|step| CompiledStep { atoms: self.sorted_ids(&step.atoms), guard: self.sorted_ids(&step.guard), gap: step.gap })
            .collect();
        let lengths = pattern.steps.iter().map(shortest).collect();
        self.patterns.push((CompiledPattern { indicator, anchor: 0, steps }, lengths));
    }

    fn sorted_ids(&mut self, atoms: &[Atom]) -> Vec<u32> {
        let mut ids: Vec<u32> = atoms.iter().map(|atom| self.id(atom)).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    fn id(&mut self, atom: &Atom) -> u32 {
        if let Some(&id) = self.ids.get(atom) {
            return id;
        }
        let id = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        match atom {
            Atom::Word(word) => self.trie.put(word, id, false),
            Atom::Stem(stem) => self.trie.put(stem, id, true),
            Atom::Number => {}
        }
        self.ids.insert(atom.clone(), id);
        id
    }

    fn finish(mut self) -> TermFinder {
        let number = self.id(&Atom::Number);
        let uses = self.uses();
        let mut anchored = vec![Vec::new(); self.ids.len()];
        let mut patterns = Vec::with_capacity(self.patterns.len());
        for (index, (mut pattern, lengths)) in (0_u32..).zip(self.patterns) {
            pattern.anchor = anchor(&pattern, &lengths, &uses, number);
            for &atom in pattern.steps.get(pattern.anchor).into_iter().flat_map(|step| &step.atoms) {
                if let Some(list) = anchored.get_mut(atom as usize) {
                    list.push(index);
                }
            }
            patterns.push(pattern);
        }
        TermFinder { trie: self.trie.finish(), number, patterns, anchored }
    }

    /// In how many steps each atom stands.
    fn uses(&self) -> Vec<usize> {
        let mut uses = vec![0; self.ids.len()];
        for &atom in self.patterns.iter().flat_map(|(pattern, _)| &pattern.steps).flat_map(|step| &step.atoms) {
            if let Some(count) = uses.get_mut(atom as usize) {
                *count += 1;
            }
        }
        uses
    }
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

/// The step that most likely stands in the fewest texts. Words that many terms use are the common ones, and so are short ones; what
/// stands in few terms and is long is rare.
fn anchor(pattern: &CompiledPattern, lengths: &[usize], uses: &[usize], number: u32) -> usize {
    let cost = |at: usize| {
        let Some(step) = pattern.steps.get(at) else { return usize::MAX };
        let used: usize = step.atoms.iter().map(|&atom| uses.get(atom as usize).copied().unwrap_or(0)).sum();
        let short = if lengths.get(at).copied().unwrap_or(0) <= 3 { 1_000 } else { 0 };
        let bare = if step.atoms.contains(&number) { 100_000 } else { 0 };
        used + short + bare
    };
    (0..pattern.steps.len()).min_by_key(|&at| cost(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests;
