//! Words for numbers, by language.

use serde::{Deserialize, Serialize};

/// The words of one language (and script) for numbers from 0 to 999.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberWords {
    /// Language code, for instance `ru`, `uz-Latn`.
    pub language: String,
    /// Word and its value; a value may have several words.
    pub words: std::collections::BTreeMap<String, u32>,
}

/// Reads the number words of `numbers/`.
pub(crate) fn read(_files: &crate::Files, _faults: &mut Vec<crate::Fault>) -> Vec<NumberWords> {
    Vec::new()
}
