//! Who stands before the door.

use people::{Authority, CredentialKind, SessionId, TokenId};
use record::{Actor, AgencyId, Moment, PersonId, Purpose};
use rights::{Held, Principal, SignIn};

/// A person who is in, as they are at this moment. Worked out anew for each request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// The person with their body, roles and regions.
    pub authority: Authority,
    /// How they are in.
    pub through: Through,
    /// Until when, at most.
    pub until: Moment,
}

/// How somebody is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Through {
    /// In a browser, after signing in.
    Session {
        /// The session.
        session: SessionId,
        /// By what they signed in.
        by: CredentialKind,
    },
    /// By a program of theirs, with a token.
    Token {
        /// The token.
        token: TokenId,
        /// The purpose to which it is bound.
        purpose: Purpose,
    },
}

impl Visitor {
    /// The person.
    #[must_use]
    pub fn person(&self) -> PersonId {
        self.authority.person
    }

    /// Their body.
    #[must_use]
    pub fn agency(&self) -> AgencyId {
        self.authority.agency
    }

    /// Who acts, for the log.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor { person: self.person(), agency: self.agency() }
    }

    /// The session, where they are in by one.
    #[must_use]
    pub fn session(&self) -> Option<SessionId> {
        match self.through {
            Through::Session { session, .. } => Some(session),
            Through::Token { .. } => None,
        }
    }

    /// How the rights see them.
    #[must_use]
    pub fn principal(&self) -> Principal {
        let authority = &self.authority;
        let held = |(role, regions): (&record::Role, &record::Regions)| Held { role: *role, regions: regions.clone() };
        Principal {
            person: authority.person,
            agency: authority.agency,
            agency_kind: authority.kind,
            agency_above: authority.parent,
            roles: authority.roles.iter().map(held).collect(),
            suspended: authority.suspended,
        }
    }

    /// How the rights see their sign-in. `strong` says whether the installation holds a kind of credential for strong.
    #[must_use]
    pub(crate) fn sign_in(&self, strong: impl Fn(CredentialKind) -> bool) -> SignIn {
        match self.through {
            Through::Token { purpose, .. } => SignIn::Token(purpose),
            Through::Session { by, .. } if strong(by) => SignIn::Strong,
            Through::Session { .. } => SignIn::Weak,
        }
    }
}
