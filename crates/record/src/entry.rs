//! An entry of the log: an event with everything that a later reader must know of it.
//!
//! What is hashed is the text of [`Entry::to_bytes`]: one line of JSON, its fields in one fixed order, the event's own text as it was
//! written. Anybody can hash it again with ordinary tools; the text of an entry holds no personal data in the clear.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::{AgencyId, CommandId, Moment, PersonId, Purpose, StreamName, UnknownShape, Workflow};

/// A SHA-256 value, written in hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

/// An event as the log keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// How many entries stand before it.
    pub place: u64,
    /// The hash of the entry before; zeros for the first.
    pub previous: Digest,
    /// Whose history it belongs to.
    pub stream: StreamName,
    /// Its number in that history, from 1.
    pub version: u64,
    /// When the command was given, as the clock of the machine said.
    pub at: Moment,
    /// Who gave it.
    pub person: PersonId,
    /// For which body.
    pub agency: AgencyId,
    /// For what purpose.
    pub purpose: Purpose,
    /// The command; its events follow each other.
    pub command: CommandId,
    /// The edition of the knowledge files that the rules read.
    pub edition: String,
    /// The version of the event's shape.
    pub schema: u16,
    /// The event, as the JSON text that was written.
    pub event: String,
}

/// The fields in the order in which they are hashed.
#[derive(Serialize, Deserialize)]
struct Line<'a> {
    place: u64,
    previous: Digest,
    #[serde(borrow)]
    stream: std::borrow::Cow<'a, str>,
    version: u64,
    at: Moment,
    person: PersonId,
    agency: AgencyId,
    purpose: Purpose,
    command: CommandId,
    #[serde(borrow)]
    edition: std::borrow::Cow<'a, str>,
    schema: u16,
    #[serde(borrow)]
    event: &'a RawValue,
}

/// Why the event of an entry can't be read.
#[derive(Debug, thiserror::Error)]
pub enum EventError {
    /// Its text is no event of this workflow.
    #[error("not an event of this workflow: {0}")]
    Json(#[from] serde_json::Error),
    /// It has a shape that this program does not know.
    #[error(transparent)]
    Shape(#[from] UnknownShape),
}

/// Why an entry can't be written or read.
#[derive(Debug, thiserror::Error)]
#[error("not an entry of the log: {0}")]
pub struct EntryError(#[from] serde_json::Error);

impl Entry {
    /// The line that is hashed, without a line break at its end.
    ///
    /// # Errors
    /// Where the event's text is no JSON.
    pub fn to_bytes(&self) -> Result<Vec<u8>, EntryError> {
        let event: &RawValue = serde_json::from_str(&self.event)?;
        let line = Line {
            place: self.place,
            previous: self.previous,
            stream: self.stream.as_str().into(),
            version: self.version,
            at: self.at,
            person: self.person,
            agency: self.agency,
            purpose: self.purpose,
            command: self.command,
            edition: self.edition.as_str().into(),
            schema: self.schema,
            event,
        };
        Ok(serde_json::to_vec(&line)?)
    }

    /// The event, brought to the shape of now.
    ///
    /// # Errors
    /// Where it is none of this workflow, or has a shape that this program does not know.
    pub fn read_event<W: Workflow>(&self) -> Result<W::Event, EventError> {
        read_event::<W>(self.schema, &self.event)
    }

    /// Reads a line that [`Entry::to_bytes`] wrote.
    ///
    /// # Errors
    /// Where it is none.
    pub fn from_bytes(line: &[u8]) -> Result<Self, EntryError> {
        let line: Line<'_> = serde_json::from_slice(line)?;
        Ok(Self {
            place: line.place,
            previous: line.previous,
            stream: StreamName::from_log(line.stream.into_owned()),
            version: line.version,
            at: line.at,
            person: line.person,
            agency: line.agency,
            purpose: line.purpose,
            command: line.command,
            edition: line.edition.into_owned(),
            schema: line.schema,
            event: line.event.get().to_owned(),
        })
    }
}

/// The event that was written as this text in this shape, brought to the shape of now.
///
/// # Errors
/// Where it is none of this workflow, or the shape is not known.
pub fn read_event<W: Workflow>(schema: u16, text: &str) -> Result<W::Event, EventError> {
    if schema == W::SCHEMA {
        return Ok(serde_json::from_str(text)?);
    }
    Ok(serde_json::from_value(W::upcast(schema, serde_json::from_str(text)?)?)?)
}

impl Digest {
    /// What stands before the first entry.
    pub const NONE: Self = Self([0; 32]);

    /// The value written in hexadecimal.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        if text.len() != 64 || text.bytes().any(|digit| !matches!(digit, b'0'..=b'9' | b'a'..=b'f')) {
            return None;
        }
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Every entry of the log is written and hashed with two of these, so they are written in one piece.
        let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
        let text: String = self.0.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect();
        f.write_str(&text)
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a SHA-256 value in hexadecimal"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        Entry {
            place: 3,
            previous: Digest([0xAB; 32]),
            stream: StreamName::from_log("agency/agency-0000000000000000000000000g".into()),
            version: 1,
            at: Moment::parse("2026-03-01T10:00:00.25Z").unwrap(),
            person: PersonId::from_bits(1),
            agency: AgencyId::from_bits(2),
            purpose: Purpose::Administration,
            command: CommandId::from_bits(3),
            edition: "2026-11".into(),
            schema: 1,
            event: r#"{"founded":{"name":"Қорғау"}}"#.into(),
        }
    }

    /// Old logs must hash to the same values for ever, so this text never changes.
    #[test]
    fn the_line_that_is_hashed_is_this_text() {
        let line = String::from_utf8(entry().to_bytes().unwrap()).unwrap();
        assert_eq!(
            line,
            "{\"place\":3,\"previous\":\"abababababababababababababababababababababababababababababababab\",\
             \"stream\":\"agency/agency-0000000000000000000000000g\",\"version\":1,\"at\":\"2026-03-01T10:00:00.25Z\",\
             \"person\":\"person-00000000000000000000000001\",\"agency\":\"agency-00000000000000000000000002\",\
             \"purpose\":\"administration\",\"command\":\"command-00000000000000000000000003\",\"edition\":\"2026-11\",\"schema\":1,\
             \"event\":{\"founded\":{\"name\":\"Қорғау\"}}}"
        );
    }

    #[test]
    fn what_is_written_is_read() {
        let bytes = entry().to_bytes().unwrap();
        assert_eq!(Entry::from_bytes(&bytes).unwrap(), entry());
        assert!(Entry::from_bytes(b"{}").is_err());
        assert!(Entry { event: "{".into(), ..entry() }.to_bytes().is_err());
    }

    #[test]
    fn digests_are_hexadecimal() {
        let digest = Digest([0x0F; 32]);
        assert_eq!(Digest::parse(&digest.to_string()), Some(digest));
        for text in ["", "0f", &"0F".repeat(32), &"zz".repeat(32)] {
            assert_eq!(Digest::parse(text), None, "{text}");
        }
    }
}
