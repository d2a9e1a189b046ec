//! What a resource showed: an ordered list of results, or one thing as it stood there.

use std::borrow::Cow;
use std::fmt;

use record::Digest;
use serde::{Deserialize, Serialize};

use crate::canon::{list_digest, sha256};
use crate::{Field, refuse_if};

/// What a digest was worked out of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Of {
    /// An ordered list of identifiers.
    List,
    /// The bytes of one thing.
    Content,
}

/// What a resource showed. The digest covers all of it; identifiers are kept up to [`Results::MOST_LISTED`] and [`Results::MOST_BYTES`].
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Raw", into = "Raw")]
pub struct Results {
    of: Of,
    count: u64,
    total: u64,
    digest: Digest,
    listed: Vec<String>,
}

/// Why something is not kept as results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ResultsError {
    /// An identifier is empty, longer than a line, or has a line break.
    #[error("an identifier of a result is one line of 1 to {} characters", Results::LONGEST)]
    Identifier,
    /// There are too many.
    #[error("a list has {} results at most", Results::MOST)]
    TooMany,
    /// The digest is another list's.
    #[error("the digest is not that of the list")]
    OtherDigest,
}

impl ResultsError {
    /// One of each.
    pub const ALL: [Self; 3] = [Self::Identifier, Self::TooMany, Self::OtherDigest];

    /// The key of its message in the catalogues.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Identifier => "results-identifier",
            Self::TooMany => "results-too-many",
            Self::OtherDigest => "results-other-digest",
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    of: Of,
    count: u64,
    total: u64,
    digest: Digest,
    listed: Vec<String>,
}

impl Results {
    /// So many identifiers are kept at most, so that an entry of the log stays small. The number is ours.
    pub const MOST_LISTED: usize = 500;
    /// The identifiers that are kept have so many bytes at most. The number is ours.
    pub const MOST_BYTES: usize = 64 * 1_024;
    /// So many results are hashed at most. The number is ours.
    pub const MOST: usize = 100_000;
    /// The most characters of an identifier.
    pub const LONGEST: usize = 500;

    /// An ordered list, and how many results there are as the resource says it, which may be more than it shows.
    ///
    /// # Errors
    /// Where there are too many, or one is no line.
    pub fn list<T: AsRef<str>>(count: u64, identifiers: &[T]) -> Result<Self, ResultsError> {
        refuse_if(identifiers.len() > Self::MOST, ResultsError::TooMany)?;
        refuse_if(!identifiers.iter().all(|identifier| is_line(identifier.as_ref())), ResultsError::Identifier)?;
        let identifiers = || identifiers.iter().map(AsRef::as_ref);
        let total = identifiers().count() as u64;
        Ok(Self { of: Of::List, count, total, digest: list_digest(identifiers()), listed: kept(identifiers()) })
    }

    /// One thing as it stood there, for instance a page's text; it counts its bytes.
    #[must_use]
    pub fn content(bytes: &[u8]) -> Self {
        Self { of: Of::Content, count: bytes.len() as u64, total: 0, digest: sha256([bytes]), listed: vec![] }
    }

    /// What the digest was worked out of.
    #[must_use]
    pub fn of(&self) -> Of {
        self.of
    }

    /// How many results the resource said that there are; how many bytes, of one thing.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// How many identifiers the digest covers; 0, of one thing.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total
    }

    /// The digest of all.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The first identifiers, in order.
    #[must_use]
    pub fn listed(&self) -> &[String] {
        &self.listed
    }
}

/// The first identifiers, as many as an entry of the log may hold.
fn kept<'a>(identifiers: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut bytes = 0;
    let fits = identifiers.take(Results::MOST_LISTED).take_while(|identifier| {
        bytes += identifier.len();
        bytes <= Results::MOST_BYTES
    });
    fits.map(str::to_owned).collect()
}

/// Blanks inside are fine, control characters are not: a line feed parts identifiers in the canonical form.
fn is_line(identifier: &str) -> bool {
    let long = identifier.chars().take(Results::LONGEST + 1).count();
    (1..=Results::LONGEST).contains(&long) && !identifier.chars().any(char::is_control)
}

impl TryFrom<Raw> for Results {
    type Error = ResultsError;

