//! A small linear model over character n-grams of the unfolded text: what the wording as a whole resembles.
//!
//! A text becomes its loosened words, parted by spaces, digits as `0`, contacts as one sign. Every run of 3 to 5 characters falls into one of
//! 2^18 buckets; a bucket has a weight and a rarity (inverse document frequency). The answer is
//! `a * sum(weight * rarity) / sqrt(sum(rarity^2)) + b`, a calibrated log-odds. Nothing else: no net, no hidden state.
//! [`train`] makes a model from labelled posts; the file in `knowledge/model/` is made so and a test makes it again.

pub mod fit;
pub mod kinds;
pub mod train;

use crate::Span;
use crate::notes::Table;
use crate::tokens::{TokenKind, Tokens};
use crate::unfold::Unfolded;

/// Buckets, a power of two.
pub(crate) const BUCKETS: usize = 1 << 18;
const SHORTEST: usize = 3;
const LONGEST: usize = 5;
const MAGIC: &[u8; 8] = b"arasha01";
const HEADER: usize = 8 + 4 * 4;

/// Sign that stands for a contact in the normal form.
const CONTACT: char = '\u{3c9}';

/// The normal form of a text that the model reads.
#[must_use]
pub fn normal_form(unfolded: &Unfolded, tokens: &Tokens, contacts: &[Span]) -> String {
    let mut out = String::with_capacity(unfolded.text().len() + 2);
    out.push(' ');
    let mut told = false;
    for token in tokens.as_slice() {
        let is_contact = || {
            let span = unfolded.glyph_span(token.glyphs());
            contacts.iter().any(|contact| contact.overlaps(span))
        };
        if !contacts.is_empty() && is_contact() {
            // That there is a contact says something; how many links a post has says nothing.
            if !told {
                out.extend([CONTACT, ' ']);
                told = true;
            }
            continue;
        }
        match token.kind {
            TokenKind::Number => out.extend(token.text(unfolded).chars().take(6).map(|_| '0')),
            TokenKind::Word | TokenKind::Sign => token.loosen_onto(unfolded, &mut out),
        }
        out.push(' ');
    }
    out
}

/// Calls `each` with the bucket of every n-gram of a normal form, once per occurrence.
pub(crate) fn for_each_bucket(normal: &str, mut each: impl FnMut(usize)) {
    let letters: Vec<char> = normal.chars().collect();
    for start in 0..letters.len() {
        buckets_from(letters.get(start..).unwrap_or(&[]), SHORTEST, &mut each);
    }
}

/// Calls `each` with the buckets of the n-grams that begin with these letters and have at least `shortest` of them.
fn buckets_from(letters: &[char], shortest: usize, each: &mut impl FnMut(usize)) {
    let mut hash = 0x811c_9dc5_u32;
    for (length, &letter) in (1..=LONGEST).zip(letters) {
        hash = (hash ^ u32::from(letter)).wrapping_mul(0x0100_0193);
        hash ^= hash >> 15;
        if length >= shortest {
            each((hash.wrapping_mul(0x9e37_79b1) >> 14) as usize & (BUCKETS - 1));
        }
    }
}

/// Calls `each` with the buckets of the n-grams of a normal form that lie in no single word with the blanks around it: those with a blank
/// within them.
fn for_each_bucket_across(letters: &[char], mut each: impl FnMut(usize)) {
    let is_blank = |at: usize| letters.get(at) == Some(&' ');
    for blank in (1..letters.len().saturating_sub(1)).filter(|&at| is_blank(at)) {
        for start in (blank.saturating_sub(LONGEST - 2)..blank).rev() {
            // An n-gram with two blanks within it counts with the first of them.
            if start + 1 < blank && is_blank(start + 1) {
                break;
            }
            buckets_from(letters.get(start..).unwrap_or(&[]), SHORTEST.max(blank - start + 2), &mut each);
        }
    }
}

/// Notes for [`Wording::log_odds_noted`].
#[derive(Debug, Default)]
pub(crate) struct SumNotes {
    words: Table<Sums>,
    /// The letters of the normal form at hand.
    letters: Vec<char>,
}

/// What n-grams add to the answer of [`Wording`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Sums {
    /// Weights times rarities.
    weighted: i64,
    /// Squares of rarities.
    square: i64,
}

/// A trained model.
#[derive(Debug, Clone, PartialEq)]
pub struct Wording {
    /// (weight, rarity) of each bucket, in steps of `weight_step` and `rarity_step`.
    table: Vec<(i8, u8)>,
    weight_step: f32,
    rarity_step: f32,
    slope: f32,
    offset: f32,
}

/// Why bytes are no model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a wording model of this edition: it must begin with {MAGIC:?} and hold {} bytes", HEADER + 2 * BUCKETS)]
pub struct ModelError;

impl Wording {
    /// A model that knows nothing and always answers 0.
    #[must_use]
    pub fn blank() -> Self {
        Self { table: vec![(0, 0); BUCKETS], weight_step: 1.0, rarity_step: 1.0, slope: 0.0, offset: 0.0 }
    }

