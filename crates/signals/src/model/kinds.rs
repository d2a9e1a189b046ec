//! What kind of trafficking the wording of a post resembles: a softmax regression over the same character n-grams as [`super::Wording`].
//!
//! It decides nothing about whether a post deserves a look; it only says, of a post that does, which category its words are nearest to.
//! [`train`] makes a model from the labelled posts; the same posts give the same model, byte for byte.

use super::for_each_bucket;
use super::train::{narrow, shuffle};

/// Buckets, a power of two.
const BUCKETS: usize = 1 << 15;
/// Most categories; rows of this many weights are added up quickly.
const MOST: usize = 16;
const MAGIC: &[u8; 8] = b"arashak1";
/// Passes over the posts.
const EPOCHS: u32 = 30;
/// Strength of the pull towards zero, per post: `1 / (C * posts)` with this `C`.
const INVERSE_STRENGTH: f32 = 20.0;
/// The step of the first pass.
const RATE: f32 = 4.0;

/// A trained model.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Kinds {
    /// Codes of the categories, ascending.
    codes: Vec<String>,
    /// One weight for each category in each bucket, in steps of `step`.
    table: Vec<[i8; MOST]>,
    step: f32,
    offsets: Vec<f32>,
}

/// Why bytes are no model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a model of categories of this edition")]
pub struct KindsError;

impl Kinds {
    /// Reads a model.
    ///
    /// # Errors
    /// Where the bytes have another form.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KindsError> {
        let mut rest = Bytes(bytes);
        if rest.take(MAGIC.len())? != MAGIC {
            return Err(KindsError);
        }
        let count = Some(usize::from(rest.byte()?)).filter(|count| *count <= MOST).ok_or(KindsError)?;
        let mut kinds = Self::default();
        for _ in 0..count {
            let length = usize::from(rest.byte()?);
            kinds.codes.push(String::from_utf8(rest.take(length)?.to_vec()).map_err(|_| KindsError)?);
        }
        kinds.step = rest.number()?;
        for _ in 0..count {
            kinds.offsets.push(rest.number()?);
        }
        let table = rest.take(BUCKETS * count)?;
        kinds.table = (0..BUCKETS).map(|bucket| row(table.get(bucket * count..).unwrap_or(&[]).iter().take(count))).collect();
        if rest.0.is_empty() { Ok(kinds) } else { Err(KindsError) }
    }

    /// The bytes of the model.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let length = |length: usize| u8::try_from(length).unwrap_or(u8::MAX);
        let mut bytes = MAGIC.to_vec();
        bytes.push(length(self.codes.len()));
        for code in &self.codes {
            bytes.push(length(code.len()));
            bytes.extend(code.as_bytes());
        }
        for value in std::iter::once(&self.step).chain(&self.offsets) {
            bytes.extend(value.to_le_bytes());
        }
        bytes.extend(self.table.iter().flat_map(|row| row.iter().take(self.codes.len()).flat_map(|weight| weight.to_le_bytes())));
        bytes
    }

    /// How near the wording of a normal form is to each category, as natural logarithms of shares that add up to one; nothing where the
    /// model is blank.
    #[must_use]
    pub fn nearness(&self, normal: &str) -> Vec<(&str, f32)> {
        let mut sums = [0_i32; MOST];
        let mut count = 0_u32;
        for_each_bucket(normal, |bucket| {
            count += 1;
            if let Some(row) = self.table.get(bucket & (BUCKETS - 1)) {
                sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += i32::from(*weight));
            }
        });
        let norm = norm(count);
        let answers: Vec<f32> = sums.iter().zip(&self.offsets).map(|(&sum, offset)| sum as f32 * self.step * norm + offset).collect();
        let shares = softmax(&answers);
        self.codes.iter().map(String::as_str).zip(shares.into_iter().map(|share| share.max(1e-6).ln())).collect()
    }
}

/// The weights of a bucket, from their bytes; those of no category are 0.
fn row<'a>(bytes: impl Iterator<Item = &'a u8>) -> [i8; MOST] {
    let mut row = [0; MOST];
    row.iter_mut().zip(bytes).for_each(|(weight, byte)| *weight = i8::from_le_bytes([*byte]));
    row
}

/// Bytes that are read from the front.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], KindsError> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(KindsError)?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, KindsError> {
        self.take(1)?.first().copied().ok_or(KindsError)
    }

    fn number(&mut self) -> Result<f32, KindsError> {
        let four = self.take(4)?.try_into().map_err(|_| KindsError)?;
        Some(f32::from_le_bytes(four)).filter(|number| number.is_finite()).ok_or(KindsError)
    }
}

/// Texts of any length answer alike: the n-grams are counted against the square root of their number.
fn norm(count: u32) -> f32 {
    1.0 / narrow(f64::from(count.max(1)).sqrt())
}

fn softmax(answers: &[f32]) -> Vec<f32> {
    let largest = answers.iter().copied().fold(f32::MIN, f32::max);
    let powers: Vec<f32> = answers.iter().map(|answer| (answer - largest).exp()).collect();
    let sum: f32 = powers.iter().sum();
    powers.into_iter().map(|power| power / sum).collect()
}

