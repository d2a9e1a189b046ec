//! A court package of items of evidence (`docs/package.md`): originals, histories, proofs, and what others need to look at them.
//!
//! First everything is gathered and listed; then the digest of the list becomes an entry of each item's history; then the log is signed
//! and cosigned; then the package is written, with the proof of each entry. What was written is checked by the very functions of the
//! verifier.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Cursor, Read as _, Seek as _, Write};

use custody::item::{Begun, Command, Event, Export, Names, Origin, Told};
use custody::{FileName, FileRole, Item, ItemId, KeptFile, Tool};
use package::case::{self, CaseError, CaseFacts};
use package::court::{CourtError, Draft, DraftItem, Logged, Packed};
use package::recipe::{self, RecipeError};
use package::wacz::{Package, PackageError, Page, Source, write_wacz};
use record::{Moment, Reason, StreamName};
use store::StoreError;
use tlog::SignedCheckpoint;

use crate::acquire::{AcquireError, Evidence, act};
use crate::error::VaultError;
use crate::hashing::Hashing;
use crate::seal::proven_entries;

/// What a package is made of.
pub struct Packing<'a> {
    /// With what, by whom and for what.
    pub evidence: Evidence<'a>,
    /// The items.
    pub items: Vec<ItemId>,
    /// What it is called. May not name those whose data is protected.
    pub title: String,
    /// For whom and why.
    pub reason: Reason,
    /// With what it is made.
    pub tool: Tool,
    /// Whom to believe: the text of a C2SP tlog-policy with one log.
    pub policy: Vec<u8>,
    /// What people and bodies of the histories are called, for programs of others.
    pub names: Names,
    /// Protocols and sheets as they were printed, by name.
    pub papers: Vec<(String, Vec<u8>)>,
}

