//! Why a command could not be carried out, in words that say what to do.

use std::path::PathBuf;

/// Why a command could not be carried out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CommandError {
    /// Files of `knowledge/` are faulty.
    #[error("the knowledge files have faults; `arasha knowledge check` lists them:\n{0}")]
    Knowledge(String),
    /// A term or the model of the knowledge can't be used.
    #[error(transparent)]
    Reader(#[from] signals::ReaderError),
    /// A file can't be read or written.
    #[error("{}: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// The corpus says why.
    #[error(transparent)]
    Corpus(#[from] corpus::CorpusError),
    /// The record says why.
    #[error(transparent)]
    Record(store::StoreError),
    /// The input is not what the command takes.
    #[error("{0}")]
    Input(String),
    /// The terminal or pipe is closed.
    #[error(transparent)]
    Output(#[from] std::io::Error),
}
