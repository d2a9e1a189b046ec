//! Writing a package whose list is named in the log.

use std::collections::BTreeMap;
use std::io::Write;

use custody::ItemId;
use custody::sealed::ProvenEntry;
use record::Digest;
use tlog::{Proof, SignedCheckpoint};

use super::draft::{MAX_MEMBERS, Member, Prepared};
use super::history::{History, MAX_HISTORY};
use super::list::SumsFile;
use super::place::{CHECKPOINT, LIST, Part, path_of};
use super::{CourtError, Facts, Flaw, disclosures, item, log, proofs};
use crate::refuse_if;
use crate::zip::Zip;

/// What the log has of the items, after the entries were made that name the list.
#[derive(Debug, Clone)]
pub struct Logged {
    /// The log as it is, signed and cosigned.
    pub checkpoint: SignedCheckpoint,
    /// All entries of each item, from its first to the one that names the list, each with its way to the root of the checkpoint.
    pub histories: BTreeMap<ItemId, Vec<ProvenEntry>>,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Packed {
    /// The digest of the whole package.
    pub sha256: Digest,
    /// The length of the package, in bytes.
    pub bytes: u64,
}

impl Prepared<'_> {
    /// Writes the package. The same input gives the same bytes. What the verifier would find is refused.
    ///
    /// # Errors
    /// [`CourtError`]; what was written by then is no package.
    pub fn write(mut self, logged: &Logged, out: &mut dyn Write) -> Result<Packed, CourtError> {
        self.check_log(logged)?;
        let only_one = |item: &&ItemId| self.items.contains_key(item) != logged.histories.contains_key(item);
        let other = self.items.keys().chain(logged.histories.keys()).find(only_one);
        other.map_or(Ok(()), |item| Err(CourtError::OtherItems(*item)))?;
        self.add(CHECKPOINT.to_owned(), logged.checkpoint.to_string().into_bytes())?;
        for (item, history) in &logged.histories {
            self.history(*item, history, &logged.checkpoint)?;
        }
        let list = std::mem::take(&mut self.text);
        self.add(LIST.to_owned(), list)?;
        self.sums()?;
        refuse_if(self.members.len() > MAX_MEMBERS, CourtError::TooLarge)?;
        let mut zip = Zip::new(out, self.stamp);
        for (path, member) in &mut self.members {
            let Member { content, measured, .. } = member;
            content.with(|source| zip.file(path, source, measured))?;
        }
        let (sha256, bytes) = zip.finish()?;
        Ok(Packed { sha256: Digest(sha256.0), bytes })
    }

    fn check_log(&self, logged: &Logged) -> Result<(), CourtError> {
        let text = logged.checkpoint.to_string();
        let (_, _, flaw) = log::show(text.as_bytes(), &self.policy);
        flaw.map_or(Ok(()), |flaw| Err(CourtError::flaw(log::path_of(&flaw), flaw)))
    }

    /// Adds history and proofs of an item, and looks at it as the verifier does.
    fn history(&mut self, item: ItemId, entries: &[ProvenEntry], checkpoint: &SignedCheckpoint) -> Result<(), CourtError> {
        let path = path_of(item, Part::History);
        let text = lines(entries).map_err(|flaw| CourtError::flaw(&path, flaw))?;
        let mut found = None;
        let history = History::read(item, &text, &mut |_, flaw| found = found.take().or(Some(flaw)));
        let is_named = history.exported.is_some_and(|(package, _)| item::names(&package, &self.facts));
        let found = found.or((!is_named).then_some(Flaw::Exported));
        found.map_or(Ok(()), |flaw| Err(CourtError::flaw(&path, flaw)))?;
        for ((proven, leaf), version) in entries.iter().zip(&history.leaves).zip(1..) {
            let path = path_of(item, Part::Proof(version));
            let ProvenEntry { entry, path: hashes } = proven;
            let flaw = proofs::not_in_log(entry.place, hashes, *leaf, checkpoint);
            flaw.map_or(Ok(()), |flaw| Err(CourtError::flaw(&path, flaw)))?;
            let proof = Proof::new(entry.place, hashes.clone(), checkpoint.clone());
            let proof = proof.map_err(|error| CourtError::flaw(&path, Flaw::ProofForm(error)))?;
            self.add(path, proof.to_string().into_bytes())?;
        }
        self.compare(item, &history)?;
        self.add(path, text)
    }

    /// Compares files, archive and disclosures with the history.
    fn compare(&self, item: ItemId, history: &History) -> Result<(), CourtError> {
        let Some((begun, prepared)) = history.state.begun.as_ref().zip(self.items.get(&item)) else { return Ok(()) };
        let prefix = path_of(item, Part::Kept(""));
        let after = self.members.range(prefix.clone()..).map_while(|(path, member)| Some((path.strip_prefix(&prefix)?, member.facts)));
        let there: BTreeMap<&str, Facts> = after.collect();
        if let Some((name, flaw)) = item::compare_files(begun, &there).into_iter().next() {
            return Err(CourtError::flaw(path_of(item, Part::Kept(name)), flaw));
        }
        let is_other = prepared.archive.is_some_and(|archive| !item::has_archive(begun, archive));
        refuse_if(is_other, CourtError::flaw(path_of(item, Part::Archive), Flaw::OtherArchive))?;
        let mut found = None;
        disclosures::compare(history, &prepared.disclosed, &mut |_, flaw| found = found.take().or(Some(flaw)));
        found.map_or(Ok(()), |flaw| Err(CourtError::flaw(path_of(item, Part::Disclosures), flaw)))
    }

    fn sums(&mut self) -> Result<(), CourtError> {
        for sums in SumsFile::BOTH {
            let text = sums.text(self.members.iter().map(|(path, member)| (path.as_str(), &member.facts)));
            self.add(sums.path().to_owned(), text)?;
        }
        Ok(())
    }

    fn add(&mut self, path: String, bytes: Vec<u8>) -> Result<(), CourtError> {
        self.members.insert(path, Member::of_bytes(bytes)?);
        Ok(())
    }
}

/// The text of a history.
fn lines(entries: &[ProvenEntry]) -> Result<Vec<u8>, Flaw> {
    let mut text = Vec::new();
    for proven in entries {
        text.extend(proven.entry.to_bytes().map_err(|_| Flaw::Entry)?);
        text.push(b'\n');
        refuse_if(text.len() as u64 > MAX_HISTORY, Flaw::HistoryForm)?;
    }
    Ok(text)
}
