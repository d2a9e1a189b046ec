//! How much is read, and what was not.

use serde::Serialize;

/// How much of a source is read. All numbers are ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes that are read of a source, unpacked.
    pub total: u64,
    /// Bytes of the longest line.
    pub line: usize,
    /// Bytes of the longest record of a table, over its lines.
    pub record: usize,
    /// Bytes of the longest tag or text between two tags.
    pub piece: u64,
    /// Characters that are kept of a text (the body of a message).
    pub text: usize,
    /// Elements that may lie in each other.
    pub depth: usize,
    /// How many times larger than itself a container may be when unpacked.
    pub ratio: u64,
    /// Bytes that may be unpacked before the ratio counts.
    pub grace: u64,
    /// Files in a container.
    pub members: usize,
    /// Rejects, fields and names that are kept one by one; more are counted.
    pub named: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            total: 64 << 30,
            line: 64 << 10,
            record: 1 << 20,
            piece: 16 << 20,
            text: 256 << 10,
            depth: 64,
            ratio: 200,
            grace: 64 << 20,
            members: 5_000_000,
            named: 10_000,
        }
    }
}

/// Characters that are kept of a short text: a name, a field of a report.
pub(crate) const SHORT: usize = 4_096;

/// Why a source was not read to its end. What was read before stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Broken {
    /// It is larger than the limit.
    #[error("is larger than is read of one source")]
    TooLarge,
    /// It unpacks to far more than it is.
    #[error("unpacks to far more than it is")]
    Bomb,
    /// A tag or text is larger than the limit.
    #[error("has a tag or text that is larger than is read at once")]
    PieceTooLarge,
    /// Elements lie in each other deeper than the limit.
    #[error("has elements that lie in each other too deep")]
    TooDeep,
    /// It declares a document type, which no report does: entities could be hidden there.
    #[error("declares a document type")]
    DocumentType,
    /// Its first element is another one.
    #[error("is no report that is read here: its first element is {0:?}")]
    OtherRoot(String),
    /// The first line of a table names no column that is needed.
    #[error("its first line names no columns that are read here")]
    NoColumns,
    /// It is in none of the forms that are read here.
    #[error("is in no form that is read here")]
    UnknownForm,
    /// It ends before its first element does.
    #[error("ends in the middle")]
    Ends,
    /// It is no XML.
    #[error("is no XML from byte {at} on: {why}")]
    Xml {
        /// Where.
        at: u64,
        /// Why, in the parser's words.
        why: String,
    },
    /// It can't be read.
    #[error("can't be read: {0}")]
    Read(String),
}

/// A line, or some, that was not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reject {
    /// The first line, from 1.
    pub line: u64,
    /// How many lines.
    pub lines: u64,
    /// Why.
    pub why: Why,
}

/// Why a line was not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It is longer than the limit.
    #[error("longer than a line may be")]
    TooLong,
    /// There is no hash in it.
    #[error("no hash stands here")]
    NoHash,
    /// The digits are those of no hash.
    #[error("{0:?} is no value of this hash")]
    Digits(String),
    /// The hash is one that is not compared.
    #[error("{0:?} is a hash that is not compared here")]
    Algorithm(String),
    /// A size is no number.
    #[error("{0:?} is no size")]
    Size(String),
    /// A name is escaped in a way that is not known.
    #[error("the name is escaped in a way that is not known")]
    Escape,
    /// A quote is opened and not closed.
    #[error("a quote is not closed")]
    Quote,
    /// There are fewer fields than columns are needed.
    #[error("there are fewer fields than columns")]
    Fields,
}

/// Rejects: the first of them one by one, all of them counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Rejects {
    /// How many there are.
    pub count: u64,
    /// The first ones.
    pub first: Vec<Reject>,
}

impl Rejects {
    pub(crate) fn add(&mut self, reject: Reject, most: usize) {
        self.count += 1;
        if self.first.len() < most {
            self.first.push(reject);
        }
    }
}

/// The first so many characters.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    // A character is a byte at least.
    if text.len() <= most { text.to_owned() } else { text.chars().take(most).collect() }
}
