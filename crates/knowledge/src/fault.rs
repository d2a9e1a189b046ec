//! What is wrong with a knowledge file.

/// A fault in one file, with the place and a plain word on what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {what}")]
pub struct Fault {
    /// The file, relative to `knowledge/`.
    pub file: String,
    /// What is wrong there.
    pub what: String,
}

impl Fault {
    /// A fault of this file.
    #[must_use]
    pub fn new(file: impl Into<String>, what: impl Into<String>) -> Self {
        Self { file: file.into(), what: what.into() }
    }
}
