//! The one door through which pages reach data.
//!
//! Every question goes through here with the [`Viewer`] who asks, so that rights and the record of who read what can be added in this
//! one place. In the single-user form every viewer may see everything.

use std::sync::{Arc, Mutex, PoisonError};

use corpus::{Alike, Corpus, Entry, Found, NetworkDetail, NetworkPage, NetworkQuery, Query, SourceRow};
use knowledge::Book;
use network::mirrors::{Family, GenericWords, Site, families};
use record::PostKey;
use signals::{Reader, Signals};

use crate::fault::Fault;
use crate::names::Names;
use crate::viewer::Viewer;

/// What the pages read from.
#[derive(Debug)]
pub struct Desk {
    corpus: Corpus,
    reader: Reader,
    book: Book,
    names: Names,
    generic: GenericWords,
    named: Mutex<Option<(u64, Arc<NamedSites>)>>,
}

/// Sites that posts name, and their families.
#[derive(Debug, Default)]
pub struct NamedSites {
    /// The sites, as often as they are named.
    pub sites: Vec<Site>,
    /// Their families.
    pub families: Vec<Family>,
}

/// Posts whose sites are looked at, those of highest score.
const READ_FOR_SITES: usize = 1_000;

impl Desk {
    /// A desk with a corpus, the reader of texts, the book it reads by, and the words that make no family of sites.
    #[must_use]
    pub fn new(corpus: Corpus, reader: Reader, book: Book, generic: GenericWords) -> Self {
        let names = Names::of(&book);
        Self { corpus, reader, book, names, generic, named: Mutex::default() }
    }

    /// Words that make no family of sites.
    #[must_use]
    pub fn generic(&self) -> &GenericWords {
        &self.generic
    }

    /// Names of codes.
    #[must_use]
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// The knowledge of this edition.
    #[must_use]
    pub fn book(&self) -> &Book {
        &self.book
    }

    /// What a text shows; nothing of it is kept.
    #[must_use]
    pub fn read(&self, text: &str) -> Signals {
        self.reader.read(text)
    }

    /// Finds posts.
    ///
    /// # Errors
    /// Where the corpus does not answer.
    pub fn find(&self, _viewer: &Viewer, query: &Query) -> Result<Found, Fault> {
        Ok(self.corpus.find(query)?)
    }

    /// One post.
    ///
    /// # Errors
    /// Where there is none, or the corpus does not answer.
    pub fn post(&self, _viewer: &Viewer, key: &PostKey) -> Result<Entry, Fault> {
        self.corpus.post(key)?.ok_or(Fault::NoPost)
    }

    /// The pictures of a post with the other posts that have them.
    ///
    /// # Errors
    /// Where the corpus does not answer.
    pub fn pictures(&self, _viewer: &Viewer, key: &PostKey) -> Result<Vec<Alike>, Fault> {
        Ok(self.corpus.pictures(key)?)
    }

    /// These posts, in the order of their keys here; those that are gone are left out.
    ///
    /// # Errors
    /// Where the corpus does not answer.
    pub fn posts(&self, _viewer: &Viewer, keys: &[PostKey]) -> Result<Vec<Entry>, Fault> {
        Ok(self.corpus.posts(keys)?)
    }

    /// A page of networks.
    ///
    /// # Errors
    /// Where the corpus does not answer.
    pub fn networks(&self, _viewer: &Viewer, query: &NetworkQuery) -> Result<NetworkPage, Fault> {
        Ok(self.corpus.networks(query)?)
    }

    /// One network.
    ///
    /// # Errors
    /// Where there is none, or the corpus does not answer.
    pub fn network(&self, _viewer: &Viewer, id: &str) -> Result<NetworkDetail, Fault> {
        self.corpus.network(id)?.ok_or(Fault::NoNetwork)
    }

    /// Sources with their mandates.
    ///
    /// # Errors
    /// Where the corpus does not answer.
    pub fn sources(&self, _viewer: &Viewer) -> Result<Vec<SourceRow>, Fault> {
        Ok(self.corpus.sources()?)
    }

    /// How many posts a network has, as of the last linking; 0 where it is gone.
    ///
    /// # Errors
    /// Where the corpus does not answer.
    pub fn network_size(&self, _viewer: &Viewer, id: &str) -> Result<u64, Fault> {
        Ok(self.corpus.network(id)?.map_or(0, |network| u64::from(network.row.posts)))
    }

    /// Sites that the posts of highest score name. They are worked out once for each generation of the corpus: that means reading a
    /// thousand posts.
    ///
    /// # Errors
    /// Where the corpus does not answer.
    pub fn named_sites(&self, viewer: &Viewer) -> Result<Arc<NamedSites>, Fault> {
        let generation = self.corpus.generation();
        let known = self.named.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, named)) = known.filter(|(of, _)| *of == generation) {
            return Ok(named);
        }
        let found = self.find(viewer, &Query { limit: READ_FOR_SITES, ..Query::default() })?;
        let sites: Vec<Site> = found.hits.iter().flat_map(|hit| Site::named_by(&hit.entry.post, &hit.entry.signals)).collect();
        let named = Arc::new(NamedSites { families: families(&sites, &self.generic), sites });
        *self.named.lock().unwrap_or_else(PoisonError::into_inner) = Some((generation, named.clone()));
        Ok(named)
    }
}
