//! Near copies among many pictures, by their PDQ marks.
//!
//! Of the 256 bits of a mark two pictures that are at most 31 bits apart have at least one of 16 pieces of 16 bits equal or one bit off.
//! Marks are filed under each of their pieces; what is asked for is looked up under its pieces and those one bit off, and only what lies
//! there is compared. The answer is exact: it is what comparing with all of them would give.

use signals::fingerprint::PictureMark;

/// Farthest that PDQ's authors call a match; more can't be asked for.
pub const FARTHEST: u32 = 31;

/// Pieces of a mark.
const PIECES: usize = 16;
/// Values of a piece.
const VALUES: usize = 1 << 16;
/// So many marks are compared one by one before they are filed.
const LEAST: usize = 8_192;

/// Marks with keys, filed so that near ones are found at once. Marks that tell nothing ([`PictureMark::is_telling`]) are not kept.
#[derive(Debug, Clone)]
pub struct Near<K> {
    marks: Vec<(PictureMark, K)>,
    /// How many of the marks are filed; those after them are compared one by one.
    filed: usize,
    shelves: Vec<Shelf>,
}

/// The places of marks, ordered by one of their pieces.
#[derive(Debug, Clone)]
struct Shelf {
    /// For each value of the piece, where its places begin; and the end.
    starts: Vec<u32>,
    places: Vec<u32>,
}

impl<K> Default for Near<K> {
    fn default() -> Self {
        Self { marks: Vec::new(), filed: 0, shelves: Vec::new() }
    }
}

impl<K> FromIterator<(PictureMark, K)> for Near<K> {
    fn from_iter<I: IntoIterator<Item = (PictureMark, K)>>(marks: I) -> Self {
        let mut near = Self::default();
        near.marks.extend(marks.into_iter().filter(|(mark, _)| mark.is_telling()));
        near.file_when_many();
        near
    }
}

impl<K> Near<K> {
    /// How many marks are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.marks.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    /// Adds a mark. All are filed anew now and then, so that adding many one by one stays cheap.
    pub fn add(&mut self, mark: PictureMark, key: K) {
        if mark.is_telling() {
            self.marks.push((mark, key));
            self.file_when_many();
        }
    }

    /// The keys of all marks at most so far from one (at most [`FARTHEST`]), nearest first, with how many bits differ. None for a mark
    /// that tells nothing.
    #[must_use]
    pub fn find(&self, mark: &PictureMark, distance: u32) -> Vec<(&K, u32)> {
        let distance = distance.min(FARTHEST);
        if !mark.is_telling() {
            return Vec::new();
        }
        let mut found = self.filed_within(mark, distance);
        found.extend((self.filed..self.marks.len()).filter_map(|place| self.within(place, mark, distance)));
        found.sort_unstable();
        found.dedup();
        found.into_iter().filter_map(|(apart, place)| Some((&self.marks.get(place)?.1, apart))).collect()
    }

    fn within(&self, place: usize, mark: &PictureMark, distance: u32) -> Option<(u32, usize)> {
        let apart = self.marks.get(place)?.0.distance(mark);
        (apart <= distance).then_some((apart, place))
    }

    fn filed_within(&self, mark: &PictureMark, distance: u32) -> Vec<(u32, usize)> {
        let stacks: Vec<&[u32]> = self.stacks(mark, distance);
        // Where a piece is the same in very many marks, comparing with all is the shorter way.
        if stacks.iter().map(|stack| stack.len()).sum::<usize>() > self.filed {
            return (0..self.filed).filter_map(|place| self.within(place, mark, distance)).collect();
        }
        let places = stacks.into_iter().flatten().filter_map(|&place| usize::try_from(place).ok());
        places.filter_map(|place| self.within(place, mark, distance)).collect()
    }

    /// The places filed under the pieces of a mark, and where more than 15 bits may differ under those one bit off.
    fn stacks(&self, mark: &PictureMark, distance: u32) -> Vec<&[u32]> {
        let flips = if distance < 16 { 0 } else { 16 };
        let pieces = self.shelves.iter().zip(pieces(mark));
        let stacks = pieces.flat_map(|(shelf, piece)| {
            let near = std::iter::once(piece).chain((0..flips).map(move |bit| piece ^ (1 << bit)));
            near.filter_map(|value| shelf.stack(value))
        });
        stacks.filter(|stack| !stack.is_empty()).collect()
    }

    fn file_when_many(&mut self) {
        let waiting = self.marks.len() - self.filed;
        if waiting > LEAST.max(self.filed / 4) {
            self.shelves = (0..PIECES).map(|at| Shelf::of(&self.marks, at)).collect();
            self.filed = self.marks.len();
        }
    }
}

