//! What a record says of itself, and how that is written.

use std::fmt::Write as _;
use std::net::IpAddr;
use std::str::FromStr;

use record::Moment;
use serde::{Deserialize, Serialize};

use super::{Measured, RecordId};
use crate::{Sha256, refuse_if};

/// The types of records (WARC/1.1, 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// What wrote the records that follow.
    Warcinfo,
    /// A request as it was sent.
    Request,
    /// A response as it was received.
    Response,
    /// Something that was not received over a protocol with requests: a picture of the screen, a file.
    Resource,
    /// What is known of another record.
    Metadata,
    /// Says that a response was the same as an earlier one.
    Revisit,
    /// Another form of another record.
    Conversion,
    /// The next piece of a record that was cut in segments. Read, never written.
    Continuation,
}

/// The standard has no such type of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no type of record")]
pub struct UnknownKind;

/// Why a block is shorter than what was sent (WARC/1.1, 5.13).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truncated {
    /// Larger than the limit.
    Length,
    /// Took longer than the limit.
    Time,
    /// The connection ended.
    Disconnect,
    /// Another or no known reason.
    Unspecified,
}

/// What a record says of itself besides length and digests.
#[derive(Debug, Clone)]
pub struct Head {
    /// Its type.
    pub kind: Kind,
    /// Its identifier.
    pub id: RecordId,
    /// When the capture began; written as exactly as it is known, down to nanoseconds.
    pub date: Moment,
    /// From where it comes: an address with a scheme, without spaces.
    pub uri: Option<String>,
    /// The address that was contacted.
    pub ip: Option<IpAddr>,
    /// Other records of the same capture.
    pub concurrent_to: Vec<RecordId>,
    /// The record that this one describes, converts or repeats.
    pub refers_to: Option<RecordId>,
    /// The warcinfo record that speaks of it.
    pub warcinfo: Option<RecordId>,
    /// What kind of repetition a revisit is.
    pub profile: Option<String>,
    /// For a revisit: the digest of the payload that it repeats.
    pub repeated: Option<Sha256>,
    /// Why the block is cut.
    pub truncated: Option<Truncated>,
    /// The media type of the block; `application/http` followed by anything is an HTTP message.
    pub content_type: Option<String>,
    /// Fields of our own, written as they are; none that the standard has.
    pub more: Vec<(String, String)>,
}

/// Why a head can't be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HeadError {
    /// The value would end the line or the head, or hides something.
    #[error("a control character in {0}")]
    ControlCharacter(String),
    /// The value is empty or has space around it, which readers drop.
    #[error("{0} is empty or has space around it")]
    Space(String),
    /// The address has no scheme, or letters that an address has not.
    #[error("{0} is no address")]
    NotAUri(&'static str),
    /// A type must have the field.
    #[error("a record of this type needs {0}")]
    Missing(&'static str),
    /// A type must not have the field.
    #[error("a record of this type has no {0}")]
    NotOfThisKind(&'static str),
    /// The name of a field of our own is no name, or one of the standard's.
    #[error("a field of this name can't be added")]
    Name,
    /// The date is before the year 0, which a date in an archive can't be.
    #[error("a date before the year 0")]
    Date,
    /// Segments are not written.
    #[error("continuations are read, never written")]
    Continuation,
}

impl Head {
    /// A head with what every record has.
    #[must_use]
    pub fn new(kind: Kind, id: RecordId, date: Moment) -> Self {
        Self {
            kind,
            id,
            date,
            uri: None,
            ip: None,
            concurrent_to: Vec::new(),
            refers_to: None,
            warcinfo: None,
            profile: None,
            repeated: None,
            truncated: None,
            content_type: None,
            more: Vec::new(),
        }
    }

    /// Whether the block is an HTTP message.
    #[must_use]
    pub fn is_http(&self) -> bool {
        self.content_type.as_deref().is_some_and(is_http)
    }

    /// Whether the standard allows it (WARC/1.1, 5 and 6) and nothing in it can break a line.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), HeadError> {
        use Kind::{Conversion, Metadata, Request, Resource, Response, Revisit, Warcinfo};
        let about_a_capture = [Request, Response, Resource, Metadata, Revisit].contains(&self.kind);
        let may = [
            ("WARC-Target-URI", self.uri.is_some(), self.kind != Warcinfo),
            ("WARC-IP-Address", self.ip.is_some(), about_a_capture),
            ("WARC-Concurrent-To", !self.concurrent_to.is_empty(), about_a_capture),
            ("WARC-Refers-To", self.refers_to.is_some(), [Metadata, Revisit, Conversion].contains(&self.kind)),
            ("WARC-Warcinfo-ID", self.warcinfo.is_some(), self.kind != Warcinfo),
            ("WARC-Profile", self.profile.is_some(), self.kind == Revisit),
            ("WARC-Payload-Digest", self.repeated.is_some(), self.kind == Revisit),
        ];
        let must = [
            ("WARC-Target-URI", self.uri.is_some(), ![Warcinfo, Metadata].contains(&self.kind)),
            ("WARC-Profile", self.profile.is_some(), self.kind == Revisit),
        ];
        refuse_if(self.kind == Kind::Continuation, HeadError::Continuation)?;
        refuse_if(self.date.to_string().starts_with('-'), HeadError::Date)?;
        may.into_iter().try_for_each(|(name, is_there, may)| refuse_if(is_there && !may, HeadError::NotOfThisKind(name)))?;
        must.into_iter().try_for_each(|(name, is_there, must)| refuse_if(must && !is_there, HeadError::Missing(name)))?;
        self.uri.iter().try_for_each(|uri| check_uri("WARC-Target-URI", uri))?;
        self.profile.iter().try_for_each(|uri| check_uri("WARC-Profile", uri))?;
        self.content_type.iter().try_for_each(|value| check_value("Content-Type", value))?;
        for (name, value) in &self.more {
            check_name(name)?;
            check_value(name, value)?;
        }
        Ok(())
    }

    /// The lines of the head with the empty one at the end, always in the same order.
    ///
    /// # Errors
    /// Where [`Self::check`] finds something.
    pub(crate) fn lines(&self, measured: &Measured) -> Result<String, HeadError> {
        self.check()?;
        let mut lines = "WARC/1.1\r\n".to_owned();
        let mut line = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                let _ = write!(lines, "{name}: {value}\r\n");
            }
        };
        line("WARC-Type", Some(self.kind.name().to_owned()));
        line("WARC-Record-ID", Some(self.id.bracketed()));
        line("WARC-Date", Some(self.date.to_string()));
        line("WARC-Target-URI", self.uri.clone());
        line("WARC-IP-Address", self.ip.map(|ip| ip.to_string()));
        self.concurrent_to.iter().for_each(|id| line("WARC-Concurrent-To", Some(id.bracketed())));
        line("WARC-Refers-To", self.refers_to.map(RecordId::bracketed));
        line("WARC-Warcinfo-ID", self.warcinfo.map(RecordId::bracketed));
        line("WARC-Profile", self.profile.clone());
        line("WARC-Truncated", self.truncated.map(|why| why.name().to_owned()));
        line("WARC-Payload-Digest", self.payload(measured).map(|digest| digest.to_string()));
        line("WARC-Block-Digest", Some(measured.block.to_string()));
        self.more.iter().for_each(|(name, value)| line(name, Some(value.clone())));
        line("Content-Type", self.content_type.clone());
        line("Content-Length", Some(measured.length.to_string()));
        lines.push_str("\r\n");
        Ok(lines)
    }

    /// The digest of the payload: the block's own, or the one that a revisit repeats.
    pub(crate) fn payload(&self, measured: &Measured) -> Option<Sha256> {
        if self.kind == Kind::Revisit { self.repeated } else { measured.payload }
    }
}

