//! What stands beside the policies: numbers and sentences, and what can be wrong with all of it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

/// A sentence in the three languages of the pages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    /// Kazakh.
    pub kk: String,
    /// Russian.
    pub ru: String,
    /// English.
    pub en: String,
}

/// Why policies were not taken.
#[derive(Debug, thiserror::Error)]
pub enum RightsError {
    /// A file is absent or no text.
    #[error("{0} is absent or is no text")]
    Absent(&'static str),
    /// The schema cannot be read.
    #[error("the schema: {0}")]
    Schema(String),
    /// A file cannot be read.
    #[error("{file}: {error}")]
    Syntax {
        /// The file.
        file: String,
        /// What is wrong.
        error: String,
    },
    /// A policy lacks something that each must have.
    #[error("{file}, policy {policy}: {lack}")]
    Incomplete {
        /// The file.
        file: String,
        /// The policy.
        policy: String,
        /// What it lacks.
        lack: &'static str,
    },
    /// Two policies have one name.
    #[error("two policies are named {0}")]
    Twice(String),
    /// The policies speak of what the schema does not know.
    #[error("the policies do not fit their schema: {0}")]
    Invalid(String),
    /// An action stands in one of the two lists only.
    #[error("the action {0} stands in the program or in the schema, not in both")]
    Action(String),
    /// The settings cannot be read.
    #[error("settings.toml: {0}")]
    Settings(String),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    pub break_glass: BreakGlassSettings,
    pub sign_in: SignInSettings,
    pub messages: BTreeMap<String, Labels>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BreakGlassSettings {
    pub longest_minutes: u32,
    /// Whose number it is; read so that it cannot be left out.
    #[serde(rename = "source")]
    pub _source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignInSettings {
    /// Codes of the ways of signing in that count as strong.
    pub strong: BTreeSet<String>,
    /// Whose choice it is; read so that it cannot be left out.
    #[serde(rename = "source")]
    pub _source: String,
}

impl Settings {
    pub(crate) fn read(text: &str) -> Result<Self, RightsError> {
        toml::from_str(text).map_err(|error| RightsError::Settings(error.to_string()))
    }
}