impl Shelf {
    /// Counts, sums up, lays down.
    fn of<K>(marks: &[(PictureMark, K)], at: usize) -> Self {
        let piece = |mark: &PictureMark| pieces(mark).nth(at).map_or(0, usize::from);
        let mut starts = vec![0_u32; VALUES + 1];
        for (mark, _) in marks {
            if let Some(count) = starts.get_mut(piece(mark) + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let (mut next, mut places) = (starts.clone(), vec![0; marks.len()]);
        for (place, (mark, _)) in (0_u32..).zip(marks) {
            let Some(slot) = next.get_mut(piece(mark)) else { continue };
            if let Some(cell) = usize::try_from(*slot).ok().and_then(|slot| places.get_mut(slot)) {
                *cell = place;
            }
            *slot += 1;
        }
        Self { starts, places }
    }

    fn stack(&self, value: u16) -> Option<&[u32]> {
        let start = |at: usize| self.starts.get(at).and_then(|&start| usize::try_from(start).ok());
        let value = usize::from(value);
        self.places.get(start(value)?..start(value + 1)?)
    }
}

fn pieces(mark: &PictureMark) -> impl Iterator<Item = u16> {
    let bytes = mark.to_bytes();
    (0..PIECES).map(move |at| crate::bytes::be16(&bytes, at * 2).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn mark(bytes: [u8; 32], quality: u8) -> PictureMark {
        let mut whole = [quality; 33];
        whole[..32].copy_from_slice(&bytes);
        PictureMark::from_bytes(&whole)
    }

    /// Well mixed bytes: no two of them are near each other.
    fn mixed(number: u64) -> [u8; 32] {
        let word =
            |n: u64| (n ^ 0x9E37_79B9_7F4A_7C15).wrapping_mul(0xBF58_476D_1CE4_E5B9).rotate_left(31).wrapping_mul(0x94D0_49BB_1331_11EB);
        let words: Vec<u8> = (0..4).flat_map(|at| word(number * 4 + at).to_be_bytes()).collect();
        words.try_into().unwrap()
    }

    fn flipped(mut bytes: [u8; 32], bits: impl IntoIterator<Item = u8>) -> [u8; 32] {
        bits.into_iter().for_each(|bit| bytes[usize::from(bit / 8)] ^= 1 << (bit % 8));
        bytes
    }

    fn one_by_one(marks: &[PictureMark], wanted: &PictureMark, distance: u32) -> Vec<(usize, u32)> {
        let far = marks.iter().enumerate().map(|(place, mark)| (mark.distance(wanted), place, mark));
        let near = far.filter(|(apart, _, mark)| *apart <= distance.min(FARTHEST) && mark.is_telling() && wanted.is_telling());
        let mut near: Vec<(u32, usize)> = near.map(|(apart, place, _)| (apart, place)).collect();
        near.sort_unstable();
        near.into_iter().map(|(apart, place)| (place, apart)).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// Whatever is filed and however it came, the answer is that of comparing with all.
        #[test]
        fn near_marks_are_those_that_comparing_with_all_finds(
            seeds in prop::collection::vec((0..40_u64, prop::collection::btree_set(any::<u8>(), 0..40), 45..=100_u8), 1..200),
            noise in prop::sample::select(vec![0_u64, 9_000, 12_000]),
            wanted in (0..40_u64, prop::collection::btree_set(any::<u8>(), 0..20), 45..=100_u8),
            distance in 0..40_u32,
        ) {
            let mut marks: Vec<PictureMark> = (0..noise).map(|number| mark(mixed(number + 1_000), 90)).collect();
            marks.extend(seeds.into_iter().map(|(seed, bits, quality)| mark(flipped(mixed(seed), bits), quality)));
            let wanted = mark(flipped(mixed(wanted.0), wanted.1), wanted.2);
            let expected = one_by_one(&marks, &wanted, distance);
            let keyed = || marks.iter().copied().zip(0_usize..);
            let at_once: Near<usize> = keyed().collect();
            let mut by_and_by = Near::default();
            keyed().for_each(|(mark, key)| by_and_by.add(mark, key));
            for near in [at_once, by_and_by] {
                let found: Vec<(usize, u32)> = near.find(&wanted, distance).into_iter().map(|(key, apart)| (*key, apart)).collect();
                prop_assert_eq!(&found, &expected);
            }
        }
    }

    #[test]
    fn marks_that_are_all_alike_cost_no_more_than_comparing_with_all() {
        let near: Near<usize> = (0..20_000).map(|key| (mark(flipped([7; 32], [u8::try_from(key % 256).unwrap()]), 90), key)).collect();
        assert_eq!(near.find(&mark([7; 32], 90), FARTHEST).len(), 20_000);
        assert_eq!(near.len(), 20_000);
        assert!(!near.is_empty() && Near::<u8>::default().is_empty());
    }

    /// The edge: 31 bits spread over all pieces, so that only one piece is one bit off.
    #[test]
    fn the_farthest_match_is_found_and_one_farther_is_not() {
        let own = mixed(3);
        let spread = |count: u8| flipped(own, (0..count).map(|at| at % 16 * 16 + at / 16));
        let mut near: Near<u8> = (10_000..20_000).map(|number| (mark(mixed(number), 90), 0)).collect();
        near.add(mark(spread(31), 90), 31);
        near.add(mark(spread(32), 90), 32);
        (0..9_000).for_each(|number| near.add(mark(mixed(number + 50_000), 90), 0));
        assert_eq!(near.find(&mark(own, 90), FARTHEST), [(&31, 31)]);
        assert_eq!(near.find(&mark(own, 90), 30), []);
    }
}
