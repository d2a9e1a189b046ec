//! Values by the beginnings of words: terms and places are looked up in a word in one go.
//!
//! A word is hashed letter by letter; a small filter over these hashes says for nearly all beginnings that nothing is known of them, so
//! that most words cost a few steps of arithmetic and no memory beyond the filter. Beginnings are told apart by 55 bits of hash and not
//! compared: among some ten thousand of them a chance collision is not to be expected in the life of the program.

/// Bits of the filter for each entry, of which two are set: about one unknown beginning in forty passes it.
const FILTER_BITS: usize = 16;
/// Bits of a slot that hold an index.
const INDEX_BITS: u32 = 24;
/// Of a word, at most so many beginnings that pass the filter are looked up.
const MOST: usize = 24;

/// Values by beginnings of words.
#[derive(Debug)]
pub(crate) struct Beginnings<T> {
    filter: Vec<u64>,
    /// Open addressing, a power of two, at most half full. A slot holds the upper bits of a hash and, in its lowest [`INDEX_BITS`], the
    /// index of the value plus one; 0 where it is free. The lower bits of the hash say where the slot is.
    slots: Vec<u64>,
    values: Vec<T>,
}

impl<T> Beginnings<T> {
    /// The values of these beginnings, each given once.
    pub fn new(entries: impl IntoIterator<Item = (String, T)>) -> Self {
        let (hashes, values): (Vec<u64>, Vec<T>) = entries.into_iter().map(|(beginning, value)| (hash(&beginning), value)).unzip();
        let filter = vec![0; (values.len() * FILTER_BITS / 64).next_power_of_two()];
        let slots = vec![0; (values.len() * 2 + 1).next_power_of_two()];
        let mut known = Self { filter, slots, values };
        for (index, hash) in (1_u64..1 << INDEX_BITS).zip(hashes) {
            known.put(hash, index);
        }
        known
    }

    fn put(&mut self, hash: u64, index: u64) {
        let cells = self.filter.len();
        if let Some(cell) = self.filter.get_mut(cell(hash, cells)) {
            *cell |= bits(hash);
        }
        let mask = self.slots.len() - 1;
        let mut at = slot(hash, mask);
        while self.slots.get(at).is_some_and(|slot| *slot != 0) {
            at = (at + 1) & mask;
        }
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = upper(hash) | index;
        }
    }

    /// The values of the known beginnings of a word, each with what follows it; the longest first.
    pub fn of<'a>(&'a self, word: &'a str) -> Known<'a, T> {
        let mut known = Known { beginnings: self, word, passed: [(0, 0); MOST], left: 0 };
        let mut hash = 0;
        let mut end = 0;
        for letter in word.chars() {
            hash = roll(hash, letter);
            end += letter.len_utf8();
            if self.filter.get(cell(hash, self.filter.len())).is_some_and(|cell| cell & bits(hash) == bits(hash))
                && let Some(place) = known.passed.get_mut(known.left)
            {
                *place = (hash, end);
                known.left += 1;
            }
        }
        known
    }

    fn value(&self, hash: u64) -> Option<&T> {
        let mask = self.slots.len() - 1;
        let mut at = slot(hash, mask);
        loop {
            let slot = self.slots.get(at).copied().filter(|slot| *slot != 0)?;
            if upper(slot) == upper(hash) {
                let index = usize::try_from(slot ^ upper(slot)).ok()?;
                return self.values.get(index.checked_sub(1)?);
            }
            at = (at + 1) & mask;
        }
    }
}

/// The known beginnings of a word, the longest first.
pub(crate) struct Known<'a, T> {
    beginnings: &'a Beginnings<T>,
    word: &'a str,
    /// Hash and end of the beginnings that passed the filter.
    passed: [(u64, usize); MOST],
    left: usize,
}

impl<'a, T> Iterator for Known<'a, T> {
    type Item = (&'a T, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(next) = self.left.checked_sub(1) {
            self.left = next;
            let (hash, end) = *self.passed.get(next)?;
            if let Some(value) = self.beginnings.value(hash) {
                return Some((value, self.word.get(end..)?));
            }
        }
        None
    }
}

fn hash(beginning: &str) -> u64 {
    beginning.chars().fold(0, roll)
}

/// The hash of a beginning that is one letter longer.
fn roll(hash: u64, letter: char) -> u64 {
    (hash ^ u64::from(u32::from(letter))).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(27)
}

/// The cell of the filter for a hash; `cells` is a power of two.
fn cell(hash: u64, cells: usize) -> usize {
    low(hash >> 6) & (cells - 1)
}

/// The two bits of a hash in its cell.
fn bits(hash: u64) -> u64 {
    1 << (hash & 63) | 1 << (hash >> 58)
}

fn slot(hash: u64, mask: usize) -> usize {
    low(hash) & mask
}

/// A hash without the bits that say where its slot is.
fn upper(hash: u64) -> u64 {
    hash >> INDEX_BITS << INDEX_BITS
}

/// The low half of a hash, as an index.
fn low(hash: u64) -> usize {
    usize::try_from(hash & 0xFFFF_FFFF).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_beginning_is_found_the_longest_first() {
        let list = ["дев", "девушк", "девушка", "паспорт"];
        let known = Beginnings::new(list.iter().map(|one| ((*one).to_owned(), *one)));
        let found = |word| known.of(word).map(|(value, rest)| (*value, rest)).collect::<Vec<_>>();
        assert_eq!(found("девушками"), [("девушка", "ми"), ("девушк", "ами"), ("дев", "ушками")]);
        assert_eq!(found("девушка"), [("девушка", ""), ("девушк", "а"), ("дев", "ушка")]);
        assert_eq!(found("де"), []);
        assert_eq!(found(""), []);
    }

    #[test]
    fn nothing_is_known_of_nothing() {
        assert!(Beginnings::<()>::new([]).of("слово").next().is_none());
    }

    #[test]
    fn the_longest_words_are_no_trouble() {
        let list: Vec<String> = (1..200).map(|length| "а".repeat(length)).collect();
        let known = Beginnings::new(list.iter().cloned().zip(0..));
        assert_eq!(known.of(&"а".repeat(10_000)).count(), MOST);
    }
}