    /// Reads a model.
    ///
    /// # Errors
    /// Where the bytes have another form.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        if bytes.len() != HEADER + 2 * BUCKETS || bytes.get(..8) != Some(MAGIC) {
            return Err(ModelError);
        }
        let number = |index: usize| {
            let at = 8 + 4 * index;
            bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map(f32::from_le_bytes).filter(|value| value.is_finite())
        };
        let table = bytes.get(HEADER..).unwrap_or(&[]).chunks_exact(2).map(|pair| match pair {
            [weight, rarity] => (i8::from_le_bytes([*weight]), *rarity),
            _ => (0, 0),
        });
        Ok(Self {
            weight_step: number(0).ok_or(ModelError)?,
            rarity_step: number(1).ok_or(ModelError)?,
            slope: number(2).ok_or(ModelError)?,
            offset: number(3).ok_or(ModelError)?,
            table: table.collect(),
        })
    }

    /// The bytes of the model.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for value in [self.weight_step, self.rarity_step, self.slope, self.offset] {
            bytes.extend(value.to_le_bytes());
        }
        for (weight, rarity) in &self.table {
            bytes.extend(weight.to_le_bytes());
            bytes.push(*rarity);
        }
        bytes
    }

    /// Calibrated log-odds that a text of this normal form recruits or sells, judged by its wording alone.
    #[must_use]
    pub fn log_odds(&self, normal: &str) -> f32 {
        let (mut weighted, mut square) = (0, 0);
        for_each_bucket(normal, |bucket| self.add(bucket, &mut weighted, &mut square));
        self.answer(weighted, square)
    }

    /// As [`Wording::log_odds`], with what words add noted from text to text; a normal form begins and ends with a blank.
    pub(crate) fn log_odds_noted(&self, normal: &str, notes: &mut SumNotes) -> f32 {
        let (mut weighted, mut square) = (0, 0);
        notes.letters.clear();
        let mut start = 0;
        for (at, letter) in normal.char_indices() {
            notes.letters.push(letter);
            if letter == ' ' {
                let word = normal.get(start..at).filter(|word| !word.is_empty());
                let sums = word.map_or(Sums::default(), |word| notes.words.of(word, |word| self.sums(word)));
                weighted += sums.weighted;
                square += sums.square;
                start = at + 1;
            }
        }
        for_each_bucket_across(&notes.letters, |bucket| self.add(bucket, &mut weighted, &mut square));
        self.answer(weighted, square)
    }

    /// What the n-grams of a word with the blanks around it add.
    fn sums(&self, word: &str) -> Sums {
        let mut sums = Sums::default();
        for_each_bucket(&format!(" {word} "), |bucket| self.add(bucket, &mut sums.weighted, &mut sums.square));
        sums
    }

    fn add(&self, bucket: usize, weighted: &mut i64, square: &mut i64) {
        if let Some(&(weight, rarity)) = self.table.get(bucket) {
            let rarity = i64::from(rarity);
            *weighted += i64::from(weight) * rarity;
            *square += rarity * rarity;
        }
    }

    fn answer(&self, weighted: i64, square: i64) -> f32 {
        if square == 0 {
            return 0.0;
        }
        self.slope * (weighted as f32 * self.weight_step / (square as f32).sqrt()) + self.offset
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_survives_its_bytes() {
        let mut model = Wording::blank();
        model.table[7] = (-3, 200);
        model.slope = 2.5;
        assert_eq!(Wording::from_bytes(&model.to_bytes()), Ok(model));
    }

    #[test]
    fn other_bytes_are_refused() {
        assert_eq!(Wording::from_bytes(b"arasha01"), Err(ModelError));
        let mut bytes = Wording::blank().to_bytes();
        bytes[0] = b'x';
        assert_eq!(Wording::from_bytes(&bytes), Err(ModelError));
    }

    #[test]
    fn notes_change_no_answer() {
        let mut model = Wording::blank();
        model.slope = 1.5;
        for (at, entry) in model.table.iter_mut().enumerate() {
            *entry = (i8::try_from(at % 200).unwrap_or(-7), u8::try_from(at % 251).unwrap_or(0));
        }
        let mut notes = SumNotes::default();
        let long = format!(" {} ", "слово".repeat(20_000));
        for normal in ["", " ", " а ", " а б в г д ", " ищем девушек 00 ", " ω $ ", " я и ты вместе ", &long, " ищем ищем "]
        {
            let (plain, noted) = (model.log_odds(normal), model.log_odds_noted(normal, &mut notes));
            assert!((noted - plain).abs() < f32::EPSILON, "{normal:?} {plain} {noted}");
        }
    }

    #[test]
    fn an_empty_text_says_nothing() {
        assert!(Wording::blank().log_odds("").abs() < f32::EPSILON);
    }
}
