//! Fits the weights of indicators to labelled posts, near what people set and never on the wrong side of zero.
//!
//! Logistic regression in which each weight is pulled to its value in the knowledge files: an indicator that the labels say little about
//! keeps the weight that people gave it.

use knowledge::Polarity;

/// Steps of gradient descent.
const STEPS: usize = 3_000;
/// How strongly a weight is pulled to its prior, in posts.
const PULL: f64 = 6.0;

/// A labelled post as the fit sees it.
#[derive(Debug, Clone)]
pub struct Row {
    /// Places of the shown indicators in the list of priors.
    pub shown: Vec<usize>,
    /// The wording model's log-odds, from a model that had not seen the post.
    pub wording: f32,
    /// Whether it recruits or sells.
    pub positive: bool,
}

/// The weight that people gave an indicator, and its side.
#[derive(Debug, Clone, Copy)]
pub struct Prior {
    /// Natural log-odds, not negative.
    pub weight: f32,
    /// For or against.
    pub polarity: Polarity,
}

/// Fitted numbers, in natural log-odds.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// Added to every post.
    pub bias: f64,
    /// How much of the wording model's answer counts.
    pub share: f64,
    /// Weights in the order of the priors, not negative.
    pub weights: Vec<f64>,
}

impl Fitted {
    /// The score of a post under these numbers.
    #[must_use]
    pub fn score(&self, row: &Row, priors: &[Prior]) -> f64 {
        let evidence: f64 = row.shown.iter().map(|&index| self.weights.get(index).copied().unwrap_or(0.0) * side(priors, index)).sum();
        self.bias + self.share * f64::from(row.wording) + evidence
    }
}

fn side(priors: &[Prior], index: usize) -> f64 {
    match priors.get(index).map(|prior| prior.polarity) {
        Some(Polarity::Against) => -1.0,
        Some(Polarity::For) | None => 1.0,
    }
}

/// Fits weights.
#[must_use]
pub fn fit(rows: &[Row], priors: &[Prior]) -> Fitted {
    let mut fitted = Fitted { bias: -1.0, share: 0.5, weights: priors.iter().map(|prior| f64::from(prior.weight)).collect() };
    let posts = rows.len().max(1) as f64;
    for _ in 0..STEPS {
        step(&mut fitted, rows, priors, posts);
    }
    fitted
}

fn step(fitted: &mut Fitted, rows: &[Row], priors: &[Prior], posts: f64) {
    let mut slopes = vec![0.0_f64; priors.len()];
    let (mut by_bias, mut by_share) = (0.0, 0.0);
    for row in rows {
        let error = f64::from(u8::from(row.positive)) - 1.0 / (1.0 + (-fitted.score(row, priors)).exp());
        by_bias += error;
        by_share += error * f64::from(row.wording);
        for &index in &row.shown {
            if let Some(slope) = slopes.get_mut(index) {
                *slope += error * side(priors, index);
            }
        }
    }
    fitted.bias += by_bias / posts;
    fitted.share = (fitted.share + 0.3 * by_share / posts).max(0.0);
    for ((weight, slope), prior) in fitted.weights.iter_mut().zip(&slopes).zip(priors) {
        let pull = PULL * (f64::from(prior.weight) - *weight);
        // An indicator stands in few of the posts, so its slope is small: the step is larger than the bias's.
        *weight = (*weight + 4.0 * (slope + pull) / posts).max(0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prior(polarity: Polarity) -> Prior {
        Prior { weight: 1.0, polarity }
    }

    #[test]
    fn what_stands_with_positives_grows_and_what_is_not_seen_keeps_its_weight() {
        let rows: Vec<Row> = (0..200)
            .map(|index| Row { shown: if index % 2 == 0 { vec![0] } else { vec![1] }, wording: 0.0, positive: index % 2 == 0 })
            .collect();
        let fitted = fit(&rows, &[prior(Polarity::For), prior(Polarity::Against), prior(Polarity::For)]);
        assert!(fitted.weights[0] > 1.2 && fitted.weights[1] > 1.0, "{fitted:?}");
        assert!((fitted.weights[2] - 1.0).abs() < 0.01, "{fitted:?}");
    }

    #[test]
    fn a_weight_never_changes_sides() {
        let rows: Vec<Row> = (0..100).map(|index| Row { shown: vec![0], wording: 0.0, positive: index % 10 == 0 }).collect();
        assert!(fit(&rows, &[prior(Polarity::For)]).weights[0] >= 0.0);
    }
}