    fn try_from(Raw { of, count, total, digest, listed }: Raw) -> Result<Self, ResultsError> {
        let identifiers = || listed.iter().map(String::as_str);
        refuse_if(kept(identifiers()).len() < listed.len() || total < listed.len() as u64, ResultsError::TooMany)?;
        refuse_if(of == Of::Content && total > 0, ResultsError::TooMany)?;
        refuse_if(!identifiers().all(is_line), ResultsError::Identifier)?;
        let is_whole = of == Of::List && total == listed.len() as u64;
        refuse_if(is_whole && digest != list_digest(identifiers()), ResultsError::OtherDigest)?;
        Ok(Self { of, count, total, digest, listed })
    }
}

impl From<Results> for Raw {
    fn from(Results { of, count, total, digest, listed }: Results) -> Self {
        Self { of, count, total, digest, listed }
    }
}

impl Field for Results {
    const NAME: &'static str = "results";
    const FIELD: &'static str = "osint.results";

    /// The digest, in hexadecimal: it stands for all results, also for those that are not kept.
    fn committed(&self) -> Cow<'_, str> {
        Cow::Owned(self.digest.to_string())
    }
}

/// Shows nothing.
impl fmt::Debug for Results {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Results")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(many: usize) -> Vec<String> {
        (0..many).map(|number| format!("https://example.org/{number}")).collect()
    }

    #[test]
    fn the_digest_covers_what_is_not_kept() {
        let (one, other) = (numbers(Results::MOST_LISTED + 1), numbers(Results::MOST_LISTED + 2));
        let [one, other] = [one, other].map(|list| Results::list(9_000, &list).unwrap());
        assert_eq!(one.listed(), other.listed());
        assert_eq!((one.listed().len(), one.count(), one.of()), (Results::MOST_LISTED, 9_000, Of::List));
        assert_ne!(one.digest(), other.digest());
        assert_eq!((one.total(), other.total()), (501, 502));
    }

    #[test]
    fn an_entry_of_the_log_stays_small() {
        let long = vec!["ә".repeat(Results::LONGEST); 400];
        let results = Results::list(400, &long).unwrap();
        assert_eq!((results.total(), results.listed().len()), (400, Results::MOST_BYTES / 1_000));
        let text = serde_json::to_string(&results).unwrap();
        assert_eq!(serde_json::from_str::<Results>(&text).unwrap(), results);
    }

    #[test]
    fn one_thing_is_known_by_its_bytes() {
        let page = Results::content(b"a\n");
        assert_eq!((page.count(), page.digest(), page.of()), (2, list_digest(["a"]), Of::Content));
    }

    #[test]
    fn an_identifier_is_one_line() {
        for identifier in ["", "a\nb", "a\r", "a\0", &"ә".repeat(Results::LONGEST + 1)] {
            assert_eq!(Results::list(1, &[identifier]), Err(ResultsError::Identifier), "{identifier:?}");
        }
        assert!(Results::list(1, &["Айгүл бар жерде", &"ә".repeat(Results::LONGEST)]).is_ok());
        assert_eq!(Results::list(1, &vec!["a"; Results::MOST + 1]), Err(ResultsError::TooMany));
    }

    #[test]
    fn what_is_read_is_what_was_written() {
        for results in [Results::list(3, &["b", "a"]).unwrap(), Results::list(0, &numbers(501)).unwrap(), Results::content(b"a")] {
            let text = serde_json::to_string(&results).unwrap();
            assert_eq!(serde_json::from_str::<Results>(&text).unwrap(), results);
            assert_eq!(format!("{results:?}"), "Results");
        }
    }

    #[test]
    fn a_list_that_was_changed_is_not_read() {
        let text = serde_json::to_string(&Results::list(3, &["b", "a"]).unwrap()).unwrap();
        let content = text.replace("\"list\"", "\"content\"");
        let long = serde_json::to_string(&Results::list(3, &numbers(500)).unwrap()).unwrap().replace("/499\"", "/499\",\"x\"");
        for (changed, why) in [
            (text.replace("\"b\"", "\"c\""), ResultsError::OtherDigest),
            (text.replace("\"b\"", "\"\""), ResultsError::Identifier),
            (content, ResultsError::TooMany),
            (long, ResultsError::TooMany),
            (text.replace("\"total\":2", "\"total\":1"), ResultsError::TooMany),
        ] {
            let error = serde_json::from_str::<Results>(&changed).unwrap_err().to_string();
            assert!(error.contains(&why.to_string()), "{error}");
        }
    }

    #[test]
    fn each_error_has_a_key_of_its_own() {
        let keys: std::collections::BTreeSet<_> = ResultsError::ALL.iter().map(ResultsError::key).collect();
        assert_eq!(keys.len(), ResultsError::ALL.len());
    }
}
