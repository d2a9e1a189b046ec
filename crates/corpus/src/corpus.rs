//! The door to everything that was collected.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};
use std::time::SystemTime;

use knowledge::PlaceRegions;
use record::{Mandate, Moment, PostKey, Regions};
use signals::Signals;

use crate::error::{CorpusError, Result};
use crate::index::Index;
use crate::networks::Cache;
use crate::store::{Finding, Kept, SourceCount, Store};
use crate::{Entry, Found, Hit, Mandates, Query, SourceRow};

/// The corpus of one home folder; can be shared between threads.
#[derive(Debug)]
pub struct Corpus {
    home: PathBuf,
    pub(crate) store: Store,
    pub(crate) index: Index,
    mandates: RwLock<(Looks, Mandates)>,
    pub(crate) networks: Cache,
    pub(crate) pictures: crate::pictures::Cache,
    pub(crate) counts: crate::reach::Counts,
}

/// What the list of mandates looked like when it was read: another program or a person may change it at any moment.
type Looks = Option<(u64, SystemTime)>;

/// How texts are read: the signals of a text, and the edition of the knowledge that tells them.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The edition; findings of another edition are read anew by [`Corpus::rebuild`]. At most 255 bytes.
    pub edition: &'a str,
    /// Reads a text.
    pub read: &'a (dyn Fn(&str) -> Signals + Sync),
}

impl std::fmt::Debug for Reading<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reading").field("edition", &self.edition).finish_non_exhaustive()
    }
}

