//! A line of text that somebody copies from a paper: a number, a court, a date as written.

use serde::{Deserialize, Serialize};

/// A line of text, neither empty nor endless. May not name those whose data is protected: it is not encrypted.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Line(String);

/// Why a text is no such line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// Nothing is written.
    #[error("a line is needed")]
    Empty,
    /// It is too long.
    #[error("a line has at most {} characters", Line::LONGEST)]
    TooLong,
    /// It has a line break or another control character.
    #[error("a line has no line breaks")]
    NotOneLine,
}

impl LineError {
    /// One of each.
    pub const ALL: [Self; 3] = [Self::Empty, Self::TooLong, Self::NotOneLine];

    /// The key of its message in the catalogues.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Empty => "line-empty",
            Self::TooLong => "line-too-long",
            Self::NotOneLine => "line-not-one-line",
        }
    }
}

impl Line {
    /// The most characters.
    pub const LONGEST: usize = 300;

    /// A line, without the blanks around it.
    ///
    /// # Errors
    /// Where nothing, too much or more than one line is written.
    pub fn new(text: &str) -> Result<Self, LineError> {
        let text = text.trim();
        match text.chars().count() {
            0 => Err(LineError::Empty),
            long if long > Self::LONGEST => Err(LineError::TooLong),
            _ if text.chars().any(char::is_control) => Err(LineError::NotOneLine),
            _ => Ok(Self(text.to_owned())),
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Line {
    type Error = LineError;

    fn try_from(text: String) -> Result<Self, LineError> {
        Self::new(&text)
    }
}

impl From<Line> for String {
    fn from(line: Line) -> Self {
        line.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_neither_empty_nor_endless_and_one() {
        assert_eq!(Line::new(" № 3-12/26 ").map(String::from), Ok("№ 3-12/26".to_owned()));
        assert_eq!(Line::new(" \t"), Err(LineError::Empty));
        assert_eq!(Line::new(&"ә".repeat(Line::LONGEST + 1)), Err(LineError::TooLong));
        assert_eq!(Line::new("a\nb"), Err(LineError::NotOneLine));
        assert!(serde_json::from_str::<Line>("\"\"").is_err());
    }

    #[test]
    fn each_error_has_a_key_of_its_own() {
        let keys: std::collections::BTreeSet<_> = LineError::ALL.iter().map(LineError::key).collect();
        assert_eq!(keys.len(), LineError::ALL.len());
    }
}
