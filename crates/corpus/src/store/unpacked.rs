//! Posts that were unpacked lately: the same few are shown to many people, and unpacking is most of what a page costs.
//!
//! Each is remembered with the bytes that it was unpacked from and is given again only for the same bytes, so that nothing stale is ever
//! shown, whoever writes to the store.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;
use rayon::prelude::*;

use super::{FEWEST_AT_ONCE, Finding, Kept, RawEntry};
use crate::error::Result;

/// So many are remembered; one takes some 10 KB.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(2_000).unwrap();

/// Unpacked posts by key.
pub(super) struct Unpacked(Mutex<LruCache<String, Arc<Known>>>);

struct Known {
    raw: RawEntry,
    kept: Kept,
    finding: Finding,
}

impl Default for Unpacked {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(REMEMBERED)))
    }
}

/// Shows nothing of what was collected.
impl std::fmt::Debug for Unpacked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Unpacked")
    }
}

impl Unpacked {
    /// Unpacks posts, or remembers what that gave. Unpacking takes most of the time and is done on all cores.
    pub(super) fn decode(&self, raw: Vec<(String, RawEntry)>) -> Result<Vec<(String, Kept, Finding)>> {
        let known = self.known(&raw);
        if let Some(known) = known.iter().cloned().collect::<Option<Vec<_>>>() {
            return Ok(raw.into_iter().zip(known).map(|((key, _), known)| known.entry(key)).collect());
        }
        let unpack = |((key, raw), known): ((String, RawEntry), Option<Arc<Known>>)| match known {
            Some(known) => Ok((key, known)),
            None => {
                let (kept, finding) = raw.decode(&key)?;
                Ok((key, Arc::new(Known { raw, kept, finding })))
            }
        };
        let all = raw.into_par_iter().zip(known).with_min_len(FEWEST_AT_ONCE).map(unpack).collect::<Result<Vec<_>>>()?;
        self.remember(&all);
        Ok(all.into_iter().map(|(key, known)| known.entry(key)).collect())
    }

    /// What is remembered of posts that are stored as they were.
    fn known(&self, raw: &[(String, RawEntry)]) -> Vec<Option<Arc<Known>>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        raw.iter().map(|(key, raw)| known.get(key).filter(|known| known.raw == *raw).cloned()).collect()
    }

    fn remember(&self, all: &[(String, Arc<Known>)]) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter().for_each(|(key, one)| drop(known.put(key.clone(), Arc::clone(one))));
    }

    /// Forgets all, so that what expired does not stay in memory.
    pub(super) fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

impl Known {
    fn entry(&self, key: String) -> (String, Kept, Finding) {
        (key, self.kept.clone(), self.finding.clone())
    }
}
