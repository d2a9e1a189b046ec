//! What was collected: connectors, storage and search of posts.
//!
//! The way of a post through this crate:
//!
//! 1. [`input`] opens files, folders and archives, tells formats by their content and turns everything into posts;
//! 2. [`ingest`] asks for the source's mandate, reads the signals on all cores and forgets what does not bear on trafficking;
//! 3. the store (redb) keeps post, finding and fingerprints of pictures; what it has committed is acknowledged and survives a kill at any instant;
//! 4. the index (tantivy) answers searches; it is a cache that catches up with the store by itself and may be deleted;
//! 5. [`Corpus::relink`] lets the `network` crate join posts to networks and keeps the answer ready for the pages.
//!
//! Everything lies in one home folder. [`Corpus`] is the door to all of it; it can be shared between threads.

mod corpus;
mod entry;
mod error;
mod index;
mod ingest;
pub mod input;
mod linking;
mod mandates;
mod networks;
mod parts;
mod pictures;
mod query;
mod reach;
mod rejects;
mod rework;
mod store;
mod watch;

pub use corpus::{Corpus, Reading, digest_of};
pub use entry::{Entry, SourceRow, Version, bears_on_trafficking};
pub use error::CorpusError;
pub use ingest::{Grant, IngestOptions, Progress, Summary};
pub use mandates::{MandateFault, Mandates};
pub use networks::{
    NetworkDetail, NetworkHint, NetworkIdentifier, NetworkLink, NetworkOrder, NetworkPage, NetworkQuery, NetworkReason, NetworkRow,
    Relinked,
};
pub use pictures::{Alike, Picture};
pub use query::{Count, Facets, Found, Hit, Query, Sort};
pub use reach::{lies_within, regions_of};
pub use rejects::Rejects;
pub use rework::Rebuilt;
pub use watch::Watch;
