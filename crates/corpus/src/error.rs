//! What can go wrong with the corpus as a whole.
//!
//! Faults of single inputs are no errors: they are rejects and lie in the rejects file.

use std::path::PathBuf;

/// Why the corpus could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum CorpusError {
    /// Another program has the corpus open.
    #[error("another arasha is using {0}; stop it first")]
    InUse(PathBuf),
    /// A file or folder could not be read or written.
    #[error("{path}: {source}")]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The store could not be read or written.
    #[error("the store of posts: {0}")]
    Store(#[from] redb::Error),
    /// What the store holds under a key is not what was written there.
    #[error("the store of posts: {key} is damaged: {what}")]
    Damaged {
        /// The key.
        key: String,
        /// What is wrong.
        what: String,
    },
    /// The index could not be read or written.
    #[error("the search index: {0}")]
    Index(#[from] tantivy::TantivyError),
    /// The list of mandates can't be read.
    #[error(transparent)]
    Mandates(#[from] crate::MandateFault),
}

impl CorpusError {
    /// An error of the file system with the path it is about.
    pub(crate) fn io(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { path, source }
    }
}

/// Results of the corpus.
pub(crate) type Result<T> = std::result::Result<T, CorpusError>;
