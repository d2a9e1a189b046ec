//! Places: towns and regions of Central Asia, and the countries and cities to which people are taken.

use serde::{Deserialize, Serialize};

/// A place with all the spellings under which posts name it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// A code that stays the same over editions, for instance `kz.shymkent`.
    pub code: String,
    /// The country, ISO 3166-1 alpha-2.
    pub country: String,
    /// Name in Kazakh, Russian and English for showing.
    pub labels: crate::Labels,
    /// Spellings in any script, as written (lower case or not).
    pub spellings: Vec<String>,
    /// Degrees north, where known.
    #[serde(default)]
    pub latitude: Option<f64>,
    /// Degrees east, where known.
    #[serde(default)]
    pub longitude: Option<f64>,
}

/// Reads the gazetteer of `places/`.
pub(crate) fn read(_files: &crate::Files, _faults: &mut Vec<crate::Fault>) -> Vec<Place> {
    Vec::new()
}
