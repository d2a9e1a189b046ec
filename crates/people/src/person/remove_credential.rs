//! A person gives up a credential; sessions that were opened by one of its kind end, as it may be in other hands.
//!
//! Refused where anybody else does it (an administrator suspends instead), where there is no such credential or it is the last one, and
//! where the person is not at work.

use record::Circumstances;

use super::{Event, Refusal, State};
use crate::{Credential, EndOfSession, refuse_if};

/// A person gives up a credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoveCredential {
    /// The credential.
    pub credential: Credential,
}

pub(super) fn decide(state: &State, command: RemoveCredential, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let member = state.active()?;
    refuse_if(!member.is(at.actor), Refusal::OnlyThemselves)?;
    let known = member.credentials.iter().map(|known| known.credential).find(|known| known.is_same(&command.credential));
    let credential = known.ok_or(Refusal::NoSuchCredential)?;
    refuse_if(member.credentials.len() == 1, Refusal::LastCredential)?;
    let ended = member.ended_sessions(at.now, EndOfSession::CredentialRemoved, |session| session.by == credential.kind());
    Ok([Event::CredentialRemoved { credential }].into_iter().chain(ended).collect())
}

#[cfg(test)]
mod tests {
    use record::Digest;

    use super::*;
    use crate::person::testing::{accepted, asleep, enrolled, gone, invited, passkey, session, signed_in, when};
    use crate::person::{Command, Person};
    use crate::testing::{Then, day};
    use crate::{CredentialKind, Device};

    fn remove(history: Vec<Event>, by: u128, credential: Credential) -> Then<Person> {
        when(history, by, Command::RemoveCredential(RemoveCredential { credential }))
    }

    fn two() -> Vec<Event> {
        [accepted(), vec![enrolled(passkey(2))]].concat()
    }

    #[test]
    fn it_is_gone_as_it_was_enrolled() {
        let elsewhere = Credential::Passkey { id: Digest([2; 32]), device: Device::Other };
        remove(two(), 1, elsewhere).then([Event::CredentialRemoved { credential: passkey(2) }]);
    }

    #[test]
    fn sessions_of_its_kind_end() {
        let by = CredentialKind::PasswordAndCode;
        let other = Event::SignedIn { session: session(2), by, at: day(0), until: day(1) };
        let end = Event::SignedOut { session: session(1), why: EndOfSession::CredentialRemoved };
        remove([two(), vec![signed_in(1), other]].concat(), 1, passkey(2)).then([Event::CredentialRemoved { credential: passkey(2) }, end]);
    }

    #[test]
    fn not_of_somebody_unknown() {
        remove(vec![], 1, passkey(1)).refused(Refusal::Unknown);
    }

    #[test]
    fn not_before_accepting() {
        remove(invited(), 1, passkey(1)).refused(Refusal::NotAccepted);
    }

    #[test]
    fn not_while_suspended() {
        remove(asleep(), 1, passkey(1)).refused(Refusal::IsSuspended);
    }

    #[test]
    fn not_after_leaving() {
        remove(gone(), 1, passkey(1)).refused(Refusal::HasLeft);
    }

    #[test]
    fn not_of_somebody_else() {
        remove(two(), 9, passkey(1)).refused(Refusal::OnlyThemselves);
    }

    #[test]
    fn not_what_there_is_not() {
        remove(two(), 1, passkey(3)).refused(Refusal::NoSuchCredential);
    }

    #[test]
    fn not_the_last_one() {
        remove(accepted(), 1, passkey(1)).refused(Refusal::LastCredential);
        remove([two(), vec![Event::CredentialRemoved { credential: passkey(2) }]].concat(), 1, passkey(1)).refused(Refusal::LastCredential);
    }
}
