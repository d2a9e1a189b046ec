//! Cues by which the language of a short text is told.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::files::read_toml;
use crate::{Fault, Files};

/// The cues of one language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LanguageCues {
    /// Letters that few languages of the region use.
    pub letters: String,
    /// Frequent small words, lower case.
    pub words: Vec<String>,
}

/// Reads `languages.toml`: cues by language code.
pub(crate) fn read(files: &Files, faults: &mut Vec<Fault>) -> BTreeMap<String, LanguageCues> {
    let path = "languages.toml";
    match files.bytes(path).map(|bytes| read_toml(path, bytes)) {
        Some(Ok(cues)) => cues,
        Some(Err(fault)) => {
            faults.push(fault);
            BTreeMap::new()
        }
        None => BTreeMap::new(),
    }
}
