//! What ties domains to each other.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::brand::{Brand, Positions, brands};
use super::name::Name;
use super::words::{GenericWords, Sort};
use super::{ReasonKind, Site, Sites, spelling};

/// What ties domains: why, what is common, and the positions that share it.
pub(super) type Ties = BTreeMap<(ReasonKind, String), Vec<u32>>;

/// Domains that may share one item of content before it says nothing (a counter, a chat widget).
const COMMON_CONTENT: usize = 40;
/// Contacts beside which a domain may stand before it is a place where all kinds of people write, and not one site's.
const COMMON_SITE: usize = 12;
/// Fewer letters of its own don't make a name telling by themselves.
const FEWEST_OWN: usize = 4;
/// Fewer letters of its own don't make a name telling in a spelling that sounds alike, or in one that looks alike.
const FEWEST_SOUNDING: usize = 5;
const FEWEST_LOOKING: usize = 7;
/// Fewer letters of a brand don't tie two domains: three or more are needed.
const FEWEST_OF_PAIR: usize = 5;
/// Fewer letters of generic words don't make a row.
const FEWEST_OF_ROW: usize = 8;
/// Fewer numbers drawn from one range of large ones don't make a row.
const FEWEST_DRAWN: usize = 4;
/// How far two numbers of one series may lie apart where there are but two.
const NEIGHBOURS: u64 = 9;

