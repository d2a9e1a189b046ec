//! `package.json`, and the lists for coreutils.

use custody::{ItemId, Md5};
use record::{Digest, Moment};
use serde::{Deserialize, Serialize};

use super::place::{MD5SUMS, Place, SHA256SUMS};
use super::{Facts, Flaw};
use crate::hash::Hasher;

/// A longer list is not read: 65,534 members with the longest paths take less.
pub(super) const MAX_LIST: u64 = 32 << 20;

const FORMAT: &str = "arasha-package-1";

/// `package.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct List {
    format: String,
    pub(super) title: String,
    pub(super) created: Moment,
    pub(super) software: String,
    pub(super) log: String,
    pub(super) items: Vec<ItemId>,
    pub(super) files: Vec<Listed>,
}

/// A member that the list has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Listed {
    pub(super) path: String,
    bytes: u64,
    sha256: Digest,
    md5: Md5,
}

impl Listed {
    pub(super) fn new(path: String, facts: Facts) -> Self {
        Self { path, bytes: facts.bytes, sha256: facts.sha256, md5: facts.md5 }
    }

    pub(super) fn facts(&self) -> Facts {
        Facts { bytes: self.bytes, sha256: self.sha256, md5: self.md5 }
    }
}

impl List {
    pub(super) fn new(title: String, software: String, created: Moment, log: String, items: Vec<ItemId>, files: Vec<Listed>) -> Self {
        Self { format: FORMAT.to_owned(), title, created, software, log, items, files }
    }

    pub(super) fn text(&self) -> serde_json::Result<Vec<u8>> {
        json(self)
    }

    /// Reads a list; what is wrong with its form is a flaw, and the list is given where it could be read all the same.
    pub(super) fn read(text: &[u8]) -> (Option<Self>, Vec<Flaw>) {
        let Ok(list) = serde_json::from_slice::<Self>(text) else { return (None, vec![Flaw::ListForm]) };
        // What is not read is not written back.
        let is_same = list.text().is_ok_and(|again| again == text);
        let is_ordered = list.items.is_sorted_by(|one, next| one < next) && list.files.is_sorted_by(|one, next| one.path < next.path);
        let names_itself = list.files.iter().any(|file| Place::of(&file.path).is_some_and(|place| !place.is_listed()));
        let found = [
            (list.format != FORMAT || !is_same, Flaw::ListForm),
            (!is_ordered, Flaw::ListOrder),
            (list.items.is_empty(), Flaw::NoItems),
            (names_itself, Flaw::NotToBeListed),
        ];
        (Some(list), found.into_iter().filter_map(|(is_wrong, flaw)| is_wrong.then_some(flaw)).collect())
    }
}

/// JSON as packages have it: indents of two spaces, and a line feed.
pub(super) fn json(value: &impl Serialize) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec_pretty(value).map(|mut json| {
        json.push(b'\n');
        json
    })
}

/// One of the lists for coreutils.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SumsFile {
    Md5,
    Sha256,
}

impl SumsFile {
    pub(super) const BOTH: [Self; 2] = [Self::Md5, Self::Sha256];

    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Md5 => MD5SUMS,
            Self::Sha256 => SHA256SUMS,
        }
    }

    fn line(self, path: &str, facts: &Facts) -> String {
        match self {
            Self::Md5 => format!("{}  {path}\n", facts.md5),
            Self::Sha256 => format!("{}  {path}\n", facts.sha256),
        }
    }

    /// The lines of these members, in their order; the lists themselves are left out.
    fn lines<'a>(self, members: impl Iterator<Item = (&'a str, &'a Facts)>) -> impl Iterator<Item = String> {
        members.filter(|(path, _)| ![MD5SUMS, SHA256SUMS].contains(path)).map(move |(path, facts)| self.line(path, facts))
    }

    pub(super) fn text<'a>(self, members: impl Iterator<Item = (&'a str, &'a Facts)>) -> Vec<u8> {
        self.lines(members).flat_map(String::into_bytes).collect()
    }

    /// The digest and length of the list, which is not held.
    pub(super) fn measure<'a>(self, members: impl Iterator<Item = (&'a str, &'a Facts)>) -> (Digest, u64) {
        let (mut hasher, mut length) = (Hasher::default(), 0);
        for line in self.lines(members) {
            hasher.update(line.as_bytes());
            length += line.len() as u64;
        }
        (Digest(hasher.finish().0), length)
    }
}
