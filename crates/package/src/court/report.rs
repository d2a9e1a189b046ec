//! What a check has shown.

use std::collections::{BTreeMap, BTreeSet};

use custody::item::Begun;
use custody::{Field, FileName, FileRole, ItemId, Md5};
use record::{Digest, Moment};
use tlog::VerifierKey;
use tlog::policy::Witnessed;
use tlog::tree::TreeHead;

use super::disclosures::Disclosed;
use super::flaw::Findings;
use super::history::History;
use super::{Code, Finding};

/// What a check has found, and what it has shown. What is shown counts for what it is only where nothing was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// What is wrong, in the order of the check; [`MAX_FINDINGS`](super::MAX_FINDINGS) at most.
    pub findings: Vec<Finding>,
    /// How many more there are.
    pub more: u64,
    /// Whether a policy from outside was believed. Where not, key and witnesses are the package's own claim.
    pub is_policy_given: bool,
    /// What the package is called.
    pub title: Option<String>,
    /// When it was made, as it says.
    pub created: Option<Moment>,
    /// What made it, as it says.
    pub software: Option<String>,
    /// How many members it has.
    pub members: usize,
    /// The log, where its checkpoint was signed by it.
    pub log: Option<ShownLog>,
    /// The items of the list that have a history.
    pub items: Vec<Shown>,
    /// The codes of all that is wrong, of what is not listed too.
    pub(super) codes: BTreeSet<Code>,
}

/// A log as it was when the package was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownLog {
    /// The key with which it signs, to be compared with what the body publishes.
    pub key: VerifierKey,
    /// Size and root.
    pub head: TreeHead,
    /// Which witnesses have seen it, and when they say they did; none where there is no quorum.
    pub witnessed: Vec<Witnessed>,
}

/// What was shown of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The item.
    pub item: ItemId,
    /// How it came, how it stands and who holds it, as its history says.
    pub begun: Option<Begun>,
    /// How many entries the history has.
    pub entries: usize,
    /// How many of them were proven to be in the log.
    pub proven: usize,
    /// When the entry was made that names the package.
    pub exported: Option<Moment>,
    /// Its files, by name.
    pub files: Vec<ShownFile>,
    /// The fields that were committed to, by the number of the entry.
    pub fields: Vec<ShownField>,
}

/// A file of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownFile {
    /// Its name within the item.
    pub name: FileName,
    /// What it is.
    pub role: FileRole,
    /// Its length.
    pub bytes: u64,
    /// SHA-256, by which it is named.
    pub sha256: Digest,
    /// MD5, by which older tools know it.
    pub md5: Md5,
    /// When it was entered in the record, by the clock of the machine.
    pub at: Option<Moment>,
    /// Whether the file is there and is the one of the history.
    pub is_same: bool,
}

/// A field that was committed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownField {
    /// The number of the entry.
    pub version: u64,
    /// The field.
    pub field: Field,
    /// When it was written down, by the clock of the machine.
    pub at: Moment,
    /// The words, where they are shown and are what was committed to; otherwise they are withheld from this reader.
    pub value: Option<String>,
}

impl Report {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.findings.is_empty()
    }

    /// The codes of all that is wrong, each once, in the order of [`Code::ALL`].
    #[must_use]
    pub fn codes(&self) -> Vec<Code> {
        self.codes.iter().copied().collect()
    }

    pub(super) fn with(self, findings: Findings) -> Self {
        Self { findings: findings.listed, more: findings.more, codes: findings.codes, ..self }
    }
}

impl Shown {
    pub(super) fn of(item: ItemId, history: History, proven: usize, wrong: &[String], disclosed: &[Disclosed]) -> Self {
        let begun = history.state.begun;
        Self {
            item,
            entries: history.leaves.len(),
            proven,
            exported: history.exported.map(|(_, at)| at),
            files: begun.iter().flat_map(|begun| files(begun, &history.kept, wrong)).collect(),
            fields: history
                .fields
                .iter()
                .map(|(version, (field, commitment, at))| {
                    let opening = disclosed.iter().find(|one| one.version == *version).map(|one| &one.opening);
                    let value = opening.filter(|opening| commitment.is_to(*field, opening)).map(|opening| opening.value().to_owned());
                    ShownField { version: *version, field: *field, at: *at, value }
                })
                .collect(),
            begun,
        }
    }
}

fn files(begun: &Begun, kept: &BTreeMap<FileName, Moment>, wrong: &[String]) -> Vec<ShownFile> {
    let shown = |(name, file): (&FileName, &custody::KeptFile)| ShownFile {
        name: name.clone(),
        role: file.role,
        bytes: file.bytes,
        sha256: file.hashes.sha256,
        md5: file.hashes.md5,
        at: kept.get(name).copied(),
        is_same: wrong.binary_search_by(|wrong| wrong.as_str().cmp(name.as_str())).is_err(),
    };
    begun.files.iter().map(shown).collect()
}
