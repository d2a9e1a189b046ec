//! What lints can't see: form of files, words that don't belong, and that the parts of the repository agree with each other.

mod agree;
mod form;
mod knowledge;
mod locales;
mod tree;

use std::fmt;
use std::path::Path;

pub use tree::{File, Tree};

/// Something to mend.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file, from the repository's root.
    pub file: String,
    /// The line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong, and what would be right.
    pub what: String,
}

impl Fault {
    /// A fault at a line.
    pub fn at(file: &str, line: usize, what: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, what: what.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.file, self.line.max(1), self.what)
    }
}

/// All faults of the repository, sorted by file and line.
pub fn all(root: &Path) -> Vec<Fault> {
    let tree = Tree::read(root);
    let checks: [fn(&Tree) -> Vec<Fault>; 5] = [form::check, agree::check, knowledge::check, locales::check, sample_feed];
    let mut faults: Vec<Fault> = checks.iter().flat_map(|check| check(&tree)).collect();
    faults.sort();
    faults.dedup();
    faults
}

/// The sample feed is what its generator writes.
fn sample_feed(tree: &Tree) -> Vec<Fault> {
    let stale = crate::sample::files().into_iter().filter_map(|(name, text)| {
        let path = format!("{}/{name}", crate::sample::FOLDER);
        (tree.text(&path) != Some(text.as_str())).then_some(path)
    });
    stale.map(|path| Fault::at(&path, 0, "not what the generator writes; run `cargo run -p xtask -- sample-feed`")).collect()
}
