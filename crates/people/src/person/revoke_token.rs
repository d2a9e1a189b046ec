//! A token ends before its time: its program asks no more.
//!
//! Refused where there is no such token, or it has ended already. Whoever has left has none, and whoever is suspended keeps theirs, so
//! nothing else is asked. Whether somebody may end the token of another is the rights' to say.

use record::Circumstances;

use super::{Event, Refusal, State};
use crate::{EndOfToken, TokenId, refuse_if};

/// A token ends before its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevokeToken {
    /// The token.
    pub token: TokenId,
}

pub(super) fn decide(state: &State, RevokeToken { token }: RevokeToken, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let member = state.member.as_ref().ok_or(Refusal::Unknown)?;
    refuse_if(!member.open_tokens(at.now).any(|(open, _)| *open == token), Refusal::NoSuchToken)?;
    Ok(vec![Event::TokenRevoked { token, at: at.now, why: EndOfToken::Asked }])
}

#[cfg(test)]
mod tests {
    use record::Workflow;

    use super::*;
    use crate::person::testing::{accepted, given, issued, left, suspended, token, when};
    use crate::person::{Command, Person};
    use crate::testing::{Then, actor, day};

    fn command() -> Command {
        Command::RevokeToken(RevokeToken { token: token(1) })
    }

    fn revoke(history: Vec<Event>) -> Then<Person> {
        when(history, 1, command())
    }

    fn with_one() -> Vec<Event> {
        [accepted(), vec![issued(1)]].concat()
    }

    fn revoked(why: EndOfToken) -> Event {
        Event::TokenRevoked { token: token(1), at: day(0), why }
    }

    #[test]
    fn it_ends() {
        revoke(with_one()).then([revoked(EndOfToken::Asked)]);
        when(with_one(), 9, command()).then([revoked(EndOfToken::Asked)]);
        let state = Person::fold(&[with_one(), vec![revoked(EndOfToken::Asked)]].concat());
        assert_eq!(state.token_at(token(1), day(0)), None);
    }

    #[test]
    fn that_of_somebody_suspended_ends_too() {
        when([with_one(), vec![suspended()]].concat(), 9, command()).then([revoked(EndOfToken::Asked)]);
    }

    #[test]
    fn not_of_somebody_unknown() {
        revoke(vec![]).refused(Refusal::Unknown);
    }

    #[test]
    fn not_what_there_is_not() {
        revoke(accepted()).refused(Refusal::NoSuchToken);
        for ended in [revoked(EndOfToken::Asked), left(0), Event::RecoveryUsed {}] {
            revoke([with_one(), vec![ended]].concat()).refused(Refusal::NoSuchToken);
        }
        given(with_one()).on(30).when(&actor(1), command()).refused(Refusal::NoSuchToken);
    }
}
