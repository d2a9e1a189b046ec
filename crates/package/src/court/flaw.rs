//! Everything that can be wrong with a court package, by name.

use std::collections::BTreeSet;
use std::fmt;

use tlog::checkpoint::CheckpointError;
use tlog::log::LogError;
use tlog::policy::{PolicyError, Unwitnessed};
use tlog::proof::ProofError;
use tlog::tree::VerifyError;

use crate::wacz::WaczFlaw;
use crate::zip::ZipFlaw;

/// More than this are not listed.
pub const MAX_FINDINGS: usize = 1000;

/// Something that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The member, where it is one.
    pub path: Option<String>,
    /// The entry of the history, by its number from one.
    pub entry: Option<u64>,
    /// What is wrong.
    pub flaw: Flaw,
}

/// The word by which every verifier names what is wrong (`docs/package.md`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// The form of the ZIP file.
    Zip,
    /// A member that the list does not have.
    Unlisted,
    /// A member that should be there.
    Missing,
    /// A member that should not be there.
    Unexpected,
    /// `package.json`.
    List,
    /// The lists for coreutils.
    Sums,
    /// A file that is not the one of the list.
    File,
    /// The policy.
    Policy,
    /// The checkpoint.
    Checkpoint,
    /// The witnesses.
    Quorum,
    /// The history of an item.
    History,
    /// The proof of an entry.
    Proof,
    /// The entry that names the package.
    Exported,
    /// A file that is not the one of the history.
    Kept,
    /// The web archive for players.
    Wacz,
    /// A field that was shown.
    Disclosure,
}

impl Code {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::Zip,
        Self::Unlisted,
        Self::Missing,
        Self::Unexpected,
        Self::List,
        Self::Sums,
        Self::File,
        Self::Policy,
        Self::Checkpoint,
        Self::Quorum,
        Self::History,
        Self::Proof,
        Self::Exported,
        Self::Kept,
        Self::Wacz,
        Self::Disclosure,
    ];

    /// The word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Zip => "zip",
            Self::Unlisted => "unlisted",
            Self::Missing => "missing",
            Self::Unexpected => "unexpected",
            Self::List => "list",
            Self::Sums => "sums",
            Self::File => "file",
            Self::Policy => "policy",
            Self::Checkpoint => "checkpoint",
            Self::Quorum => "quorum",
            Self::History => "history",
            Self::Proof => "proof",
            Self::Exported => "exported",
            Self::Kept => "kept",
            Self::Wacz => "wacz",
            Self::Disclosure => "disclosure",
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What is wrong with a package.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// The ZIP file itself.
    #[error("{0}")]
    Zip(ZipFlaw),
    /// The members stand in another order than that of their paths.
    #[error("the members stand in another order than that of their paths")]
    Order,
    /// A time stamp is not when the package was made.
    #[error("the time stamp is not that of the package")]
    Stamp,
    /// A member that the list does not have.
    #[error("a member that the list does not have")]
    Unlisted,
    /// A member that should be there is not.
    #[error("a member that should be there is not")]
    Missing,
    /// A member that belongs to no item or has no place in a package.
    #[error("a member that has no place in this package")]
    Unexpected,
    /// The list can't be read, or is written in another way.
    #[error("package.json has another form")]
    ListForm,
    /// Items or files of the list are not in order, or stand twice.
    #[error("items or files of the list are not in order")]
    ListOrder,
    /// There is no item.
    #[error("the list has no item")]
    NoItems,
    /// The list names something that it can't have.
    #[error("the list names a member that it can't name")]
    NotToBeListed,
    /// The list names another log than the policy.
    #[error("the list names another log than the policy")]
    ListLog,
    /// A list for coreutils is not what it has to be.
    #[error("the list of sums is not the one of these members")]
    Sums,
    /// A listed file has another length or digest.
    #[error("the file is another one than in the list")]
    File,
    /// The policy can't be read.
    #[error("the policy can't be read: {0}")]
    Policy(PolicyError),
    /// The policy has not one log.
    #[error("the policy has {0} logs and not one")]
    PolicyLogs(usize),
    /// The policy is another one than was given.
    #[error("the policy is another one than was given")]
    OtherPolicy,
    /// The checkpoint can't be read.
    #[error("the checkpoint can't be read: {0}")]
    Checkpoint(CheckpointError),
    /// The log did not sign the checkpoint.
    #[error("the log did not sign this checkpoint: {0}")]
    Signature(LogError),
    /// Too few witnesses have seen the checkpoint, or one of their cosignatures is false.
    #[error("not witnessed: {0}")]
    Quorum(Unwitnessed),
    /// The history is longer than any that is read, or its last line does not end.
    #[error("the history is no text of lines, or too long")]
    HistoryForm,
    /// A line is no entry in its form.
    #[error("a line that is no entry")]
    Entry,
    /// An entry of another history.
    #[error("an entry of another history")]
    OtherItem,
    /// Numbers with a gap.
    #[error("not the next entry of the history")]
    Gap,
    /// An entry does not stand behind the one before it in the log.
    #[error("the entry does not stand behind the one before it")]
    Backwards,
    /// The history does not begin with the beginning of this item, or has a second one.
    #[error("an item begins once, and with its first entry")]
    Beginning,
    /// A file came a second time, or after the item was complete or had failed.
    #[error("a file that came a second time, or too late")]
    KeptLate,
    /// The history does not end with the entry that names the package.
    #[error("the history does not end with the entry that names the package")]
    NotExported,
    /// An entry has no proof.
    #[error("the entry has no proof")]
    NoProof,
    /// A proof has no entry.
    #[error("the proof has no entry")]
    NoEntry,
    /// The proof can't be read.
    #[error("the proof can't be read: {0}")]
    ProofForm(ProofError),
    /// The proof has data beside it.
    #[error("the proof has data beside it")]
    Extra,
    /// The proof rests on another checkpoint.
    #[error("the proof rests on another checkpoint")]
    OtherCheckpoint,
    /// The proof is of another place in the log.
    #[error("the proof is of another place in the log")]
    OtherPlace,
    /// The entry is not in the log.
    #[error("the entry is not in the log: {0}")]
    NotInLog(VerifyError),
    /// The last entry names another list.
    #[error("the last entry names another package.json")]
    Exported,
    /// A file of the history is not there.
    #[error("a file of the history is not there")]
    KeptMissing,
    /// A file is another one than the history says.
    #[error("the file is another one than the history says")]
    Kept,
    /// A file that the history does not have.
    #[error("a file that the history does not have")]
    NotKept,
    /// The web archive for players.
    #[error("in the web archive: {0}")]
    Wacz(Box<WaczFlaw>),
    /// The archive is none of the item's files.
    #[error("the archive is not the one of the item")]
    OtherArchive,
    /// What is shown can't be read, or is written in another way.
    #[error("disclosures.json has another form")]
    DisclosureForm,
    /// The entry does not have the field.
    #[error("the entry does not have this field")]
    NoField,
    /// Another value than was committed to.
    #[error("another value than was committed to")]
    OtherValue,
}

