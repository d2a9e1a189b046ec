//! A person at work adds a credential. Enrolling password and codes again replaces them; that is how they are changed.
//!
//! Refused where anybody else does it, the credential is enrolled already, and where the person is not at work. That nobody else has the
//! same credential is the shell's to see to.

use record::Circumstances;

use super::{Event, Refusal, State};
use crate::{Credential, CredentialKind, refuse_if};

/// A person at work adds a credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolCredential {
    /// The credential.
    pub credential: Credential,
}

pub(super) fn decide(state: &State, command: EnrolCredential, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let EnrolCredential { credential } = command;
    let member = state.active()?;
    refuse_if(!member.is(at.actor), Refusal::OnlyThemselves)?;
    refuse_if(member.has(&credential) && credential.kind() != CredentialKind::PasswordAndCode, Refusal::AlreadyEnrolled)?;
    Ok(vec![Event::CredentialEnrolled { credential, at: at.now }])
}

#[cfg(test)]
mod tests {
    use record::Workflow;

    use super::*;
    use crate::person::testing::{accepted, asleep, enrolled, gone, invited, passkey, when};
    use crate::person::{Command, Person};
    use crate::testing::Then;

    fn enrol(history: Vec<Event>, by: u128, credential: Credential) -> Then<Person> {
        when(history, by, Command::EnrolCredential(EnrolCredential { credential }))
    }

    #[test]
    fn they_have_another() {
        enrol(accepted(), 1, passkey(2)).then([enrolled(passkey(2))]);
    }

    #[test]
    fn a_password_is_replaced() {
        let password = || enrolled(Credential::PasswordAndCode {});
        let history = [accepted(), vec![password()]].concat();
        enrol(history.clone(), 1, Credential::PasswordAndCode {}).then([password()]);
        assert_eq!(Person::fold(&[history, vec![password()]].concat()).member.unwrap().credentials.len(), 2);
    }

    #[test]
    fn not_by_somebody_unknown() {
        enrol(vec![], 1, passkey(2)).refused(Refusal::Unknown);
    }

    #[test]
    fn not_before_accepting() {
        enrol(invited(), 1, passkey(2)).refused(Refusal::NotAccepted);
    }

    #[test]
    fn not_while_suspended() {
        enrol(asleep(), 1, passkey(2)).refused(Refusal::IsSuspended);
    }

    #[test]
    fn not_after_leaving() {
        enrol(gone(), 1, passkey(2)).refused(Refusal::HasLeft);
    }

    #[test]
    fn not_for_somebody_else() {
        enrol(accepted(), 9, passkey(2)).refused(Refusal::OnlyThemselves);
    }

    #[test]
    fn not_twice() {
        enrol(accepted(), 1, passkey(1)).refused(Refusal::AlreadyEnrolled);
    }
}
