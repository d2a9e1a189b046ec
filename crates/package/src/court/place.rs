//! Where everything stands in a package.

use std::fmt;

use custody::ItemId;

use crate::zip::form::Paths;

pub(super) const MD5SUMS: &str = "MD5SUMS";
pub(super) const SHA256SUMS: &str = "SHA256SUMS";
pub(super) const LIST: &str = "package.json";
pub(super) const README: &str = "readme.txt";
pub(super) const VERIFIER: &str = "verify.html";
pub(super) const CASE: &str = "case.jsonld";
pub(super) const POLICY: &str = "log/policy.txt";
pub(super) const CHECKPOINT: &str = "log/checkpoint.txt";

/// Which paths a package has: `items/ITEM/files/` and the longest name of a kept file fit.
pub(super) const PATHS: Paths = Paths { longest: 255, besides: &[MD5SUMS, SHA256SUMS] };

/// What is in every package, whatever its items are.
const ALWAYS: [&str; 8] = [MD5SUMS, SHA256SUMS, CASE, CHECKPOINT, POLICY, LIST, README, VERIFIER];

/// What a member is, by its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place<'a> {
    /// Something that the list can't have: itself, the sums, the checkpoint.
    Unlisted,
    /// Something that the list has.
    Listed,
    /// Something of an item.
    Of(ItemId, Part<'a>),
}

/// What a member is to its item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'a> {
    History,
    Proof(u64),
    Kept(&'a str),
    Archive,
    Disclosures,
}

impl<'a> Place<'a> {
    /// What stands at a path; None where nothing does.
    pub(super) fn of(path: &'a str) -> Option<Self> {
        match path {
            MD5SUMS | SHA256SUMS | LIST | CHECKPOINT => return Some(Self::Unlisted),
            README | VERIFIER | CASE | POLICY => return Some(Self::Listed),
            _ => {}
        }
        let (folder, rest) = path.split_once('/')?;
        match folder {
            "log" if rest.ends_with(".pem") && is_name(rest) => Some(Self::Listed),
            "papers" if is_name(rest) => Some(Self::Listed),
            "items" => {
                let (item, rest) = rest.split_once('/')?;
                Some(Self::Of(item.parse().ok()?, Part::of(rest)?))
            }
            _ => None,
        }
    }

    /// Whether the list must have it.
    pub(super) fn is_listed(self) -> bool {
        match self {
            Self::Unlisted | Self::Of(_, Part::History | Part::Proof(_)) => false,
            Self::Listed | Self::Of(_, Part::Kept(_) | Part::Archive | Part::Disclosures) => true,
        }
    }
}

impl<'a> Part<'a> {
    fn of(rest: &'a str) -> Option<Self> {
        match rest {
            "history.jsonl" => return Some(Self::History),
            "page.wacz" => return Some(Self::Archive),
            "disclosures.json" => return Some(Self::Disclosures),
            _ => {}
        }
        if let Some(name) = rest.strip_prefix("files/") {
            return (!name.is_empty()).then_some(Self::Kept(name));
        }
        let number = rest.strip_prefix("proofs/")?.strip_suffix(".tlog-proof")?;
        let is_number = number.len() == 6 && number.bytes().all(|digit| digit.is_ascii_digit());
        is_number.then(|| number.parse().ok().map(Self::Proof)).flatten()
    }
}

impl fmt::Display for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::History => f.write_str("history.jsonl"),
            Self::Proof(version) => write!(f, "proofs/{version:06}.tlog-proof"),
            Self::Kept(name) => write!(f, "files/{name}"),
            Self::Archive => f.write_str("page.wacz"),
            Self::Disclosures => f.write_str("disclosures.json"),
        }
    }
}

/// The path of something of an item.
pub(super) fn path_of(item: ItemId, part: Part<'_>) -> String {
    format!("items/{item}/{part}")
}

/// The path of a paper.
pub(super) fn paper(name: &str) -> String {
    format!("papers/{name}")
}

/// The path of a key.
pub(super) fn key(name: &str) -> String {
    format!("log/{name}.pem")
}

/// What a package of these items has at least.
pub(super) fn required(items: &[ItemId]) -> impl Iterator<Item = String> {
    ALWAYS.into_iter().map(str::to_owned).chain(items.iter().map(|item| path_of(*item, Part::History)))
}

fn is_name(rest: &str) -> bool {
    !rest.is_empty() && !rest.contains('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_path_is_one_thing() {
        let item = ItemId::from_bits(9);
        let parts = [Part::History, Part::Proof(12), Part::Kept("responses/1.bin"), Part::Archive, Part::Disclosures];
        for part in parts {
            assert_eq!(Place::of(&path_of(item, part)), Some(Place::Of(item, part)));
        }
        assert_eq!(path_of(item, Part::Proof(12)), "items/item-00000000000000000000000009/proofs/000012.tlog-proof");
        for (path, is_listed) in [("papers/a.pdf", true), ("log/a.pem", true), ("log/policy.txt", true), ("log/checkpoint.txt", false)] {
            assert_eq!(Place::of(path).map(Place::is_listed), Some(is_listed), "{path}");
        }
        assert!(ALWAYS.iter().all(|path| Place::of(path).is_some() && PATHS.allow(path)));
    }

    #[test]
    fn other_paths_are_nothing() {
        let item = "items/item-00000000000000000000000009";
        let of_item =
            ["", "x", "files/", "files", "proofs/1.tlog-proof", "proofs/+00001.tlog-proof", "proofs/0000001.tlog-proof", "history.json"];
        let others =
            ["", "a", "log/a", "log/a/b.pem", "papers/", "papers/a/b", "items/x/history.jsonl", "items/item-1/page.wacz", "readme.TXT"];
        for path in of_item.iter().map(|rest| format!("{item}/{rest}")).chain(others.iter().map(|path| (*path).to_owned())) {
            assert_eq!(Place::of(&path), None, "{path}");
        }
    }

    #[test]
    fn the_longest_name_of_a_file_fits() {
        let name = "a".repeat(custody::FileName::LONGEST);
        assert!(PATHS.allow(&path_of(ItemId::from_bits(u128::MAX), Part::Kept(&name))));
        assert!(!PATHS.allow(&"a".repeat(256)) && !PATHS.allow("md5SUMS"));
    }
}
