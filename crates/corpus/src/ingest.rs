//! From files to kept posts: a reader, all cores for parsing and signals, and a writer, each at work while the others are.
//!
//! Only posts that bear on trafficking are written; the rest is counted and forgotten. A post without a mandate of its source is refused.
//! What the summary counts as kept has been committed to the disk.

mod stages;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use record::{Mandate, Moment};
use serde::Serialize;

use crate::corpus::Reading;
use crate::error::Result;
use crate::input::{Incoming, InputFile, InputOptions, Item, Origin, Place, Reject};
use crate::{Corpus, Rejects};

/// A mandate for every source that has none yet.
pub type Grant = Mandate;

/// How to ingest.
#[derive(Debug, Clone)]
pub struct IngestOptions {
    /// How input is read.
    pub input: InputOptions,
    /// Entered for sources without a mandate.
    pub grant: Option<Grant>,
    /// The moment of collection.
    pub now: Moment,
}

impl IngestOptions {
    /// Ingests at this moment with nothing special.
    #[must_use]
    pub fn at(now: Moment) -> Self {
        Self { input: InputOptions::default(), grant: None, now }
    }
}

/// How far a run is; read by whoever shows it, from another thread.
#[derive(Debug, Default)]
pub struct Progress {
    /// Bytes of input read so far.
    pub bytes: Arc<AtomicU64>,
    /// Bytes of input in all.
    pub total: AtomicU64,
    /// Posts read so far.
    pub read: AtomicU64,
    /// Posts kept and committed so far.
    pub kept: AtomicU64,
    stop: AtomicBool,
}

impl Progress {
    /// Asks the run to end cleanly: what was read is written, nothing more is read.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Whether the run was asked to end.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Summary {
    /// Posts read: the sum of the next five.
    pub read: u64,
    /// New posts kept.
    pub kept: u64,
    /// Kept posts that came with a new text; the earlier one is kept with them.
    pub edited: u64,
    /// Posts that do not bear on trafficking, forgotten.
    pub dropped: u64,
    /// Posts that were there already.
    pub duplicate: u64,
    /// Posts of sources without a mandate, not looked at.
    pub refused: u64,
    /// Pictures whose fingerprints are new.
    pub pictures: u64,
    /// Lines, messages, records, files and pictures that were not understood, laid aside.
    pub rejected: u64,
    /// Seconds that it took.
    pub seconds: f64,
    /// Sources without a mandate, with the number of their posts.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub refused_sources: BTreeMap<String, u64>,
    /// Sources for which the given mandate was entered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub granted_sources: Vec<String>,
    /// Where the rejects lie.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rejects_file: Option<PathBuf>,
}

impl Corpus {
    /// Reads files and folders (see [`crate::input`]) and keeps what bears on trafficking.
    ///
    /// # Errors
    /// Where the corpus can't be written. Faults of the input are counted and laid aside.
    pub fn ingest(&self, paths: &[PathBuf], options: &IngestOptions, reading: Reading<'_>, progress: &Progress) -> Result<Summary> {
        let (files, rejects) = crate::input::list(paths);
        self.ingest_files(&files, rejects, options, reading, progress)
    }

    /// Reads listed files.
    ///
    /// # Errors
    /// As [`Self::ingest`].
    pub fn ingest_files(
        &self,
        files: &[InputFile],
        unlisted: Vec<Reject>,
        options: &IngestOptions,
        reading: Reading<'_>,
        progress: &Progress,
    ) -> Result<Summary> {
        progress.total.store(files.iter().map(|file| file.size).sum(), Ordering::Relaxed);
        let source = |sink: &mut dyn FnMut(Item) -> crate::input::Flow| {
            unlisted.into_iter().try_for_each(|reject| sink(Item::Reject(reject)))?;
            files.iter().try_for_each(|file| crate::input::read_file(&file.path, &options.input, &progress.bytes, sink))
        };
        stages::run(self, source, options, reading, progress)
    }

    /// Adds posts that are already in memory, as if they had been read.
    ///
    /// # Errors
    /// As [`Self::ingest`].
    pub fn add(&self, posts: Vec<Incoming>, options: &IngestOptions, reading: Reading<'_>) -> Result<Summary> {
        let file = Arc::new(Origin::named("memory"));
        let source = |sink: &mut dyn FnMut(Item) -> crate::input::Flow| {
            let placed = (1..).zip(posts).map(|(line, post)| Item::Post(Place { file: file.clone(), line }, Box::new(post)));
            placed.into_iter().try_for_each(sink)
        };
        stages::run(self, source, options, reading, &Progress::default())
    }

    fn rejects(&self, now: Moment) -> Rejects {
        Rejects::of(self.home(), now)
    }
}
