//! The person accepts the invitation by enrolling a first credential; from then on they are at work.
//!
//! Refused where anybody else does it, the invitation is over or was accepted, and the person has left.

use record::Circumstances;

use super::{Event, Refusal, State};
use crate::{Credential, refuse_if};

/// The person accepts the invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptInvitation {
    /// Their first credential.
    pub credential: Credential,
}

pub(super) fn decide(state: &State, command: AcceptInvitation, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let (member, until) = state.invited()?;
    refuse_if(!member.is(at.actor), Refusal::OnlyThemselves)?;
    refuse_if(until <= at.now, Refusal::InvitationOver)?;
    Ok(vec![Event::InvitationAccepted {}, Event::CredentialEnrolled { credential: command.credential, at: at.now }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::person::testing::{accepted, given, gone, invited, passkey, when};
    use crate::person::{Command, Person};
    use crate::testing::{Then, actor};

    fn command() -> Command {
        Command::AcceptInvitation(AcceptInvitation { credential: passkey(1) })
    }

    fn accept(history: Vec<Event>) -> Then<Person> {
        when(history, 1, command())
    }

    #[test]
    fn they_are_at_work() {
        accept(invited()).then(accepted().split_off(1));
    }

    #[test]
    fn not_where_there_is_no_invitation() {
        accept(vec![]).refused(Refusal::Unknown);
    }

    #[test]
    fn not_twice() {
        accept(accepted()).refused(Refusal::AlreadyAccepted);
    }

    #[test]
    fn not_after_leaving() {
        accept(gone()).refused(Refusal::HasLeft);
    }

    #[test]
    fn not_by_somebody_else() {
        when(invited(), 9, command()).refused(Refusal::OnlyThemselves);
    }

    #[test]
    fn not_when_it_is_over() {
        given(invited()).on(7).when(&actor(1), command()).refused(Refusal::InvitationOver);
    }
}
