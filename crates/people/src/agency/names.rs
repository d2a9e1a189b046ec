//! What an agency is called. The name of a body is nobody's personal data, so it stands in the log in the clear.

use serde::{Deserialize, Serialize};

/// The name of an agency in one language, without blanks around it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AgencyName(String);

/// Its names in the languages of the pages.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgencyNames {
    /// Kazakh.
    pub kk: AgencyName,
    /// Russian.
    pub ru: AgencyName,
    /// English.
    pub en: AgencyName,
}

/// Why words are no name of an agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing is written.
    #[error("a name is needed")]
    Empty,
    /// More is written than fits.
    #[error("a name has at most {} characters", AgencyName::LONGEST)]
    TooLong,
    /// It has a line break or another character that is not shown.
    #[error("a name is one line of text")]
    NotOneLine,
}

impl NameError {
    /// One of each.
    pub const ALL: [Self; 3] = [Self::Empty, Self::TooLong, Self::NotOneLine];

    /// The key of its message in the catalogues.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Empty => "agency-name-empty",
            Self::TooLong => "agency-name-too-long",
            Self::NotOneLine => "agency-name-not-one-line",
        }
    }
}

impl AgencyName {
    /// The most characters. The log is read by this rule for ever, so it may grow and never shrink.
    pub const LONGEST: usize = 300;

    /// A name, without the blanks around it.
    ///
    /// # Errors
    /// Where nothing or too much is written, or more than a line.
    pub fn new(name: &str) -> Result<Self, NameError> {
        let name = name.trim();
        match name.chars().count() {
            0 => Err(NameError::Empty),
            long if long > Self::LONGEST => Err(NameError::TooLong),
            _ if name.chars().any(char::is_control) => Err(NameError::NotOneLine),
            _ => Ok(Self(name.to_owned())),
        }
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for AgencyName {
    type Error = NameError;

    fn try_from(name: String) -> Result<Self, NameError> {
        Self::new(&name)
    }
}

impl From<AgencyName> for String {
    fn from(name: AgencyName) -> Self {
        name.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_has_a_key_of_its_own() {
        let keys: std::collections::BTreeSet<_> = NameError::ALL.iter().map(NameError::key).collect();
        assert_eq!(keys.len(), NameError::ALL.len());
    }

    #[test]
    fn a_name_is_one_line_of_some_length() {
        assert_eq!(AgencyName::new(" Қорғау ").map(String::from), Ok("Қорғау".to_owned()));
        assert_eq!(AgencyName::new(" \n"), Err(NameError::Empty));
        assert_eq!(AgencyName::new(&"ә".repeat(AgencyName::LONGEST + 1)), Err(NameError::TooLong));
        assert_eq!(AgencyName::new("a\nb"), Err(NameError::NotOneLine));
        assert!(serde_json::from_str::<AgencyName>("\"\"").is_err());
    }
}
