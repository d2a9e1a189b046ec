//! One name in the three languages of the pages.

use serde::{Deserialize, Serialize};

/// A name in Kazakh, Russian and English.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    /// Kazakh.
    pub kk: String,
    /// Russian.
    pub ru: String,
    /// English.
    pub en: String,
}

impl Labels {
    /// The name in the language with this code; English for a code that is none of the three.
    #[must_use]
    pub fn in_language(&self, code: &str) -> &str {
        match code {
            "kk" => &self.kk,
            "ru" => &self.ru,
            _ => &self.en,
        }
    }
}
