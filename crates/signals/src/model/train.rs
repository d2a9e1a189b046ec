//! Makes a [`Wording`] model from labelled posts: logistic regression by stochastic gradient descent in a fixed order.
//!
//! The same posts give the same model, byte for byte. Calibration uses answers on posts that the model had not seen (five folds).

use super::{BUCKETS, Wording, for_each_bucket};

/// Folds of the cross-validation.
const FOLDS: u64 = 5;
/// Passes over the posts.
const EPOCHS: u32 = 40;
/// Strength of the pull towards zero, per post: `1 / (C * posts)` with this `C`.
const INVERSE_STRENGTH: f64 = 10.0;

/// A labelled post in normal form.
#[derive(Debug, Clone)]
pub struct Labelled {
    /// [`super::normal_form`] of the text.
    pub normal: String,
    /// Whether it recruits or sells.
    pub positive: bool,
    /// Posts of one group (tellings of one scene) are never on both sides of a fold.
    pub group: u64,
}

/// A model, and what it says of each post when trained without that post's fold.
#[derive(Debug)]
pub struct Trained {
    /// The model trained on all posts.
    pub model: Wording,
    /// Calibrated log-odds of each post, unseen.
    pub unseen: Vec<f32>,
}

/// A post as a sparse unit vector.
struct Vector {
    entries: Vec<(u32, f32)>,
    positive: bool,
}

