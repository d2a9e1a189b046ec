//! Why something is not done with a person.

use record::Role;

/// Why something is not done with a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    /// Nobody was invited under this identifier.
    #[error("there is no such person")]
    Unknown,
    /// Somebody was invited under this identifier already.
    #[error("the person was invited before")]
    AlreadyInvited,
    /// The identifier stands for the installation itself.
    #[error("this identifier is the installation's own")]
    Reserved,
    /// They left.
    #[error("the person has left")]
    HasLeft,
    /// They have not accepted the invitation.
    #[error("the person has not accepted the invitation")]
    NotAccepted,
    /// They have accepted the invitation already.
    #[error("the person has accepted the invitation")]
    AlreadyAccepted,
    /// The invitation is over.
    #[error("the invitation is over")]
    InvitationOver,
    /// They are suspended.
    #[error("the person is suspended")]
    IsSuspended,
    /// They are not suspended.
    #[error("the person is not suspended")]
    NotSuspended,
    /// Only the person can do this.
    #[error("only the person can do this")]
    OnlyThemselves,
    /// Nobody can do this for themselves.
    #[error("nobody can do this for themselves")]
    NotForOneself,
    /// Only the installation itself can do this.
    #[error("only the installation itself can do this")]
    OnlyTheMachine,
    /// Enough administrators are there; the installation stands in for nobody.
    #[error("there are administrators enough to agree")]
    MachineNotNeeded,
    /// The one who asked can't agree too.
    #[error("another administrator than the one who asked must agree")]
    SameAdministrator,
    /// The installation has an administrator.
    #[error("the installation has an administrator")]
    AdministratorExists,
    /// An administrator is made by two others, not by one grant.
    #[error("two administrators are needed to make one")]
    NeedsTwo,
    /// Name and contact are not all under the person's own key.
    #[error("personal data is under the key of somebody else")]
    OtherSubject,
    /// The agency that was looked at is not the person's.
    #[error("the person belongs to another agency")]
    OtherAgency,
    /// The agency is closed.
    #[error("the agency is closed")]
    AgencyClosed,
    /// It would be over already.
    #[error("this moment has passed")]
    MomentPast,
    /// It would be open for too long.
    #[error("this moment is too far off")]
    TooFarOff,
    /// The term ends before it begins.
    #[error("the term ends before it begins")]
    TermReversed,
    /// The role would be held nowhere.
    #[error("a role is held in one region at least")]
    NoRegions,
    /// A region lies outside of the agency's.
    #[error("a region lies outside of the agency's")]
    OutsideRegions,
    /// The role is held already in a part of the term.
    #[error("the role is held already in this time")]
    AlreadyHeld,
    /// The role is not held, now or later.
    #[error("the role is not held")]
    NotHeld,
    /// Another role is held in a part of the term that excludes this one.
    #[error("the role excludes another one that is held in this time: {}", held.code())]
    Excluded {
        /// The other role.
        held: Role,
    },
    /// It was asked for and is not settled.
    #[error("this was asked for before and is not settled")]
    RequestOpen,
    /// Nobody asked for it.
    #[error("nobody asked for this")]
    NotRequested,
    /// Somebody agreed already.
    #[error("this was approved before")]
    AlreadyApproved,
    /// Nobody agreed yet.
    #[error("nobody has approved this")]
    NotApproved,
    /// The time to get in again is over.
    #[error("the time to get in again is over")]
    RecoveryOver,
    /// The credential is enrolled already.
    #[error("the credential is enrolled already")]
    AlreadyEnrolled,
    /// There is no such credential.
    #[error("there is no such credential")]
    NoSuchCredential,
    /// It is the only credential.
    #[error("the last credential stays until there is another")]
    LastCredential,
    /// There is a session of this name.
    #[error("the session is open already")]
    SessionOpen,
    /// There is no such session.
    #[error("there is no such session")]
    NoSuchSession,
    /// There is a token of this name.
    #[error("the token was issued already")]
    TokenExists,
    /// They have as many as anybody may have at once.
    #[error("there are too many tokens")]
    TooManyTokens,
    /// There is no such token.
    #[error("there is no such token")]
    NoSuchToken,
}

