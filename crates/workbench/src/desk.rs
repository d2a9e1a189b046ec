//! The one door through which pages reach data.
//!
//! Every question goes through here with the [`Viewer`] who asks, and is answered from the posts that they may read for the purpose that
//! they chose ([`Sight`]). What they may not read is as what is not there. In the single-user form every viewer may see everything.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use access::AccessError;
use corpus::{Alike, Corpus, Entry, Found, NetworkDetail, NetworkPage, NetworkQuery, Query, SourceRow};
use knowledge::Book;
use lru::LruCache;
use network::mirrors::{Family, GenericWords, Site, families};
use record::{Mandate, PostKey, Regions};
use signals::{Reader, Signals};

use crate::fault::Fault;
use crate::names::Names;
use crate::pages::network::Drawn;
use crate::sight::Sight;
use crate::viewer::Viewer;

/// What the pages read from.
#[derive(Debug)]
pub struct Desk {
    corpus: Corpus,
    reader: Reader,
    book: Book,
    names: Names,
    generic: GenericWords,
    named: Mutex<LruCache<NamedOf, Arc<NamedSites>>>,
    drawn: Mutex<LruCache<DrawnOf, Arc<Drawn>>>,
}

/// Sites that posts name, and their families.
#[derive(Debug, Default)]
pub struct NamedSites {
    /// The sites, as often as they are named.
    pub sites: Vec<Site>,
    /// Their families.
    pub families: Vec<Family>,
}

/// Named sites for the regions that bound a viewer, as of a generation of the corpus.
type NamedOf = (Option<Regions>, u64);

/// A network for the regions that bound a viewer, as of a generation of the corpus and a linking.
type DrawnOf = (String, Option<Regions>, u64, u64);

/// Networks that are remembered as they are drawn.
const DRAWN: NonZeroUsize = NonZeroUsize::new(64).unwrap();
/// Sets of regions whose named sites are remembered.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(16).unwrap();
/// Posts whose sites are looked at, those of highest score.
const READ_FOR_SITES: usize = 1_000;

impl Desk {
    /// A desk with a corpus, the reader of texts, the book it reads by, and the words that make no family of sites.
    #[must_use]
    pub fn new(corpus: Corpus, reader: Reader, book: Book, generic: GenericWords) -> Self {
        let names = Names::of(&book);
        Self { corpus, reader, book, names, generic, named: Mutex::new(LruCache::new(REMEMBERED)), drawn: Mutex::new(LruCache::new(DRAWN)) }
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
    pub fn find(&self, viewer: &Viewer, query: &Query) -> Result<Found, Fault> {
        Ok(self.corpus.find(&Query { within: within(viewer)?.cloned(), ..query.clone() })?)
    }

    /// One post.
    ///
    /// # Errors
    /// Where there is none, or the corpus does not answer.
    pub fn post(&self, viewer: &Viewer, key: &PostKey) -> Result<Entry, Fault> {
        self.corpus.post(key, within(viewer)?)?.ok_or(Fault::NoPost)
    }

    /// The pictures of a post with the other posts that have them.
    ///
    /// # Errors
    /// Where the corpus does not answer.
    pub fn pictures(&self, viewer: &Viewer, key: &PostKey) -> Result<Vec<Alike>, Fault> {
        Ok(self.corpus.pictures(key, within(viewer)?)?)
    }

    /// These posts, in the order of their keys here; those that are not there are left out.
    ///
    /// # Errors
    /// Where the corpus does not answer.
    pub fn posts(&self, viewer: &Viewer, keys: &[PostKey]) -> Result<Vec<Entry>, Fault> {
        Ok(self.corpus.posts(keys, within(viewer)?)?)
    }

    /// A page of networks.
    ///
    /// # Errors
    /// Where the corpus does not answer.
    pub fn networks(&self, viewer: &Viewer, query: &NetworkQuery) -> Result<NetworkPage, Fault> {
        Ok(self.corpus.networks(&NetworkQuery { within: within(viewer)?.cloned(), ..query.clone() })?)
    }

    /// One network.
    ///
    /// # Errors
    /// Where there is none, or the corpus does not answer.
    pub fn network(&self, viewer: &Viewer, id: &str) -> Result<NetworkDetail, Fault> {
        self.corpus.network(id, within(viewer)?)?.ok_or(Fault::NoNetwork)
    }

    /// One network with what its page works out from it.
    ///
    /// # Errors
    /// Where there is none, or the corpus does not answer.
    pub fn drawn(&self, viewer: &Viewer, id: &str) -> Result<Arc<Drawn>, Fault> {
        let of = (id.to_owned(), within(viewer)?.cloned(), self.corpus.generation(), self.corpus.linked()?);
        let known = self.drawn.lock().unwrap_or_else(PoisonError::into_inner).get(&of).cloned();
        if let Some(drawn) = known {
            return Ok(drawn);
        }
        let drawn = Arc::new(Drawn::new(self.network(viewer, id)?));
        self.drawn.lock().unwrap_or_else(PoisonError::into_inner).put(of, Arc::clone(&drawn));
        Ok(drawn)
    }

    /// Sources with their mandates.
    ///
    /// # Errors
    /// Where the corpus does not answer.
    pub fn sources(&self, viewer: &Viewer) -> Result<Vec<SourceRow>, Fault> {
        Ok(self.corpus.sources(within(viewer)?)?)
    }

    /// The mandate in force for the source of a post that is shown.
    #[must_use]
    pub fn mandate(&self, entry: &Entry) -> Option<Mandate> {
        self.corpus.mandates().get(&entry.post.source).cloned()
    }

    /// How many posts a network has, as of the last linking; 0 where it is gone.
    ///
    /// # Errors
    /// Where the corpus does not answer.
    pub fn network_size(&self, viewer: &Viewer, id: &str) -> Result<u64, Fault> {
        Ok(self.corpus.network_size(id, within(viewer)?)?)
    }

    /// Sites that the posts of highest score name. They are worked out once for each generation of the corpus and each set of regions: that
    /// means reading a thousand posts.
    ///
    /// # Errors
    /// Where the corpus does not answer.
    pub fn named_sites(&self, viewer: &Viewer) -> Result<Arc<NamedSites>, Fault> {
        let of = (within(viewer)?.cloned(), self.corpus.generation());
        let known = self.named.lock().unwrap_or_else(PoisonError::into_inner).get(&of).cloned();
        if let Some(named) = known {
            return Ok(named);
        }
        let found = self.find(viewer, &Query { limit: READ_FOR_SITES, ..Query::default() })?;
        let sites: Vec<Site> = found.hits.iter().flat_map(|hit| Site::named_by(&hit.entry.post, &hit.entry.signals)).collect();
        let named = Arc::new(NamedSites { families: families(&sites, &self.generic), sites });
        self.named.lock().unwrap_or_else(PoisonError::into_inner).put(of, Arc::clone(&named));
        Ok(named)
    }
}

/// By which regions what a viewer may see is bound; by none where they may see everything.
fn within(viewer: &Viewer) -> Result<Option<&Regions>, Fault> {
    match viewer.sight() {
        Sight::All => Ok(None),
        Sight::Within(regions) => Ok(Some(regions)),
        Sight::Nothing => Err(AccessError::Unknown.into()),
    }
}