impl Flaw {
    /// The word by which every verifier names it.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Self::Zip(_) | Self::Order | Self::Stamp => Code::Zip,
            Self::Unlisted => Code::Unlisted,
            Self::Missing => Code::Missing,
            Self::Unexpected => Code::Unexpected,
            Self::ListForm | Self::ListOrder | Self::NoItems | Self::NotToBeListed | Self::ListLog => Code::List,
            Self::Sums => Code::Sums,
            Self::File => Code::File,
            Self::Policy(_) | Self::PolicyLogs(_) | Self::OtherPolicy => Code::Policy,
            Self::Checkpoint(_) | Self::Signature(_) => Code::Checkpoint,
            Self::Quorum(_) => Code::Quorum,
            Self::HistoryForm | Self::Entry | Self::OtherItem | Self::Gap | Self::Backwards => Code::History,
            Self::Beginning | Self::KeptLate | Self::NotExported => Code::History,
            Self::NoProof | Self::NoEntry | Self::ProofForm(_) | Self::Extra => Code::Proof,
            Self::OtherCheckpoint | Self::OtherPlace | Self::NotInLog(_) => Code::Proof,
            Self::Exported => Code::Exported,
            Self::KeptMissing | Self::Kept | Self::NotKept => Code::Kept,
            Self::Wacz(_) | Self::OtherArchive => Code::Wacz,
            Self::DisclosureForm | Self::NoField | Self::OtherValue => Code::Disclosure,
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.flaw.code())?;
        self.path.iter().try_for_each(|path| write!(f, " {path}"))?;
        self.entry.iter().try_for_each(|entry| write!(f, " entry {entry}"))?;
        write!(f, ": {}", self.flaw)
    }
}

/// Findings, as many as are listed.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) listed: Vec<Finding>,
    /// How many more there are.
    pub(super) more: u64,
    /// The codes of all of them.
    pub(super) codes: BTreeSet<Code>,
}

impl Findings {
    pub(super) fn push(&mut self, path: Option<&str>, flaw: Flaw) {
        self.push_entry(path, None, flaw);
    }

    pub(super) fn push_entry(&mut self, path: Option<&str>, entry: Option<u64>, flaw: Flaw) {
        self.codes.insert(flaw.code());
        if self.listed.len() < MAX_FINDINGS {
            self.listed.push(Finding { path: path.map(str::to_owned), entry, flaw });
        } else {
            self.more += 1;
        }
    }

    /// How many there are.
    pub(super) fn count(&self) -> u64 {
        self.listed.len() as u64 + self.more
    }
}
