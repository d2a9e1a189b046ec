//! The score: weights of evidence added up, with the place of each.
//!
//! `score = bias + sum(weights for) - sum(weights against) + wording`, all in natural log-odds, so that a reader can do the sum by hand.
//! The score is a reason to look, never a verdict.

use std::collections::BTreeMap;

use knowledge::{Book, Indicator, Polarity, Scale, Stage};

use crate::Span;
use crate::span::Ruler;

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

/// The combinations of a book, their parts by place.
#[derive(Debug)]
pub struct Combinations {
    list: Vec<Combination>,
    /// How many indicators the book has.
    indicators: usize,
}

/// One combination: indicators by their places in the book.
#[derive(Debug)]
struct Combination {
    indicator: usize,
    all_of: Vec<usize>,
    any_of: Vec<usize>,
    at_least: usize,
    none_of: Vec<usize>,
}

impl Combinations {
    /// The combinations of a book.
    #[must_use]
    pub fn new(book: &Book) -> Self {
        let places: BTreeMap<&str, usize> = book.indicators.iter().enumerate().map(|(place, one)| (one.code.as_str(), place)).collect();
        // A book is checked to name only indicators that it has.
        let parts = |codes: &[String]| codes.iter().filter_map(|code| places.get(code.as_str()).copied()).collect::<Vec<_>>();
        let combination = |(indicator, one): (usize, &Indicator)| Combination {
            indicator,
            all_of: parts(&one.all_of),
            any_of: parts(&one.any_of),
            at_least: if one.any_of.is_empty() { 0 } else { one.at_least },
            none_of: parts(&one.none_of),
        };
        let list = book.indicators.iter().enumerate().filter(|(_, one)| one.is_combination()).map(combination).collect();
        Self { list, indicators: book.indicators.len() }
    }

    /// Adds those whose parts are shown, each with the first place of each part.
    pub fn add(&self, shown: &mut Vec<Shown>) {
        let mut first: Vec<Option<Option<Span>>> = vec![None; self.indicators];
        for one in shown.iter() {
            if let Some(place) = first.get_mut(one.indicator) {
                *place = Some(one.spans.first().copied());
            }
        }
        let has = |part: &usize| first.get(*part).is_some_and(Option::is_some);
        for one in self.list.iter().filter(|one| one.holds(has)) {
            let parts = one.all_of.iter().chain(&one.any_of);
            let mut spans: Vec<Span> = parts.filter_map(|part| first.get(*part).copied().flatten().flatten()).collect();
            spans.sort_unstable();
            spans.dedup();
            shown.push(Shown { indicator: one.indicator, spans });
        }
    }
}

impl Combination {
    fn holds(&self, has: impl Fn(&usize) -> bool) -> bool {
        self.all_of.iter().all(&has)
            && self.any_of.iter().filter(|part| has(part)).count() >= self.at_least
            && !self.none_of.iter().any(&has)
    }
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

/// Whether indicators carry a post: telling ones alone, or more of weaker ones whose words a telling wording surrounds. The wording by
/// itself never raises a post.
#[must_use]
pub fn is_carried(book: &Book, shown: &[Shown], wording: f32) -> bool {
    let scale = &book.scale;
    let weights = shown.iter().filter_map(|one| book.indicators.get(one.indicator)).filter(|one| one.polarity == Polarity::For);
    let (telling, all) = weights
        .map(|one| one.weight)
        .fold((0.0, 0.0), |(telling, all), weight| (if weight >= scale.telling { telling + weight } else { telling }, all + weight));
    telling >= scale.least_evidence || (wording >= scale.wording_carries && all >= scale.least_with_wording)
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
pub(crate) fn reasons(book: &Book, shown: &[Shown], wording: f32, original: &Ruler<'_>) -> Vec<Reason> {
    let mut reasons = Vec::with_capacity(shown.len() + 1);
    reasons.extend(shown.iter().filter_map(|one| reason(book.indicators.get(one.indicator)?, one, original)));
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

fn reason(indicator: &Indicator, shown: &Shown, original: &Ruler<'_>) -> Option<Reason> {
    if indicator.weight <= 0.0 {
        return None;
    }
    Some(Reason {
        indicator: indicator.code.clone(),
        weight: if indicator.polarity == Polarity::For { indicator.weight } else { -indicator.weight },
        spans: shown.spans.clone(),
        quote: shown.spans.first().map_or_else(String::new, |span| original.stretch(*span).to_owned()),
        source: indicator.source.clone(),
    })
}

/// The category and the stage for which the shown indicators speak most, with the wording's nearness to each category (a logarithm);
/// equal ones in the order of their codes.
#[must_use]
pub fn category_and_stage(book: &Book, shown: &[Shown], nearness: &[(&str, f32)]) -> (Option<String>, Option<Stage>) {
    let mut categories = BTreeMap::<&str, f32>::new();
    let mut stages = BTreeMap::<Stage, f32>::new();
    for indicator in shown.iter().filter_map(|one| book.indicators.get(one.indicator)) {
        if indicator.polarity == Polarity::Against {
            continue;
        }
        *stages.entry(indicator.stage).or_default() += indicator.weight;
        for (category, strength) in &indicator.categories {
            *categories.entry(category.as_str()).or_default() += strength;
        }
    }
    for &(category, near) in nearness {
        *categories.entry(category).or_default() += book.scale.nearness_share * near;
    }
    (heaviest(categories).map(str::to_owned), heaviest(stages))
}

fn heaviest<K: Ord>(points: BTreeMap<K, f32>) -> Option<K> {
    // `max_by` gives the last of equals; going backwards makes that the first code.
    points.into_iter().rev().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(key, _)| key)
}
