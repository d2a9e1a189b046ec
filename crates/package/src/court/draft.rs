//! What goes into a package, and the list of it, which is named in the log before there is a package.

use std::collections::BTreeMap;
use std::io::Cursor;

use custody::{FileName, ItemId};
use record::{Digest, Moment};
use tlog::Policy;

use super::disclosures::{self, Disclosed};
use super::list::{List, Listed};
use super::place::{self, CASE, PATHS, POLICY, Part, Place, README, VERIFIER, path_of};
use super::{CourtError, Facts, Flaw, log};
use crate::wacz::{Expected, check_with_archive};
use crate::warc::Limits;
use crate::zip::form::Stamp;
use crate::zip::{Measured, Source, measure_with_md5};
use crate::{Sha256, refuse_if};

/// A package with more members is not made.
pub(super) const MAX_MEMBERS: usize = 65_534;

/// What goes into a package.
pub struct Draft<'a> {
    /// What it is called. May not name those whose data is protected.
    pub title: String,
    /// What makes it, with its version.
    pub software: String,
    /// When it is made; also the time stamp of every member, in UTC and without the odd second.
    pub created: Moment,
    /// Which log, which witnesses, how many of them: the text of a policy with one log.
    pub policy: Vec<u8>,
    /// The keys of the policy for openssl, by name without its ending.
    pub keys: Vec<(String, Vec<u8>)>,
    /// What this is and how it is checked by hand.
    pub readme: Vec<u8>,
    /// The verifier for a browser.
    pub verifier: Vec<u8>,
    /// The facts in CASE/UCO.
    pub case: Vec<u8>,
    /// Protocols and sheets as they were printed, by name.
    pub papers: Vec<(String, &'a mut dyn Source)>,
    /// The items, in any order.
    pub items: Vec<DraftItem<'a>>,
}

/// An item that goes into a package.
pub struct DraftItem<'a> {
    /// The item.
    pub item: ItemId,
    /// Each file that was kept for it.
    pub files: Vec<(FileName, &'a mut dyn Source)>,
    /// Its web archive for players, as [`write_wacz`](crate::wacz::write_wacz) makes it.
    pub archive: Option<&'a mut dyn Source>,
    /// What this reader may see of fields that its history holds as commitments, in the order of the entries.
    pub disclosed: Vec<Disclosed>,
}

/// A package whose list is made. Nothing in it may change any more; what is missing are the entries that name the list, and the proofs.
pub struct Prepared<'a> {
    pub(super) stamp: Stamp,
    pub(super) policy: Policy,
    pub(super) text: Vec<u8>,
    pub(super) facts: Facts,
    pub(super) members: BTreeMap<String, Member<'a>>,
    pub(super) items: BTreeMap<ItemId, PreparedItem>,
}

/// What is compared with an item's history.
#[derive(Debug, Default)]
pub(super) struct PreparedItem {
    /// The digest of the archive within the WACZ.
    pub(super) archive: Option<Option<Sha256>>,
    pub(super) disclosed: Vec<Disclosed>,
}

/// A member with what was measured of it.
pub(super) struct Member<'a> {
    pub(super) content: Content<'a>,
    pub(super) measured: Measured,
    pub(super) facts: Facts,
}

pub(super) enum Content<'a> {
    Source(&'a mut dyn Source),
    Bytes(Vec<u8>),
}

impl<'a> Draft<'a> {
    /// Measures everything and makes the list. Each file is read once here, and once more when it is written.
    ///
    /// # Errors
    /// [`CourtError`]: what can't be a package.
    pub fn prepare(self) -> Result<Prepared<'a>, CourtError> {
        let stamp = Stamp::of(self.created).ok_or(CourtError::Created)?;
        refuse_if(self.items.is_empty(), CourtError::NoItems)?;
        let policy = log::read_policy(&self.policy).map_err(|flaw| CourtError::flaw(POLICY, flaw))?;
        let mut gathered = Gathered::default();
        for (path, text) in [(README, self.readme), (VERIFIER, self.verifier), (CASE, self.case), (POLICY, self.policy)] {
            gathered.add(path.to_owned(), Content::Bytes(text))?;
        }
        self.keys.into_iter().try_for_each(|(name, key)| gathered.add(place::key(&name), Content::Bytes(key)))?;
        self.papers.into_iter().try_for_each(|(name, paper)| gathered.add(place::paper(&name), Content::Source(paper)))?;
        self.items.into_iter().try_for_each(|item| gathered.item(item))?;
        let Gathered { members, items, .. } = gathered;
        let files = members.iter().map(|(path, member)| Listed::new(path.clone(), member.facts)).collect();
        let log = log::name(&policy).unwrap_or_default().to_owned();
        let list = List::new(self.title, self.software, self.created, log, items.keys().copied().collect(), files);
        let text = list.text()?;
        let facts = Facts::of(measure_with_md5(&mut Cursor::new(&text))?);
        Ok(Prepared { stamp, policy, text, facts, members, items })
    }
}

