//! A post: the neutral form into which every connector turns what it reads.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Moment;

/// Where a post was published, for instance `telegram:@channel` or `jobs:board.example`.
pub type SourceName = String;

/// One published message, advert or page, as the source gave it.
///
/// `source` and `id` are required and together are its key; `text` may be empty where there is media.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// Where it was published.
    pub source: SourceName,
    /// Its name inside the source.
    pub id: String,
    /// When it was published, where the source tells.
    #[serde(default)]
    pub published: Option<Moment>,
    /// Who published it, as the source writes it.
    #[serde(default)]
    pub author: Option<String>,
    /// The text, unchanged.
    #[serde(default, deserialize_with = "null_is_default")]
    pub text: String,
    /// Where it can be seen.
    #[serde(default)]
    pub url: Option<String>,
    /// Paths of pictures and other files, relative to the file that the post came in.
    #[serde(default, deserialize_with = "null_is_default", skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<String>,
}

fn null_is_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}

impl Post {
    /// The key under which the post is known everywhere.
    #[must_use]
    pub fn key(&self) -> PostKey {
        PostKey { source: self.source.clone(), id: self.id.clone() }
    }
}

/// `SOURCE/ID`: the name of a post everywhere in Arasha.
///
/// An id may hold slashes, a source may not; so the first slash parts the two.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PostKey {
    source: SourceName,
    id: String,
}

/// Why a text is not the key of a post.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PostKeyError {
    /// There is no slash, or nothing stands before or behind it.
    #[error("a post's key is SOURCE/ID, but this is {0:?}")]
    Form(String),
    /// The source holds a slash.
    #[error("the name of a source holds no slash, but this one does: {0:?}")]
    SlashInSource(String),
}

impl PostKey {
    /// Joins source and id.
    ///
    /// # Errors
    /// Where one of the two is empty or the source holds a slash.
    pub fn new(source: impl Into<String>, id: impl Into<String>) -> Result<Self, PostKeyError> {
        let (source, id) = (source.into(), id.into());
        if source.contains('/') {
            return Err(PostKeyError::SlashInSource(source));
        }
        if source.is_empty() || id.is_empty() {
            return Err(PostKeyError::Form(format!("{source}/{id}")));
        }
        Ok(Self { source, id })
    }

    /// Reads `SOURCE/ID`.
    ///
    /// # Errors
    /// [`PostKeyError::Form`] where there is no slash or an empty part.
    pub fn parse(text: &str) -> Result<Self, PostKeyError> {
        match text.split_once('/') {
            Some((source, id)) => Self::new(source, id),
            None => Err(PostKeyError::Form(text.to_owned())),
        }
    }

    /// Where the post was published.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Its name inside the source.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }
}

impl fmt::Display for PostKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.source, self.id)
    }
}

impl Serialize for PostKey {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PostKey {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nulls_and_absent_fields_are_allowed() {
        let post: Post = serde_json::from_str(r#"{"source":"s","id":"1","text":null,"media":null}"#).unwrap();
        assert_eq!(post.text, "");
        assert!(post.media.is_empty());
    }

    #[test]
    fn an_id_may_hold_slashes() {
        let key = PostKey::parse("reviews:x/04.zip/7").unwrap();
        assert_eq!((key.source(), key.id()), ("reviews:x", "04.zip/7"));
        assert_eq!(PostKey::parse(&key.to_string()), Ok(key));
    }

    #[test]
    fn bad_keys_are_refused() {
        assert_eq!(PostKey::parse("lonely"), Err(PostKeyError::Form("lonely".into())));
        assert_eq!(PostKey::parse("/1"), Err(PostKeyError::Form("/1".into())));
        assert_eq!(PostKey::new("a/b", "1"), Err(PostKeyError::SlashInSource("a/b".into())));
    }
}
