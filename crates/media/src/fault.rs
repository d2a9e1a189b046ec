//! Why a file, or the picture in it, is not looked at.

use serde::{Deserialize, Serialize};

use crate::kind::Kind;

/// Why a file, or the picture in it, is not looked at. The file itself is evidence all the same.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// The file has too many bytes.
    #[error("{bytes} bytes: more than {most}")]
    TooLarge {
        /// How many it has.
        bytes: u64,
        /// How many it may have.
        most: u64,
    },
    /// The picture has too many pixels.
    #[error("a picture of {width} x {height}: more than {most} pixels, or more memory than it may take")]
    TooManyPixels {
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
        /// How many pixels it may have.
        most: u64,
    },
    /// The file is no picture, and does not say that it is one.
    #[error("no picture")]
    NotAPicture,
    /// The file is named like a picture and is none.
    #[error("named like a picture, but its content is none")]
    LyingName {
        /// The form that its name says.
        named: Kind,
    },
    /// A picture of a form that is not decoded here.
    #[error("pictures of this form are not decoded")]
    NotDecoded {
        /// Its form.
        kind: Kind,
    },
    /// The picture can't be decoded.
    #[error("a broken picture: {0}")]
    Broken(String),
    /// It took longer than it may.
    #[error("it took too long")]
    TookTooLong,
    /// The process that looked at it died.
    #[error("the process that looked at it died{}", signal.map_or_else(String::new, |signal| format!(" of signal {signal}")))]
    Died {
        /// The signal that ended it; none where it ended by itself.
        signal: Option<i32>,
    },
    /// The process could not be started.
    #[error("the process that looks at files could not be started: {0}")]
    NotStarted(String),
    /// The file could not be read to its end.
    #[error("the file could not be read: {0}")]
    Source(String),
    /// The process answered what is no answer.
    #[error("the process that looked at it gave no answer that can be read")]
    Garbled,
}
