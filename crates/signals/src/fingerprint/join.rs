//! All pairs of near copies in a set of texts, exactly.
//!
//! Prefix filtering: order all shingles from rare to common; two sets with a Jaccard index of at least `t` must share one of
//! their first `n - ceil(t*n) + 1` shingles. Only such pairs are looked at, and of those only the ones whose lengths
//! (length filter) and whose remaining shingles (positional filter) still allow the index. Nothing is lost and nothing is guessed.

use rayon::prelude::*;

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
    let order = RareFirst::learn(texts.iter().map(Shingles::hashes));
    let records = sorted_by_size(texts, &order, threshold);
    let index = PrefixIndex::build(&records);
    let mut pairs: Vec<NearCopy> = records
        .par_iter()
        .enumerate()
        .map_init(|| Overlaps::new(records.len()), |overlaps, (at, record)| probe(at, record, &records, &index, threshold, overlaps))
        .flatten_iter()
        .collect();
    pairs.sort_unstable_by_key(|pair| (pair.first, pair.second));
    pairs
}

/// A text ready to be joined.
struct Record<'a> {
    /// Position in the input.
    text: usize,
    /// All hashes, ascending.
    hashes: &'a [u32],
    /// The rarest ones, rarest first.
    prefix: Vec<u32>,
}

fn sorted_by_size<'a>(texts: &'a [Shingles], order: &RareFirst, threshold: Threshold) -> Vec<Record<'a>> {
    let mut records: Vec<Record<'a>> = texts
        .par_iter()
        .enumerate()
        .filter(|(_, shingles)| !shingles.is_empty())
        .map(|(text, shingles)| Record { text, hashes: shingles.hashes(), prefix: order.prefix(shingles.hashes(), threshold) })
        .collect();
    records.sort_unstable_by_key(|record| (record.hashes.len(), record.text));
    records
}

/// An order of shingles from rare to common.
///
/// Any fixed order makes the join exact, so counts may be shared by shingles that fall on the same counter: it only costs speed.
#[derive(Debug, Clone)]
pub(super) struct RareFirst {
    counts: Vec<u32>,
}

impl RareFirst {
    const COUNTERS: usize = 1 << 20;

    /// Counts shingles.
    pub(super) fn learn<'a>(sets: impl Iterator<Item = &'a [u32]>) -> Self {
        let mut counts = vec![0_u32; Self::COUNTERS];
        for hash in sets.flatten() {
            if let Some(count) = counts.get_mut(Self::slot(*hash)) {
                *count = count.saturating_add(1);
            }
        }
        Self { counts }
    }

    fn slot(hash: u32) -> usize {
        hash as usize & (Self::COUNTERS - 1)
    }

    fn rank(&self, hash: u32) -> u64 {
        let count = self.counts.get(Self::slot(hash)).copied().unwrap_or_default();
        (u64::from(count) << 32) | u64::from(hash)
    }

    /// The prefix of a set for a threshold, rarest first.
    pub(super) fn prefix(&self, hashes: &[u32], threshold: Threshold) -> Vec<u32> {
        let wanted = threshold.prefix(hashes.len());
        let mut ranks: Vec<u64> = hashes.iter().map(|&hash| self.rank(hash)).collect();
        if wanted < ranks.len() {
            ranks.select_nth_unstable(wanted);
            ranks.truncate(wanted);
        }
        ranks.sort_unstable();
        ranks.into_iter().map(low_half).collect()
    }
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
    mask: usize,
}

impl PrefixIndex {
    fn build(records: &[Record<'_>]) -> Self {
        let total: usize = records.iter().map(|record| record.prefix.len()).sum();
        let mask = total.next_power_of_two().max(1024) - 1;
        let starts = Self::starts(records, mask);
        let mut next = starts.clone();
        let mut entries = vec![Entry::default(); total];
        for (record, content) in (0_u32..).zip(records) {
            for (place, &hash) in (0_u32..).zip(&content.prefix) {
                let Some(slot) = next.get_mut(bucket(hash, mask)) else { continue };
                if let Some(entry) = entries.get_mut(*slot as usize) {
                    *entry = Entry { hash, record, place };
                }
                *slot += 1;
            }
        }
        Self { starts, entries, mask }
    }

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

/// How many prefix shingles each record has shared with the one that is being looked up; reused from look-up to look-up.
struct Overlaps {
    /// Count by record; `GIVEN_UP` where the positional filter has closed the case.
    counts: Vec<u32>,
    touched: Vec<u32>,
}

const GIVEN_UP: u32 = u32::MAX;

impl Overlaps {
    fn new(records: usize) -> Self {
        Self { counts: vec![0; records], touched: Vec::new() }
    }

    fn add(&mut self, record: u32, still_possible: impl FnOnce(u32) -> bool) {
        let Some(count) = self.counts.get_mut(record as usize) else { return };
        match *count {
            GIVEN_UP => return,
            0 => self.touched.push(record),
            _ => {}
        }
        *count = if still_possible(*count) { *count + 1 } else { GIVEN_UP };
    }

    fn drain(&mut self) -> Vec<u32> {
        let counts = &mut self.counts;
        let mut open = std::mem::take(&mut self.touched);
        open.retain(|&record| counts.get_mut(record as usize).is_some_and(|count| std::mem::take(count) != GIVEN_UP));
        open
    }
}

/// The pairs of one record with the records before it.
fn probe(
    at: usize,
    record: &Record<'_>,
    records: &[Record<'_>],
    index: &PrefixIndex,
    threshold: Threshold,
    overlaps: &mut Overlaps,
) -> Vec<NearCopy> {
    let size = record.hashes.len();
    let shortest = threshold.shortest(size);
    for (place, &hash) in record.prefix.iter().enumerate() {
        for entry in index.bucket(hash) {
            if entry.record as usize >= at {
                break;
            }
            let Some(other) = records.get(entry.record as usize) else { continue };
            let other_size = other.hashes.len();
            if entry.hash != hash || other_size < shortest {
                continue;
            }
            let rest = (size - place).min(other_size - entry.place as usize);
            let needed = threshold.needed(size, other_size);
            overlaps.add(entry.record, |before| before as usize + rest >= needed);
        }
    }
    overlaps.drain().into_iter().filter_map(|other| verify(record, records.get(other as usize)?, threshold)).collect()
}

fn verify(record: &Record<'_>, other: &Record<'_>, threshold: Threshold) -> Option<NearCopy> {
    let needed = threshold.needed(record.hashes.len(), other.hashes.len());
    let shared = shared_at_least(record.hashes, other.hashes, needed)?;
    let likeness = shared as f64 / (record.hashes.len() + other.hashes.len() - shared) as f64;
    let (first, second) = (record.text.min(other.text), record.text.max(other.text));
    (likeness >= threshold.likeness()).then_some(NearCopy { first, second, likeness })
}

/// How many hashes two ascending sets share, or none as soon as `needed` can't be reached any more.
pub(super) fn shared_at_least(a: &[u32], b: &[u32], needed: usize) -> Option<usize> {
    let (mut a, mut b, mut shared) = (a, b, 0);
    while let (Some((&x, rest_a)), Some((&y, rest_b))) = (a.split_first(), b.split_first()) {
        if x == y {
            shared += 1;
        }
        if x <= y {
            a = rest_a;
        }
        if y <= x {
            b = rest_b;
        }
        if shared + a.len().min(b.len()) < needed {
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
            pairs.extend(texts[..second].iter().enumerate().filter(|(_, a)| a.likeness(b) >= threshold.likeness()).map(|(first, _)| (first, second)));
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
