//! All pairs of near copies in a set of texts, exactly.
//!
//! Prefix filtering: order all shingles from rare to common; two sets with a Jaccard index of at least `t` must share one of
//! their first `n - ceil(t*n) + 1` shingles. Only such pairs are looked at, and of those only the ones whose lengths
//! (length filter), whose remaining shingles (positional filter) and whose bitmaps (a sieve) still allow the index. Nothing is lost and nothing is guessed.

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Shingles;

/// A pair of near copies, `first < second`, both positions in the input.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NearCopy {
    /// Position of the one.
    pub first: usize,
    /// Position of the other.
    pub second: usize,
    /// Their Jaccard index.
    pub likeness: f64,
}

/// The likeness from which two texts are near copies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Threshold(f64);

/// The number is not a likeness that texts can be joined by.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("a likeness to join by lies above 0 and up to 1, but this is {0}")]
pub struct ThresholdError(pub f64);

impl Threshold {
    /// The default, from trying adverts with other cities, pay and phones put in: they stay above, other texts of the trade below.
    pub const NEAR_COPY: Self = Self(0.7);

    /// A threshold above 0 and up to 1.
    ///
    /// # Errors
    /// [`ThresholdError`] outside of that.
    pub fn new(likeness: f64) -> Result<Self, ThresholdError> {
        if likeness > 0.0 && likeness <= 1.0 { Ok(Self(likeness)) } else { Err(ThresholdError(likeness)) }
    }

    /// The likeness.
    #[must_use]
    pub fn likeness(self) -> f64 {
        self.0
    }

    /// How many of the first shingles of a set of `len` must be looked up.
    pub(super) fn prefix(self, len: usize) -> usize {
        (len + 1).saturating_sub(least(self.0 * len as f64)).min(len)
    }

    /// How many shingles two sets of these sizes must share.
    pub(super) fn needed(self, a: usize, b: usize) -> usize {
        least(self.0 / (1.0 + self.0) * (a + b) as f64)
    }

    /// The smallest size that can reach the threshold with a set of `len`.
    pub(super) fn shortest(self, len: usize) -> usize {
        least(self.0 * len as f64)
    }
}

/// The next whole number upwards, with a hair of room for rounding: a bound that is too low by one costs a look, one too high a pair.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes of texts are far below 2^52 and never negative")]
fn least(bound: f64) -> usize {
    (bound - 1e-9).ceil().max(0.0) as usize
}

/// All pairs with at least this likeness, ordered by position. Texts without shingles are near to nothing.
#[must_use]
pub fn near_copies(texts: &[Shingles], threshold: Threshold) -> Vec<NearCopy> {
    let same = group_same(texts);
    let order = RareFirst::learn(same.par_iter().map(|(hashes, _)| *hashes));
    let records = sorted_by_size(&same, &order, threshold);
    let index = PrefixIndex::build(&records);
    let found: Vec<Found> = records
        .par_iter()
        .enumerate()
        .map_init(|| Meetings::new(records.len()), |meetings, (at, record)| probe(at, record, &records, &index, threshold, meetings))
        .flatten_iter()
        .collect();
    let mut pairs: Vec<NearCopy> = same.iter().flat_map(|(_, texts)| within(texts)).collect();
    for Found { one, other, likeness } in found {
        let of = |group: usize| same.get(group).map_or(&[][..], |(_, texts)| texts.as_slice());
        pairs
            .extend(of(one).iter().flat_map(|&a| of(other).iter().map(move |&b| NearCopy { first: a.min(b), second: a.max(b), likeness })));
    }
    pairs.par_sort_unstable_by_key(|pair| (pair.first, pair.second));
    pairs
}

/// A set of shingles with the positions of all texts that have exactly it.
type Same<'a> = (&'a [u32], Vec<usize>);

/// Adverts are often copied with nothing changed that folding keeps; such copies are joined once for all.
fn group_same(texts: &[Shingles]) -> Vec<Same<'_>> {
    let mut groups: Vec<Same<'_>> = Vec::with_capacity(texts.len());
    let mut known = FxHashMap::<&[u32], usize>::default();
    for (text, shingles) in texts.iter().enumerate().filter(|(_, shingles)| !shingles.is_empty()) {
        let group = *known.entry(shingles.hashes()).or_insert(groups.len());
        match groups.get_mut(group) {
            Some((_, members)) => members.push(text),
            None => groups.push((shingles.hashes(), vec![text])),
        }
    }
    groups
}