impl Sites<'_> {
    pub(super) fn ties(&self) -> Ties {
        let mut ties = Ties::new();
        self.by_skeleton(&mut ties);
        self.by_series(&mut ties);
        let positions = Positions::of(self.names.iter().map(|(_, name)| name));
        let brands = self.brands(&positions);
        by_brand(&brands, &mut ties);
        self.by_small_word(&brands, &mut ties);
        self.by_spelling(&brands, &positions, &mut ties);
        self.by_common(&mut ties, ReasonKind::Content, |site| &site.content);
        self.by_common(&mut ties, ReasonKind::Wording, |site| &site.wordings);
        ties
    }

    fn names_of<'b>(&'b self, members: &'b [u32]) -> impl Iterator<Item = &'b Name> {
        members.iter().filter_map(|&at| self.names.get(at as usize)).map(|(_, name)| name)
    }

    /// One name, numbers and hyphens aside.
    fn by_skeleton(&self, ties: &mut Ties) {
        let mut groups = FxHashMap::<String, Vec<u32>>::default();
        for (at, _, name) in self.numbered().filter(|(_, _, name)| name.own_letters() >= FEWEST_OWN) {
            groups.entry(name.skeleton()).or_default().push(at);
        }
        for (skeleton, members) in groups.into_iter().filter(|(_, members)| members.len() > 1) {
            let plain: BTreeSet<String> = self.names_of(&members).map(|name| name.plain.replace('-', "")).collect();
            let labels: BTreeSet<&str> =
                self.names_of(&members).map(|name| name.label.as_str()).filter(|label| !label.is_ascii()).collect();
            let code = match (plain.len(), labels.len()) {
                (2.., _) => ReasonKind::Numbers,
                (_, 0) => ReasonKind::Endings,
                _ => ReasonKind::Spelling,
            };
            tie(ties, code, skeleton, members);
        }
    }

    /// One name with one changing number, whatever its words, if what stays is telling enough.
    fn by_series(&self, ties: &mut Ties) {
        let mut groups = FxHashMap::<String, Vec<(u32, &str, &str)>>::default();
        for (at, _, name) in self.numbered() {
            for (before, number, behind) in name.numbers() {
                groups.entry(format!("{before}#{behind}")).or_default().push((at, number, &name.ending));
            }
            if name.own_letters() < FEWEST_OWN && is_telling(&name.label, self.words) {
                groups.entry(name.label.clone()).or_default().push((at, &name.ending, &name.ending));
            }
        }
        for (pattern, members) in groups.into_iter().filter(|(_, members)| members.len() > 1) {
            let is_series = pattern.contains('#');
            let is_telling = !is_series || is_telling(&pattern, self.words);
            let distinct: BTreeSet<&str> = members.iter().map(|(_, number, _)| *number).collect();
            let enough = distinct.len() >= 3 || is_series && self.are_neighbours(&members);
            let code = if is_series { ReasonKind::Numbers } else { ReasonKind::Endings };
            let tied = if is_telling { if enough { members } else { Vec::new() } } else { self.in_one_row(&pattern, members) };
            if !tied.is_empty() {
                tie(ties, code, pattern, tied.into_iter().map(|(at, _, _)| at));
            }
        }
    }

    /// Of domains whose name is generic words and a number, those under the most used ending, if their numbers are counted on or drawn from
    /// one range of large ones.
    fn in_one_row<'b>(&self, pattern: &str, mut members: Vec<(u32, &'b str, &'b str)>) -> Vec<(u32, &'b str, &'b str)> {
        let mut endings = BTreeMap::<&str, usize>::new();
        members.iter().for_each(|(_, _, ending)| *endings.entry(ending).or_default() += 1);
        let usual = endings.into_iter().max_by_key(|&(_, count)| count).map(|(ending, _)| ending);
        members.retain(|(_, _, ending)| Some(*ending) == usual);
        let numbers: BTreeSet<u64> = members.iter().filter_map(|(_, number, _)| number.parse().ok()).collect();
        let mut widths = BTreeMap::<usize, BTreeSet<&str>>::new();
        let uncommon = members.iter().filter(|(_, number, _)| number.len() >= 3 && !self.words.is_common_number(number));
        uncommon.for_each(|(_, number, _)| {
            widths.entry(number.len()).or_default().insert(number);
        });
        let steps = numbers.iter().zip(numbers.iter().skip(1)).filter(|(low, high)| *high - *low <= NEIGHBOURS).count();
        let letters = pattern.chars().filter(|sign| sign.is_alphabetic()).count();
        let is_row = letters >= FEWEST_OF_ROW && (steps >= 2 || widths.values().any(|numbers| numbers.len() >= FEWEST_DRAWN));
        if is_row { members } else { Vec::new() }
    }

    /// Whether two domains of one ending bear numbers that follow each other.
    fn are_neighbours(&self, members: &[(u32, &str, &str)]) -> bool {
        let [(_, one, ending), (_, other, other_ending)] = members else { return false };
        let numbers = (one.parse::<u64>(), other.parse::<u64>());
        let common = [one, other].iter().any(|number| number.len() > 1 && self.words.is_common_number(number));
        ending == other_ending && !common && matches!(numbers, (Ok(a), Ok(b)) if a != b && a.abs_diff(b) <= NEIGHBOURS)
    }

    /// What may be the brand of each site.
    fn brands(&self, positions: &Positions<'_>) -> Vec<(u32, Brand)> {
        let of_name = |(at, _, name): (u32, &Site, &Name)| brands(name, positions, self.words).into_iter().map(move |brand| (at, brand));
        self.numbered().flat_map(of_name).collect()
    }

    /// A name that ends in a counting word (`kyzdarone`) or begins with a short word of mirrors (`thekyzdar`), and the name without it.
    fn by_small_word(&self, brands: &[(u32, Brand)], ties: &mut Ties) {
        let mut bare = FxHashMap::<&str, u32>::default();
        brands.iter().filter(|(_, brand)| brand.alone).for_each(|(at, brand)| {
            bare.entry(&brand.own).or_insert(*at);
        });
        let mut groups = BTreeMap::<(ReasonKind, &str), BTreeSet<u32>>::new();
        for (at, _, name) in self.numbered() {
            let Some((_, head)) = name.head() else { continue };
            if let Some(rest) = self.words.without_counting(&head.text) {
                groups.entry((ReasonKind::Numbers, rest)).or_default().insert(at);
            }
            let known = self.words.without_short_word(&head.text).find(|rest| rest.len() >= FEWEST_OF_PAIR && bare.contains_key(rest));
            if let Some(rest) = known {
                groups.entry((ReasonKind::Affixes, rest)).or_default().insert(at);
            }
        }
        for ((code, name), mut members) in groups {
            members.extend(bare.get(name));
            if members.len() > 1 {
                let common = if code == ReasonKind::Numbers { format!("{name}#") } else { name.to_owned() };
                tie(ties, code, common, members);
            }
        }
    }

    /// One name or brand in several spellings.
    fn by_spelling(&self, known: &[(u32, Brand)], positions: &Positions<'_>, ties: &mut Ties) {
        let mut groups = FxHashMap::<String, Vec<(u32, String)>>::default();
        let mut add = |at: u32, spelled: String, pieces: &[(&str, bool)]| {
            for key in spelled_keys(pieces) {
                groups.entry(key).or_default().push((at, spelled.clone()));
            }
        };
        let mut read = Vec::new();
        for (at, _, name) in self.numbered() {
            let others = name.without_digits_for_letters(self.words);
            for name in std::iter::once(name).chain(&others) {
                let pieces = name.pieces.iter().filter(|piece| piece.sort != Sort::Number);
                add(at, name.skeleton(), &pieces.map(|piece| (piece.text.as_str(), piece.sort == Sort::Own)).collect::<Vec<_>>());
            }
            read.extend(others.iter().flat_map(|name| brands(name, positions, self.words)).map(|brand| (at, brand)));
        }
        for (at, brand) in known.iter().chain(&read) {
            add(*at, brand.text(), &[(&brand.own, true), (&brand.trade, false)]);
        }
        for members in groups.into_values() {
            let mut spellings = BTreeMap::<&str, usize>::new();
            members.iter().for_each(|(_, spelled)| *spellings.entry(spelled).or_default() += 1);
            let usual = spellings.iter().max_by_key(|&(spelled, count)| (count, std::cmp::Reverse(spelled)));
            let (Some((&usual, _)), 2..) = (usual, spellings.len()) else { continue };
            let tied: BTreeSet<u32> = members.iter().map(|(at, _)| *at).collect();
            if tied.len() > 1 {
                tie(ties, ReasonKind::Spelling, usual.to_owned(), tied);
            }
        }
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
            tie(ties, code, item.to_owned(), members);
        }
    }
}

