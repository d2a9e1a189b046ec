//! The score: weights of evidence added up, with the place of each.

use crate::Span;

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
    /// Code of the indicator; `model.wording` for the text model.
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
