//! Kept files compared with a list.

use std::collections::{BTreeMap, BTreeSet};

use custody::Hashes;
use serde::Serialize;

use super::{Algorithm, Row};

/// A kept file.
#[derive(Debug, Clone, Copy)]
pub struct Kept<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its hashes.
    pub hashes: &'a Hashes,
}

/// What a list says of a kept file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Compared {
    /// All hashes of a row are the file's.
    Same {
        /// By which hashes.
        by: Vec<Algorithm>,
        /// Lines of all such rows.
        lines: Vec<u64>,
    },
    /// A row has the file's name and other hashes, or some of the file's hashes and some others, which can't be of one file.
    Different {
        /// Hashes that are the same.
        same: Vec<Algorithm>,
        /// Hashes that are not.
        other: Vec<Algorithm>,
        /// Lines of all such rows.
        lines: Vec<u64>,
    },
    /// The list says nothing of it.
    NotInList {},
}

/// What a list says of kept files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// Each kept file by its place, with what the list says.
    pub files: Vec<(String, Compared)>,
    /// Lines of rows that speak of no kept file.
    pub only_in_list: Vec<u64>,
}

/// Compares files with a list: by their hashes, and, where no hash fits, by their names (the whole name, or what stands behind the last `/`
/// or `\`).
#[must_use]
pub fn compare(kept: &[Kept<'_>], list: &[Row]) -> Comparison {
    let rows = Rows::of(list);
    let mut met = BTreeSet::new();
    let files = kept.iter().map(|file| (file.name.to_owned(), rows.compare(*file, &mut met))).collect();
    let only_in_list = list.iter().enumerate().filter(|(place, _)| !met.contains(place)).map(|(_, row)| row.line).collect();
    Comparison { files, only_in_list }
}

/// Rows by what they are found by.
struct Rows<'a> {
    list: &'a [Row],
    by_hash: BTreeMap<Vec<u8>, Vec<usize>>,
    by_name: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> Rows<'a> {
    fn of(list: &'a [Row]) -> Self {
        let (mut by_hash, mut by_name) = (BTreeMap::<_, Vec<usize>>::new(), BTreeMap::<_, Vec<usize>>::new());
        for (place, row) in list.iter().enumerate() {
            keys(row).into_iter().for_each(|key| by_hash.entry(key).or_default().push(place));
            if let Some(name) = &row.name {
                let names: BTreeSet<&str> = [name.as_str(), last(name)].into();
                names.into_iter().for_each(|name| by_name.entry(name).or_default().push(place));
            }
        }
        Self { list, by_hash, by_name }
    }

    fn compare(&self, file: Kept<'_>, met: &mut BTreeSet<usize>) -> Compared {
        let found: BTreeSet<usize> = keys_of(file.hashes).into_iter().filter_map(|key| self.by_hash.get(&key)).flatten().copied().collect();
        let whole = |place: &usize| self.list.get(*place).is_some_and(|row| row.digests.against(file.hashes).iter().all(|(_, same)| *same));
        let same: BTreeSet<usize> = found.iter().copied().filter(whole).collect();
        if !same.is_empty() {
            met.extend(&found);
            return Compared::Same { by: self.hashes(&same, file, true), lines: self.lines(&same) };
        }
        let named = || self.by_name.get(file.name).into_iter().chain(self.by_name.get(last(file.name))).flatten().copied().collect();
        let other = if found.is_empty() { named() } else { found };
        met.extend(&other);
        if other.is_empty() {
            return Compared::NotInList {};
        }
        Compared::Different { same: self.hashes(&other, file, true), other: self.hashes(&other, file, false), lines: self.lines(&other) }
    }

    /// The hashes of some rows that are the file's, or that are not.
    fn hashes(&self, rows: &BTreeSet<usize>, file: Kept<'_>, wanted: bool) -> Vec<Algorithm> {
        let all = rows.iter().filter_map(|place| self.list.get(*place)).flat_map(|row| row.digests.against(file.hashes));
        all.filter(|(_, same)| *same == wanted).map(|(algorithm, _)| algorithm).collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn lines(&self, rows: &BTreeSet<usize>) -> Vec<u64> {
        rows.iter().filter_map(|place| self.list.get(*place)).map(|row| row.line).collect()
    }
}

/// What stands behind the last part of a path.
fn last(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

fn keys(row: &Row) -> Vec<Vec<u8>> {
    let digests = &row.digests;
    let all = [
        digests.md5.map(|hash| key(0, &hash.0)),
        digests.sha1.map(|hash| key(1, &hash.0)),
        digests.sha256.map(|hash| key(2, &hash.0)),
        digests.blake3.map(|hash| key(3, &hash.0)),
    ];
    all.into_iter().flatten().collect()
}

fn keys_of(hashes: &Hashes) -> [Vec<u8>; 4] {
    [key(0, &hashes.md5.0), key(1, &hashes.sha1.0), key(2, &hashes.sha256.0), key(3, &hashes.blake3.0)]
}

fn key(kind: u8, bytes: &[u8]) -> Vec<u8> {
    [&[kind], bytes].concat()
}
