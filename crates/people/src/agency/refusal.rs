//! Why something is not done with an agency.

/// Why something is not done with an agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    /// There is no agency with this identifier.
    #[error("there is no such agency")]
    NotFounded,
    /// There is an agency with this identifier already.
    #[error("the agency was founded before")]
    AlreadyFounded,
    /// The identifier stands for the installation itself.
    #[error("this identifier is the installation's own")]
    Reserved,
    /// It would act nowhere.
    #[error("an agency acts in one region at least")]
    NoRegions,
    /// It would be a unit of itself, directly or by way of others.
    #[error("an agency is no unit of itself")]
    Circle,
    /// It takes no part.
    #[error("the agency is closed")]
    IsClosed,
    /// It takes part already.
    #[error("the agency is open")]
    IsOpen,
    /// It is so already.
    #[error("nothing would change")]
    NoChange,
}

impl Refusal {
    /// One of each.
    pub const ALL: [Self; 8] = [
        Self::NotFounded,
        Self::AlreadyFounded,
        Self::Reserved,
        Self::NoRegions,
        Self::Circle,
        Self::IsClosed,
        Self::IsOpen,
        Self::NoChange,
    ];

    /// The key of its message in the catalogues.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotFounded => "agency-not-founded",
            Self::AlreadyFounded => "agency-already-founded",
            Self::Reserved => "agency-reserved",
            Self::NoRegions => "agency-no-regions",
            Self::Circle => "agency-circle",
            Self::IsClosed => "agency-is-closed",
            Self::IsOpen => "agency-is-open",
            Self::NoChange => "agency-no-change",
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
