//! Why a package is not made.

use std::io;

use custody::ItemId;

use super::Flaw;
use crate::zip::ZipError;

/// Why a package is not made.
#[derive(Debug, thiserror::Error)]
pub enum CourtError {
    /// A name of a paper or key is none that a package has, or stands twice.
    #[error("nothing can stand at {0:?}, or something does already")]
    Path(String),
    /// There is no item.
    #[error("a package has an item at least")]
    NoItems,
    /// An item stands twice.
    #[error("{0} stands twice")]
    Twice(ItemId),
    /// The histories are not those of the items.
    #[error("there is no history of {0}, or one too many")]
    OtherItems(ItemId),
    /// The time can't be written.
    #[error("a package is made between 1980 and 2107")]
    Created,
    /// Four gigabytes or 65,534 members are the most.
    #[error("too large for a package")]
    TooLarge,
    /// What is shown of hidden fields is nothing, or is not in order.
    #[error("each entry is shown once, and in order")]
    Disclosures(ItemId),
    /// The verifier would find this.
    #[error("{path}: {flaw}")]
    Flaw {
        /// With what.
        path: String,
        /// What is wrong.
        flaw: Flaw,
    },
    /// A file is another one than when it was measured.
    #[error("{0} changed while it was packed")]
    Changed(String),
    /// Reading or writing failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl CourtError {
    pub(super) fn flaw(path: impl Into<String>, flaw: Flaw) -> Self {
        Self::Flaw { path: path.into(), flaw }
    }
}

impl From<ZipError> for CourtError {
    fn from(error: ZipError) -> Self {
        match error {
            ZipError::TooLarge => Self::TooLarge,
            ZipError::Changed(path) => Self::Changed(path),
            ZipError::Io(error) => Self::Io(error),
        }
    }
}

impl From<serde_json::Error> for CourtError {
    fn from(error: serde_json::Error) -> Self {
        Self::Io(error.into())
    }
}
