//! What the rules need to know of a person's past.

use std::collections::BTreeMap;

use record::{Moment, Regions, Role};

use super::{AdministratorRequest, Event, Member, Recovery, Refusal, Standing};
use crate::{RoleTerm, Session, Token, TokenId};

/// What has become of a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// The person, once they were invited.
    pub member: Option<Member>,
}

impl State {
    /// The roles in force at a moment, each with its regions. Only somebody at work holds any.
    ///
    /// The agency may be closed or act in fewer regions by now; [`Authority`](crate::Authority) looks at that too.
    #[must_use]
    pub fn roles_at(&self, now: Moment) -> BTreeMap<Role, Regions> {
        let active = self.member.as_ref().filter(|member| member.standing == Standing::Active);
        let terms = active.into_iter().flat_map(|member| &member.terms).filter(|term| term.covers(now));
        terms.map(|term| (term.role, term.regions.clone())).collect()
    }

    /// A token, where it serves at this moment. It serves nobody who is not at work.
    ///
    /// What its program may do is what the person may, as their [`Authority`](crate::Authority) says, for the token's purpose alone.
    #[must_use]
    pub fn token_at(&self, token: TokenId, now: Moment) -> Option<Token> {
        let active = self.member.as_ref().filter(|member| member.standing == Standing::Active)?;
        active.tokens.get(&token).filter(|token| token.since <= now && now < token.until).copied()
    }

    /// Whether the installation has an administrator in this person: at work, or still invited.
    #[must_use]
    pub fn is_administrator_at(&self, now: Moment) -> bool {
        self.member.as_ref().is_some_and(|member| {
            let counts = match member.standing {
                Standing::Invited { until } => now < until,
                Standing::Active => true,
                Standing::Suspended | Standing::Left => false,
            };
            counts && member.terms.iter().any(|term| term.role == Role::Administrator && term.covers(now))
        })
    }

    /// The person, who must not have left.
    pub(super) fn present(&self) -> Result<&Member, Refusal> {
        let member = self.member.as_ref().ok_or(Refusal::Unknown)?;
        if member.standing == Standing::Left { Err(Refusal::HasLeft) } else { Ok(member) }
    }

    /// The person, who must have accepted the invitation.
    pub(super) fn accepted(&self) -> Result<&Member, Refusal> {
        let member = self.present()?;
        if matches!(member.standing, Standing::Invited { .. }) { Err(Refusal::NotAccepted) } else { Ok(member) }
    }

    /// The person, who must be at work.
    pub(super) fn active(&self) -> Result<&Member, Refusal> {
        let member = self.accepted()?;
        if member.standing == Standing::Suspended { Err(Refusal::IsSuspended) } else { Ok(member) }
    }

    /// The person, who must still be invited, and until when.
    pub(super) fn invited(&self) -> Result<(&Member, Moment), Refusal> {
        let member = self.present()?;
        match member.standing {
            Standing::Invited { until } => Ok((member, until)),
            Standing::Active | Standing::Suspended | Standing::Left => Err(Refusal::AlreadyAccepted),
        }
    }

    pub(super) fn after(mut self, event: &Event) -> Self {
        match event {
            Event::Invited { person, agency, name, until, .. } => {
                self.member = Some(Member::invited(*person, *agency, name.subject(), *until));
            }
            Event::InvitationRenewed { until } => self.stands(Standing::Invited { until: *until }),
            Event::InvitationAccepted {} | Event::Resumed { .. } => self.stands(Standing::Active),
            Event::DetailsCorrected { .. } => {}
            Event::AdministratorFounded(term) | Event::RoleGranted(term) => self.holds(term),
            Event::RoleWithdrawn { role, at, .. } => self.change(|member| member.ended_terms(*at, |term| term.role == *role)),
            Event::AdministratorRequested { by, term, .. } => {
                self.change(|member| member.request = Some(AdministratorRequest { by: *by, term: term.clone() }));
            }
            Event::AdministratorConfirmed(term) => {
                self.change(|member| member.request = None);
                self.holds(term);
            }
            Event::AdministratorDropped { .. } => self.change(|member| member.request = None),
            Event::CredentialEnrolled { credential, at } => self.change(|member| member.enrolled(*credential, *at)),
            Event::CredentialRemoved { credential } => self.change(|member| member.removed(credential)),
            Event::RecoveryRequested { by, .. } => self.change(|member| member.recovery = Some(Recovery::Requested { by: *by })),
            Event::RecoveryApproved { until } => self.change(|member| member.recovery = Some(Recovery::Approved { until: *until })),
            Event::RecoveryUsed {} => self.change(|member| {
                member.recovery = None;
                member.credentials.clear();
                member.sessions.clear();
                member.tokens.clear();
            }),
            Event::RecoveryCancelled { .. } => self.change(|member| member.recovery = None),
            Event::Suspended { .. } => {
                self.stands(Standing::Suspended);
                self.change(|member| member.sessions.clear());
            }
            Event::Left { at, .. } => self.change(|member| member.left(*at)),
            Event::SignedIn { session, by, at, until } => self.change(|member| {
                member.sessions.retain(|_, open| *at < open.until);
                member.sessions.insert(*session, Session { by: *by, since: *at, until: *until });
            }),
            Event::SignedOut { session, .. } => self.change(|member| {
                member.sessions.remove(session);
            }),
            Event::TokenIssued { token, purpose, at, until } => self.change(|member| {
                member.tokens.retain(|_, open| *at < open.until);
                member.tokens.insert(*token, Token { purpose: *purpose, since: *at, until: *until });
            }),
            Event::TokenRevoked { token, .. } => self.change(|member| {
                member.tokens.remove(token);
            }),
        }
        self
    }

    fn stands(&mut self, standing: Standing) {
        self.change(|member| member.standing = standing);
    }

    fn holds(&mut self, term: &RoleTerm) {
        self.change(|member| member.terms.push(term.clone()));
    }

    fn change(&mut self, change: impl FnOnce(&mut Member)) {
        if let Some(member) = &mut self.member {
            change(member);
        }
    }
}