fn within(texts: &[usize]) -> impl Iterator<Item = NearCopy> + '_ {
    let behind = |at: usize| texts.iter().skip(at + 1);
    texts.iter().enumerate().flat_map(move |(at, &first)| behind(at).map(move |&second| NearCopy { first, second, likeness: 1.0 }))
}

/// A pair of groups that are near copies.
struct Found {
    one: usize,
    other: usize,
    likeness: f64,
}

/// A text ready to be joined.
struct Record<'a> {
    /// Number of the group of texts that have these shingles.
    group: usize,
    /// All hashes, ascending.
    hashes: &'a [u32],
    /// How many of the rarest stand in no other text.
    alone: usize,
    /// The rarest ones behind those, rarest first.
    prefix: Vec<u32>,
    sieve: Sieve,
}

/// One bit for every hash that is there. Bits in which two sieves differ are hashes that only one of the sets has, so counting them
/// bounds what the sets can share, in a few nanoseconds.
struct Sieve([u64; Sieve::WORDS]);

impl Sieve {
    const WORDS: usize = 32;

    fn of(hashes: &[u32]) -> Self {
        let mut words = [0_u64; Self::WORDS];
        for &hash in hashes {
            if let Some(word) = words.get_mut((hash >> 27) as usize) {
                *word |= 1 << ((hash >> 21) & 63);
            }
        }
        Self(words)
    }

    fn differing(&self, other: &Self) -> usize {
        self.0.iter().zip(&other.0).map(|(a, b)| (a ^ b).count_ones() as usize).sum()
    }
}

fn sorted_by_size<'a>(same: &[Same<'a>], order: &RareFirst, threshold: Threshold) -> Vec<Record<'a>> {
    let record = |(group, (hashes, _)): (usize, &Same<'a>)| {
        let (alone, prefix) = order.shared_prefix(hashes, threshold);
        Record { group, hashes, alone, prefix, sieve: Sieve::of(hashes) }
    };
    let mut records: Vec<Record<'a>> = same.par_iter().enumerate().map(record).collect();
    records.sort_unstable_by_key(|record| (record.hashes.len(), record.group));
    records
}

/// An order of shingles from rare to common.
///
/// Any fixed order makes the join exact, so counts may be shared by shingles that fall on the same counter: it only costs speed.
#[derive(Debug, Clone)]
pub(super) struct RareFirst {
    counts: Vec<u8>,
}

impl RareFirst {
    const MOST_COUNTERS: usize = 1 << 22;
    const FEWEST_COUNTERS: usize = 1 << 12;

    /// Counts shingles, in a table that fits their number: a page compares a few texts, an ingest a million.
    pub(super) fn learn<'a>(sets: impl IndexedParallelIterator<Item = &'a [u32]> + Clone) -> Self {
        let shingles: usize = sets.clone().map(<[u32]>::len).sum();
        let counters = shingles.saturating_mul(4).clamp(Self::FEWEST_COUNTERS, Self::MOST_COUNTERS).next_power_of_two();
        let count = |mut counts: Vec<u8>, set: &[u32]| {
            for &hash in set {
                if let Some(count) = counts.get_mut(slot(hash, counters)) {
                    *count = count.saturating_add(1);
                }
            }
            counts
        };
        let add = |mut one: Vec<u8>, other: Vec<u8>| {
            one.iter_mut().zip(other).for_each(|(a, b)| *a = a.saturating_add(b));
            one
        };
        let parts = sets.with_min_len(4096).fold(|| vec![0; counters], count);
        Self { counts: parts.reduce_with(add).unwrap_or_else(|| vec![0; counters]) }
    }

    fn rank(&self, hash: u32) -> u64 {
        let count = self.counts.get(slot(hash, self.counts.len())).copied().unwrap_or_default();
        (u64::from(count) << 32) | u64::from(hash)
    }

    /// The prefix of a set for a threshold, rarest first.
    pub(super) fn prefix(&self, hashes: &[u32], threshold: Threshold) -> Vec<u32> {
        least_ranks(hashes.iter().map(|&hash| self.rank(hash)).collect(), threshold.prefix(hashes.len()))
    }

    /// The same without the shingles that stand in one set only and so lead nowhere; how many those are, and the rest.
    fn shared_prefix(&self, hashes: &[u32], threshold: Threshold) -> (usize, Vec<u32>) {
        let wanted = threshold.prefix(hashes.len());
        let shared: Vec<u64> = hashes.iter().map(|&hash| self.rank(hash)).filter(|rank| *rank >= 2 << 32).collect();
        let alone = hashes.len() - shared.len();
        (alone.min(wanted), least_ranks(shared, wanted.saturating_sub(alone)))
    }
}

