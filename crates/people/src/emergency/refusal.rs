//! Why something is not done in an emergency.

/// Why something is not done in an emergency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    /// Nobody asked under this identifier.
    #[error("there is no such emergency")]
    Unknown,
    /// Somebody asked under this identifier already.
    #[error("the emergency was asked for before")]
    AlreadyRequested,
    /// The installation itself can't do this.
    #[error("only a person can do this")]
    OnlyPeople,
    /// It would be open for no time.
    #[error("an emergency lasts one minute at least")]
    NoTime,
    /// It would be open for too long.
    #[error("an emergency lasts {} minutes at most", super::LONGEST_MINUTES)]
    TooLong,
    /// The one who asked can't agree too.
    #[error("another person than the one who asked must confirm")]
    SamePerson,
    /// Nobody confirmed it in time.
    #[error("the time to confirm is over")]
    RequestOver,
    /// It was declined.
    #[error("the emergency was declined")]
    WasDeclined,
    /// It was confirmed.
    #[error("the emergency was confirmed")]
    AlreadyConfirmed,
    /// It was never opened.
    #[error("the emergency was not confirmed")]
    NotConfirmed,
    /// It was open and is no more.
    #[error("the emergency is over")]
    IsOver,
    /// Nobody judges an emergency in which they took part.
    #[error("somebody who took no part must review")]
    TookPart,
    /// It was reviewed.
    #[error("the emergency was reviewed")]
    AlreadyReviewed,
}

impl Refusal {
    /// One of each.
    pub const ALL: [Self; 13] = [
        Self::Unknown,
        Self::AlreadyRequested,
        Self::OnlyPeople,
        Self::NoTime,
        Self::TooLong,
        Self::SamePerson,
        Self::RequestOver,
        Self::WasDeclined,
        Self::AlreadyConfirmed,
        Self::NotConfirmed,
        Self::IsOver,
        Self::TookPart,
        Self::AlreadyReviewed,
    ];

    /// The key of its message in the catalogues.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Unknown => "emergency-unknown",
            Self::AlreadyRequested => "emergency-already-requested",
            Self::OnlyPeople => "emergency-only-people",
            Self::NoTime => "emergency-no-time",
            Self::TooLong => "emergency-too-long",
            Self::SamePerson => "emergency-same-person",
            Self::RequestOver => "emergency-request-over",
            Self::WasDeclined => "emergency-was-declined",
            Self::AlreadyConfirmed => "emergency-already-confirmed",
            Self::NotConfirmed => "emergency-not-confirmed",
            Self::IsOver => "emergency-is-over",
            Self::TookPart => "emergency-took-part",
            Self::AlreadyReviewed => "emergency-already-reviewed",
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