/// Trains a model.
#[must_use]
pub fn train(posts: &[Labelled]) -> Trained {
    let rarity = rarities(posts);
    let vectors: Vec<Vector> = posts.iter().map(|post| vector(post, &rarity)).collect();
    let mut raw = vec![0.0_f64; vectors.len()];
    let fold_of = |index: usize| posts.get(index).map_or(0, |post| post.group % FOLDS);
    for fold in 0..FOLDS {
        let weights = descend(&vectors, |index| fold_of(index) != fold);
        for (index, vector) in vectors.iter().enumerate().filter(|(index, _)| fold_of(*index) == fold) {
            if let Some(answer) = raw.get_mut(index) {
                *answer = dot(&weights, vector);
            }
        }
    }
    let (slope, offset) = calibrate(&raw, &vectors);
    let weights = descend(&vectors, |_| true);
    Trained {
        model: quantise(&weights, &rarity, slope, offset),
        unseen: raw.iter().map(|answer| narrow(slope * answer + offset)).collect(),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a log-odds of single precision is all that is needed")]
pub(super) fn narrow(value: f64) -> f32 {
    value as f32
}

/// Inverse document frequency of each bucket; 0 where fewer than two posts have it.
fn rarities(posts: &[Labelled]) -> Vec<f32> {
    let mut counts = vec![0_u32; BUCKETS];
    let mut seen = vec![u32::MAX; BUCKETS];
    for (index, post) in (0_u32..).zip(posts) {
        for_each_bucket(&post.normal, |bucket| {
            if let (Some(last), Some(count)) = (seen.get_mut(bucket), counts.get_mut(bucket)) {
                *count += u32::from(*last != index);
                *last = index;
            }
        });
    }
    let posts = posts.len() as f64;
    counts.iter().map(|&count| if count < 2 { 0.0 } else { narrow((posts / f64::from(count)).ln() + 1.0) }).collect()
}

fn vector(post: &Labelled, rarity: &[f32]) -> Vector {
    let mut entries: Vec<(u32, f32)> = Vec::new();
    for_each_bucket(&post.normal, |bucket| {
        let value = rarity.get(bucket).copied().unwrap_or(0.0);
        if let (true, Ok(bucket)) = (value > 0.0, u32::try_from(bucket)) {
            entries.push((bucket, value));
        }
    });
    let norm = entries.iter().map(|(_, value)| value * value).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    entries.iter_mut().for_each(|(_, value)| *value /= norm);
    Vector { entries, positive: post.positive }
}

fn dot(weights: &[f64], vector: &Vector) -> f64 {
    vector.entries.iter().map(|&(bucket, value)| weights.get(bucket as usize).copied().unwrap_or(0.0) * f64::from(value)).sum()
}

/// Weights for the chosen posts. The pull towards zero is kept as one factor, so that a step touches only its own buckets.
fn descend(vectors: &[Vector], chosen: impl Fn(usize) -> bool) -> Vec<f64> {
    let mut order: Vec<usize> = (0..vectors.len()).filter(|&index| chosen(index)).collect();
    let pull = 1.0 / (INVERSE_STRENGTH * order.len().max(1) as f64);
    let mut weights = vec![0.0_f64; BUCKETS];
    let (mut factor, mut step) = (1.0_f64, 0_u32);
    let mut dice = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..EPOCHS {
        shuffle(&mut order, &mut dice);
        for vector in order.iter().filter_map(|&index| vectors.get(index)) {
            let rate = 4.0 / (1.0 + 4.0 * pull * f64::from(step));
            step += 1;
            let answer = factor * dot(&weights, vector);
            let wanted = f64::from(u8::from(vector.positive));
            let slope = rate * (wanted - 1.0 / (1.0 + (-answer).exp()));
            factor *= 1.0 - rate * pull;
            for &(bucket, value) in &vector.entries {
                if let Some(weight) = weights.get_mut(bucket as usize) {
                    *weight += slope * f64::from(value) / factor;
                }
            }
        }
    }
    weights.iter_mut().for_each(|weight| *weight *= factor);
    weights
}

/// Fisher-Yates with a fixed generator (xorshift), so that every run is the same.
pub(super) fn shuffle(order: &mut [usize], dice: &mut u64) {
    for last in (1..order.len()).rev() {
        *dice ^= *dice << 13;
        *dice ^= *dice >> 7;
        *dice ^= *dice << 17;
        let other = usize::try_from(*dice % (last as u64 + 1)).unwrap_or(0);
        order.swap(last, other);
    }
}

/// Slope and offset that make raw answers into log-odds (Platt scaling by gradient descent).
fn calibrate(raw: &[f64], vectors: &[Vector]) -> (f64, f64) {
    let (mut slope, mut offset) = (1.0_f64, 0.0_f64);
    for _ in 0..2_000 {
        let (mut by_slope, mut by_offset) = (0.0, 0.0);
        for (answer, vector) in raw.iter().zip(vectors) {
            let error = f64::from(u8::from(vector.positive)) - 1.0 / (1.0 + (-(slope * answer + offset)).exp());
            by_slope += error * answer;
            by_offset += error;
        }
        let posts = raw.len().max(1) as f64;
        slope += by_slope / posts;
        offset += by_offset / posts;
    }
    (slope, offset)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "values are rounded and clamped to the range of the type first"
)]
fn quantise(weights: &[f64], rarity: &[f32], slope: f64, offset: f64) -> Wording {
    let largest = weights.iter().fold(f64::MIN_POSITIVE, |largest, weight| largest.max(weight.abs()));
    // The few largest weights are clipped so that the many small ones keep their steps.
    let weight_step = narrow(largest / 127.0).max(f32::MIN_POSITIVE);
    let rarity_step = rarity.iter().fold(f32::MIN_POSITIVE, |largest, &value| largest.max(value)) / 255.0;
    let table = weights
        .iter()
        .zip(rarity)
        .map(|(&weight, &rarity)| {
            let weight = (weight / f64::from(weight_step)).round().clamp(-127.0, 127.0) as i8;
            (weight, (rarity / rarity_step).round().clamp(0.0, 255.0) as u8)
        })
        .collect();
    Wording { table, weight_step, rarity_step, slope: narrow(slope), offset: narrow(offset) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn posts() -> Vec<Labelled> {
        let words = ["девушки паспорт долг клуб", "паспорт долг билет клуб", "продам диван торг", "ищем бухгалтера оклад договор"];
        (0..40)
            .map(|index| Labelled { normal: format!(" {} {index} ", words[index % 4]), positive: index % 4 < 2, group: index as u64 / 4 })
            .collect()
    }

    #[test]
    fn it_learns_and_is_the_same_each_time() {
        let trained = train(&posts());
        assert!(trained.model.log_odds(" паспорт и долг за билет ") > 1.0);
        assert!(trained.model.log_odds(" диван продам ") < -1.0);
        assert_eq!(train(&posts()).model.to_bytes(), trained.model.to_bytes());
    }

    #[test]
    fn no_posts_make_a_blank_answer() {
        assert!(train(&[]).model.log_odds("паспорт").abs() < 0.001);
    }
}
