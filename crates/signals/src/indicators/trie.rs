//! Words and beginnings of words, looked up letter by letter.

/// A trie over characters.
#[derive(Debug)]
pub(super) struct Trie {
    nodes: Vec<Node>,
}

#[derive(Debug, Default)]
struct Node {
    /// Sorted by character.
    children: Vec<(char, u32)>,
    /// Atoms of which this is the beginning.
    stems: Vec<u32>,
    /// Atoms of which this is the whole word.
    words: Vec<u32>,
}

impl Default for Trie {
    fn default() -> Self {
        Self { nodes: vec![Node::default()] }
    }
}

impl Trie {
    /// Adds a word, or the beginning of words.
    pub(super) fn put(&mut self, word: &str, atom: u32, stem: bool) {
        let mut at = 0_u32;
        for letter in word.chars() {
            at = self.child_or_new(at, letter);
        }
        if let Some(node) = self.nodes.get_mut(at as usize) {
            if stem { node.stems.push(atom) } else { node.words.push(atom) }
        }
    }

    fn child_or_new(&mut self, at: u32, letter: char) -> u32 {
        let fresh = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        let Some(node) = self.nodes.get_mut(at as usize) else { return at };
        match node.children.binary_search_by_key(&letter, |child| child.0) {
            Ok(found) => node.children.get(found).map_or(at, |child| child.1),
            Err(place) => {
                node.children.insert(place, (letter, fresh));
                self.nodes.push(Node::default());
                fresh
            }
        }
    }

    /// Adds the atoms that this word shows.
    pub(super) fn look_up(&self, word: &str, atoms: &mut Vec<u32>) {
        let Some(mut node) = self.nodes.first() else { return };
        for letter in word.chars() {
            let Ok(found) = node.children.binary_search_by_key(&letter, |child| child.0) else { return };
            let Some(next) = node.children.get(found).and_then(|child| self.nodes.get(child.1 as usize)) else { return };
            node = next;
            atoms.extend_from_slice(&node.stems);
        }
        atoms.extend_from_slice(&node.words);
    }
}
