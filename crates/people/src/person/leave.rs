//! A person works with the program no more: roles, credentials, requests, the invitation, sessions and tokens end. This history ends with it;
//! whoever comes back is invited under another identifier. Erasing the key of their name and contact is another act, elsewhere.
//!
//! Refused where they have left.

use record::{Circumstances, Reason};

use super::{Event, Refusal, State};
use crate::{EndOfSession, EndOfToken};

/// A person works with the program no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leave {
    /// Why.
    pub reason: Reason,
}

pub(super) fn decide(state: &State, Leave { reason }: Leave, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let member = state.present()?;
    let ended = member.ended_sessions(at.now, EndOfSession::Left, |_| true);
    let revoked = member.ended_tokens(at.now, EndOfToken::Left);
    Ok([Event::Left { at: at.now, reason }].into_iter().chain(ended).chain(revoked).collect())
}

#[cfg(test)]
mod tests {
    use record::{PersonId, Role, Workflow};

    use super::*;
    use crate::person::testing::{accepted, asleep, gone, granted, invited, issued, left, session, signed_in, term, token, when};
    use crate::person::{Command, Person};
    use crate::testing::{Then, day, reason};

    fn leave(history: Vec<Event>) -> Then<Person> {
        when(history, 9, Command::Leave(Leave { reason: reason() }))
    }

    #[test]
    fn all_ends() {
        let open = vec![
            granted(Role::Statistician, 0, 10),
            Event::AdministratorRequested { by: PersonId::from_bits(8), term: term(Role::Administrator, 1, 10), reason: reason() },
            Event::RecoveryRequested { by: PersonId::from_bits(8), reason: reason() },
            signed_in(1),
            issued(1),
        ];
        let history = [accepted(), open].concat();
        let end = Event::SignedOut { session: session(1), why: EndOfSession::Left };
        let revoked = Event::TokenRevoked { token: token(1), at: day(0), why: EndOfToken::Left };
        leave(history.clone()).then([left(0), end, revoked]);
        let member = Person::fold(&[history, vec![left(3)]].concat()).member.unwrap();
        assert_eq!(member.terms, [term(Role::Statistician, 0, 3)]);
        assert!(member.credentials.is_empty() && member.sessions.is_empty() && member.tokens.is_empty());
        assert_eq!((member.request, member.recovery), (None, None));
        assert_eq!(member.agency, crate::testing::agency(1));
        assert!(Person::fold(&gone()).roles_at(day(0)).is_empty());
    }

    #[test]
    fn whoever_is_invited_or_suspended_can_leave() {
        leave(invited()).then([left(0)]);
        leave(asleep()).then([left(0)]);
    }

    #[test]
    fn not_somebody_unknown() {
        leave(vec![]).refused(Refusal::Unknown);
    }

    #[test]
    fn not_twice() {
        leave(gone()).refused(Refusal::HasLeft);
    }
}
