//! The three stages of a run and what they hand each other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use rayon::prelude::*;
use record::PostKey;
use rustc_hash::FxHashSet;

use super::{IngestOptions, Progress, Summary};
use crate::corpus::Reading;
use crate::error::Result;
use crate::input::{self, Flow, Incoming, Item, Place, Reject};
use crate::pictures::Gallery;
use crate::store::{Arrival, Batch, Fate, Finding};
use crate::{Corpus, Mandates, Rejects, bears_on_trafficking};

/// Items handed from the reader to the cores at one go.
const BATCH: usize = 4_096;
/// Bytes of raw items handed on at one go at most.
const BATCH_BYTES: usize = 8 << 20;
/// Posts committed at one go.
const COMMIT: usize = 4_096;
/// Kept posts wait no longer than this for their commit.
const PATIENCE: Duration = Duration::from_secs(2);
/// New posts after which the index catches up in the middle of a run.
const INDEX_EVERY: u64 = 100_000;

/// What the cores made of an item.
enum Read {
    /// A post, with what was laid aside of its pictures.
    Arrival(Box<Arrival>, Vec<Reject>),
    Refused(String),
    Reject(Reject),
    NoPost,
}

/// Runs the stages until the source is through or the run is stopped.
pub(super) fn run<S>(corpus: &Corpus, source: S, options: &IngestOptions, reading: Reading<'_>, progress: &Progress) -> Result<Summary>
where
    S: FnOnce(&mut dyn FnMut(Item) -> Flow) -> Flow + Send,
{
    let began = Instant::now();
    let mandates = corpus.mandates();
    let gallery = Gallery::new(&corpus.store, progress);
    let mut writer = Writer::new(corpus, options, reading.edition, mandates.clone(), progress, &gallery);
    let (to_cores, from_reader) = sync_channel::<Vec<Item>>(3);
    let (to_writer, from_cores) = sync_channel::<Vec<Read>>(3);
    let written = std::thread::scope(|scope| {
        scope.spawn(move || read_all(source, &to_cores, progress));
        let cores = Cores { mandates: &mandates, has_grant: options.grant.is_some(), reading, gallery: &gallery };
        scope.spawn(move || cores.run(&from_reader, &to_writer));
        // The receiver is dropped before the threads are joined: a writer that fails stops the others.
        writer.run(from_cores)
    });
    written?;
    let mut summary = writer.end()?;
    summary.seconds = began.elapsed().as_secs_f64();
    Ok(summary)
}

/// The first stage: collects items into batches.
fn read_all<S>(source: S, to_cores: &SyncSender<Vec<Item>>, progress: &Progress)
where
    S: FnOnce(&mut dyn FnMut(Item) -> Flow) -> Flow,
{
    let mut batch = Vec::with_capacity(BATCH);
    let mut bytes = 0;
    let _ = source(&mut |item| {
        bytes += if let Item::Raw(_, _, raw) = &item { raw.len() } else { 0 };
        batch.push(item);
        if batch.len() < BATCH && bytes < BATCH_BYTES {
            return Flow::Continue(());
        }
        bytes = 0;
        let full = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
        if progress.is_stopped() || to_cores.send(full).is_err() { Flow::Break(()) } else { Flow::Continue(()) }
    });
    let _ = to_cores.send(batch);
}

/// The second stage: parses and reads signals on all cores.
struct Cores<'a> {
    mandates: &'a Mandates,
    has_grant: bool,
    reading: Reading<'a>,
    gallery: &'a Gallery<'a>,
}

