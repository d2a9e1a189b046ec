//! Making derived things anew: findings of an older edition, the index, the networks.

use rayon::prelude::*;
use serde::Serialize;

use crate::Corpus;
use crate::corpus::Reading;
use crate::error::Result;
use crate::ingest::Progress;
use crate::store::{Finding, RawEntry, edition_of};

/// Posts worked on at one go.
const PAGE: usize = 4_096;

/// What [`Corpus::rebuild`] did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Rebuilt {
    /// Posts looked at.
    pub posts: u64,
    /// Posts read anew because another edition had read them.
    pub read_again: u64,
    /// Posts among them that no longer bear on trafficking; they stay until their date, at band none.
    pub no_longer: u64,
}

impl Corpus {
    /// Reads posts anew that another edition of the knowledge has read, counts anew, and brings the index level. A stop leaves the rest
    /// to the next time.
    ///
    /// # Errors
    /// Where the corpus can't be read or written.
    pub fn rebuild(&self, reading: Reading<'_>, progress: &Progress) -> Result<Rebuilt> {
        use std::sync::atomic::Ordering::Relaxed;
        progress.total.store(self.store.len()?, Relaxed);
        let mut rebuilt = Rebuilt::default();
        let mut last: Option<String> = None;
        while !progress.is_stopped() {
            let page = self.store.after(last.as_deref(), PAGE)?;
            let Some((key, _)) = page.last() else { break };
            last = Some(key.clone());
            rebuilt.posts += page.len() as u64;
            self.read_again(&page, reading, &mut rebuilt)?;
            progress.bytes.store(rebuilt.posts, Relaxed);
        }
        self.store.recount()?;
        self.index.follow(&self.store)?;
        Ok(rebuilt)
    }

    fn read_again(&self, page: &[(String, RawEntry)], reading: Reading<'_>, rebuilt: &mut Rebuilt) -> Result<()> {
        let old = page.par_iter().filter(|(_, raw)| edition_of(&raw.finding) != Some(reading.edition));
        let again = old.map(|(key, raw)| {
            let signals = (reading.read)(&raw.decode_post(key)?.post.text);
            let bears = crate::bears_on_trafficking(&signals);
            Ok(((key.clone(), Finding::encode(reading.edition, &signals)?), bears))
        });
        let (findings, bears): (Vec<_>, Vec<bool>) = again.collect::<Result<Vec<_>>>()?.into_iter().unzip();
        rebuilt.read_again += findings.len() as u64;
        rebuilt.no_longer += bears.iter().filter(|bears| !**bears).count() as u64;
        if findings.is_empty() { Ok(()) } else { self.store.write_findings(&findings) }
    }
}
