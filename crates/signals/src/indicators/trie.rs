//! Words and beginnings of words, looked up letter by letter.
//!
//! Nodes and their children lie in flat arrays, nodes of one depth side by side, so that a look-up touches few cache lines.

use std::collections::VecDeque;

/// A trie while it grows.
#[derive(Debug)]
pub(super) struct TrieBuilder {
    nodes: Vec<Node>,
}

#[derive(Debug, Default)]
struct Node {
    /// Sorted by character.
    children: Vec<(char, usize)>,
    /// Atoms of which this is the beginning.
    stems: Vec<u32>,
    /// Atoms of which this is the whole word.
    words: Vec<u32>,
}

impl Default for TrieBuilder {
    fn default() -> Self {
        Self { nodes: vec![Node::default()] }
    }
}

impl TrieBuilder {
    /// Adds a word, or the beginning of words.
    pub(super) fn put(&mut self, word: &str, atom: u32, stem: bool) {
        let mut at = 0;
        for letter in word.chars() {
            at = self.child_or_new(at, letter);
        }
        if let Some(node) = self.nodes.get_mut(at) {
            if stem { node.stems.push(atom) } else { node.words.push(atom) }
        }
    }

    fn child_or_new(&mut self, at: usize, letter: char) -> usize {
        let fresh = self.nodes.len();
        let Some(node) = self.nodes.get_mut(at) else { return at };
        match node.children.binary_search_by_key(&letter, |child| child.0) {
            Ok(found) => node.children.get(found).map_or(at, |child| child.1),
            Err(place) => {
                node.children.insert(place, (letter, fresh));
                self.nodes.push(Node::default());
                fresh
            }
        }
    }

    /// The finished trie: nodes in the order of their depth.
    pub(super) fn finish(self) -> Trie {
        let mut trie = Trie::default();
        let mut waiting = VecDeque::from([0]);
        let mut named = 1_u32;
        while let Some(node) = waiting.pop_front().and_then(|at: usize| self.nodes.get(at)) {
            for &(letter, child) in &node.children {
                trie.letters.push(letter);
                trie.targets.push(named);
                named = named.saturating_add(1);
                waiting.push_back(child);
            }
            trie.atoms.extend(&node.stems);
            let stems = end(&trie.atoms);
            trie.atoms.extend(&node.words);
            trie.ends.push(Ends { children: end(&trie.letters), stems, words: end(&trie.atoms) });
        }
        trie
    }
}

fn end<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}

/// Where the parts of a node end in the flat arrays; they begin where the node before ends.
#[derive(Debug, Clone, Copy, Default)]
struct Ends {
    children: u32,
    stems: u32,
    words: u32,
}

/// A finished trie over characters.
#[derive(Debug, Default)]
pub(super) struct Trie {
    ends: Vec<Ends>,
    letters: Vec<char>,
    targets: Vec<u32>,
    atoms: Vec<u32>,
}

impl Trie {
    /// Adds the atoms that this word shows.
    pub(super) fn look_up(&self, word: &str, atoms: &mut Vec<u32>) {
        let mut node = 0_usize;
        for letter in word.chars() {
            let Some(next) = self.child(node, letter) else { return };
            node = next;
            let (from, ends) = self.bounds(node);
            atoms.extend_from_slice(self.atoms.get(from.words as usize..ends.stems as usize).unwrap_or(&[]));
        }
        let (_, ends) = self.bounds(node);
        atoms.extend_from_slice(self.atoms.get(ends.stems as usize..ends.words as usize).unwrap_or(&[]));
    }

    fn child(&self, node: usize, letter: char) -> Option<usize> {
        let (from, ends) = self.bounds(node);
        let letters = self.letters.get(from.children as usize..ends.children as usize)?;
        // Most nodes have one or two children; the few with many lie near the root.
        let found = if letters.len() <= 8 { letters.iter().position(|&one| one == letter)? } else { letters.binary_search(&letter).ok()? };
        self.targets.get(from.children as usize + found).map(|&target| target as usize)
    }

    fn bounds(&self, node: usize) -> (Ends, Ends) {
        let from = node.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        (from, self.ends.get(node).copied().unwrap_or(from))
    }
}
