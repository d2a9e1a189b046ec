//! Why something is not done with a session.

/// Why something is not done with a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    /// Nothing was begun under this identifier.
    #[error("there is no such session")]
    Unknown,
    /// A session was begun under this identifier already.
    #[error("the session was begun before")]
    AlreadyOpen,
    /// The installation itself can't do this.
    #[error("only a person can do this")]
    OnlyPeople,
    /// It is somebody else's.
    #[error("the session is somebody else's")]
    NotOwner,
    /// It is of another body.
    #[error("the session is of another body")]
    OtherBody,
    /// They own it already.
    #[error("the session is theirs already")]
    AlreadyOwner,
    /// It was sealed.
    #[error("the session is sealed; nothing can be entered any more")]
    Sealed,
    /// It is not sealed yet.
    #[error("the session is not sealed")]
    NotSealed,
    /// What may name people stands under another key.
    #[error("this is encrypted under the key of another subject")]
    OtherSubject,
    /// The moment lies before the session or in the future.
    #[error("the moment is before the session began, or has not come yet")]
    NotThen,
    /// The results or their count are others than what was encrypted.
    #[error("these are not the results that were committed to")]
    OtherResults,
    /// There is no such step.
    #[error("the session has no such step")]
    NoSuchStep,
    /// There are too many.
    #[error("a session has {} steps at most", super::MOST_STEPS)]
    TooManySteps,
    /// It has neither visits nor searches; or the step is none.
    #[error("only visits and searches can be tried again")]
    NothingToReplay,
    /// Whoever searched can't replay.
    #[error("another person than those who searched must do this")]
    SamePerson,
    /// Another replay goes on.
    #[error("a replay goes on already")]
    ReplayOpen,
    /// No replay goes on.
    #[error("no replay goes on")]
    NoReplay,
    /// It is another person's replay.
    #[error("the replay is another person's")]
    NotReplayer,
    /// The step was tried in this replay.
    #[error("the step was tried in this replay already")]
    AlreadyReplayed,
    /// Not all were tried.
    #[error("some steps were not tried yet")]
    StepsLeft,
}

impl Refusal {
    /// One of each.
    pub const ALL: [Self; 20] = [
        Self::Unknown,
        Self::AlreadyOpen,
        Self::OnlyPeople,
        Self::NotOwner,
        Self::OtherBody,
        Self::AlreadyOwner,
        Self::Sealed,
        Self::NotSealed,
        Self::OtherSubject,
        Self::NotThen,
        Self::OtherResults,
        Self::NoSuchStep,
        Self::TooManySteps,
        Self::NothingToReplay,
        Self::SamePerson,
        Self::ReplayOpen,
        Self::NoReplay,
        Self::NotReplayer,
        Self::AlreadyReplayed,
        Self::StepsLeft,
    ];

    /// The key of its message in the catalogues.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Unknown => "osint-session-unknown",
            Self::AlreadyOpen => "osint-session-already-open",
            Self::OnlyPeople => "osint-session-only-people",
            Self::NotOwner => "osint-session-not-owner",
            Self::OtherBody => "osint-session-other-body",
            Self::AlreadyOwner => "osint-session-already-owner",
            Self::Sealed => "osint-session-sealed",
            Self::NotSealed => "osint-session-not-sealed",
            Self::OtherSubject => "osint-session-other-subject",
            Self::NotThen => "osint-session-not-then",
            Self::OtherResults => "osint-session-other-results",
            Self::NoSuchStep => "osint-session-no-such-step",
            Self::TooManySteps => "osint-session-too-many-steps",
            Self::NothingToReplay => "osint-session-nothing-to-replay",
            Self::SamePerson => "osint-session-same-person",
            Self::ReplayOpen => "osint-session-replay-open",
            Self::NoReplay => "osint-session-no-replay",
            Self::NotReplayer => "osint-session-not-replayer",
            Self::AlreadyReplayed => "osint-session-already-replayed",
            Self::StepsLeft => "osint-session-steps-left",
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
