//! The person gets in again: they enrol one new credential. All that they had before is gone, and every session and token ends, for what was lost
//! may have been found by somebody else.
//!
//! Refused where anybody else does it, nobody asked or agreed, the time is over, and where the person is not at work.

use record::Circumstances;

use super::{Event, Recovery, Refusal, State};
use crate::{Credential, EndOfSession, EndOfToken, refuse_if};

/// The person gets in again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UseRecovery {
    /// The new credential.
    pub credential: Credential,
}

pub(super) fn decide(state: &State, UseRecovery { credential }: UseRecovery, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let member = state.active()?;
    refuse_if(!member.is(at.actor), Refusal::OnlyThemselves)?;
    let until = match member.recovery {
        None => return Err(Refusal::NotRequested),
        Some(Recovery::Requested { .. }) => return Err(Refusal::NotApproved),
        Some(Recovery::Approved { until }) => until,
    };
    refuse_if(until <= at.now, Refusal::RecoveryOver)?;
    let ended = member.ended_sessions(at.now, EndOfSession::Recovered, |_| true);
    let revoked = member.ended_tokens(at.now, EndOfToken::Recovered);
    let enrolled = Event::CredentialEnrolled { credential, at: at.now };
    Ok([Event::RecoveryUsed {}].into_iter().chain(ended).chain(revoked).chain([enrolled]).collect())
}

#[cfg(test)]
mod tests {
    use record::{PersonId, Workflow};

    use super::*;
    use crate::person::testing::{accepted, enrolled, given, gone, invited, issued, passkey, session, signed_in, suspended, token, when};
    use crate::person::{Command, Person};
    use crate::testing::{Then, actor, day, reason};

    fn command() -> Command {
        Command::UseRecovery(UseRecovery { credential: passkey(2) })
    }

    fn recover(history: Vec<Event>) -> Then<Person> {
        when(history, 1, command())
    }

    fn requested() -> Vec<Event> {
        [accepted(), vec![Event::RecoveryRequested { by: PersonId::from_bits(8), reason: reason() }]].concat()
    }

    fn approved() -> Vec<Event> {
        [requested(), vec![Event::RecoveryApproved { until: day(1) }]].concat()
    }

    #[test]
    fn the_new_credential_is_the_only_one() {
        let events = vec![Event::RecoveryUsed {}, enrolled(passkey(2))];
        recover(approved()).then(events.clone());
        let member = Person::fold(&[approved(), events].concat()).member.unwrap();
        assert_eq!(member.credentials.iter().map(|known| known.credential).collect::<Vec<_>>(), [passkey(2)]);
    }

    #[test]
    fn every_session_ends() {
        let end = Event::SignedOut { session: session(1), why: EndOfSession::Recovered };
        recover([approved(), vec![signed_in(1)]].concat()).then([Event::RecoveryUsed {}, end, enrolled(passkey(2))]);
    }

    #[test]
    fn every_token_ends() {
        let revoked = Event::TokenRevoked { token: token(1), at: day(0), why: EndOfToken::Recovered };
        recover([approved(), vec![issued(1)]].concat()).then([Event::RecoveryUsed {}, revoked, enrolled(passkey(2))]);
    }

    #[test]
    fn not_of_somebody_unknown() {
        recover(vec![]).refused(Refusal::Unknown);
    }

    #[test]
    fn not_before_accepting() {
        recover(invited()).refused(Refusal::NotAccepted);
    }

    #[test]
    fn not_while_suspended() {
        recover([approved(), vec![suspended()]].concat()).refused(Refusal::IsSuspended);
    }

    #[test]
    fn not_after_leaving() {
        recover(gone()).refused(Refusal::HasLeft);
    }

    #[test]
    fn not_for_somebody_else() {
        when(approved(), 9, command()).refused(Refusal::OnlyThemselves);
    }

    #[test]
    fn not_where_nobody_asked() {
        recover(accepted()).refused(Refusal::NotRequested);
    }

    #[test]
    fn not_before_somebody_agreed() {
        recover(requested()).refused(Refusal::NotApproved);
    }

    #[test]
    fn not_when_the_time_is_over() {
        given(approved()).on(1).when(&actor(1), command()).refused(Refusal::RecoveryOver);
    }

    #[test]
    fn not_twice() {
        recover([approved(), vec![Event::RecoveryUsed {}, enrolled(passkey(2))]].concat()).refused(Refusal::NotRequested);
    }
}
