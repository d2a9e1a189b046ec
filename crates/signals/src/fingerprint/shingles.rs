//! A text as a set of short runs of its characters.

/// Characters in a shingle: about a word and its neighbour's edge. Shorter ones stand in every text of a language and make the join
/// slow, longer ones let a changed word touch too much of what stands around it.
const WIDTH: usize = 8;

/// Odd constants of SplitMix64, used to spread characters over 64 bits.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
const FINISH: u64 = 0xBF58_476D_1CE4_E5B9;

/// The set of shingles of a folded text, as sorted 32-bit hashes.
///
/// Two different shingles of a pair of texts of 500 characters fall on the same hash about once in 17,000 pairs,
/// which then moves the likeness by about 0.001.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shingles(Vec<u32>);

impl Shingles {
    /// The shingles of a text as it was written. Texts shorter than a shingle have one shingle, empty ones none.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut hashes = Vec::with_capacity(text.len() / 2 + 1);
        let mut window = Window::default();
        fold_into(text, |letter| hashes.extend(window.push(letter)));
        hashes.extend(window.rest());
        Self::from_hashes(hashes)
    }

    /// Shingles from hashes that were kept elsewhere.
    #[must_use]
    pub fn from_hashes(mut hashes: Vec<u32>) -> Self {
        hashes.sort_unstable();
        hashes.dedup();
        Self(hashes)
    }

    /// The hashes, ascending, each once.
    #[must_use]
    pub fn hashes(&self) -> &[u32] {
        &self.0
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the text had nothing to compare.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many shingles both have.
    #[must_use]
    pub fn shared(&self, other: &Self) -> usize {
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut shared = 0;
        while let (Some(&a), Some(&b)) = (left.peek(), right.peek()) {
            if a <= b {
                left.next();
            }
            if b <= a {
                right.next();
            }
            shared += usize::from(a == b);
        }
        shared
    }

    /// The Jaccard index: shared shingles over all shingles; 0 where one is empty.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f64 {
        let shared = self.shared(other);
        if shared == 0 { 0.0 } else { shared as f64 / (self.len() + other.len() - shared) as f64 }
    }
}

/// The text as shingles see it: lower case, one space between words, every number as one `0`, contacts and punctuation gone.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, |letter| folded.push(letter));
    folded
}

fn fold_into(text: &str, mut emit: impl FnMut(char)) {
    let mut last = ' ';
    for word in text.split_whitespace() {
        if is_contact(word) {
            continue;
        }
        if last != ' ' {
            emit(' ');
            last = ' ';
        }
        for letter in word.chars() {
            fold_letter(letter, &mut last, &mut emit);
        }
    }
}

/// A number is one `0` however long it is and however it is grouped, so that `8 705 001 02 03` and `+77050010203` fold alike.
fn fold_letter(letter: char, last: &mut char, emit: &mut impl FnMut(char)) {
    // Most letters are Latin or Cyrillic; they need no table.
    let common = match letter {
        'a'..='z' | 'а'..='я' => Some(letter),
        'A'..='Z' => Some(letter.to_ascii_lowercase()),
        'А'..='Я' => char::from_u32(u32::from(letter) + 32),
        _ => None,
    };
    if let Some(lower) = common {
        emit(lower);
        *last = lower;
    } else if letter.is_numeric() {
        if *last != '0' {
            emit('0');
        }
        *last = '0';
    } else if letter.is_alphabetic() {
        for lower in letter.to_lowercase() {
            emit(lower);
            *last = lower;
        }
    }
}

/// Handles, addresses and links change from copy to copy, so they say nothing about the text.
fn is_contact(word: &str) -> bool {
    let bytes = word.as_bytes();
    memchr::memchr3(b'@', b'/', b'_', bytes).is_some() && looks_like_contact(word)
}

fn looks_like_contact(word: &str) -> bool {
    let core = word.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '@');
    let latin = core.bytes().filter(u8::is_ascii_alphanumeric).count();
    latin * 2 >= core.len() && latin >= 4 && (core.contains('@') || core.contains("://") || core.contains('_') || core.contains('.'))
}

/// Bits by which the hash turns with each character.
const TURN: u32 = 11;
/// Bits by which a character has turned when it leaves: eight times that.
const GONE: u32 = 88;

/// The last few characters, each spread over 64 bits; turned and laid over each other they make the hash, which goes on from character to
/// character: what enters is laid over it, what leaves is laid over it once more and so is gone.
#[derive(Default)]
struct Window {
    letters: [u64; WIDTH],
    mixed: u64,
    filled: usize,
}

impl Window {
    fn push(&mut self, letter: char) -> Option<u32> {
        let new = u64::from(u32::from(letter)).wrapping_mul(SPREAD);
        let old = self.letters.get_mut(self.filled % WIDTH).map_or(0, |slot| std::mem::replace(slot, new));
        self.mixed = self.mixed.rotate_left(TURN) ^ old.rotate_left(GONE) ^ new;
        self.filled += 1;
        (self.filled >= WIDTH).then(|| self.hash())
    }

    /// The one shingle of a text that is shorter than a shingle.
    fn rest(&self) -> Option<u32> {
        (self.filled > 0 && self.filled < WIDTH).then(|| self.hash())
    }

    fn hash(&self) -> u32 {
        upper_half((self.mixed ^ (self.mixed >> 29)).wrapping_mul(FINISH))
    }
}

/// The upper 32 bits.
fn upper_half(mixed: u64) -> u32 {
    u32::try_from(mixed >> 32).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_changes_from_copy_to_copy_is_folded_away() {
        let rows = [
            ("Работа!!!  ТУРЦИЯ", "работа турция"),
            ("оплата 2500$ в мес.", "оплата 0 в мес"),
            ("пиши @studio_pearl_x сейчас", "пиши сейчас"),
            ("https://example.kz/a?b=1 сайт", "сайт"),
            ("и/или он_она", "иили онона"),
            ("тел 8 705 001 02 03 Анна", "тел 0 0 0 0 0 анна"),
            ("", ""),
        ];
        for (written, folded) in rows {
            assert_eq!(fold(written), folded, "{written:?}");
        }
    }

    #[test]
    fn likeness_is_one_for_a_copy_and_low_for_another_text() {
        let a = Shingles::of("Срочно девушки на работу в Турцию, жильё и билет за наш счёт, пишите 8 705 001 02 03");
        let b = Shingles::of("СРОЧНО! Девушки на работу в Турцию, жильё и билет за наш счёт. Пишите 8 705 009 99 99");
        let c = Shingles::of("Продаётся квартира в центре, ремонт, мебель, рядом школа и детский сад, торг уместен");
        assert!(a.likeness(&b) > 0.99);
        assert!(a.likeness(&c) < 0.05);
        assert!(Shingles::of("").is_empty());
        assert!(a.likeness(&Shingles::of("")) < f64::EPSILON);
        assert_eq!(Shingles::of("да").len(), 1);
    }

    proptest! {
        #[test]
        fn likeness_is_symmetric_and_within_bounds(a in ".{0,80}", b in ".{0,80}") {
            let (a, b) = (Shingles::of(&a), Shingles::of(&b));
            prop_assert!((a.likeness(&b) - b.likeness(&a)).abs() < 1e-12);
            prop_assert!((0.0..=1.0).contains(&a.likeness(&b)));
            prop_assert!(a.is_empty() || (a.likeness(&a) - 1.0).abs() < 1e-12);
        }
    }
}
