//! Networks as far as posts show them that may be read for some regions.
//!
//! What a reader sees of a network is worked out from the posts that they may read: contacts, counts, places, dates and signs. Links are
//! those between two such posts. One number tells of the others: how many they are. What can't be hidden without lying about the posts
//! that are shown stays: that they belong together, under which name, and that a contact weighs nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;
use network::{Mark, MarkKind, Part, Sighting};
use rayon::prelude::*;
use record::{PostKey, Regions};

use crate::error::Result;
use crate::linking::{SHOWN, contacts, count, narrow, reason};
use crate::networks::{NetworkDetail, NetworkHint, NetworkIdentifier, NetworkReason, NetworkRow};
use crate::{Corpus, Query};

/// Of which state of corpus and networks rows are, and for which regions.
type Of = (u64, u64, Regions);

/// Rows in memory.
#[derive(Debug)]
pub(crate) struct Cache(Mutex<LruCache<Of, Arc<Vec<NetworkRow>>>>);

impl Default for Cache {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(REMEMBERED)))
    }
}

/// Sets of regions whose rows are remembered.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(16).unwrap();
/// The code of the sign that a contact went from one holder to another.
const CHANGED_HANDS: &str = "changed_hands";

impl Corpus {
    /// The networks that may be seen for these regions, most organised first by what is seen of them.
    pub(crate) fn parts(&self, within: &Regions) -> Result<Arc<Vec<NetworkRow>>> {
        let of = (self.store.linked()?, self.generation(), within.clone());
        let known = self.networks.parts.0.lock().unwrap_or_else(PoisonError::into_inner).get(&of).cloned();
        if let Some(rows) = known {
            return Ok(rows);
        }
        let rows = Arc::new(self.work_out_parts(within)?);
        self.networks.parts.0.lock().unwrap_or_else(PoisonError::into_inner).put(of, Arc::clone(&rows));
        Ok(rows)
    }

    fn work_out_parts(&self, within: &Regions) -> Result<Vec<NetworkRow>> {
        let seen = self.seen_within(Some(within))?;
        let mut sizes: BTreeMap<String, u32> = BTreeMap::new();
        self.store.linked_posts(|post, network| {
            if seen.has(post) {
                *sizes.entry(network.to_owned()).or_default() += 1;
            }
        })?;
        let all = self.all_networks()?;
        let some = all.par_iter().filter_map(|row| Some((row, *sizes.get(&row.id)?)));
        let parts = some.map(|(row, size)| self.row_within(row, size == row.posts, within));
        let mut rows: Vec<NetworkRow> = parts.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect();
        rows.sort_by(|a, b| b.score.total_cmp(&a.score).then(b.posts.cmp(&a.posts)));
        Ok(rows)
    }

    fn row_within(&self, row: &NetworkRow, is_whole: bool, within: &Regions) -> Result<Option<NetworkRow>> {
        if is_whole {
            return Ok(Some(NetworkRow { reasons: self.told(row.reasons.clone(), within)?, ..row.clone() }));
        }
        let Some(detail) = self.store.network_detail(&row.id)? else { return Ok(None) };
        Ok(self.part_of(detail, within)?.map(|part| part.row))
    }

    /// A network by those of its posts that may be read; none where it has none.
    pub(crate) fn part_of(&self, mut detail: NetworkDetail, within: &Regions) -> Result<Option<NetworkDetail>> {
        let seen = self.seen_within(Some(within))?;
        let is_seen = |key: &PostKey| seen.has(&key.to_string());
        detail.hints = detail.hints.into_iter().filter_map(|hint| told_hint(hint, is_seen)).collect();
        let (members, others): (Vec<_>, Vec<_>) = detail.members.iter().cloned().partition(|key| is_seen(key));
        if others.is_empty() {
            detail.row.reasons = self.told(detail.row.reasons, within)?;
            return Ok(Some(detail));
        }
        let sightings = self.sightings_of(&members)?;
        if sightings.is_empty() {
            return Ok(None);
        }
        detail.outside = self.still_there(&others)?;
        detail.members = members;
        detail.links.retain(|link| is_seen(&link.a) && is_seen(&link.b));
        self.describe(&mut detail, &sightings, within)?;
        Ok(Some(detail))
    }