/// The counter of a hash among so many, a power of two.
fn slot(hash: u32, counters: usize) -> usize {
    (hash ^ (hash >> 10)) as usize & (counters - 1)
}

/// The hashes of the so many least ranks, ascending by rank.
fn least_ranks(mut ranks: Vec<u64>, wanted: usize) -> Vec<u32> {
    if wanted < ranks.len() {
        ranks.select_nth_unstable(wanted);
        ranks.truncate(wanted);
    }
    ranks.sort_unstable();
    ranks.into_iter().map(low_half).collect()
}

/// The lower 32 bits.
fn low_half(rank: u64) -> u32 {
    u32::try_from(rank & u64::from(u32::MAX)).unwrap_or_default()
}

/// Where a shingle stands: which record, at which place of its prefix.
#[derive(Debug, Clone, Copy, Default)]
struct Entry {
    hash: u32,
    record: u32,
    place: u32,
}

/// For every shingle of a prefix the records that have it there, ascending by size.
struct PrefixIndex {
    starts: Vec<u32>,
    entries: Vec<Entry>,
    /// How many shingles each record has.
    sizes: Vec<u32>,
    mask: usize,
}

impl PrefixIndex {
    fn build(records: &[Record<'_>]) -> Self {
        let total: usize = records.iter().map(|record| record.prefix.len()).sum();
        let mask = total.next_power_of_two().max(1024) - 1;
        let starts = Self::starts(records, mask);
        let mut entries = vec![Entry::default(); total];
        // Writing all over the entries is slow, so each core writes those of its own buckets.
        let middle = mask / 2;
        let parted = starts.get(middle).map_or(0, |start| *start as usize);
        let (lower, upper) = entries.split_at_mut(parted.min(total));
        rayon::join(
            || Self::fill(records, &starts, mask, 0..middle, lower),
            || Self::fill(records, &starts, mask, middle..mask + 1, upper),
        );
        let sizes = records.iter().map(|record| u32::try_from(record.hashes.len()).unwrap_or(u32::MAX)).collect();
        Self { starts, entries, sizes, mask }
    }

    /// Writes the entries of some buckets.
    fn fill(records: &[Record<'_>], starts: &[u32], mask: usize, buckets: Range<usize>, entries: &mut [Entry]) {
        let mut next = starts.get(buckets.clone()).unwrap_or(&[]).to_vec();
        let first = next.first().copied().unwrap_or(0);
        for (record, content) in (0_u32..).zip(records) {
            for (place, &hash) in (u32::try_from(content.alone).unwrap_or(u32::MAX)..).zip(&content.prefix) {
                let slot = bucket(hash, mask).checked_sub(buckets.start).and_then(|at| next.get_mut(at));
                let Some(slot) = slot else { continue };
                if let Some(entry) = entries.get_mut((*slot - first) as usize) {
                    *entry = Entry { hash, record, place };
                }
                *slot += 1;
            }
        }
    }

    /// Where the entries of each bucket begin.
    fn starts(records: &[Record<'_>], mask: usize) -> Vec<u32> {
        let mut starts = vec![0_u32; mask + 2];
        for &hash in records.iter().flat_map(|record| &record.prefix) {
            if let Some(count) = starts.get_mut(bucket(hash, mask) + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        starts
    }

    /// Calls `meet` with every entry of this shingle among these records.
    fn look_up(&self, hash: u32, window: &Range<usize>, mut meet: impl FnMut(Entry)) {
        let bucket = self.bucket(hash);
        let from = bucket.partition_point(|entry| (entry.record as usize) < window.start);
        let within = bucket.get(from..).unwrap_or(&[]).iter().take_while(|entry| (entry.record as usize) < window.end);
        within.filter(|entry| entry.hash == hash).for_each(|&entry| meet(entry));
    }

    /// Entries that may hold this shingle; others share its bucket.
    fn bucket(&self, hash: u32) -> &[Entry] {
        let at = bucket(hash, self.mask);
        let (from, to) = (self.starts.get(at).copied().unwrap_or(0), self.starts.get(at + 1).copied().unwrap_or(0));
        self.entries.get(from as usize..to as usize).unwrap_or(&[])
    }
}

fn bucket(hash: u32, mask: usize) -> usize {
    (hash as usize ^ (hash >> 15) as usize) & mask
}

/// Which records the one that is being looked up has met; kept from look-up to look-up.
struct Meetings {
    /// By record the look-up in which it was met last.
    last: Vec<u32>,
    /// Records of this look-up that can still reach the threshold.
    open: Vec<u32>,
}

impl Meetings {
    fn new(records: usize) -> Self {
        Self { last: vec![u32::MAX; records], open: Vec::new() }
    }

    /// The first meeting is the rarest shingle that both have, so all that they can share lies behind it: that decides.
    fn meet(&mut self, record: u32, look_up: u32, possible: impl FnOnce() -> bool) {
        let Some(last) = self.last.get_mut(record as usize) else { return };
        if *last == look_up {
            return;
        }
        *last = look_up;
        if possible() {
            self.open.push(record);
        }
    }
}

/// The pairs of one record with the records before it.
fn probe(
    at: usize,
    record: &Record<'_>,
    records: &[Record<'_>],
    index: &PrefixIndex,
    threshold: Threshold,
    meetings: &mut Meetings,
) -> Vec<Found> {
    let size = record.hashes.len();
    let shortest = threshold.shortest(size);
    let window = records.partition_point(|other| other.hashes.len() < shortest)..at;
    let look_up = u32::try_from(at).unwrap_or_default();
    for (place, &hash) in (record.alone..).zip(&record.prefix) {
        index.look_up(hash, &window, |entry| {
            meetings.meet(entry.record, look_up, || {
                let other_size = index.sizes.get(entry.record as usize).copied().unwrap_or(0) as usize;
                (size - place).min(other_size - entry.place as usize) >= threshold.needed(size, other_size)
            });
        });
    }
    meetings.open.drain(..).filter_map(|other| verify(record, records.get(other as usize)?, threshold)).collect()
}

fn verify(record: &Record<'_>, other: &Record<'_>, threshold: Threshold) -> Option<Found> {
    let needed = threshold.needed(record.hashes.len(), other.hashes.len());
    if record.sieve.differing(&other.sieve) + 2 * needed > record.hashes.len() + other.hashes.len() {
        return None;
    }
    let shared = shared_at_least(record.hashes, other.hashes, needed)?;
    let likeness = shared as f64 / (record.hashes.len() + other.hashes.len() - shared) as f64;
    (likeness >= threshold.likeness()).then_some(Found { one: record.group, other: other.group, likeness })
}

/// How many hashes two ascending sets share, or none as soon as `needed` can't be reached any more.
///
/// Steps are counted, not branched on: which of two random hashes is smaller can't be foretold by a processor.
pub(super) fn shared_at_least(a: &[u32], b: &[u32], needed: usize) -> Option<usize> {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        shared += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
        if (i + j) & 63 < 2 && shared + (a.len() - i).min(b.len() - j) < needed {
            return None;
        }
    }
    (shared >= needed).then_some(shared)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn brute_force(texts: &[Shingles], threshold: Threshold) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        for (second, b) in texts.iter().enumerate() {
            pairs.extend(
                texts[..second].iter().enumerate().filter(|(_, a)| a.likeness(b) >= threshold.likeness()).map(|(first, _)| (first, second)),
            );
        }
        pairs.sort_unstable();
        pairs
    }

    fn positions(pairs: &[NearCopy]) -> Vec<(usize, usize)> {
        pairs.iter().map(|pair| (pair.first, pair.second)).collect()
    }

    #[test]
    fn thresholds_outside_of_zero_to_one_are_refused() {
        for bad in [0.0, -0.1, 1.01, f64::NAN] {
            assert!(Threshold::new(bad).is_err());
        }
        assert_eq!(Threshold::new(2.0), Err(ThresholdError(2.0)));
        assert!((Threshold::new(1.0).unwrap().likeness() - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn copies_with_another_city_and_pay_are_found() {
        let text = |city: &str, pay: u32| {
            Shingles::of(&format!(
                "Приглашаем девушек на работу хостес, город {city}, оплата от {pay} тысяч за смену, жильё предоставляем, опыт не нужен, всему научим, выезд сразу"
            ))
        };
        let texts = [text("Актау", 40), Shingles::of("Куплю гараж"), text("Атырау", 55), Shingles::of("")];
        let pairs = near_copies(&texts, Threshold::NEAR_COPY);
        assert_eq!(positions(&pairs), [(0, 2)]);
        assert!(near_copies(&[], Threshold::NEAR_COPY).is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        #[test]
        fn nothing_is_lost_and_nothing_is_guessed(
            sets in proptest::collection::vec(proptest::collection::vec(0_u32..40, 0..24), 0..40),
            per_cent in 1_u32..=100,
        ) {
            let texts: Vec<Shingles> = sets.into_iter().map(Shingles::from_hashes).collect();
            let threshold = Threshold::new(f64::from(per_cent) / 100.0).unwrap();
            prop_assert_eq!(positions(&near_copies(&texts, threshold)), brute_force(&texts, threshold));
        }
    }
}
