//! Acquisition: bytes become originals, and in the same moment entries of the record.
//!
//! A file is first an original on the disk and then, at once, an entry with its digests, which is a leaf of the transparency log: what is
//! in the record is in the vault. Between the two a stop may leave an original that no entry names; it harms nothing and is found by its
//! digest when the same bytes come again. An item that a stop left half-way stays as what it is ([`Acquisition::fail`]).

use std::io::Read;

use custody::item::{Arrive, Begin, Command, Complete, Fail, Failure, Keep, Missing, Origin, Response};
use custody::{FileName, FileRole, Item, ItemId, KeptFile, Tool};
use record::{Actor, Circumstances, CommandId, Compartment, Moment, Purpose, Region, StreamName, Workflow};
use store::{ActError, Order, Random, Record, StoreError};

use crate::{Incoming, Originals, VaultError};

/// What evidence is acquired with, by whom and for what.
#[derive(Clone, Copy)]
pub struct Evidence<'a> {
    /// The record.
    pub record: &'a Record,
    /// The vault.
    pub originals: &'a Originals,
    /// Where identifiers come from.
    pub random: &'a Random,
    /// The clock.
    pub clock: &'a (dyn Fn() -> Moment + Sync),
    /// The edition of the knowledge in force.
    pub edition: &'a str,
    /// Who acquires.
    pub actor: Actor,
    /// For what purpose.
    pub purpose: Purpose,
}

/// What is acquired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// How it comes.
    pub origin: Origin,
    /// To which matters it belongs.
    pub compartment: Compartment,
    /// Its region, where it has one.
    pub region: Option<Region>,
    /// With what it is acquired.
    pub tool: Tool,
}