/// Why there is no package.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// There is no such item.
    #[error("there is no item {0}")]
    Unknown(ItemId),
    /// That it was packed can't be entered.
    #[error(transparent)]
    Entry(#[from] AcquireError),
    /// The record does not answer.
    #[error(transparent)]
    Record(#[from] StoreError),
    /// The vault does not answer, or what it keeps is damaged.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// A file can't be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The web archive can't be packed.
    #[error("the web archive of {0}: {1}")]
    Archive(ItemId, PackageError),
    /// The package can't be made.
    #[error(transparent)]
    Court(#[from] CourtError),
    /// The history can't be told to programs of others.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// There is no recipe for the policy.
    #[error(transparent)]
    Recipe(#[from] RecipeError),
}

/// An item with working copies of its files, in files without names that are gone with this program.
struct Gathered {
    item: Begun,
    history: Vec<Told>,
    files: Vec<(FileName, File)>,
    archive: Option<File>,
}

/// Makes a package. `cosign` gives the log as it is then, signed and cosigned as the policy wants it; it is asked after the entries were
/// made. Reads and writes all that is kept of the items: not for a thread that serves people.
///
/// # Errors
/// Where an item is not there or still being acquired, something kept is damaged, or the package would not be whole.
pub async fn pack(
    packing: Packing<'_>,
    cosign: impl AsyncFnOnce() -> Result<SignedCheckpoint, StoreError>,
    out: &mut dyn Write,
) -> Result<Packed, PackError> {
    let created = (packing.evidence.clock)();
    let mut gathered = Vec::new();
    for item in &packing.items {
        gathered.push(gather(&packing, *item, created).await?);
    }
    let histories: Vec<Vec<Told>> = gathered.iter().map(|one| one.history.clone()).collect();
    let facts = CaseFacts { title: &packing.title, created, items: &histories, names: &packing.names };
    let mut papers: Vec<(String, Cursor<Vec<u8>>)> =
        packing.papers.iter().map(|(name, bytes)| (name.clone(), Cursor::new(bytes.clone()))).collect();
    let draft = Draft {
        title: packing.title.clone(),
        software: software(&packing.tool),
        created,
        policy: packing.policy.clone(),
        keys: recipe::key_files(&packing.policy)?,
        readme: recipe::recipe(&packing.policy, &packing.items)?.into_bytes(),
        verifier: package::VERIFIER.as_bytes().to_vec(),
        case: case::write(&facts)?,
        papers: papers.iter_mut().map(|(name, bytes)| (name.clone(), bytes as &mut dyn Source)).collect(),
        items: gathered.iter_mut().map(drafted).collect(),
    };
    let prepared = draft.prepare()?;
    let mut hashing = Hashing::new();
    hashing.write_all(prepared.list())?;
    let hashes = hashing.finish();
    for item in &packing.items {
        let command = Export { package: hashes, reason: packing.reason.clone(), tool: packing.tool.clone() };
        act(packing.evidence, *item, Command::Export(command)).await?;
    }
    let checkpoint = cosign().await?;
    let mut histories = BTreeMap::new();
    for item in &packing.items {
        let entries = proven_entries(packing.evidence.record, *item, checkpoint.checkpoint().head().size).await?;
        histories.insert(*item, entries);
    }
    Ok(prepared.write(&Logged { checkpoint, histories }, out)?)
}

fn software(tool: &Tool) -> String {
    format!("{} {}", tool.name(), tool.version())
}

fn drafted(gathered: &mut Gathered) -> DraftItem<'_> {
    DraftItem {
        item: gathered.item.id,
        files: gathered.files.iter_mut().map(|(name, file)| (name.clone(), file as &mut dyn Source)).collect(),
        archive: gathered.archive.as_mut().map(|archive| archive as &mut dyn Source),
        disclosed: Vec::new(),
    }
}

async fn gather(packing: &Packing<'_>, id: ItemId, created: Moment) -> Result<Gathered, PackError> {
    let record = packing.evidence.record;
    let entries = record.stream_entries(&StreamName::of::<Item>(id)).await?;
    let history = entries.iter().map(|hashed| Ok(Told::of(&hashed.entry, store::event_of::<Item>(&hashed.entry)?)));
    let history: Vec<Told> = history.collect::<Result<_, StoreError>>()?;
    let item = custody::sealed::history_of(entries.iter().map(|hashed| &hashed.entry)).map_err(|_| PackError::Unknown(id))?;
    let kept: Vec<KeptFile> = history.iter().flat_map(|told| kept(&told.event)).collect();
    let mut files = Vec::new();
    for file in &kept {
        files.push((file.name.clone(), working_copy(packing, file)?));
    }
    let archive = archive(packing, &item, &kept, created)?;
    Ok(Gathered { item, history, files, archive })
}

fn kept(event: &Event) -> Vec<KeptFile> {
    match event {
        Event::Kept { files } => files.clone(),
        _ => Vec::new(),
    }
}

/// The bytes of an original, checked while they are read, in a file without a name.
fn working_copy(packing: &Packing<'_>, file: &KeptFile) -> Result<File, PackError> {
    let (mut original, mut copy) = (packing.evidence.originals.open(file.hashes.sha256)?, tempfile::tempfile()?);
    io::copy(&mut original, &mut copy)?;
    copy.rewind()?;
    Ok(copy)
}

/// The web archive of an item, for players; none where it has none.
fn archive(packing: &Packing<'_>, item: &Begun, kept: &[KeptFile], created: Moment) -> Result<Option<File>, PackError> {
    let Some(warc) = kept.iter().find(|file| file.role == FileRole::WebArchive) else { return Ok(None) };
    let mut refused = None;
    // The page is shown by the address at which it ended; where that is not in the archive, by the one that was asked for.
    for url in addresses(packing, item, kept)? {
        let mut source = working_copy(packing, warc)?;
        let mut packed = tempfile::tempfile()?;
        let page = Page { url, at: item.at, title: None };
        let package = Package {
            title: packing.title.clone(),
            software: software(&packing.tool),
            created,
            pages: vec![page],
            archive: &mut source,
            extras: Vec::new(),
        };
        match write_wacz(package, package::warc::Limits::default(), &mut packed) {
            Ok(_) => {
                packed.rewind()?;
                return Ok(Some(packed));
            }
            Err(why) => refused = Some(why),
        }
    }
    refused.map_or(Ok(None), |why| Err(PackError::Archive(item.id, why)))
}

/// By which addresses the page may stand in the archive, the best first.
fn addresses(packing: &Packing<'_>, item: &Begun, kept: &[KeptFile]) -> Result<Vec<String>, PackError> {
    let mut known = Vec::new();
    if let Some(manifest) = kept.iter().find(|file| file.role == FileRole::Manifest) {
        let mut text = Vec::new();
        working_copy(packing, manifest)?.read_to_end(&mut text)?;
        let manifest: serde_json::Value = serde_json::from_slice(&text).unwrap_or_default();
        let first = manifest.pointer("/exchanges/0/address");
        let told = [manifest.get("reached"), manifest.get("asked"), first].into_iter().flatten().filter_map(|value| value.as_str());
        known.extend(told.map(|address| address.split('#').next().unwrap_or_default().to_owned()));
    }
    if let Origin::Page { address } = &item.origin {
        known.push(address.clone());
    }
    Ok(known)
}
