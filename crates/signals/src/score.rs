//! The score: weights of evidence added up, with the place of each.
//!
//! `score = bias + sum(weights for) - sum(weights against) + wording`, all in natural log-odds, so that a reader can do the sum by hand.
//! The score is a reason to look, never a verdict.

use std::collections::BTreeMap;

use knowledge::{Book, Indicator, Polarity, Scale, Stage};

use crate::Span;

/// Code of the reason that the wording model gives.
pub const WORDING: &str = "model.wording";

/// How much a post deserves a person's look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// Nothing that bears on trafficking.
    None,
    /// Something, not enough to look at by itself.
    Low,
    /// Worth a look.
    Medium,
    /// Look first.
    High,
}

/// Why a score is what it is: one indicator (or the text model) with its weight and where it stands.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Reason {
    /// Code of the indicator; [`WORDING`] for the text model.
    pub indicator: String,
    /// What it adds to the score in log-odds; negative where it speaks against.
    pub weight: f32,
    /// Where it stands in the original.
    pub spans: Vec<Span>,
    /// The words of the first place.
    pub quote: String,
    /// The source of the indicator.
    pub source: String,
}

/// An indicator that a post shows, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// Its place in the book.
    pub indicator: usize,
    /// Where it stands; empty for what is read from the post as a whole.
    pub spans: Vec<Span>,
}

/// Adds the combinations whose parts are shown.
pub fn combine(book: &Book, shown: &mut Vec<Shown>) {
    let codes: BTreeMap<&str, Vec<Span>> =
        shown.iter().filter_map(|one| Some((book.indicators.get(one.indicator)?.code.as_str(), one.spans.clone()))).collect();
    for (index, indicator) in book.indicators.iter().enumerate().filter(|(_, indicator)| indicator.is_combination()) {
        if holds(indicator, &codes) {
            let parts = indicator.all_of.iter().chain(&indicator.any_of);
            let mut spans: Vec<Span> = parts.filter_map(|part| codes.get(part.as_str())?.first().copied()).collect();
            spans.sort_unstable();
            spans.dedup();
            shown.push(Shown { indicator: index, spans });
        }
    }
}

fn holds(indicator: &Indicator, codes: &BTreeMap<&str, Vec<Span>>) -> bool {
    let has = |code: &String| codes.contains_key(code.as_str());
    indicator.all_of.iter().all(has)
        && !indicator.none_of.iter().any(has)
        && (indicator.any_of.is_empty() || indicator.any_of.iter().filter(|code| has(code)).count() >= indicator.at_least)
}

/// The sum of the weights of what is shown: (for, against), both not negative.
#[must_use]
pub fn evidence(book: &Book, shown: &[Shown]) -> (f32, f32) {
    let mut sums = (0.0, 0.0);
    for indicator in shown.iter().filter_map(|one| book.indicators.get(one.indicator)) {
        match indicator.polarity {
            Polarity::For => sums.0 += indicator.weight,
            Polarity::Against => sums.1 += indicator.weight,
        }
    }
    sums
}

/// Whether telling indicators alone carry a post: weak ones, however many, and the wording never raise it.
#[must_use]
pub fn is_carried(book: &Book, shown: &[Shown]) -> bool {
    let shown = shown.iter().filter_map(|one| book.indicators.get(one.indicator));
    let telling = shown.filter(|one| one.polarity == Polarity::For && one.weight >= book.scale.telling);
    telling.map(|one| one.weight).sum::<f32>() >= book.scale.least_evidence
}

/// The band of a score; medium and high only for a post that telling indicators carry.
#[must_use]
pub fn band(scale: &Scale, score: f32, carried: bool) -> Band {
    match score {
        _ if score >= scale.high && carried => Band::High,
        _ if score >= scale.medium && carried => Band::Medium,
        _ if score >= scale.low => Band::Low,
        _ => Band::None,
    }
}

/// The reasons, heaviest first; equal ones in the order of their codes.
#[must_use]
pub fn reasons(book: &Book, shown: &[Shown], wording: f32, original: &str) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = shown.iter().filter_map(|one| reason(book.indicators.get(one.indicator)?, one, original)).collect();
    if wording.abs() >= 0.005 {
        reasons.push(Reason {
            indicator: WORDING.into(),
            weight: wording,
            spans: Vec::new(),
            quote: String::new(),
            source: "model/wording.bin".into(),
        });
    }
    reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()).then_with(|| a.indicator.cmp(&b.indicator)));
    reasons
}

fn reason(indicator: &Indicator, shown: &Shown, original: &str) -> Option<Reason> {
    if indicator.weight <= 0.0 {
        return None;
    }
    Some(Reason {
        indicator: indicator.code.clone(),
        weight: if indicator.polarity == Polarity::For { indicator.weight } else { -indicator.weight },
        spans: shown.spans.clone(),
        quote: shown.spans.first().map_or_else(String::new, |span| span.of(original).to_owned()),
        source: indicator.source.clone(),
    })
}

/// The category and the stage for which the shown indicators speak most; equal ones in the order of their codes.
#[must_use]
pub fn category_and_stage(book: &Book, shown: &[Shown]) -> (Option<String>, Option<Stage>) {
    let mut categories = BTreeMap::<&str, f32>::new();
    let mut stages = BTreeMap::<Stage, f32>::new();
    for indicator in shown.iter().filter_map(|one| book.indicators.get(one.indicator)) {
        if indicator.polarity == Polarity::Against {
            continue;
        }
        *stages.entry(indicator.stage).or_default() += indicator.weight;
        for (category, strength) in &indicator.categories {
            *categories.entry(category).or_default() += strength;
        }
    }
    (heaviest(categories).map(str::to_owned), heaviest(stages))
}

fn heaviest<K: Ord>(points: BTreeMap<K, f32>) -> Option<K> {
    // `max_by` gives the last of equals; going backwards makes that the first code.
    points.into_iter().rev().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(key, _)| key)
}