impl Prepared<'_> {
    /// The text of `package.json`. Its digests go into the entry `exported` of each item.
    #[must_use]
    pub fn list(&self) -> &[u8] {
        &self.text
    }

    /// The SHA-256 of the list.
    #[must_use]
    pub fn sha256(&self) -> Digest {
        self.facts.sha256
    }
}

#[derive(Default)]
struct Gathered<'a> {
    members: BTreeMap<String, Member<'a>>,
    items: BTreeMap<ItemId, PreparedItem>,
    /// The length of all members.
    bytes: u64,
}

impl<'a> Gathered<'a> {
    fn item(&mut self, draft: DraftItem<'a>) -> Result<(), CourtError> {
        let DraftItem { item, files, archive, disclosed } = draft;
        refuse_if(self.items.contains_key(&item), CourtError::Twice(item))?;
        for (name, file) in files {
            self.add(path_of(item, Part::Kept(name.as_str())), Content::Source(file))?;
        }
        let archive = archive.map(|archive| self.archive(item, archive)).transpose()?;
        if !disclosed.is_empty() {
            refuse_if(!disclosures::is_in_order(&disclosed), CourtError::Disclosures(item))?;
            self.add(path_of(item, Part::Disclosures), Content::Bytes(disclosures::text(&disclosed)?))?;
        }
        self.items.insert(item, PreparedItem { archive, disclosed });
        Ok(())
    }

    /// Adds a web archive for players, which must be whole; the digest of the archive in it.
    fn archive(&mut self, item: ItemId, wacz: &'a mut dyn Source) -> Result<Option<Sha256>, CourtError> {
        let path = path_of(item, Part::Archive);
        let (found, archive) = check_with_archive(&mut *wacz, Expected::default(), Limits::default())?;
        if let Some(finding) = found.into_iter().next() {
            return Err(CourtError::flaw(path, Flaw::Wacz(Box::new(finding.flaw))));
        }
        self.add(path, Content::Source(wacz))?;
        Ok(archive)
    }

    fn add(&mut self, path: String, mut content: Content<'a>) -> Result<(), CourtError> {
        refuse_if(self.members.len() >= MAX_MEMBERS, CourtError::TooLarge)?;
        let fits = PATHS.allow(&path) && Place::of(&path).is_some() && !self.members.contains_key(&path);
        refuse_if(!fits, CourtError::Path(path.clone()))?;
        let (measured, md5) = content.with(|source| measure_with_md5(source))?;
        self.bytes = self.bytes.saturating_add(measured.length);
        refuse_if(u32::try_from(self.bytes).is_err(), CourtError::TooLarge)?;
        self.members.insert(path, Member { content, measured, facts: Facts::of((measured, md5)) });
        Ok(())
    }
}

impl<'a> Member<'a> {
    pub(super) fn of_bytes(bytes: Vec<u8>) -> Result<Self, CourtError> {
        let (measured, md5) = measure_with_md5(&mut Cursor::new(&bytes))?;
        Ok(Self { content: Content::Bytes(bytes), measured, facts: Facts::of((measured, md5)) })
    }
}

impl Content<'_> {
    /// Shows it as something that can be read.
    pub(super) fn with<T>(&mut self, read: impl FnOnce(&mut dyn Source) -> T) -> T {
        match self {
            Self::Source(source) => read(*source),
            Self::Bytes(bytes) => read(&mut Cursor::new(bytes.as_slice())),
        }
    }
}
