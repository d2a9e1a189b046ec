//! A person as their history has left them.

use std::collections::BTreeMap;

use record::{Actor, AgencyId, Moment, PersonId, Role, SubjectId};

use super::Event;
use crate::{Credential, EndOfSession, EndOfToken, Enrolled, RoleTerm, Session, SessionId, Token, TokenId};

/// A person who was invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The person.
    pub id: PersonId,
    /// The agency to which they belong.
    pub agency: AgencyId,
    /// Under whose key their name and contact are encrypted.
    pub subject: SubjectId,
    /// How they stand.
    pub standing: Standing,
    /// The roles that they held, hold and will hold; terms of one role never overlap.
    pub terms: Vec<RoleTerm>,
    /// Whether somebody asked that they become an administrator.
    pub request: Option<AdministratorRequest>,
    /// By what they show who they are.
    pub credentials: Vec<Enrolled>,
    /// Whether they are about to get in again.
    pub recovery: Option<Recovery>,
    /// Sessions that nobody closed; some may have ended by themselves.
    pub sessions: BTreeMap<SessionId, Session>,
    /// Tokens that nobody revoked; some may have ended by themselves. Suspension leaves them here, and they give nothing meanwhile.
    pub tokens: BTreeMap<TokenId, Token>,
}

/// How a person stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Invited, and the invitation is open until before this moment.
    Invited {
        /// The moment.
        until: Moment,
    },
    /// At work.
    Active,
    /// May do nothing for the time being.
    Suspended,
    /// Works with the program no more.
    Left,
}

/// Somebody asked that the person become an administrator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdministratorRequest {
    /// Who asked.
    pub by: PersonId,
    /// For what term.
    pub term: RoleTerm,
}

/// The person is about to get in again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recovery {
    /// Somebody asked for it.
    Requested {
        /// Who.
        by: PersonId,
    },
    /// Somebody else agreed; one credential may be enrolled until before this moment.
    Approved {
        /// The moment.
        until: Moment,
    },
}

impl Member {
    pub(super) fn invited(id: PersonId, agency: AgencyId, subject: SubjectId, until: Moment) -> Self {
        Self {
            id,
            agency,
            subject,
            standing: Standing::Invited { until },
            terms: Vec::new(),
            request: None,
            credentials: Vec::new(),
            recovery: None,
            sessions: BTreeMap::new(),
            tokens: BTreeMap::new(),
        }
    }

    /// Whether it is the person who acts.
    pub(super) fn is(&self, actor: &Actor) -> bool {
        self.id == actor.person
    }

    /// Terms of a role that are not over.
    pub(super) fn terms_of(&self, role: Role, now: Moment) -> impl Iterator<Item = &RoleTerm> {
        self.terms.iter().filter(move |term| term.role == role && now < term.until)
    }

    pub(super) fn has(&self, credential: &Credential) -> bool {
        self.credentials.iter().any(|known| known.credential.is_same(credential))
    }

    /// The ends of the open sessions that are meant.
    pub(super) fn ended_sessions(&self, now: Moment, why: EndOfSession, which: impl Fn(&Session) -> bool) -> impl Iterator<Item = Event> {
        let open = self.sessions.iter().filter(move |(_, session)| now < session.until && which(session));
        open.map(move |(session, _)| Event::SignedOut { session: *session, why })
    }

    /// Tokens that have not ended.
    pub(super) fn open_tokens(&self, now: Moment) -> impl Iterator<Item = (&TokenId, &Token)> {
        self.tokens.iter().filter(move |(_, token)| now < token.until)
    }

    /// The ends of all open tokens.
    pub(super) fn ended_tokens(&self, at: Moment, why: EndOfToken) -> impl Iterator<Item = Event> {
        self.open_tokens(at).map(move |(token, _)| Event::TokenRevoked { token: *token, at, why })
    }

    pub(super) fn ended_terms(&mut self, at: Moment, which: impl Fn(&RoleTerm) -> bool) {
        let terms = std::mem::take(&mut self.terms);
        self.terms = terms.into_iter().filter_map(|term| if which(&term) { term.ended(at) } else { Some(term) }).collect();
    }

    pub(super) fn enrolled(&mut self, credential: Credential, at: Moment) {
        self.removed(&credential);
        self.credentials.push(Enrolled { credential, at });
    }

    pub(super) fn removed(&mut self, credential: &Credential) {
        self.credentials.retain(|known| !known.credential.is_same(credential));
    }

    /// What is open is over; a term that ended stays, so that it can be told who held what when.
    pub(super) fn left(&mut self, at: Moment) {
        self.standing = Standing::Left;
        self.ended_terms(at, |_| true);
        (self.request, self.recovery) = (None, None);
        self.credentials.clear();
        self.sessions.clear();
        self.tokens.clear();
    }
}
