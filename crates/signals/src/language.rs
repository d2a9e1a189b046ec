//! The language of a short text.

/// A language of the region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Russian.
    Ru,
    /// Kazakh.
    Kk,
    /// Kyrgyz.
    Ky,
    /// Uzbek, in either script.
    Uz,
    /// Tajik.
    Tg,
    /// English.
    En,
    /// None could be told.
    Unknown,
}

impl Language {
    /// The code, ISO 639-1; `und` where unknown.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Ru => "ru",
            Self::Kk => "kk",
            Self::Ky => "ky",
            Self::Uz => "uz",
            Self::Tg => "tg",
            Self::En => "en",
            Self::Unknown => "und",
        }
    }
}
