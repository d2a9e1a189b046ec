//! Why something is not done with an account.

/// Why something is not done with an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    /// Nothing was entered under this identifier.
    #[error("there is no such account")]
    Unknown,
    /// An account was entered under this identifier already.
    #[error("the account was entered before")]
    AlreadyEntered,
    /// The installation itself can't do this.
    #[error("only a person can do this")]
    OnlyPeople,
    /// It is another body's.
    #[error("the account is another body's")]
    OtherBody,
    /// What may name people stands under another key.
    #[error("this is encrypted under the key of another subject")]
    OtherSubject,
    /// The term ends before it begins.
    #[error("the term ends before it begins")]
    TermReversed,
    /// The decision allows nothing.
    #[error("a decision allows one act at least")]
    NothingAllowed,
    /// There are too many.
    #[error("an account has {} decisions at most", super::MOST_DECISIONS)]
    TooManyDecisions,
    /// There is no such decision.
    #[error("the account has no such decision")]
    NoSuchDecision,
    /// The decision was confirmed.
    #[error("the decision was confirmed already")]
    AlreadyConfirmed,
    /// Only somebody of the prosecutors can do this.
    #[error("only somebody of the prosecutors can do this")]
    OnlyProsecutors,
    /// Whoever enters or acts can't confirm, and the other way round.
    #[error("another person must do this: whoever enters or uses an account does not confirm it")]
    SamePerson,
    /// No decision was confirmed.
    #[error("no decision was confirmed by a second person yet")]
    NotConfirmed,
    /// The term has not begun, or the decision was not confirmed then.
    #[error("the term has not begun, or its decision was not confirmed then")]
    NotYet,
    /// The term is over.
    #[error("the term of the decision is over")]
    TermOver,
    /// The decision does not allow this act.
    #[error("the decision does not allow this act")]
    NotAllowed,
    /// The moment has not come yet.
    #[error("the moment has not come yet")]
    NotThen,
    /// The act makes contact.
    #[error("the act makes contact: the check against provocation stands before it")]
    NeedsCheck,
    /// The act makes no contact.
    #[error("the act makes no contact: it needs no check")]
    NoContact,
    /// There are no questions.
    #[error("there are no questions against provocation; without them no contact is made")]
    NoQuestions,
    /// Not every question was answered once.
    #[error("each question is answered once")]
    Incomplete,
    /// It is not their last check.
    #[error("this is not the last check that this person answered")]
    NoCheck,
    /// An answer stops the step.
    #[error("an answer of the check stops the step")]
    CheckBlocks,
    /// The step was made.
    #[error("the check was for one step, which was made")]
    CheckUsed,
    /// The check is too old.
    #[error("the check is older than {} minutes", super::CHECK_MINUTES)]
    CheckOld,
    /// They own it already.
    #[error("the account is theirs already")]
    AlreadyOwner,
    /// Its use was ended.
    #[error("the use of the account was ended")]
    Stopped,
}

impl Refusal {
    /// One of each.
    pub const ALL: [Self; 27] = [
        Self::Unknown,
        Self::AlreadyEntered,
        Self::OnlyPeople,
        Self::OtherBody,
        Self::OtherSubject,
        Self::TermReversed,
        Self::NothingAllowed,
        Self::TooManyDecisions,
        Self::NoSuchDecision,
        Self::AlreadyConfirmed,
        Self::OnlyProsecutors,
        Self::SamePerson,
        Self::NotConfirmed,
        Self::NotYet,
        Self::TermOver,
        Self::NotAllowed,
        Self::NotThen,
        Self::NeedsCheck,
        Self::NoContact,
        Self::NoQuestions,
        Self::Incomplete,
        Self::NoCheck,
        Self::CheckBlocks,
        Self::CheckUsed,
        Self::CheckOld,
        Self::AlreadyOwner,
        Self::Stopped,
    ];

    /// The key of its message in the catalogues.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Unknown => "covert-account-unknown",
            Self::AlreadyEntered => "covert-account-already-entered",
            Self::OnlyPeople => "covert-account-only-people",
            Self::OtherBody => "covert-account-other-body",
            Self::OtherSubject => "covert-account-other-subject",
            Self::TermReversed => "covert-account-term-reversed",
            Self::NothingAllowed => "covert-account-nothing-allowed",
            Self::TooManyDecisions => "covert-account-too-many-decisions",
            Self::NoSuchDecision => "covert-account-no-such-decision",
            Self::AlreadyConfirmed => "covert-account-already-confirmed",
            Self::OnlyProsecutors => "covert-account-only-prosecutors",
            Self::SamePerson => "covert-account-same-person",
            Self::NotConfirmed => "covert-account-not-confirmed",
            Self::NotYet => "covert-account-not-yet",
            Self::TermOver => "covert-account-term-over",
            Self::NotAllowed => "covert-account-not-allowed",
            Self::NotThen => "covert-account-not-then",
            Self::NeedsCheck => "covert-account-needs-check",
            Self::NoContact => "covert-account-no-contact",
            Self::NoQuestions => "covert-account-no-questions",
            Self::Incomplete => "covert-account-incomplete",
            Self::NoCheck => "covert-account-no-check",
            Self::CheckBlocks => "covert-account-check-blocks",
            Self::CheckUsed => "covert-account-check-used",
            Self::CheckOld => "covert-account-check-old",
            Self::AlreadyOwner => "covert-account-already-owner",
            Self::Stopped => "covert-account-stopped",
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
