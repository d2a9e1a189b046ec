//! A person goes, or a session ends because nobody did anything in it.
//!
//! Refused where there is no such session, or it has ended already. Whoever has left has none, so nothing else is asked.

use record::Circumstances;

use super::{Event, Refusal, State};
use crate::{EndOfSession, SessionId, refuse_if};

/// A person goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignOut {
    /// The session.
    pub session: SessionId,
    /// Whether it ends because nobody did anything in it for too long.
    pub idle: bool,
}

pub(super) fn decide(state: &State, SignOut { session, idle }: SignOut, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let member = state.member.as_ref().ok_or(Refusal::Unknown)?;
    let open = member.sessions.get(&session).is_some_and(|session| at.now < session.until);
    refuse_if(!open, Refusal::NoSuchSession)?;
    Ok(vec![Event::SignedOut { session, why: if idle { EndOfSession::Idle } else { EndOfSession::Asked } }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::person::testing::{accepted, given, left, session, signed_in, suspended, when};
    use crate::person::{Command, Person};
    use crate::testing::{Then, actor};

    fn command(idle: bool) -> Command {
        Command::SignOut(SignOut { session: session(1), idle })
    }

    fn sign_out(history: Vec<Event>, idle: bool) -> Then<Person> {
        when(history, 1, command(idle))
    }

    fn inside() -> Vec<Event> {
        [accepted(), vec![signed_in(1)]].concat()
    }

    fn out(why: EndOfSession) -> Event {
        Event::SignedOut { session: session(1), why }
    }

    #[test]
    fn they_go() {
        sign_out(inside(), false).then([out(EndOfSession::Asked)]);
        sign_out(inside(), true).then([out(EndOfSession::Idle)]);
    }

    #[test]
    fn not_somebody_unknown() {
        sign_out(vec![], false).refused(Refusal::Unknown);
    }

    #[test]
    fn not_from_where_they_are_not() {
        sign_out(accepted(), false).refused(Refusal::NoSuchSession);
        for ended in [out(EndOfSession::Asked), suspended(), left(0), Event::RecoveryUsed {}] {
            sign_out([inside(), vec![ended]].concat(), false).refused(Refusal::NoSuchSession);
        }
        given(inside()).on(1).when(&actor(1), command(false)).refused(Refusal::NoSuchSession);
    }
}
