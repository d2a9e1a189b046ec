//! What the history of an item and its files say of each other.

use std::collections::BTreeMap;

use custody::item::Begun;
use custody::{FileName, FileRole, Hashes, KeptFile};

use super::{Facts, Flaw};
use crate::Sha256;

/// Compares the files that are there with those of the history; what is wrong, by name.
pub(super) fn compare_files<'a>(item: &'a Begun, there: &BTreeMap<&'a str, Facts>) -> Vec<(&'a str, Flaw)> {
    let kept = item.files.iter().filter_map(|(name, file)| match there.get(name.as_str()) {
        None => Some((name.as_str(), Flaw::KeptMissing)),
        Some(facts) if *facts == facts_of(file) => None,
        Some(_) => Some((name.as_str(), Flaw::Kept)),
    });
    let is_known = |name: &str| FileName::new(name).is_ok_and(|name| item.files.contains_key(&name));
    let unknown = there.keys().filter(|name| !is_known(name)).map(|name| (*name, Flaw::NotKept));
    kept.chain(unknown).collect()
}

/// Whether an archive is one of the item's.
pub(super) fn has_archive(item: &Begun, archive: Option<Sha256>) -> bool {
    let archives = item.files.values().filter(|file| file.role == FileRole::WebArchive);
    archive.is_some_and(|archive| archives.into_iter().any(|file| file.hashes.sha256.0 == archive.0))
}

/// Whether the digests of an entry are those of the list.
pub(super) fn names(package: &Hashes, list: &Facts) -> bool {
    (package.sha256, package.md5) == (list.sha256, list.md5)
}

fn facts_of(file: &KeptFile) -> Facts {
    Facts { bytes: file.bytes, sha256: file.hashes.sha256, md5: file.hashes.md5 }
}
