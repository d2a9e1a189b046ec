//! Which posts have the same picture.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use record::{PostKey, Regions};
use signals::fingerprint::{NEAR_PICTURE, PictureMark};

use super::Picture;
use crate::Corpus;
use crate::error::Result;

/// A picture of a post with the other posts that have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    /// The picture.
    pub picture: Picture,
    /// Other posts with the same picture and in how many of 256 bits the fingerprints differ, nearest first. Empty where there is too
    /// little to see in the picture ([`PictureMark::is_telling`]).
    pub posts: Vec<(PostKey, u32)>,
}

/// Telling fingerprints with the keys of their posts.
pub(crate) type Marks = Vec<(PictureMark, String)>;

/// All telling fingerprints in memory, as of a change of the store. A hundred thousand of them take some 12 MB and are compared in a
/// few milliseconds, so that nothing cleverer is needed.
#[derive(Debug, Default)]
pub(crate) struct Cache(Mutex<Option<(u64, Arc<Marks>)>>);

impl Corpus {
    /// The pictures of a post, each with the other posts that have it. A post that may not be read has none, and is no other.
    ///
    /// # Errors
    /// Where the store can't be read.
    pub fn pictures(&self, key: &PostKey, within: Option<&Regions>) -> Result<Vec<Alike>> {
        let own = key.to_string();
        let pictures = self.store.pictures(&own)?;
        if pictures.is_empty() {
            return Ok(Vec::new());
        }
        let seen = self.seen_within(within)?;
        if !seen.has(&own) {
            return Ok(Vec::new());
        }
        let marks = self.marks()?;
        let alike = |picture: Picture| {
            let mut posts = near(&marks, &picture.mark, &own);
            posts.retain(|(key, _)| seen.has(&key.to_string()));
            Alike { picture, posts }
        };
        Ok(pictures.into_iter().map(alike).collect())
    }

    /// Other posts that share a picture with this one and in how many of 256 bits the fingerprints differ, nearest first. That is a hint
    /// and no link: a picture is copied as easily as a text.
    ///
    /// # Errors
    /// Where the store can't be read.
    pub fn same_picture(&self, key: &PostKey) -> Result<Vec<(PostKey, u32)>> {
        let found = self.pictures(key, None)?.into_iter().flat_map(|alike| alike.posts);
        Ok(nearest(found))
    }

    fn marks(&self) -> Result<Arc<Marks>> {
        let pictured = self.store.pictured()?;
        let mut cache = self.pictures.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, marks)) = &*cache
            && *at == pictured
        {
            return Ok(marks.clone());
        }
        let marks = Arc::new(self.store.telling_marks()?);
        *cache = Some((pictured, marks.clone()));
        Ok(marks)
    }
}

/// Posts but this one with a picture near a mark.
pub(super) fn near(marks: &Marks, mark: &PictureMark, own: &str) -> Vec<(PostKey, u32)> {
    if !mark.is_telling() {
        return Vec::new();
    }
    let near = marks.iter().map(|(other, key)| (other.distance(mark), key)).filter(|(distance, _)| *distance <= NEAR_PICTURE);
    nearest(near.filter(|(_, key)| *key != own).filter_map(|(distance, key)| Some((PostKey::parse(key).ok()?, distance))))
}

/// Each post once, with its smallest distance, nearest first.
fn nearest(found: impl Iterator<Item = (PostKey, u32)>) -> Vec<(PostKey, u32)> {
    let mut smallest = BTreeMap::<PostKey, u32>::new();
    for (key, distance) in found {
        smallest.entry(key).and_modify(|known| *known = distance.min(*known)).or_insert(distance);
    }
    let mut posts: Vec<(PostKey, u32)> = smallest.into_iter().collect();
    posts.sort_by_key(|(_, distance)| *distance);
    posts
}
