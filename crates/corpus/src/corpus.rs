//! The door to everything that was collected.

use std::path::Path;

use record::PostKey;

use crate::error::Result;
use crate::{Entry, Found, NetworkDetail, NetworkPage, NetworkQuery, Query, SourceRow};

/// The corpus of one home folder; can be shared between threads.
#[derive(Debug)]
pub struct Corpus {}

impl Corpus {
    /// Opens the corpus of a home folder and makes it where there is none; the index catches up with the store by itself.
    ///
    /// # Errors
    /// Where another program has it open, or the folder can't be read or written.
    pub fn open(home: &Path) -> Result<Self> {
        let _ = home;
        Ok(Self {})
    }

    /// Sources with their mandates and counts, sorted by name.
    ///
    /// # Errors
    /// Where the store can't be read.
    pub fn sources(&self) -> Result<Vec<SourceRow>> {
        Ok(Vec::new())
    }

    /// One post.
    ///
    /// # Errors
    /// Where the store can't be read.
    pub fn post(&self, key: &PostKey) -> Result<Option<Entry>> {
        let _ = key;
        Ok(None)
    }

    /// Finds posts.
    ///
    /// # Errors
    /// Where store or index can't be read.
    pub fn find(&self, query: &Query) -> Result<Found> {
        let _ = query;
        Ok(Found { total: 0, facets: crate::Facets::default(), hits: Vec::new() })
    }

    /// A page of networks, as of the last relinking.
    ///
    /// # Errors
    /// Where the store can't be read.
    pub fn networks(&self, query: &NetworkQuery) -> Result<NetworkPage> {
        let _ = query;
        Ok(NetworkPage { total: 0, rows: Vec::new() })
    }

    /// One network in full.
    ///
    /// # Errors
    /// Where the store can't be read.
    pub fn network(&self, id: &str) -> Result<Option<NetworkDetail>> {
        let _ = id;
        Ok(None)
    }
}
