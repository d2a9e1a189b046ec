//! A file of an item.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Hashes, Sha256};

/// The name of a file within its item, with `/` between folders: `responses/0007.bin`. It is a name in a package too, so it climbs nowhere
/// and means the same on every machine.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FileName(String);

/// The text is no name of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the name of a file has letters a to z, figures, '-', '_', '.' and '/', at most {} of them, and climbs nowhere", FileName::LONGEST)]
pub struct FileNameError;

/// What a file is to its item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileRole {
    /// One exchange with a server: what was asked, and what was answered.
    Response,
    /// All exchanges as a web archive (WARC, ISO 28500).
    WebArchive,
    /// The page as the server sent it.
    Received,
    /// The page as the browser had it in the end.
    Rendered,
    /// A picture of the page.
    Screenshot,
    /// The page as it prints.
    Print,
    /// Headers, addresses, certificates, times: around the page.
    Circumstances,
    /// What somebody handed in.
    Original,
    /// What is known about how it was got, with what could not be got.
    Manifest,
    /// A stamp of time by a third party (RFC 3161).
    TimeStamp,
}

impl FileRole {
    /// One of each.
    pub const ALL: [Self; 10] = [
        Self::Response,
        Self::WebArchive,
        Self::Received,
        Self::Rendered,
        Self::Screenshot,
        Self::Print,
        Self::Circumstances,
        Self::Original,
        Self::Manifest,
        Self::TimeStamp,
    ];

    /// Its code, as in the log and in the catalogues.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Response => "response",
            Self::WebArchive => "web_archive",
            Self::Received => "received",
            Self::Rendered => "rendered",
            Self::Screenshot => "screenshot",
            Self::Print => "print",
            Self::Circumstances => "circumstances",
            Self::Original => "original",
            Self::Manifest => "manifest",
            Self::TimeStamp => "time_stamp",
        }
    }
}

/// A file that the vault keeps for an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptFile {
    /// Its name within the item.
    pub name: FileName,
    /// What it is.
    pub role: FileRole,
    /// Its digests.
    pub hashes: Hashes,
    /// Its length.
    pub bytes: u64,
    /// The digest of the file as the vault stores it, packed and encrypted: whoever has no key can check that it is still the same.
    pub stored: Sha256,
}

impl FileName {
    /// The most characters.
    pub const LONGEST: usize = 200;

    /// A name.
    ///
    /// # Errors
    /// Where it is none that all machines and packages take.
    pub fn new(name: &str) -> Result<Self, FileNameError> {
        let fits = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || b"-_.".contains(&letter);
        let part = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.ends_with('.') && part.bytes().all(fits);
        if name.len() <= Self::LONGEST && name.split('/').all(part) { Ok(Self(name.to_owned())) } else { Err(FileNameError) }
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for FileName {
    type Error = FileNameError;

    fn try_from(name: String) -> Result<Self, FileNameError> {
        Self::new(&name)
    }
}

impl From<FileName> for String {
    fn from(name: FileName) -> Self {
        name.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_log() {
        for role in FileRole::ALL {
            assert_eq!(serde_json::to_value(role).unwrap(), role.code());
        }
    }

    #[test]
    fn names_mean_the_same_everywhere() {
        for name in ["page.html", "responses/0007.bin", "a_b-c.warc.gz"] {
            assert_eq!(FileName::new(name).unwrap().as_str(), name);
        }
        let long = "a".repeat(FileName::LONGEST + 1);
        for name in ["", "/a", "a/", "a//b", "..", "a/../b", ".hidden", "a.", "a/.", "A", "ä", "a b", "a\\b", "a:b", "a\n", &long] {
            assert_eq!(FileName::new(name), Err(FileNameError), "{name}");
        }
    }
}