    /// Describes a network by these posts alone.
    fn describe(&self, detail: &mut NetworkDetail, sightings: &[Sighting], within: &Regions) -> Result<()> {
        let part = Part::of(sightings, &marks(&detail.identifiers));
        let suppressed = Part::contacts(sightings, &marks(&detail.suppressed));
        detail.identifiers = contacts(part.contacts.iter().map(|contact| (contact.kind, &contact.value, contact.posts)));
        detail.suppressed = contacts(suppressed.iter().map(|hub| (hub.kind, &hub.value, hub.posts)));
        let row = &mut detail.row;
        let stands = |reason: &NetworkReason| detail.identifiers.iter().any(|one| reason.detail.first() == Some(&one.value));
        row.reasons.retain(|reason| reason.code == CHANGED_HANDS && stands(reason));
        let hands = self.told(std::mem::take(&mut row.reasons), within)?;
        row.reasons = part.reasons.iter().map(|sign| reason(sign.code.code(), sign.weight, sign.detail.clone())).chain(hands).collect();
        row.score = narrow(part.score);
        row.posts = count(detail.members.len());
        row.identifiers = detail.identifiers.iter().take(SHOWN).cloned().collect();
        row.identifier_count = count(detail.identifiers.len());
        (row.places, row.categories, row.first, row.last) = (part.places, part.categories, part.first, part.last);
        Ok(())
    }

    fn sightings_of(&self, members: &[PostKey]) -> Result<Vec<Sighting>> {
        let keys: Vec<String> = members.iter().map(ToString::to_string).collect();
        let found = self.store.entries(&keys)?;
        Ok(found.iter().filter_map(|(_, kept, finding)| Sighting::of(&kept.post, &finding.signals)).collect())
    }

    /// How many of these posts have not expired since the posts were linked.
    fn still_there(&self, posts: &[PostKey]) -> Result<u64> {
        let keys: Vec<String> = posts.iter().map(ToString::to_string).collect();
        Ok(self.store.holds(keys.iter().map(String::as_str))?.into_iter().map(u64::from).sum())
    }

    /// These signs without those that a contact changed hands where it stands in posts that may not be read: they would tell of these.
    fn told(&self, reasons: Vec<NetworkReason>, within: &Regions) -> Result<Vec<NetworkReason>> {
        let mut told = Vec::new();
        for reason in reasons {
            let contact = reason.detail.first().filter(|_| reason.code == CHANGED_HANDS);
            let hides = match contact {
                Some(contact) => self.stands_outside(contact, within)?,
                None => false,
            };
            if !hides {
                told.push(reason);
            }
        }
        Ok(told)
    }

    /// Whether a contact stands in posts that may not be read for these regions.
    fn stands_outside(&self, contact: &str, within: &Regions) -> Result<bool> {
        let all = Query { identifier: Some(contact.to_owned()), limit: 0, ..Query::default() };
        let some = Query { within: Some(within.clone()), ..all.clone() };
        Ok(self.index.find(&all, None)?.counted.total > self.index.find(&some, None)?.counted.total)
    }
}

fn marks(contacts: &[NetworkIdentifier]) -> BTreeSet<Mark> {
    contacts.iter().map(|one| Mark { kind: MarkKind::Contact(one.kind), value: one.value.as_str().into() }).collect()
}

/// A hint by the posts that it names and that may be read: of the others it is not known which they are.
fn told_hint(hint: NetworkHint, is_seen: impl Fn(&PostKey) -> bool) -> Option<NetworkHint> {
    let examples: Vec<PostKey> = hint.examples.into_iter().filter(is_seen).collect();
    (!examples.is_empty()).then(|| NetworkHint { network: hint.network, posts: count(examples.len()), examples })
}
