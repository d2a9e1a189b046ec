//! What can go wrong with the vault.

use std::io;
use std::path::PathBuf;

use store::{MasterKeyError, StoreError};

use crate::Sha256;

/// Why the vault did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// Another program has the vault open: only one writes to it.
    #[error("{}: another program has this vault open", .0.display())]
    InUse(PathBuf),
    /// The original is larger than the vault takes.
    #[error("larger than {largest} bytes, which is the most that the vault takes")]
    TooLarge {
        /// The most it takes, in bytes.
        largest: u64,
    },
    /// Writing failed before, so that there is nothing to finish.
    #[error("an original that could not be written whole is not kept")]
    Unfinished,
    /// No such original was ever kept.
    #[error("no original {0} was kept here")]
    Unknown(Sha256),
    /// Its key was destroyed; it can't be read again, nor kept again without a decision.
    #[error("original {0} was erased: its key was destroyed")]
    Forgotten(Sha256),
    /// What is kept is not what was kept.
    #[error("original {sha256}: {damage}")]
    Damaged {
        /// Which original.
        sha256: Sha256,
        /// What is wrong with it.
        damage: Damage,
    },
    /// The master key did not do it.
    #[error(transparent)]
    Master(#[from] MasterKeyError),
    /// There are no random bytes.
    #[error(transparent)]
    Random(#[from] StoreError),
    /// The table of keys did not do what it was asked.
    #[error("the vault's table of keys: {0}")]
    Keys(#[from] redb::Error),
    /// A row of the table of keys can't be read or written.
    #[error("a row of the vault's table of keys: {0}")]
    Row(#[from] serde_json::Error),
    /// A file can't be read or written.
    #[error("the vault's files: {0}")]
    File(#[from] io::Error),
}

/// What is wrong with an original, or with a file among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Damage {
    /// There is no file.
    #[error("its file is missing")]
    Missing,
    /// The file ends before its end.
    #[error("its file was cut short")]
    Cut,
    /// Its bytes are others.
    #[error("its bytes were changed")]
    Changed,
    /// The bytes are those of another original.
    #[error("its file holds the bytes of {0}")]
    Swapped(Sha256),
    /// Its key can't be read with this master key: it was changed, or stands under another one.
    #[error("its key can't be read with this master key")]
    Key,
    /// The record names other stored bytes: file and table of keys were exchanged together.
    #[error("it is not what the record says was stored")]
    Replaced,
    /// The file may be written to.
    #[error("its file is not read-only")]
    Writable,
    /// The file can't be read: rights, or the disk.
    #[error("its file can't be read ({0})")]
    Unreadable(io::ErrorKind),
    /// A file, folder or link that the vault did not put there.
    #[error("no file of the vault's")]
    Foreign,
    /// What a killed program left behind; the next opening clears it.
    #[error("a leftover of an unfinished original")]
    Leftover,
}

impl VaultError {
    /// The error inside one of input and output, where it came from the vault: by it a reader tells damage from a broken disk.
    #[must_use]
    pub fn of(error: &io::Error) -> Option<&Self> {
        error.get_ref()?.downcast_ref()
    }
}

impl From<VaultError> for io::Error {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::File(error) => error,
            VaultError::TooLarge { .. } => Self::new(io::ErrorKind::FileTooLarge, error),
            VaultError::Damaged { .. } => Self::new(io::ErrorKind::InvalidData, error),
            error => Self::other(error),
        }
    }
}

/// Turns any error of the database into one of ours.
pub(crate) fn keys(error: impl Into<redb::Error>) -> VaultError {
    VaultError::Keys(error.into())
}
