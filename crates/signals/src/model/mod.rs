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
        let span = unfolded.span(token.range.clone());
        if contacts.iter().any(|contact| contact.overlaps(span)) {
            // That there is a contact says something; how many links a post has says nothing.
            if !told {
                out.extend([CONTACT, ' ']);
                told = true;
            }
            continue;
        }
        match token.kind {
            TokenKind::Number => out.extend(tokens.loose(token).chars().take(6).map(|_| '0')),
            TokenKind::Word | TokenKind::Sign => out.push_str(tokens.loose(token)),
        }
        out.push(' ');
    }
    out
}

/// Calls `each` with the bucket of every n-gram of a normal form, once per occurrence.
pub(crate) fn for_each_bucket(normal: &str, mut each: impl FnMut(usize)) {
    let letters: Vec<u32> = normal.chars().map(u32::from).collect();
    for start in 0..letters.len() {
        let mut hash = 0x811c_9dc5_u32;
        for (length, &letter) in (1..=LONGEST).zip(letters.iter().skip(start)) {
            hash = (hash ^ letter).wrapping_mul(0x0100_0193);
            hash ^= hash >> 15;
            if length >= SHORTEST {
                each((hash.wrapping_mul(0x9e37_79b1) >> 14) as usize & (BUCKETS - 1));
            }
        }
    }
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
        let (mut sum, mut square) = (0_i64, 0_i64);
        for_each_bucket(normal, |bucket| {
            if let Some(&(weight, rarity)) = self.table.get(bucket) {
                let rarity = i64::from(rarity);
                sum += i64::from(weight) * rarity;
                square += rarity * rarity;
            }
        });
        if square == 0 {
            return 0.0;
        }
        self.slope * (sum as f32 * self.weight_step / (square as f32).sqrt()) + self.offset
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
    fn an_empty_text_says_nothing() {
        assert!(Wording::blank().log_odds("").abs() < f32::EPSILON);
    }
}
