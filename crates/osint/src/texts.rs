//! Texts that may name people: kept exactly as they were given, and always encrypted.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Field;

/// Why a text is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing is written.
    #[error("a text is needed")]
    Empty,
    /// It is too long.
    #[error("a text has at most {most} characters")]
    TooLong {
        /// The most characters.
        most: usize,
    },
}

impl TextError {
    /// The key of its message in the catalogues.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Empty => "text-empty",
            Self::TooLong { .. } => "text-too-long",
        }
    }
}

fn checked(text: String, may_be_empty: bool, most: usize) -> Result<String, TextError> {
    match text.chars().count() {
        long if long > most => Err(TextError::TooLong { most }),
        _ if text.trim().is_empty() && !may_be_empty => Err(TextError::Empty),
        _ => Ok(text),
    }
}

/// One line for each: its name, its word in commitments, the most characters, whether it may be empty.
macro_rules! texts {
    ($($(#[$doc:meta])+ $name:ident $word:literal $most:literal $may_be_empty:literal),+ $(,)?) => {$(
        $(#[$doc])+
        #[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The most characters.
            pub const LONGEST: usize = $most;

            /// The text exactly as it was given.
            ///
            /// # Errors
            /// Where too much is written, or nothing where something is needed.
            pub fn new(text: impl Into<String>) -> Result<Self, TextError> {
                checked(text.into(), $may_be_empty, $most).map(Self)
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Field for $name {
            const NAME: &'static str = $word;
            const FIELD: &'static str = concat!("osint.", $word);

            fn committed(&self) -> Cow<'_, str> {
                Cow::Borrowed(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = TextError;

            fn try_from(text: String) -> Result<Self, TextError> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        /// Shows nothing.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    )+};
}

texts! {
    /// The address of a resource.
    Address "address" 2_000 false,
    /// The words of a search, exactly as they were typed.
    Words "words" 2_000 false,
    /// The filters of a search, exactly as they were set; empty where there were none.
    Filters "filters" 2_000 true,
    /// A note, or the correction of one.
    Note "note" 10_000 false,
    /// The name of an account on its platform.
    Handle "handle" 300 false,
    /// What was written or received.
    Content "content" 20_000 false,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_kept_as_they_were_given() {
        assert_eq!(Words::new(" \"жұмыс\"  OR\tработа ").unwrap().as_str(), " \"жұмыс\"  OR\tработа ");
        assert_eq!(Filters::new("").unwrap().as_str(), "");
        assert_eq!(serde_json::to_string(&Note::new("a\nb").unwrap()).unwrap(), r#""a\nb""#);
    }

    #[test]
    fn nothing_and_too_much_are_refused() {
        assert_eq!(Words::new(" \n"), Err(TextError::Empty));
        assert_eq!(Address::new("ә".repeat(Address::LONGEST + 1)), Err(TextError::TooLong { most: 2_000 }));
        assert!(Note::new("ә".repeat(Note::LONGEST)).is_ok());
        assert!(serde_json::from_str::<Handle>("\"\"").is_err());
        assert_ne!(TextError::Empty.key(), TextError::TooLong { most: 1 }.key());
    }

    #[test]
    fn nothing_is_shown_by_accident() {
        assert_eq!(format!("{:?} {:?}", Handle::new("@aigul_00x").unwrap(), Content::new("a").unwrap()), "Handle Content");
    }
}
