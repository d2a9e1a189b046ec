//! Why a part of the log is not taken out.

/// Why a part of the log is not taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    /// There is an export under this identifier.
    #[error("the export was made before")]
    AlreadyExported,
    /// The installation itself can't do this.
    #[error("only a person can do this")]
    OnlyPeople,
    /// Nothing was found.
    #[error("there is nothing to export")]
    Nothing,
    /// More was found than is taken out at once.
    #[error("{} entries are exported at once at most", super::MOST_ENTRIES)]
    TooMany,
}

impl Refusal {
    /// One of each.
    pub const ALL: [Self; 4] = [Self::AlreadyExported, Self::OnlyPeople, Self::Nothing, Self::TooMany];

    /// The key of its message in the catalogues.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::AlreadyExported => "export-already-exported",
            Self::OnlyPeople => "export-only-people",
            Self::Nothing => "export-nothing",
            Self::TooMany => "export-too-many",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_has_a_key_of_its_own() {
        let keys: BTreeSet<_> = Refusal::ALL.iter().map(Refusal::key).collect();
        assert_eq!(keys.len(), Refusal::ALL.len());
    }
}