impl Cores<'_> {
    fn run(&self, from_reader: &Receiver<Vec<Item>>, to_writer: &SyncSender<Vec<Read>>) {
        for batch in from_reader {
            let read: Vec<Read> = batch.into_par_iter().with_min_len(32).map(|item| self.read(item)).collect();
            if to_writer.send(read).is_err() {
                return;
            }
        }
    }

    fn read(&self, item: Item) -> Read {
        let (place, incoming) = match item {
            Item::Reject(reject) => return Read::Reject(reject),
            Item::Post(place, incoming) => (place, *incoming),
            Item::Raw(place, form, bytes) => match input::parse(&form, &bytes) {
                Ok(Some(incoming)) => (place, incoming),
                Ok(None) => return Read::NoPost,
                Err(why) => return reject(&place, why, &bytes),
            },
        };
        match PostKey::new(incoming.post.source.as_str(), incoming.post.id.as_str()) {
            Ok(key) => self.arrival(place, key, incoming),
            Err(error) => reject(&place, error.to_string(), incoming.post.text.as_bytes()),
        }
    }

    fn arrival(&self, place: Place, key: PostKey, incoming: Incoming) -> Read {
        if !self.has_grant && self.mandates.get(key.source()).is_none() {
            return Read::Refused(key.source().to_owned());
        }
        let signals = (self.reading.read)(&incoming.post.text);
        let bears = bears_on_trafficking(&signals);
        let finding = if bears { Finding::encode(self.reading.edition, &signals).unwrap_or_default() } else { Vec::new() };
        // Most posts bear on nothing, and their pictures are not looked at.
        let has_pictures = bears && !incoming.post.media.is_empty();
        let (pictures, rejects) = if has_pictures { self.gallery.read(&place, &key, &incoming.post) } else { (Vec::new(), Vec::new()) };
        Read::Arrival(Box::new(Arrival { key, place, incoming, signals, bears, finding, pictures }), rejects)
    }
}

fn reject(place: &Place, why: String, sample: &[u8]) -> Read {
    Read::Reject(Reject { file: place.file.to_string(), line: place.line, why, sample: input::beginning(sample) })
}

/// The third stage: writes.
struct Writer<'a> {
    corpus: &'a Corpus,
    options: &'a IngestOptions,
    edition: &'a str,
    progress: &'a Progress,
    gallery: &'a Gallery<'a>,
    /// Mandates in force, with those entered during this run.
    mandates: Mandates,
    pending: Vec<Arrival>,
    /// Keys of the pending.
    waiting: FxHashSet<String>,
    read: BTreeMap<String, u64>,
    rejects: Rejects,
    summary: Summary,
    granted: BTreeSet<String>,
    last_commit: Instant,
    not_indexed: u64,
}

impl<'a> Writer<'a> {
    fn new(
        corpus: &'a Corpus,
        options: &'a IngestOptions,
        edition: &'a str,
        mandates: Mandates,
        progress: &'a Progress,
        gallery: &'a Gallery<'a>,
    ) -> Self {
        Self {
            corpus,
            options,
            edition,
            progress,
            gallery,
            mandates,
            pending: Vec::new(),
            waiting: FxHashSet::default(),
            read: BTreeMap::new(),
            rejects: corpus.rejects(options.now),
            summary: Summary::default(),
            granted: BTreeSet::new(),
            last_commit: Instant::now(),
            not_indexed: 0,
        }
    }

    fn run(&mut self, from_cores: Receiver<Vec<Read>>) -> Result<()> {
        for batch in from_cores {
            self.take(batch)?;
            if self.pending.len() >= COMMIT || (!self.pending.is_empty() && self.last_commit.elapsed() >= PATIENCE) {
                self.commit()?;
            }
            if self.not_indexed >= INDEX_EVERY {
                self.index()?;
            }
        }
        self.commit()
    }