/// Whether a media type is that of an HTTP message.
pub(crate) fn is_http(content_type: &str) -> bool {
    content_type.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/http"))
}

fn check_uri(name: &'static str, uri: &str) -> Result<(), HeadError> {
    let has_scheme = uri.split_once(':').is_some_and(|(scheme, rest)| {
        let starts = scheme.starts_with(|first: char| first.is_ascii_alphabetic());
        starts && !rest.is_empty() && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter))
    });
    refuse_if(uri.chars().any(char::is_control), HeadError::ControlCharacter(name.to_owned()))?;
    let is_plain = uri.chars().all(|letter| letter.is_ascii_graphic() && !"<>\"".contains(letter));
    refuse_if(!has_scheme || !is_plain, HeadError::NotAUri(name))
}

fn check_value(name: &str, value: &str) -> Result<(), HeadError> {
    // The two separators of Unicode end lines for some readers.
    let is_control = |letter: char| letter.is_control() || ['\u{2028}', '\u{2029}'].contains(&letter);
    refuse_if(value.chars().any(is_control), HeadError::ControlCharacter(name.to_owned()))?;
    refuse_if(value.is_empty() || value.trim() != value, HeadError::Space(name.to_owned()))
}

fn check_name(name: &str) -> Result<(), HeadError> {
    let is_token = !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    let is_ours = name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("x-"));
    refuse_if(!is_token || !is_ours, HeadError::Name)
}

impl Kind {
    /// All types.
    pub const ALL: [Self; 8] = [
        Self::Warcinfo,
        Self::Request,
        Self::Response,
        Self::Resource,
        Self::Metadata,
        Self::Revisit,
        Self::Conversion,
        Self::Continuation,
    ];

    /// The word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Warcinfo => "warcinfo",
            Self::Request => "request",
            Self::Response => "response",
            Self::Resource => "resource",
            Self::Metadata => "metadata",
            Self::Revisit => "revisit",
            Self::Conversion => "conversion",
            Self::Continuation => "continuation",
        }
    }
}

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, UnknownKind> {
        Self::ALL.into_iter().find(|kind| kind.name() == text).ok_or(UnknownKind)
    }
}

impl Truncated {
    const fn name(self) -> &'static str {
        match self {
            Self::Length => "length",
            Self::Time => "time",
            Self::Disconnect => "disconnect",
            Self::Unspecified => "unspecified",
        }
    }
}
