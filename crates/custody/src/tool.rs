//! With what something was done: name and version, so that another can do it again (ISO/IEC 27037: repeatability).

use serde::{Deserialize, Serialize};

/// A tool by name and version, for instance `Chromium 142.0.7444.59`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Raw", into = "Raw")]
pub struct Tool {
    name: String,
    version: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    name: String,
    version: String,
}

/// Why this is no tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ToolError {
    /// It has no name or no version.
    #[error("a tool has a name and a version")]
    Empty,
    /// Name or version is longer than a line.
    #[error("name and version of a tool have at most {} characters each", Tool::LONGEST)]
    TooLong,
}

impl Tool {
    /// The most characters of the name, and of the version.
    pub const LONGEST: usize = 200;

    /// A tool by name and version, without the blanks around them.
    ///
    /// # Errors
    /// Where one of them is empty or too long.
    pub fn new(name: &str, version: &str) -> Result<Self, ToolError> {
        let (name, version) = (name.trim(), version.trim());
        if name.is_empty() || version.is_empty() {
            return Err(ToolError::Empty);
        }
        if [name, version].iter().any(|text| text.chars().count() > Self::LONGEST) {
            return Err(ToolError::TooLong);
        }
        Ok(Self { name: name.to_owned(), version: version.to_owned() })
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its version.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }
}

impl TryFrom<Raw> for Tool {
    type Error = ToolError;

    fn try_from(raw: Raw) -> Result<Self, ToolError> {
        Self::new(&raw.name, &raw.version)
    }
}

impl From<Tool> for Raw {
    fn from(Tool { name, version }: Tool) -> Self {
        Self { name, version }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tool_has_a_name_and_a_version() {
        let tool = Tool::new(" Chromium", "142.0 ").unwrap();
        assert_eq!((tool.name(), tool.version()), ("Chromium", "142.0"));
        assert_eq!(Tool::new("", "1"), Err(ToolError::Empty));
        assert_eq!(Tool::new("x", " "), Err(ToolError::Empty));
        assert_eq!(Tool::new("x", &"1".repeat(Tool::LONGEST + 1)), Err(ToolError::TooLong));
        assert!(serde_json::from_str::<Tool>(r#"{"name":"","version":"1"}"#).is_err());
    }
}
