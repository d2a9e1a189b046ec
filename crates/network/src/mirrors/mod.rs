//! Families of mirror sites among domains.
//!
//! A site that is blocked comes back under the next number (`kyzdar2.net`, `kyzdar4.net`), with another affix
//! (`joycasino-dhr121.win`) or another ending. A family is made by a name that is its own: generic words (casino, online, best) make none,
//! nor does a word that stands anywhere in many names. A quarter of moves are complete renames: those are found by the
//! contacts, templates and fingerprints that two sites share, where such are known.

mod expected;
mod name;
mod site;
#[cfg(test)]
mod tests;
mod words;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use serde::Serialize;

pub use expected::{Expectation, Expected};
pub use site::Site;
pub use words::{GenericWords, GenericWordsError};

use crate::sets::DisjointSets;
use name::Name;
use words::Sort;

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

/// Domains that may share one item of content before it says nothing (a counter, a chat widget).
const COMMON_CONTENT: usize = 40;
/// Contacts beside which a domain may stand before it is a place where all kinds of people write, and not one site's.
const COMMON_SITE: usize = 12;

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

/// What ties domains: why, what is common, and the positions that share it.
type Ties = BTreeMap<(ReasonKind, String), Vec<u32>>;

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

    fn ties(&self) -> Ties {
        let mut ties = Ties::new();
        self.by_skeleton(&mut ties);
        self.by_series(&mut ties);
        self.by_affix(&mut ties);
        self.by_common(&mut ties, ReasonKind::Content, |site| &site.content);
        self.by_common(&mut ties, ReasonKind::Wording, |site| &site.wordings);
        ties
    }

    /// One name, numbers and hyphens aside.
    fn by_skeleton(&self, ties: &mut Ties) {
        let mut groups = FxHashMap::<String, Vec<u32>>::default();
        for (at, _, name) in self.numbered().filter(|(_, _, name)| name.own_letters() >= 4) {
            groups.entry(name.skeleton()).or_default().push(at);
        }
        for (skeleton, members) in groups.into_iter().filter(|(_, members)| members.len() > 1) {
            let labels: BTreeSet<String> =
                members.iter().filter_map(|&at| self.names.get(at as usize)).map(|(_, name)| name.label.replace('-', "")).collect();
            let code = if labels.len() > 1 { ReasonKind::Numbers } else { ReasonKind::Endings };
            ties.insert((code, skeleton), members);
        }
    }

    /// One name with one changing number, whatever its words, if what stays is telling enough.
    fn by_series(&self, ties: &mut Ties) {
        let mut groups = FxHashMap::<String, Vec<(u32, String)>>::default();
        for (at, _, name) in self.numbered() {
            for (before, number, behind) in name.numbers() {
                groups.entry(format!("{before}#{behind}")).or_default().push((at, number.to_owned()));
            }
            if self.is_telling(&name.label) && name.own_letters() < 4 {
                groups.entry(name.label.clone()).or_default().push((at, name.ending.clone()));
            }
        }
        for (pattern, members) in groups {
            let distinct: BTreeSet<&str> = members.iter().map(|(_, number)| number.as_str()).collect();
            let series = pattern.contains('#') && distinct.len() >= 3 && self.is_telling(&pattern);
            let endings = !pattern.contains('#') && distinct.len() >= 3;
            if series || endings {
                let code = if series { ReasonKind::Numbers } else { ReasonKind::Endings };
                ties.insert((code, pattern), members.into_iter().map(|(at, _)| at).collect());
            }
        }
    }

    /// Whether the fixed part of a pattern has enough letters or digits that no generic word and no fashionable number explains:
    /// three letters, or two signs with a digit among them (`1x`bet, bets`10`).
    fn is_telling(&self, pattern: &str) -> bool {
        let Some(name) = Name::parse(&format!("{}.x", pattern.replace('#', "-")), self.words) else { return false };
        let beside_own = |at: usize| name.pieces.get(at + 1).is_some_and(|next| next.sort == Sort::Own && next.text.len() < 4);
        let numbers = name.pieces.iter().enumerate().filter(|(_, piece)| piece.sort == Sort::Number);
        let telling = numbers.filter(|&(at, piece)| beside_own(at) || !self.words.is_common_number(&piece.text));
        let digits: usize = telling.map(|(_, piece)| piece.text.len()).sum();
        let letters = name.pieces.iter().any(|piece| piece.sort != Sort::Number);
        letters && name.own_letters() + digits >= if digits > 0 { 2 } else { 3 }
    }

    /// One brand with other affixes.
    fn by_affix(&self, ties: &mut Ties) {
        let anywhere = self.positions();
        let mut groups = FxHashMap::<String, Vec<u32>>::default();
        for (at, _, name) in self.numbered() {
            for brand in self.brands(name, &anywhere) {
                groups.entry(brand).or_default().push(at);
            }
        }
        for (brand, members) in groups.into_iter().filter(|(_, members)| members.len() >= 3) {
            ties.insert((ReasonKind::Affixes, brand), members);
        }
    }

    /// How often each unknown word begins a name, and how often it stands elsewhere.
    fn positions(&self) -> FxHashMap<&str, (usize, usize)> {
        let mut positions = FxHashMap::<&str, (usize, usize)>::default();
        for (_, name) in &self.names {
            let head = name.head().map(|(at, _)| at);
            for (at, piece) in name.pieces.iter().enumerate().filter(|(_, piece)| piece.sort == Sort::Own) {
                let entry = positions.entry(&piece.text).or_default();
                if Some(at) == head {
                    entry.0 += 1;
                } else {
                    entry.1 += 1;
                }
            }
        }
        positions
    }

    /// What may be the brand in a name: its first unknown word with the word of the trade beside it, or alone where nothing but
    /// generic words and short affixes follow.
    fn brands(&self, name: &Name, anywhere: &FxHashMap<&str, (usize, usize)>) -> Vec<String> {
        let Some((at, head)) = name.head() else { return Vec::new() };
        let (first, elsewhere) = anywhere.get(head.text.as_str()).copied().unwrap_or_default();
        let beside = |place: Option<usize>| place.and_then(|place| name.pieces.get(place)).filter(|piece| piece.sort == Sort::Trade);
        let part_of_a_word = head.glued && beside(at.checked_sub(1)).is_none();
        if head.text.len() < 3 || self.words.makes_no_brand(&head.text) || elsewhere * 2 > first || part_of_a_word {
            return Vec::new();
        }
        let mut brands = Vec::new();
        if let Some(trade) = beside(Some(at + 1)) {
            brands.push(format!("{}{}", head.text, trade.text));
        } else if let Some(trade) = beside(at.checked_sub(1)) {
            brands.push(format!("{}{}", trade.text, head.text));
        }
        let rest = name.pieces.iter().skip(at + 1).filter(|piece| piece.sort == Sort::Own);
        if head.text.len() >= 6 && rest.map(|piece| piece.text.len()).sum::<usize>() <= 3 {
            brands.push(head.text.clone());
        }
        brands
    }

    /// The same contacts, templates, fingerprints or wordings.
    fn by_common(&self, ties: &mut Ties, code: ReasonKind, items: impl Fn(&Site) -> &Vec<String>) {
        let mut groups = FxHashMap::<&str, Vec<u32>>::default();
        for (at, site) in (0_u32..).zip(self.names.iter().map(|(site, _)| site)).filter(|(_, site)| site.content.len() <= COMMON_SITE) {
            for item in items(site) {
                groups.entry(item).or_default().push(at);
            }
        }
        for (item, members) in groups.into_iter().filter(|(_, members)| (2..=COMMON_CONTENT).contains(&members.len())) {
            ties.insert((code, item.to_owned()), members);
        }
    }

    fn describe(&self, members: &[u32], mut reasons: Vec<FamilyReason>) -> Family {
        reasons.sort_by(|a, b| b.members.cmp(&a.members).then_with(|| a.cmp(b)));
        let mut sites: Vec<(&Site, &Name)> =
            members.iter().filter_map(|&at| self.names.get(at as usize)).map(|(site, name)| (&**site, name)).collect();
        sites.sort_by(|a, b| a.0.seen.cmp(&b.0.seen).then_with(|| a.0.domain.cmp(&b.0.domain)));
        let expected_next = expected::next(&sites);
        let of_name = |reason: &&FamilyReason| !matches!(reason.code, ReasonKind::Content | ReasonKind::Wording);
        let by_name = reasons.iter().find(of_name).map(|reason| reason.common.clone());
        let name = by_name.or_else(|| sites.first().map(|(site, _)| site.domain.clone())).unwrap_or_default();
        Family { name, members: sites.iter().map(|(site, _)| site.domain.clone()).collect(), reasons, expected_next }
    }
}
