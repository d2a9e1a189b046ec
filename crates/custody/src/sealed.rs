//! The proof that a page was captured before anything is done about it (promise 2 of the design).
//!
//! A capture is sealed when its files have their digests, each entry of its history is a leaf of the transparency log, and a checkpoint
//! that holds them all was signed by the log and seen by as many witnesses as the policy asks for. From then on nobody can change it
//! unseen, whoever holds database, disk and keys of one body. [`SealedCapture::prove`] looks at all of this again, and there is no other
//! way to have one: it can't be put together, read from a file or taken from a state. So a function that asks for one can't be called
//! before the evidence is safe.

use record::{Decider, Entry, Moment, StreamName, Workflow};
use tlog::policy::{Unwitnessed, Witnessed};
use tlog::tree::{TreeHead, VerifyError, verify_inclusion};
use tlog::{Hash, Policy, SignedCheckpoint};

use crate::item::{Begun, Event, Item, ItemId, Origin, Standing, State};
use crate::{FileRole, Sha256};

/// An entry with the hashes that lead from it to the root of the checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProvenEntry {
    /// The entry.
    pub entry: Entry,
    /// The hashes from its neighbour up.
    pub path: Vec<Hash>,
}

/// A page's capture that can't be changed unseen any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedCapture {
    item: ItemId,
    address: String,
    begun: Moment,
    manifest: Sha256,
    files: usize,
    head: TreeHead,
    witnessed: Vec<Witnessed>,
}

/// Why a capture is not sealed.
#[derive(Debug, thiserror::Error)]
pub enum NotSealed {
    /// The log did not sign the checkpoint, or too few witnesses have seen it.
    #[error("not witnessed yet: {0}")]
    Checkpoint(#[from] Unwitnessed),
    /// An entry is not in the log, or not in the log of that size yet. Entries of a history are counted from one.
    #[error("entry {version} of the history is not in the log that was signed: {why}")]
    NotInLog {
        /// Which entry.
        version: u64,
        /// Why.
        why: VerifyError,
    },
    /// The entries are not one item's history from its beginning.
    #[error("these entries are not the history of one item")]
    NoHistory,
    /// The item was not captured from a page.
    #[error("the item is no captured page")]
    NoPage,
    /// It is being captured, or it failed.
    #[error("the capture is not whole")]
    NotWhole,
}

impl SealedCapture {
    /// Looks at the whole proof: that the entries are the history of one captured page, that the capture is whole, that each entry is in
    /// the log of the checkpoint, and that this log signed it and enough witnesses have seen it.
    ///
    /// What was done with the item later (it was looked at, handed over) may be part of the entries, and need not be.
    ///
    /// # Errors
    /// Where one of these is not shown.
    pub fn prove(entries: &[ProvenEntry], checkpoint: &SignedCheckpoint, policy: &Policy) -> Result<Self, NotSealed> {
        let item = history_of(entries.iter().map(|proven| &proven.entry))?;
        let Origin::Page { address } = &item.origin else { return Err(NotSealed::NoPage) };
        if matches!(item.standing, Standing::Receiving | Standing::Failed { .. }) {
            return Err(NotSealed::NotWhole);
        }
        let manifest = item.files.values().find(|file| file.role == FileRole::Manifest).ok_or(NotSealed::NotWhole)?;
        let head = checkpoint.checkpoint().head();
        entries.iter().try_for_each(|proven| in_log(proven, head))?;
        let witnessed = policy.check(checkpoint)?;
        let (address, manifest, files) = (address.clone(), manifest.hashes.sha256, item.files.len());
        Ok(Self { item: item.id, address, begun: item.at, manifest, files, head, witnessed })
    }

    /// The item.
    #[must_use]
    pub fn item(&self) -> ItemId {
        self.item
    }

    /// The address that was asked for.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// When the capture began, by the clock of the machine that captured.
    #[must_use]
    pub fn begun(&self) -> Moment {
        self.begun
    }

    /// The digest of the manifest, which lists everything.
    #[must_use]
    pub fn manifest(&self) -> Sha256 {
        self.manifest
    }

    /// How many files were kept.
    #[must_use]
    pub fn files(&self) -> usize {
        self.files
    }

    /// The log that holds it, as it was signed.
    #[must_use]
    pub fn head(&self) -> TreeHead {
        self.head
    }

    /// Which witnesses saw the log so, and when they say they did. Nobody, where the policy needs nobody.
    #[must_use]
    pub fn witnessed(&self) -> &[Witnessed] {
        &self.witnessed
    }
}

/// The item whose history, from its first entry on, these are.
///
/// # Errors
/// Where they are not: another's, with a gap, out of order, of a shape that this program does not know.
pub fn history_of<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Result<Begun, NotSealed> {
    let (mut state, mut stream, mut place) = (State::default(), None::<&StreamName>, None);
    for (entry, version) in entries.into_iter().zip(1..) {
        let follows = stream.is_none_or(|stream| *stream == entry.stream) && place.is_none_or(|place| place < entry.place);
        if !follows || entry.version != version {
            return Err(NotSealed::NoHistory);
        }
        (stream, place) = (Some(&entry.stream), Some(entry.place));
        state = Item::evolve(state, &event_of(entry).ok_or(NotSealed::NoHistory)?);
    }
    let item = state.begun.ok_or(NotSealed::NoHistory)?;
    if stream.is_some_and(|stream| *stream == StreamName::of::<Item>(item.id)) { Ok(item) } else { Err(NotSealed::NoHistory) }
}

/// What happened by an entry of an item's history; None where this program does not know its shape.
#[must_use]
pub fn event_of(entry: &Entry) -> Option<Event> {
    let event = serde_json::from_str(&entry.event).ok()?;
    serde_json::from_value(Item::upcast(entry.schema, event).ok()?).ok()
}

fn in_log(proven: &ProvenEntry, head: TreeHead) -> Result<(), NotSealed> {
    let ProvenEntry { entry, path } = proven;
    let line = entry.to_bytes().map_err(|_| NotSealed::NoHistory)?;
    verify_inclusion(Hash::leaf(&line), entry.place, path, head).map_err(|why| NotSealed::NotInLog { version: entry.version, why })
}

#[cfg(test)]
mod tests;
