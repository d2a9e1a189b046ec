//! The vault against the record: whether all that was entered is kept, as it was stored.
//!
//! Whoever can write to the vault's folder can exchange an original together with its row in the table of keys, so that the vault by
//! itself is whole. The record names the stored bytes of each file ([`custody::KeptFile::stored`]), and it can't be changed unseen.

use std::collections::BTreeSet;

use custody::item::Event;
use custody::{Item, KeptFile};
use record::Workflow;
use store::{Record, StoreError};

use crate::check::Finding;
use crate::error::{Damage, VaultError};
use crate::originals::Originals;

/// Entries that are read at once.
const PIECE: u32 = 5_000;

/// Why vault and record were not compared.
#[derive(Debug, thiserror::Error)]
pub enum CompareError {
    /// The record does not answer.
    #[error(transparent)]
    Record(#[from] StoreError),
    /// The table of keys does not answer.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

/// What a comparison found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compared {
    /// Files that the record names.
    pub named: u64,
    /// What is wrong, each original once, in their order.
    pub findings: Vec<Finding>,
}

impl Originals {
    /// Compares what the record says was kept with what is kept. Only the table of keys is asked; whether files are as that table says is
    /// [`Self::check`]'s to tell.
    ///
    /// # Errors
    /// Where the record or the table of keys does not answer, or an entry can't be read.
    pub async fn compare(&self, record: &Record) -> Result<Compared, CompareError> {
        let (mut named, mut wrong, mut from) = (0, BTreeSet::new(), 0);
        loop {
            let entries = record.entries(from, PIECE).await?;
            let Some(last) = entries.last() else { break };
            from = last.entry.place + 1;
            for hashed in entries.iter().filter(|hashed| hashed.entry.stream.kind() == Item::STREAM) {
                for file in kept(store::event_of::<Item>(&hashed.entry)?) {
                    named += 1;
                    wrong.extend(self.differs(&file)?);
                }
            }
        }
        Ok(Compared { named, findings: wrong.into_iter().collect() })
    }

    fn differs(&self, file: &KeptFile) -> Result<Option<Finding>, VaultError> {
        let original = file.hashes.sha256;
        let finding = |damage| Some(Finding { original: Some(original), file: None, damage });
        Ok(match self.stored(original)? {
            None => finding(Damage::Missing),
            Some(stored) if stored != file.stored => finding(Damage::Replaced),
            Some(_) => None,
        })
    }
}

fn kept(event: Event) -> Vec<KeptFile> {
    match event {
        Event::Kept { files } => files,
        _ => Vec::new(),
    }
}