impl Refusal {
    /// One of each.
    pub const ALL: [Self; 40] = [
        Self::Unknown,
        Self::AlreadyInvited,
        Self::Reserved,
        Self::HasLeft,
        Self::NotAccepted,
        Self::AlreadyAccepted,
        Self::InvitationOver,
        Self::IsSuspended,
        Self::NotSuspended,
        Self::OnlyThemselves,
        Self::NotForOneself,
        Self::OnlyTheMachine,
        Self::MachineNotNeeded,
        Self::SameAdministrator,
        Self::AdministratorExists,
        Self::NeedsTwo,
        Self::OtherSubject,
        Self::OtherAgency,
        Self::AgencyClosed,
        Self::MomentPast,
        Self::TooFarOff,
        Self::TermReversed,
        Self::NoRegions,
        Self::OutsideRegions,
        Self::AlreadyHeld,
        Self::NotHeld,
        Self::Excluded { held: Role::Inspector },
        Self::RequestOpen,
        Self::NotRequested,
        Self::AlreadyApproved,
        Self::NotApproved,
        Self::RecoveryOver,
        Self::AlreadyEnrolled,
        Self::NoSuchCredential,
        Self::LastCredential,
        Self::SessionOpen,
        Self::NoSuchSession,
        Self::TokenExists,
        Self::TooManyTokens,
        Self::NoSuchToken,
    ];

    /// The key of its message in the catalogues; that of [`Refusal::Excluded`] shows the name of the other role, `role-…`, as
    /// `$held`.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Unknown => "person-unknown",
            Self::AlreadyInvited => "person-already-invited",
            Self::Reserved => "person-reserved",
            Self::HasLeft => "person-has-left",
            Self::NotAccepted => "person-not-accepted",
            Self::AlreadyAccepted => "person-already-accepted",
            Self::InvitationOver => "person-invitation-over",
            Self::IsSuspended => "person-is-suspended",
            Self::NotSuspended => "person-not-suspended",
            Self::OnlyThemselves => "person-only-themselves",
            Self::NotForOneself => "person-not-for-oneself",
            Self::OnlyTheMachine => "person-only-the-machine",
            Self::MachineNotNeeded => "person-machine-not-needed",
            Self::SameAdministrator => "person-same-administrator",
            Self::AdministratorExists => "person-administrator-exists",
            Self::NeedsTwo => "person-needs-two",
            Self::OtherSubject => "person-other-subject",
            Self::OtherAgency => "person-other-agency",
            Self::AgencyClosed => "person-agency-closed",
            Self::MomentPast => "person-moment-past",
            Self::TooFarOff => "person-too-far-off",
            Self::TermReversed => "person-term-reversed",
            Self::NoRegions => "person-no-regions",
            Self::OutsideRegions => "person-outside-regions",
            Self::AlreadyHeld => "person-already-held",
            Self::NotHeld => "person-not-held",
            Self::Excluded { .. } => "person-excluded",
            Self::RequestOpen => "person-request-open",
            Self::NotRequested => "person-not-requested",
            Self::AlreadyApproved => "person-already-approved",
            Self::NotApproved => "person-not-approved",
            Self::RecoveryOver => "person-recovery-over",
            Self::AlreadyEnrolled => "person-already-enrolled",
            Self::NoSuchCredential => "person-no-such-credential",
            Self::LastCredential => "person-last-credential",
            Self::SessionOpen => "person-session-open",
            Self::NoSuchSession => "person-no-such-session",
            Self::TokenExists => "person-token-exists",
            Self::TooManyTokens => "person-too-many-tokens",
            Self::NoSuchToken => "person-no-such-token",
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