/// A digest of named parts, for the name of an edition: 16 hexadecimal digits.
pub fn digest_of<'a>(parts: impl Iterator<Item = (&'a str, &'a [u8])>) -> String {
    use sha2::{Digest, Sha256};
    let mut hasher = Sha256::new();
    for (name, bytes) in parts {
        for part in [name.as_bytes(), bytes] {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
    }
    hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

impl Corpus {
    /// Opens the corpus of a home folder and makes it where there is none; the index catches up with the store by itself. `places` says
    /// which places lie in which regions: for which regions a post may be read hangs on the places that it names.
    ///
    /// # Errors
    /// Where another program has it open in a way that can't be shared, or the folder can't be read or written.
    pub fn open(home: &Path, places: PlaceRegions) -> Result<Self> {
        let folder = home.join("corpus");
        std::fs::create_dir_all(&folder).map_err(CorpusError::io(&folder))?;
        let store = Store::open(&folder.join("posts.redb"))?;
        let index = Index::open(&folder.join("index"), places)?;
        index.follow(&store)?;
        let list = home.join("sources.toml");
        let mandates = RwLock::new((looks(&list), Mandates::read(&list)?));
        Ok(Self {
            home: home.to_owned(),
            store,
            index,
            mandates,
            networks: Cache::default(),
            pictures: crate::pictures::Cache::default(),
            counts: crate::reach::Counts::default(),
        })
    }

    /// The home folder.
    #[must_use]
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// The mandates in force, as the list says now; while it can't be read, as it said last.
    #[must_use]
    pub fn mandates(&self) -> Mandates {
        let path = self.home.join("sources.toml");
        let now = looks(&path);
        {
            let known = self.mandates.read().unwrap_or_else(PoisonError::into_inner);
            if known.0 == now {
                return known.1.clone();
            }
        }
        let mut known = self.mandates.write().unwrap_or_else(PoisonError::into_inner);
        match Mandates::read(&path) {
            Ok(list) => *known = (now, list),
            Err(error) => tracing::warn!(%error, "the list of mandates can't be read"),
        }
        known.1.clone()
    }

    /// Enters mandates into the list and its file; those of the same name give way.
    ///
    /// # Errors
    /// Where the file can't be read or written.
    pub fn enter_mandates(&self, new: &Mandates) -> Result<()> {
        let path = self.home.join("sources.toml");
        let mut known = self.mandates.write().unwrap_or_else(PoisonError::into_inner);
        let mut list = Mandates::read(&path)?;
        list.join(new);
        list.write(&path)?;
        *known = (looks(&path), list);
        Ok(())
    }

    /// Sources with their mandates and counts, sorted by name. Where only some posts may be read, counts and dates are of those, sources
    /// that have none of them are left out unless a mandate names them, and how many posts were ever read is not told.
    ///
    /// # Errors
    /// Where store or index can't be read.
    pub fn sources(&self, within: Option<&Regions>) -> Result<Vec<SourceRow>> {
        match within {
            None => self.rows_of_sources(&self.store.counts()?, true),
            Some(within) => self.rows_of_sources(self.counts_within(within)?.as_ref(), false),
        }
    }

    fn rows_of_sources(&self, counts: &BTreeMap<String, SourceCount>, tells_read: bool) -> Result<Vec<SourceRow>> {
        let mandates = self.mandates();
        let row = |name: &str, mandate: Option<&Mandate>| {
            let count = counts.get(name).copied().unwrap_or_default();
            SourceRow {
                name: name.to_owned(),
                mandate: mandate.cloned(),
                posts: count.posts,
                worth_a_look: count.worth_a_look,
                read: tells_read.then_some(count.read),
                first: count.first,
                last: count.last,
            }
        };
        let mut rows: Vec<SourceRow> = counts.keys().map(|name| row(name, mandates.get(name))).collect();
        rows.extend(mandates.all().filter(|(name, _)| !counts.contains_key(name)).map(|(name, mandate)| row(&name, Some(mandate))));
        rows.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(rows)
    }

    /// One post. One that may not be read is as one that is not there.
    ///
    /// # Errors
    /// Where the store can't be read.
    pub fn post(&self, key: &PostKey, within: Option<&Regions>) -> Result<Option<Entry>> {
        let key = key.to_string();
        let found = self.store.entry(&key)?.filter(|(_, finding)| self.is_within(&finding.signals, within));
        let Some((kept, finding)) = found else { return Ok(None) };
        let network = self.store.networks_of(std::iter::once(key.as_str()))?.pop().flatten();
        Ok(Some(entry(kept, finding, network, &self.mandates())))
    }

    /// The generation of what is searched: as long as it stays the same, the same posts are found. For copies kept in memory.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.index.generation()
    }

    /// The number of the last linking: as long as it stays the same, the same networks are there. For copies kept in memory.
    ///
    /// # Errors
    /// Where the store can't be read.
    pub fn linked(&self) -> Result<u64> {
        self.store.linked()
    }

    /// These posts, each read and decoded once, in the order of their keys here; those that are gone or may not be read are left out.
    ///
    /// # Errors
    /// Where the store can't be read.
    pub fn posts(&self, keys: &[PostKey], within: Option<&Regions>) -> Result<Vec<Entry>> {
        let keys: Vec<String> = keys.iter().map(ToString::to_string).collect();
        let found = self.store.entries(&keys)?;
        let networks = self.store.networks_of(found.iter().map(|(key, _, _)| key.as_str()))?;
        let mandates = self.mandates();
        let seen = found.into_iter().zip(networks).filter(|((_, _, finding), _)| self.is_within(&finding.signals, within));
        Ok(seen.map(|((_, kept, finding), network)| entry(kept, finding, network, &mandates)).collect())
    }

    /// Finds posts.
    ///
    /// # Errors
    /// Where store or index can't be read.
    pub fn find(&self, query: &Query) -> Result<Found> {
        let members = match &query.network {
            Some(id) => Some(self.network(id, None)?.map(|network| network.members).unwrap_or_default()),
            None => None,
        };
        let members: Option<Vec<String>> = members.map(|keys| keys.iter().map(ToString::to_string).collect());
        let answer = self.index.find(query, members.as_deref())?;
        let keys: Vec<String> = answer.keys.iter().map(|(key, _)| key.clone()).collect();
        let networks = self.store.networks_of(keys.iter().map(String::as_str))?;
        let mut by_key: std::collections::BTreeMap<String, Option<String>> = keys.iter().cloned().zip(networks).collect();
        let mut relevance: std::collections::BTreeMap<String, f32> = answer.keys.into_iter().collect();
        let mandates = self.mandates();
        let hits = self.store.entries(&keys)?.into_iter().map(|(key, kept, finding)| Hit {
            relevance: relevance.remove(&key).unwrap_or(0.0),
            entry: entry(kept, finding, by_key.remove(&key).flatten(), &mandates),
        });
        Ok(Found { total: answer.counted.total, facets: answer.counted.facets(), hits: hits.collect() })
    }

    /// Removes posts that may not be kept any longer, from store, index and findings; tells how many.
    ///
    /// The mandate in force decides; where a source has none any more, the one under which the post was collected.
    ///
    /// # Errors
    /// Where store or index can't be written.
    pub fn expire(&self, now: Moment) -> Result<u64> {
        let gone = self.store.expire(now, &self.mandates())?;
        self.index.follow(&self.store)?;
        Ok(gone.len() as u64)
    }
}

fn looks(path: &Path) -> Looks {
    let about = std::fs::metadata(path).ok()?;
    Some((about.len(), about.modified().ok()?))
}

/// A stored post as the pages see it.
pub(crate) fn entry(kept: Kept, finding: Finding, network: Option<String>, mandates: &Mandates) -> Entry {
    let keep_until = mandates.get(&kept.post.source).map_or(kept.keep_until, |mandate| mandate.keep_until(kept.collected));
    Entry {
        post: kept.post,
        forwarded_from: kept.forwarded_from,
        edited: kept.edited,
        signals: finding.signals,
        collected: kept.collected,
        keep_until,
        network,
        earlier: kept.earlier,
    }
}
