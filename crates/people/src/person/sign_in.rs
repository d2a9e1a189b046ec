//! A person comes in. That they are who they say was checked before, outside; here stands who may come in, and that they did.
//!
//! Refused where the person is not at work or their agency is closed, where they have no credential of this kind, where there is a session
//! of this name, and where it would end at once or later than in [`SESSION_DAYS`]. Attempts that failed are not written here: who can write
//! into somebody's history from outside could fill it.

use record::{Circumstances, Moment};

use super::{Event, Refusal, SESSION_DAYS, State, guards};
use crate::{AgencyFacts, CredentialKind, SessionId, refuse_if};

/// A person comes in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// The session, by a new identifier.
    pub session: SessionId,
    /// By what they showed who they are.
    pub by: CredentialKind,
    /// When the session ends by itself.
    pub until: Moment,
    /// The person's agency, as the shell loaded it just before.
    pub agency: AgencyFacts,
}

pub(super) fn decide(state: &State, command: SignIn, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let SignIn { session, by, until, agency } = command;
    let member = state.active()?;
    refuse_if(!member.is(at.actor), Refusal::OnlyThemselves)?;
    guards::own_agency(member, &agency)?;
    refuse_if(!member.credentials.iter().any(|known| known.credential.kind() == by), Refusal::NoSuchCredential)?;
    refuse_if(member.sessions.contains_key(&session), Refusal::SessionOpen)?;
    guards::window(until, SESSION_DAYS, at)?;
    Ok(vec![Event::SignedIn { session, by, at: at.now, until }])
}

#[cfg(test)]
mod tests {
    use record::Workflow;

    use super::*;
    use crate::person::testing::{accepted, asleep, facts, gone, invited, session, signed_in, when};
    use crate::person::{Command, Person};
    use crate::testing::{Then, agency, day};

    fn command() -> SignIn {
        SignIn { session: session(1), by: CredentialKind::Passkey, until: day(1), agency: facts() }
    }

    fn sign_in(history: Vec<Event>, command: SignIn) -> Then<Person> {
        when(history, 1, Command::SignIn(command))
    }

    #[test]
    fn they_come_in_from_several_places() {
        sign_in(accepted(), command()).then([signed_in(1)]);
        sign_in([accepted(), vec![signed_in(2)]].concat(), command()).then([signed_in(1)]);
    }

    #[test]
    fn sessions_that_ended_by_themselves_are_forgotten() {
        let later = Event::SignedIn { session: session(2), by: CredentialKind::Passkey, at: day(1), until: day(2) };
        let member = Person::fold(&[accepted(), vec![signed_in(1), later]].concat()).member.unwrap();
        assert_eq!(member.sessions.into_keys().collect::<Vec<_>>(), [session(2)]);
    }

    #[test]
    fn not_somebody_unknown() {
        sign_in(vec![], command()).refused(Refusal::Unknown);
    }

    #[test]
    fn not_before_accepting() {
        sign_in(invited(), command()).refused(Refusal::NotAccepted);
    }

    #[test]
    fn not_while_suspended() {
        sign_in(asleep(), command()).refused(Refusal::IsSuspended);
    }

    #[test]
    fn not_after_leaving() {
        sign_in(gone(), command()).refused(Refusal::HasLeft);
    }

    #[test]
    fn not_as_somebody_else() {
        when(accepted(), 9, Command::SignIn(command())).refused(Refusal::OnlyThemselves);
    }

    #[test]
    fn not_for_another_agency() {
        sign_in(accepted(), SignIn { agency: AgencyFacts { id: agency(2), ..facts() }, ..command() }).refused(Refusal::OtherAgency);
    }

    #[test]
    fn not_for_a_closed_agency() {
        sign_in(accepted(), SignIn { agency: AgencyFacts { open: false, ..facts() }, ..command() }).refused(Refusal::AgencyClosed);
    }

    #[test]
    fn not_by_what_they_have_not() {
        sign_in(accepted(), SignIn { by: CredentialKind::PasswordAndCode, ..command() }).refused(Refusal::NoSuchCredential);
    }

    #[test]
    fn not_twice_in_one_session() {
        sign_in([accepted(), vec![signed_in(1)]].concat(), command()).refused(Refusal::SessionOpen);
    }

    #[test]
    fn not_until_a_moment_that_has_passed() {
        sign_in(accepted(), SignIn { until: day(0), ..command() }).refused(Refusal::MomentPast);
    }

    #[test]
    fn not_without_end() {
        sign_in(accepted(), SignIn { until: day(SESSION_DAYS + 1), ..command() }).refused(Refusal::TooFarOff);
    }
}
