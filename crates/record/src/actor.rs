//! Who acts, for which body, for what purpose and why.

use serde::{Deserialize, Serialize};

use crate::{AgencyId, PersonId};

/// The named person who acts and the body for which they act; a program is never an actor.
///
/// Names are looked up where they are shown: the log keeps identifiers only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Actor {
    /// The person.
    pub person: PersonId,
    /// The body for which the person acts.
    pub agency: AgencyId,
}

impl Actor {
    /// The one person who uses an embedded installation on their own machine, and the person in whose name an installation is set up.
    #[must_use]
    pub fn local() -> Self {
        Self { person: PersonId::from_bits(0), agency: AgencyId::from_bits(0) }
    }
}

/// For what personal data is read and a thing is done. Rights hang on it, and it stands in the log with each act.
///
/// Source of the rule: personal data is processed for a declared purpose only (Law of the Republic of Kazakhstan of 21.05.2013 No. 94-V on
/// personal data and their protection, articles 7(8) and 14).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Finding what recruits or sells people in open sources.
    Detection,
    /// Restricting what recruits or sells people, and watching that it stays so.
    Response,
    /// Criminal cases: securing evidence, qualification, requests to others.
    Casework,
    /// Screening, identifying, referring and serving victims.
    Protection,
    /// Looking after how the others work.
    Oversight,
    /// Counting without names.
    Statistics,
    /// Running the installation: people, agencies, keys.
    Administration,
}

impl Purpose {
    /// All purposes.
    pub const ALL: [Self; 7] =
        [Self::Detection, Self::Response, Self::Casework, Self::Protection, Self::Oversight, Self::Statistics, Self::Administration];

    /// Its code, as in the log and in policies.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Detection => "detection",
            Self::Response => "response",
            Self::Casework => "casework",
            Self::Protection => "protection",
            Self::Oversight => "oversight",
            Self::Statistics => "statistics",
            Self::Administration => "administration",
        }
    }

    /// The purpose with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.code() == code)
    }
}

/// Why a person did something, in their own words. May not name those whose data is protected: it is not encrypted.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reason(String);

/// Why words are no reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReasonError {
    /// Nothing is written.
    #[error("a reason is needed")]
    Empty,
    /// More is written than a log entry should hold.
    #[error("a reason has at most {} characters", Reason::LONGEST)]
    TooLong,
}

impl Reason {
    /// The most characters.
    pub const LONGEST: usize = 2_000;

    /// A reason in a person's own words, without the blanks around them.
    ///
    /// # Errors
    /// Where nothing or too much is written.
    pub fn new(words: &str) -> Result<Self, ReasonError> {
        let words = words.trim();
        match words.chars().count() {
            0 => Err(ReasonError::Empty),
            long if long > Self::LONGEST => Err(ReasonError::TooLong),
            _ => Ok(Self(words.to_owned())),
        }
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Reason {
    type Error = ReasonError;

    fn try_from(words: String) -> Result<Self, ReasonError> {
        Self::new(&words)
    }
}

impl From<Reason> for String {
    fn from(reason: Reason) -> Self {
        reason.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_neither_empty_nor_endless() {
        assert_eq!(Reason::new(" \n "), Err(ReasonError::Empty));
        assert_eq!(Reason::new(&"ә".repeat(Reason::LONGEST + 1)), Err(ReasonError::TooLong));
        assert_eq!(Reason::new(" по запросу суда ").map(String::from), Ok("по запросу суда".to_owned()));
        assert!(serde_json::from_str::<Reason>("\" \"").is_err());
    }

    #[test]
    fn a_purpose_has_one_code_everywhere() {
        for purpose in Purpose::ALL {
            assert_eq!(Purpose::from_code(purpose.code()), Some(purpose));
            assert_eq!(serde_json::to_value(purpose).unwrap(), purpose.code());
        }
        assert_eq!(Purpose::from_code("curiosity"), None);
    }
}
