//! The one door through which pages reach data.
//!
//! Every question goes through here with the [`Viewer`] who asks, so that rights and the record of who read what can be added in this
//! one place. In the single-user form every viewer may see everything.

use corpus::{Corpus, Entry, Found, NetworkDetail, NetworkPage, NetworkQuery, Query, SourceRow};
use knowledge::Book;
use network::mirrors::GenericWords;
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
}

impl Desk {
    /// A desk with a corpus, the reader of texts, the book it reads by, and the words that make no family of sites.
    #[must_use]
    pub fn new(corpus: Corpus, reader: Reader, book: Book, generic: GenericWords) -> Self {
        let names = Names::of(&book);
        Self { corpus, reader, book, names, generic }
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

    /// How many posts a network has.
    ///
    /// # Errors
    /// Where the corpus does not answer.
    pub fn network_size(&self, viewer: &Viewer, id: &str) -> Result<u64, Fault> {
        let query = Query { network: Some(id.to_owned()), limit: 0, ..Query::default() };
        Ok(self.find(viewer, &query)?.total)
    }
}