/// Adds to what shares something; two ways may come upon one name.
fn tie(ties: &mut Ties, code: ReasonKind, common: String, members: impl IntoIterator<Item = u32>) {
    let tied = ties.entry((code, common)).or_default();
    tied.extend(members);
    tied.sort_unstable();
    tied.dedup();
}

/// The keys under which other spellings of a name are found: by sound and by looks.
fn spelled_keys(pieces: &[(&str, bool)]) -> Vec<String> {
    let ways = [(spelling::sound as fn(&str) -> String, FEWEST_SOUNDING), (spelling::looks, FEWEST_LOOKING)];
    let keys = ways.into_iter().zip(["", "~"]).filter_map(|((way, fewest), sort)| {
        let keys: Vec<(String, bool)> = pieces.iter().map(|&(piece, own)| (way(piece), own)).collect();
        let own: usize = keys.iter().filter(|(_, own)| *own).map(|(key, _)| key.chars().count()).sum();
        let parts: Vec<&str> = keys.iter().map(|(key, _)| key.as_str()).filter(|key| !key.is_empty()).collect();
        (own >= fewest).then(|| format!("{sort}{}", parts.join("+")))
    });
    keys.collect()
}

/// One brand with other affixes: three domains or more, or two that hold nothing else of their own.
fn by_brand(brands: &[(u32, Brand)], ties: &mut Ties) {
    let mut groups = FxHashMap::<String, Vec<(u32, &Brand)>>::default();
    for (at, brand) in brands {
        groups.entry(brand.text()).or_default().push((*at, brand));
    }
    for (text, members) in groups {
        let enough = match members.as_slice() {
            [(_, one), (_, other)] => are_pair(one, other),
            members => members.len() >= 3,
        };
        if enough {
            tie(ties, ReasonKind::Affixes, text, members.into_iter().map(|(at, _)| at));
        }
    }
}

/// Whether two names of one brand are enough: nothing else is in them, and they don't name different trades.
fn are_pair(one: &Brand, other: &Brand) -> bool {
    let of_one_trade = one.of_trade == other.of_trade;
    let long = one.own.len() >= if of_one_trade && !one.of_trade.is_empty() { FEWEST_OF_PAIR - 1 } else { FEWEST_OF_PAIR };
    let differ = !of_one_trade && !one.of_trade.is_empty() && !other.of_trade.is_empty();
    one.known || one.alone && other.alone && long && !differ
}

/// Whether the fixed part of a pattern has enough letters or digits that no generic word and no fashionable number explains:
/// three letters, or two signs with a digit among them (`1x`bet, bets`10`).
fn is_telling(pattern: &str, words: &GenericWords) -> bool {
    let Some(name) = Name::parse(&format!("{}.x", pattern.replace('#', "-")), words) else { return false };
    let beside_own = |at: usize| name.pieces.get(at + 1).is_some_and(|next| next.sort == Sort::Own && next.text.len() < FEWEST_OWN);
    let numbers = name.pieces.iter().enumerate().filter(|(_, piece)| piece.sort == Sort::Number);
    let telling = numbers.filter(|&(at, piece)| beside_own(at) || !words.is_common_number(&piece.text));
    let digits: usize = telling.map(|(_, piece)| piece.text.len()).sum();
    let own = name.pieces.iter().filter(|piece| piece.sort == Sort::Own && !words.makes_no_brand(&piece.text));
    let own: usize = own.map(|piece| piece.text.chars().count()).sum();
    let letters = name.pieces.iter().any(|piece| piece.sort != Sort::Number);
    letters && own + digits >= if digits > 0 { 2 } else { 3 }
}
