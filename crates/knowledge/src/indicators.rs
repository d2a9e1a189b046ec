//! Indicators: what in a post opens the question of trafficking, and what speaks against it.
//!
//! A definition (`indicators/*.toml`) says what an indicator means, its stage, weight and source; the words that show it stand by language
//! in `indicators/terms/LANGUAGE.toml`, so that a speaker of one language can keep one file. Each language's terms carry their own examples.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Labels;

/// A kind of trafficking or of the acts around it, as a code of DESIGN's list, for instance `recruitment.work_abroad`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// The code.
    pub code: String,
    /// Its names.
    pub labels: Labels,
    /// Where the definition comes from.
    pub source: String,
}

/// At which stage of the crime a sign stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Warning, news, study: somebody informs.
    Inform,
    /// Somebody is sought.
    Recruit,
    /// A person is offered.
    Offer,
    /// A person is held.
    Control,
    /// Money is moved.
    Money,
}

/// Whether an indicator speaks for or against trafficking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// It opens the question.
    For,
    /// It speaks against it (a counter-indicator).
    Against,
}

/// Something that the program reads from a post by other means than words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// A narrow range of young ages is asked for (from 14 to 24, to 32 at most).
    YoungAge,
    /// A place outside of Central Asia is named.
    PlaceAbroad,
    /// Two or more towns of different regions or countries are named.
    SeveralPlaces,
    /// A sum for a day, night or week is promised.
    PayByDay,
    /// Digits or letters of a contact are disguised.
    ContactDisguised,
    /// A word mixes scripts, or letters are parted or replaced.
    WordDisguised,
    /// There is a contact, and it is a messenger name only.
    MessengerOnly,
    /// There is any personal contact (phone, messenger, e-mail).
    Contact,
    /// A card or wallet is given.
    MoneyAddress,
}

/// One indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Its code, `STAGE.NAME`, that stays the same over editions.
    pub code: String,
    /// The stage it stands for.
    pub stage: Stage,
    /// For or against.
    pub polarity: Polarity,
    /// Weight of evidence in natural log-odds, never negative; counter-indicators subtract it.
    pub weight: f32,
    /// For which categories it speaks, and how strongly (1 = as much as it can).
    #[serde(default)]
    pub categories: BTreeMap<String, f32>,
    /// Its names.
    pub labels: Labels,
    /// Where it comes from, for instance `UNODC G-12; D-CON-03`.
    pub source: String,
    /// Edition of the source or of the team's own reading.
    pub edition: String,
    /// Something read by other means than words, if that is what shows it.
    #[serde(default)]
    pub sign: Option<Sign>,
    /// A combination: it is present where all of these are (and its own terms, if it has any, are not needed).
    #[serde(default)]
    pub all_of: Vec<String>,
    /// A combination: it is present where at least `at_least` of these are.
    #[serde(default)]
    pub any_of: Vec<String>,
    /// How many of `any_of` are needed.
    #[serde(default = "one")]
    pub at_least: usize,
    /// A combination is not present where one of these is.
    #[serde(default)]
    pub none_of: Vec<String>,
    /// Terms and examples by language code.
    #[serde(skip)]
    pub terms: BTreeMap<String, Terms>,
}

fn one() -> usize {
    1
}

impl Indicator {
    /// Whether it is made of other indicators.
    #[must_use]
    pub fn is_combination(&self) -> bool {
        !self.all_of.is_empty() || !self.any_of.is_empty()
    }
}

/// The words of one language for one indicator.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// Patterns over words; `docs/knowledge.md` describes their small language.
    pub terms: Vec<String>,
    /// Texts that must show the indicator and texts that must not.
    #[serde(default)]
    pub examples: Examples,
}

/// Texts on which the terms are tried by `arasha knowledge check`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Examples {
    /// Must show the indicator.
    #[serde(default, rename = "match")]
    pub matching: Vec<String>,
    /// Must not show it.
    #[serde(default)]
    pub no_match: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CategoryFile {
    #[serde(default)]
    pub category: Vec<Category>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct IndicatorFile {
    #[serde(default)]
    pub indicator: Vec<Indicator>,
}

pub(crate) type TermsFile = BTreeMap<String, Terms>;