/// Trains a model on normal forms with the codes of their categories; of more than [`MOST`] codes only the first are learned.
#[must_use]
pub fn train(posts: &[(String, String)]) -> Kinds {
    let mut codes: Vec<String> = posts.iter().map(|(_, code)| code.clone()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes.truncate(MOST);
    let mut descent =
        Descent { kinds: codes.len(), weights: vec![0.0; BUCKETS * codes.len()], offsets: vec![0.0; codes.len()], factor: 1.0 };
    let vectors: Vec<(Vec<usize>, usize)> =
        posts.iter().filter_map(|(normal, code)| Some((buckets(normal), codes.iter().position(|one| one == code)?))).collect();
    let mut order: Vec<usize> = (0..vectors.len()).collect();
    let pull = 1.0 / (INVERSE_STRENGTH * posts.len().max(1) as f32);
    let (mut dice, mut step) = (0x2545_f491_4f6c_dd1d_u64, 0_u32);
    for _ in 0..EPOCHS {
        shuffle(&mut order, &mut dice);
        for (buckets, wanted) in order.iter().filter_map(|&index| vectors.get(index)) {
            let rate = RATE / (1.0 + RATE * pull * step as f32);
            step += 1;
            descent.step(buckets, *wanted, rate, pull);
        }
    }
    descent.finish(codes)
}

fn buckets(normal: &str) -> Vec<usize> {
    let mut buckets = Vec::new();
    for_each_bucket(normal, |bucket| buckets.push(bucket & (BUCKETS - 1)));
    buckets
}

/// Gradient descent; the pull towards zero is kept as one factor, so that a step touches only its own buckets.
struct Descent {
    kinds: usize,
    weights: Vec<f32>,
    offsets: Vec<f32>,
    factor: f32,
}

impl Descent {
    fn step(&mut self, buckets: &[usize], wanted: usize, rate: f32, pull: f32) {
        let norm = norm(u32::try_from(buckets.len()).unwrap_or(u32::MAX));
        let mut answers = vec![0.0_f32; self.kinds];
        for bucket in buckets {
            let weights = self.weights.get(bucket * self.kinds..(bucket + 1) * self.kinds).unwrap_or(&[]);
            answers.iter_mut().zip(weights).for_each(|(answer, weight)| *answer += weight);
        }
        answers.iter_mut().zip(&self.offsets).for_each(|(answer, offset)| *answer = *answer * norm * self.factor + offset);
        let mut slopes = softmax(&answers);
        slopes.iter_mut().enumerate().for_each(|(kind, share)| *share = f32::from(u8::from(kind == wanted)) - *share);
        self.factor *= 1.0 - rate * pull;
        let scale = rate * norm / self.factor;
        for bucket in buckets {
            let weights = self.weights.get_mut(bucket * self.kinds..(bucket + 1) * self.kinds).unwrap_or(&mut []);
            weights.iter_mut().zip(&slopes).for_each(|(weight, slope)| *weight += scale * slope);
        }
        self.offsets.iter_mut().zip(&slopes).for_each(|(offset, slope)| *offset += 0.01 * rate * slope);
    }

    #[expect(clippy::cast_possible_truncation, reason = "values are rounded and clamped to the range of the type first")]
    fn finish(self, codes: Vec<String>) -> Kinds {
        let largest = self.weights.iter().fold(f32::MIN_POSITIVE, |largest, weight| largest.max(weight.abs()));
        // The few largest weights are clipped so that the many small ones keep their steps.
        let step = largest * self.factor / 2.0 / 127.0;
        let quantised = |weight: &f32| (weight * self.factor / step).round().clamp(-127.0, 127.0) as i8;
        let quantised_row = |weights: &[f32]| {
            let mut row = [0; MOST];
            row.iter_mut().zip(weights).for_each(|(slot, weight)| *slot = quantised(weight));
            row
        };
        let table = self.weights.chunks(self.kinds.max(1)).map(quantised_row).collect();
        Kinds { codes, table, step, offsets: self.offsets }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model() -> Kinds {
        let texts = [("студия вебкам модели", "b.webcam"), ("почка донор операция", "c.organ"), ("карта перевод банк", "a.money")];
        let posts: Vec<(String, String)> =
            (0..30).map(|index| texts[index % 3]).map(|(text, code)| (format!(" {text} "), code.to_owned())).collect();
        train(&posts)
    }

    #[test]
    fn it_tells_the_nearest_kind_and_is_the_same_each_time() {
        let model = model();
        let nearest = |text| model.nearness(text).into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(code, _)| code.to_owned());
        assert_eq!(nearest(" донор почки ").as_deref(), Some("c.organ"));
        assert_eq!(nearest(" ищем в вебкам ").as_deref(), Some("b.webcam"));
        let shares: f32 = model.nearness(" банк ").iter().map(|(_, share)| share.exp()).sum();
        assert!((shares - 1.0).abs() < 0.01);
        assert_eq!(super::tests::model(), model);
    }

    #[test]
    fn a_model_survives_its_bytes_and_other_bytes_are_refused() {
        let model = model();
        let bytes = model.to_bytes();
        assert_eq!(Kinds::from_bytes(&bytes).as_ref(), Ok(&model));
        for cut in [0, 7, 9, 20, bytes.len() - 1] {
            assert_eq!(Kinds::from_bytes(&bytes[..cut]), Err(KindsError));
        }
        assert!(Kinds::default().nearness("слово").is_empty());
    }
}