    fn take(&mut self, batch: Vec<Read>) -> Result<()> {
        let mut idle = Vec::new();
        for read in batch {
            match read {
                Read::NoPost => {}
                Read::Reject(reject) => self.rejects.add(&reject)?,
                Read::Refused(source) => {
                    self.summary.read += 1;
                    self.summary.refused += 1;
                    *self.summary.refused_sources.entry(source).or_default() += 1;
                }
                Read::Arrival(arrival, rejects) => {
                    self.count(&arrival);
                    rejects.iter().try_for_each(|reject| self.rejects.add(reject))?;
                    // What bears on nothing matters only if an earlier version of it is kept.
                    let key = arrival.key.to_string();
                    if arrival.bears || self.waiting.contains(&key) {
                        self.await_commit(key, *arrival)?;
                    } else {
                        idle.push((key, *arrival));
                    }
                }
            }
        }
        let held = self.corpus.store.holds(idle.iter().map(|(key, _)| key.as_str()))?;
        for ((key, arrival), held) in idle.into_iter().zip(held) {
            if held || self.waiting.contains(&key) {
                self.await_commit(key, arrival)?;
            } else {
                self.summary.dropped += 1;
            }
        }
        self.progress.read.store(self.summary.read, Ordering::Relaxed);
        Ok(())
    }

    fn count(&mut self, arrival: &Arrival) {
        self.summary.read += 1;
        let source = &arrival.incoming.post.source;
        if let Some(count) = self.read.get_mut(source) {
            *count += 1;
        } else {
            self.read.insert(source.clone(), 1);
        }
    }

    fn await_commit(&mut self, key: String, mut arrival: Arrival) -> Result<()> {
        // What a kept post becomes is kept too, with its pictures, though it bears on nothing any more.
        if !arrival.bears && !arrival.incoming.post.media.is_empty() {
            let (pictures, rejects) = self.gallery.read(&arrival.place, &arrival.key, &arrival.incoming.post);
            rejects.iter().try_for_each(|reject| self.rejects.add(reject))?;
            arrival.pictures = pictures;
        }
        self.waiting.insert(key);
        self.pending.push(arrival);
        Ok(())
    }

    /// Mandates first, posts second: no post is ever there without the ground on which it was collected.
    fn commit(&mut self) -> Result<()> {
        self.grant()?;
        let mut pending = std::mem::take(&mut self.pending);
        self.waiting.clear();
        let read = std::mem::take(&mut self.read);
        for arrival in pending.iter_mut().filter(|arrival| arrival.finding.is_empty()) {
            arrival.finding = Finding::encode(self.edition, &arrival.signals)?;
        }
        let batch = Batch { arrivals: &pending, read: &read, now: self.options.now, mandates: &self.mandates };
        let (fates, pictures) = self.corpus.store.commit(&batch)?;
        self.summary.pictures += pictures;
        for fate in fates {
            match fate {
                Fate::New => self.summary.kept += 1,
                Fate::Edited => self.summary.edited += 1,
                Fate::Duplicate => self.summary.duplicate += 1,
                Fate::Dropped => self.summary.dropped += 1,
            }
            self.not_indexed += u64::from(matches!(fate, Fate::New | Fate::Edited));
        }
        self.rejects.flush()?;
        self.progress.kept.store(self.summary.kept, Ordering::Relaxed);
        self.last_commit = Instant::now();
        Ok(())
    }

    /// Enters the given mandate for sources that have none.
    fn grant(&mut self) -> Result<()> {
        let Some(grant) = &self.options.grant else { return Ok(()) };
        let without: Vec<&String> = self.read.keys().filter(|source| self.mandates.get(source).is_none()).collect();
        if without.is_empty() {
            return Ok(());
        }
        let mut new = Mandates::default();
        for source in without {
            new.enter(source, grant.clone());
            self.granted.insert(source.clone());
        }
        self.mandates.join(&new);
        self.corpus.enter_mandates(&new)
    }

    fn index(&mut self) -> Result<()> {
        self.not_indexed = 0;
        self.corpus.index.follow(&self.corpus.store)
    }

    fn end(mut self) -> Result<Summary> {
        self.index()?;
        let (rejected, file) = self.rejects.told();
        self.summary.rejected = rejected;
        self.summary.rejects_file = file.map(ToOwned::to_owned);
        self.summary.granted_sources = self.granted.into_iter().collect();
        Ok(self.summary)
    }
}
