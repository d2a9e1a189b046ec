//! The scale: how weights of evidence become a score and a band.

use serde::{Deserialize, Serialize};

use crate::files::read_toml;
use crate::{Fault, Files};

/// The numbers of `score.toml`, in natural log-odds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// Added to every post before any evidence.
    pub bias: f32,
    /// How much of the wording model's log-odds counts.
    pub wording_share: f32,
    /// How much the wording may add at most.
    pub wording_most: f32,
    /// How much the wording may take at most (a negative number).
    pub wording_least: f32,
    /// An indicator is telling from this weight on.
    pub telling: f32,
    /// What telling indicators alone must add up to for band medium or high.
    pub least_evidence: f32,
    /// From this share on the wording stands beside weaker indicators, so that they carry a post together.
    pub wording_carries: f32,
    /// What all indicators must then add up to for band medium or high.
    pub least_with_wording: f32,
    /// How much the wording's nearness to a category counts beside the indicators' shares in it.
    pub nearness_share: f32,
    /// Band low from here on.
    pub low: f32,
    /// Band medium from here on.
    pub medium: f32,
    /// Band high from here on.
    pub high: f32,
}

impl Default for Scale {
    fn default() -> Self {
        Self {
            bias: 0.0,
            wording_share: 0.0,
            wording_most: 0.0,
            wording_least: 0.0,
            telling: 0.0,
            least_evidence: 0.0,
            wording_carries: 0.0,
            least_with_wording: 0.0,
            nearness_share: 1.0,
            low: 0.5,
            medium: 1.0,
            high: 2.0,
        }
    }
}

/// Reads `score.toml`.
pub(crate) fn read(files: &Files, faults: &mut Vec<Fault>) -> Scale {
    let path = "score.toml";
    let scale = match files.bytes(path).map(|bytes| read_toml::<Scale>(path, bytes)) {
        Some(Ok(scale)) => scale,
        Some(Err(fault)) => {
            faults.push(fault);
            Scale::default()
        }
        None => Scale::default(),
    };
    if !(scale.wording_least <= 0.0 && scale.wording_most >= 0.0) {
        faults.push(Fault::new(path, "wording_least must not be above 0, wording_most not below"));
    }
    if !(scale.low <= scale.medium && scale.medium <= scale.high) {
        faults.push(Fault::new(path, "the bands must rise: low, medium, high"));
    }
    scale
}
