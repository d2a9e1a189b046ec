//! Families of mirror sites among domains.
//!
//! A site that is blocked comes back under the next number (`kyzdar2.net`, `kyzdar4.net`), with another affix
//! (`joycasino-dhr121.win`), another ending or another spelling (`vullkan`, `adm1ral`, Cyrillic letters for Latin ones). A family is made by a name that is its own: generic words (casino, online, best) make none,
//! nor does a word that stands anywhere in many names. A quarter of moves are complete renames: those are found by the
//! contacts, templates and fingerprints that two sites share, where such are known.

mod brand;
mod expected;
#[cfg(test)]
mod invented;
mod list;
mod name;
mod punycode;
mod site;
mod spelling;
#[cfg(test)]
mod tests;
mod ties;
mod words;

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

pub use expected::{Expectation, Expected};
pub use list::{Lack, List, OddLine};
pub use site::Site;
pub use words::{GenericWords, GenericWordsError};

use crate::sets::DisjointSets;
use name::Name;

/// Why domains are held to be one site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonKind {
    /// One name with changing numbers.
    Numbers,
    /// One name under several endings.
    Endings,
    /// One name with changing affixes.
    Affixes,
    /// One name in several spellings: other alphabets, look-alike letters, doubled letters, digits for letters.
    Spelling,
    /// The same contacts, templates or fingerprints.
    Content,
    /// Posts of one wording, but for contacts and numbers, name them.
    Wording,
}

/// A reason with what is common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct FamilyReason {
    /// Its kind.
    pub code: ReasonKind,
    /// The common name, `#` where the number stands, or the common content.
    pub common: String,
    /// How many members share it.
    pub members: usize,
}

/// Domains under which one site lives on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Family {
    /// Its name: what most of its members have in common.
    #[serde(rename = "family")]
    pub name: String,
    /// Its domains: by date where known, then by the alphabet.
    pub members: Vec<String>,
    /// Why, most members first.
    pub reasons: Vec<FamilyReason>,
    /// Names under which it may come back.
    pub expected_next: Vec<Expected>,
}

/// The families among some sites, largest first.
#[must_use]
pub fn families(sites: &[Site], words: &GenericWords) -> Vec<Family> {
    let list = Sites::of(sites, words);
    let mut sets = DisjointSets::new(list.names.len());
    let ties = list.ties();
    for members in ties.values() {
        members.windows(2).for_each(|pair| {
            if let [a, b] = pair {
                sets.join(*a, *b);
            }
        });
    }
    let mut members = BTreeMap::<u32, Vec<u32>>::new();
    (0..list.len()).for_each(|at| members.entry(sets.find(at)).or_default().push(at));
    members.retain(|_, list| list.len() > 1);
    let mut reasons = BTreeMap::<u32, Vec<FamilyReason>>::new();
    for ((code, common), tied) in &ties {
        let Some(&first) = tied.first() else { continue };
        reasons.entry(sets.find(first)).or_default().push(FamilyReason {
            code: *code,
            common: if *code == ReasonKind::Wording { site::quoted(common) } else { common.clone() },
            members: tied.len(),
        });
    }
    let mut families: Vec<Family> =
        members.into_iter().map(|(root, members)| list.describe(&members, reasons.remove(&root).unwrap_or_default())).collect();
    families.sort_by(|a, b| b.members.len().cmp(&a.members.len()).then_with(|| a.name.cmp(&b.name)));
    families
}

struct Sites<'a> {
    /// Sites with their names taken apart, by the alphabet, each once, with all that is known of it.
    names: Vec<(Cow<'a, Site>, Name)>,
    words: &'a GenericWords,
}

impl<'a> Sites<'a> {
    fn of(sites: &'a [Site], words: &'a GenericWords) -> Self {
        let mut known: Vec<&Site> = sites.iter().collect();
        known.sort_by(|a, b| a.domain.cmp(&b.domain).then(a.seen.cmp(&b.seen)));
        let merged = known.chunk_by(|a, b| a.domain == b.domain).filter_map(Site::merged);
        let names = merged.filter_map(|site| Some((Name::parse(&site.domain, words)?, site))).map(|(name, site)| (site, name)).collect();
        Self { names, words }
    }

    fn len(&self) -> u32 {
        u32::try_from(self.names.len()).unwrap_or(u32::MAX)
    }

    fn numbered(&self) -> impl Iterator<Item = (u32, &Site, &Name)> {
        (0_u32..).zip(&self.names).map(|(at, (site, name))| (at, &**site, name))
    }

    fn describe(&self, members: &[u32], mut reasons: Vec<FamilyReason>) -> Family {
        reasons.sort_by(|a, b| b.members.cmp(&a.members).then_with(|| a.cmp(b)));
        let mut sites: Vec<(&Site, &Name)> =
            members.iter().filter_map(|&at| self.names.get(at as usize)).map(|(site, name)| (&**site, name)).collect();
        sites.sort_by(|a, b| a.0.seen.cmp(&b.0.seen).then_with(|| a.0.domain.cmp(&b.0.domain)));
        let expected_next = expected::next(&sites);
        let of_one_name = |reason: &&FamilyReason| matches!(reason.code, ReasonKind::Numbers | ReasonKind::Endings | ReasonKind::Affixes);
        let spelled = |reason: &&FamilyReason| reason.code == ReasonKind::Spelling;
        let by_name = reasons.iter().find(of_one_name).or_else(|| reasons.iter().find(spelled)).map(|reason| reason.common.clone());
        let name = by_name.or_else(|| sites.first().map(|(site, _)| site.domain.clone())).unwrap_or_default();
        Family { name, members: sites.iter().map(|(site, _)| site.domain.clone()).collect(), reasons, expected_next }
    }
}
