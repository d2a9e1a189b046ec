//! What has happened to a person. The shape of these is kept for ever: `tests/shapes/person-1.json` has one of each.

use record::{AgencyId, Moment, PersonId, Protected, Purpose, Reason, Role};
use serde::{Deserialize, Serialize};

use super::{FullName, WorkContact};
use crate::{Credential, CredentialKind, EndOfSession, EndOfToken, RoleTerm, SessionId, TokenId};

/// What has happened to a person. When and by whom stands in the entry of the log; it stands here too where later rules ask for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// They were invited.
    Invited {
        /// The person.
        person: PersonId,
        /// Into which agency.
        agency: AgencyId,
        /// The name.
        name: Protected<FullName>,
        /// Where they are reached.
        contact: Protected<WorkContact>,
        /// Until before when the invitation is open.
        until: Moment,
    },
    /// The invitation was opened for longer.
    InvitationRenewed {
        /// Until before when.
        until: Moment,
    },
    /// They accepted it.
    InvitationAccepted {},
    /// Name and contact were put right.
    DetailsCorrected {
        /// The name.
        name: Protected<FullName>,
        /// Where they are reached.
        contact: Protected<WorkContact>,
    },
    /// The installation itself made them its first administrator.
    AdministratorFounded(RoleTerm),
    /// They got a role.
    RoleGranted(RoleTerm),
    /// Their terms of a role ended early.
    RoleWithdrawn {
        /// The role.
        role: Role,
        /// When.
        at: Moment,
        /// Why.
        reason: Reason,
    },
    /// Somebody asked that they become an administrator.
    AdministratorRequested {
        /// Who asked.
        by: PersonId,
        /// For what term.
        term: RoleTerm,
        /// Why.
        reason: Reason,
    },
    /// Somebody else agreed.
    AdministratorConfirmed(RoleTerm),
    /// Nothing came of it.
    AdministratorDropped {
        /// Why.
        reason: Reason,
    },
    /// They have a new credential.
    CredentialEnrolled {
        /// The credential.
        credential: Credential,
        /// Since when.
        at: Moment,
    },
    /// They have a credential no more.
    CredentialRemoved {
        /// The credential.
        credential: Credential,
    },
    /// Somebody asked that they get in again.
    RecoveryRequested {
        /// Who asked.
        by: PersonId,
        /// Why.
        reason: Reason,
    },
    /// Somebody else agreed: they may enrol one credential.
    RecoveryApproved {
        /// Until before when.
        until: Moment,
    },
    /// They did; the credentials that they had before are gone.
    RecoveryUsed {},
    /// Nothing came of it.
    RecoveryCancelled {
        /// Why.
        reason: Reason,
    },
    /// They may do nothing for the time being.
    Suspended {
        /// Why.
        reason: Reason,
    },
    /// They may again.
    Resumed {
        /// Why.
        reason: Reason,
    },
    /// They work with the program no more.
    Left {
        /// Since when.
        at: Moment,
        /// Why.
        reason: Reason,
    },
    /// They came in.
    SignedIn {
        /// The session.
        session: SessionId,
        /// By what they showed who they are.
        by: CredentialKind,
        /// When.
        at: Moment,
        /// When the session ends by itself.
        until: Moment,
    },
    /// They went, before the session had ended by itself.
    SignedOut {
        /// The session.
        session: SessionId,
        /// Why.
        why: EndOfSession,
    },
    /// They got a token for a program.
    TokenIssued {
        /// The token.
        token: TokenId,
        /// For what purpose alone its program asks.
        purpose: Purpose,
        /// Since when.
        at: Moment,
        /// When it ends by itself.
        until: Moment,
    },
    /// A token of theirs ended before its time.
    TokenRevoked {
        /// The token.
        token: TokenId,
        /// When.
        at: Moment,
        /// Why.
        why: EndOfToken,
    },
}

impl Event {
    /// The words for all kinds, as in the log.
    pub const KINDS: [&'static str; 23] = [
        "invited",
        "invitation_renewed",
        "invitation_accepted",
        "details_corrected",
        "administrator_founded",
        "role_granted",
        "role_withdrawn",
        "administrator_requested",
        "administrator_confirmed",
        "administrator_dropped",
        "credential_enrolled",
        "credential_removed",
        "recovery_requested",
        "recovery_approved",
        "recovery_used",
        "recovery_cancelled",
        "suspended",
        "resumed",
        "left",
        "signed_in",
        "signed_out",
        "token_issued",
        "token_revoked",
    ];

    /// The word for its kind, as in the log.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Invited { .. } => "invited",
            Self::InvitationRenewed { .. } => "invitation_renewed",
            Self::InvitationAccepted { .. } => "invitation_accepted",
            Self::DetailsCorrected { .. } => "details_corrected",
            Self::AdministratorFounded(_) => "administrator_founded",
            Self::RoleGranted(_) => "role_granted",
            Self::RoleWithdrawn { .. } => "role_withdrawn",
            Self::AdministratorRequested { .. } => "administrator_requested",
            Self::AdministratorConfirmed(_) => "administrator_confirmed",
            Self::AdministratorDropped { .. } => "administrator_dropped",
            Self::CredentialEnrolled { .. } => "credential_enrolled",
            Self::CredentialRemoved { .. } => "credential_removed",
            Self::RecoveryRequested { .. } => "recovery_requested",
            Self::RecoveryApproved { .. } => "recovery_approved",
            Self::RecoveryUsed { .. } => "recovery_used",
            Self::RecoveryCancelled { .. } => "recovery_cancelled",
            Self::Suspended { .. } => "suspended",
            Self::Resumed { .. } => "resumed",
            Self::Left { .. } => "left",
            Self::SignedIn { .. } => "signed_in",
            Self::SignedOut { .. } => "signed_out",
            Self::TokenIssued { .. } => "token_issued",
            Self::TokenRevoked { .. } => "token_revoked",
        }
    }
}
