//! Reads the pictures of posts on all cores.

use std::sync::Mutex;

use record::{Post, PostKey};

use super::beside::Archives;
use super::{Fault, MOST_FILES, Picture, decode};
use crate::error::Result;
use crate::ingest::Progress;
use crate::input::{Place, Reject, beginning};
use crate::store::Store;

/// Reads pictures during one run.
pub(crate) struct Gallery<'a> {
    store: &'a Store,
    progress: &'a Progress,
    archives: Archives,
    one_at_a_time: Mutex<()>,
}

impl<'a> Gallery<'a> {
    pub(crate) fn new(store: &'a Store, progress: &'a Progress) -> Self {
        Self { store, progress, archives: Archives::default(), one_at_a_time: Mutex::default() }
    }

    /// The pictures that a post names and that the store does not know yet, and what had to be laid aside. A picture that is not there
    /// is no error: exports often come without them. After a stop no more are read; the next run reads them.
    pub(crate) fn read(&self, place: &Place, key: &PostKey, post: &Post) -> (Vec<Picture>, Vec<Reject>) {
        let (mut pictures, mut rejects) = (Vec::new(), Vec::new());
        let mut reject = |path: &str, fault: Fault| {
            let (file, sample) = (place.file.to_string(), beginning(path.as_bytes()));
            rejects.push(Reject { file, line: place.line, why: fault.to_string(), sample });
        };
        let known = self.known(key).unwrap_or_default();
        for path in post.media.iter().take(MOST_FILES).filter(|path| !known.contains(path)) {
            if self.progress.is_stopped() {
                break;
            }
            match self.picture(place, path) {
                Ok(picture) => pictures.extend(picture),
                Err(fault) => reject(path, fault),
            }
        }
        if let Some(path) = post.media.get(MOST_FILES) {
            reject(path, Fault::TooMany);
        }
        (pictures, rejects)
    }

    fn picture(&self, place: &Place, path: &str) -> std::result::Result<Option<Picture>, Fault> {
        let Some(bytes) = self.archives.read(&place.file.beside, path)? else { return Ok(None) };
        let mark = decode::mark(&bytes, &self.one_at_a_time)?;
        Ok(Some(Picture { path: path.to_owned(), mark }))
    }

    /// Paths of pictures that the post has already: the same export read again costs nothing.
    fn known(&self, key: &PostKey) -> Result<Vec<String>> {
        Ok(self.store.pictures(&key.to_string())?.into_iter().map(|picture| picture.path).collect())
    }
}
