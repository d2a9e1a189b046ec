//! Why a witness can't work.

use std::path::PathBuf;

/// Why a witness can't work.
#[derive(Debug, thiserror::Error)]
pub enum WitnessError {
    /// A file can't be read or written.
    #[error("{}: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// The file holds no key of a witness.
    #[error("{}: not the key of a witness", .0.display())]
    NoKey(PathBuf),
    /// The name can't be that of a key.
    #[error("not a name for a witness: {0}")]
    BadName(tlog::note::KeyError),
    /// Another program works in the folder.
    #[error("{}: another witness is running here", .0.display())]
    InUse(PathBuf),
    /// What the witness cosigned last can't be believed. It does not start over: it could cosign a second list.
    #[error(
        "{}: damaged ({what}); the witness cosigns nothing of this log until its operator brings the file back from a copy",
        path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// A checkpoint is so long that there is no room for the cosignature.
    #[error("the checkpoint can't be kept with the cosignature: {0}")]
    NoRoom(#[from] tlog::checkpoint::CheckpointError),
}

impl WitnessError {
    pub(crate) fn file(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::File { path, error }
    }
}