/// Why something was not acquired.
#[derive(Debug, thiserror::Error)]
pub enum AcquireError {
    /// The rules of custody refuse it.
    #[error(transparent)]
    Refused(custody::item::Refusal),
    /// The record does not answer.
    #[error(transparent)]
    Record(#[from] StoreError),
    /// The vault did not take it.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The bytes could not be read or written.
    #[error("the bytes: {0}")]
    Bytes(#[from] std::io::Error),
    /// What was captured does not become an archive.
    #[error("the archive: {0}")]
    Archive(#[from] package::warc::WriteError),
    /// What is known about it can't be written down.
    #[error("the manifest: {0}")]
    Manifest(#[from] serde_json::Error),
    /// The work was broken off.
    #[error("storing was broken off")]
    BrokenOff,
}

impl From<ActError<custody::item::Refusal>> for AcquireError {
    fn from(error: ActError<custody::item::Refusal>) -> Self {
        match error {
            ActError::Refused(refusal) => Self::Refused(refusal),
            ActError::Changed { .. } => Self::BrokenOff,
            ActError::Store(error) => Self::Record(error),
        }
    }
}

/// An item that is being acquired.
pub struct Acquisition<'a> {
    evidence: Evidence<'a>,
    item: ItemId,
    files: Vec<KeptFile>,
}

impl<'a> Acquisition<'a> {
    /// Begins: from here on there is an item, whatever comes of it.
    ///
    /// # Errors
    /// Where the record does not answer.
    pub async fn begin(evidence: Evidence<'a>, wanted: Wanted) -> Result<Self, AcquireError> {
        let item = ItemId::from_bytes(evidence.random.bytes()?);
        let acquisition = Self { evidence, item, files: Vec::new() };
        let Wanted { origin, compartment, region, tool } = wanted;
        acquisition.act(Command::Begin(Begin { item, origin, compartment, region, tool })).await?;
        Ok(acquisition)
    }

    /// With what it is acquired.
    #[must_use]
    pub(crate) fn evidence(&self) -> Evidence<'a> {
        self.evidence
    }

    /// The item.
    #[must_use]
    pub fn item(&self) -> ItemId {
        self.item
    }

    /// Its files so far, in the order in which they came.
    #[must_use]
    pub fn files(&self) -> &[KeptFile] {
        &self.files
    }

    /// Takes a file as it arrives.
    ///
    /// # Errors
    /// Where it can't be read or is not taken; the rest goes on.
    pub async fn read(&mut self, name: FileName, role: FileRole, mut from: impl Read + Send + 'static) -> Result<(), AcquireError> {
        let copied = self.write(name, role, move |mut into| {
            std::io::copy(&mut from, &mut into)?;
            Ok((into, ()))
        });
        copied.await
    }

    /// Takes a file that is written by `work`, which gives back where it wrote and what else it learned.
    ///
    /// # Errors
    /// Those of `work`; where the file is not taken, or the record does not answer.
    pub async fn write<T: Send + 'static>(
        &mut self,
        name: FileName,
        role: FileRole,
        work: impl FnOnce(Incoming) -> Result<(Incoming, T), AcquireError> + Send + 'static,
    ) -> Result<T, AcquireError> {
        let originals = self.evidence.originals.clone();
        let stored = tokio::task::spawn_blocking(move || {
            let (incoming, learned) = work(originals.begin()?)?;
            Ok::<_, AcquireError>((incoming.finish()?, learned))
        });
        let (kept, learned) = stored.await.map_err(|_| AcquireError::BrokenOff)??;
        let file = KeptFile { name, role, hashes: kept.hashes, bytes: kept.bytes, stored: kept.stored_sha256 };
        self.act(Command::Keep(Keep { files: vec![file.clone()] })).await?;
        self.files.push(file);
        Ok(learned)
    }

    /// Answers of servers have come and were hashed; they are kept later, with the archive.
    ///
    /// # Errors
    /// Where there are none or too many, or the record does not answer.
    pub async fn arrive(&self, responses: Vec<Response>) -> Result<(), AcquireError> {
        self.act(Command::Arrive(Arrive { responses })).await
    }

    /// Everything that could be got is there.
    ///
    /// # Errors
    /// Where nothing is there, no manifest, or the record does not answer.
    pub async fn complete(self, missing: Vec<Missing>) -> Result<(ItemId, Vec<KeptFile>), AcquireError> {
        self.act(Command::Complete(Complete { missing })).await?;
        Ok((self.item, self.files))
    }

    /// It broke off; what had arrived stays as what it is.
    ///
    /// # Errors
    /// Where the record does not answer.
    pub async fn fail(self, why: Failure) -> Result<ItemId, AcquireError> {
        self.act(Command::Fail(Fail { why })).await?;
        Ok(self.item)
    }

    async fn act(&self, command: Command) -> Result<(), AcquireError> {
        act(self.evidence, self.item, command).await
    }
}

/// Closes what a stop left half-way: items that were begun and neither completed nor failed. Whoever opens the vault does this before
/// anything new is begun: nobody else can be acquiring then. Gives how many there were.
///
/// # Errors
/// Where the record does not answer.
pub async fn close_left_open(evidence: Evidence<'_>) -> Result<u64, AcquireError> {
    let size = evidence.record.size().await?;
    // All items from before the last time were closed then; a place beyond the end is of another record.
    let from = evidence.originals.swept_until().filter(|swept| *swept <= size).unwrap_or(0);
    let mut closed = 0;
    for stream in evidence.record.unfinished(Item::STREAM, from, &["completed", "failed"]).await? {
        if let Ok(item) = stream.id().parse() {
            act(evidence, item, Command::Fail(Fail { why: Failure::Stopped })).await?;
            closed += 1;
        }
    }
    evidence.originals.set_swept_until(size)?;
    Ok(closed)
}

/// Carries out a command on an item.
pub(crate) async fn act(evidence: Evidence<'_>, item: ItemId, command: Command) -> Result<(), AcquireError> {
    let Evidence { record, random, clock, edition, actor, purpose, .. } = evidence;
    let stream = StreamName::of::<Item>(item);
    let at = Circumstances { now: clock(), actor: &actor, purpose, edition };
    let order = Order { stream: &stream, command: CommandId::from_bytes(random.bytes()?), seen: None, at };
    let _ = record.act::<Item>(order, command).await?;
    Ok(())
}
