//! A person is invited into an agency. Their name and contact are personal data: both encrypted under the key of one subject, the person.
//!
//! Refused where the identifier is taken or is the installation's own, the agency is closed, name and contact are under two keys, and the
//! invitation would be over at once or open for longer than [`INVITATION_DAYS`].

use record::{Actor, Circumstances, Moment, PersonId, Protected};

use super::{Event, FullName, INVITATION_DAYS, Refusal, State, WorkContact, guards};
use crate::{AgencyFacts, refuse_if};

/// A person is invited into an agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invite {
    /// The person, by a new identifier.
    pub person: PersonId,
    /// The agency, as the shell loaded it just before.
    pub agency: AgencyFacts,
    /// The name.
    pub name: Protected<FullName>,
    /// Where they are reached.
    pub contact: Protected<WorkContact>,
    /// Until before when the invitation is open.
    pub until: Moment,
}

pub(super) fn decide(state: &State, command: Invite, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let Invite { person, agency, name, contact, until } = command;
    refuse_if(state.member.is_some(), Refusal::AlreadyInvited)?;
    refuse_if(person == Actor::local().person, Refusal::Reserved)?;
    refuse_if(!agency.open, Refusal::AgencyClosed)?;
    guards::one_subject(&name, &contact)?;
    guards::window(until, INVITATION_DAYS, at)?;
    Ok(vec![Event::Invited { person, agency: agency.id, name, contact, until }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::person::testing::{contact, facts, gone, invited, name, when};
    use crate::person::{Command, Person};
    use crate::testing::{Then, day};

    fn command() -> Invite {
        Invite { person: PersonId::from_bits(1), agency: facts(), name: name(5), contact: contact(5), until: day(7) }
    }

    fn invite(history: Vec<Event>, command: Invite) -> Then<Person> {
        when(history, 9, Command::Invite(command))
    }

    #[test]
    fn a_person_is_invited() {
        invite(vec![], command()).then(invited());
    }

    #[test]
    fn not_twice_and_not_after_leaving() {
        invite(invited(), command()).refused(Refusal::AlreadyInvited);
        invite(gone(), command()).refused(Refusal::AlreadyInvited);
    }

    #[test]
    fn not_as_the_machine() {
        invite(vec![], Invite { person: PersonId::from_bits(0), ..command() }).refused(Refusal::Reserved);
    }

    #[test]
    fn not_into_a_closed_agency() {
        invite(vec![], Invite { agency: AgencyFacts { open: false, ..facts() }, ..command() }).refused(Refusal::AgencyClosed);
    }

    #[test]
    fn not_with_the_data_of_two() {
        invite(vec![], Invite { contact: contact(6), ..command() }).refused(Refusal::OtherSubject);
    }

    #[test]
    fn not_until_a_moment_that_has_passed() {
        invite(vec![], Invite { until: day(0), ..command() }).refused(Refusal::MomentPast);
    }

    #[test]
    fn not_without_end() {
        invite(vec![], Invite { until: day(INVITATION_DAYS + 1), ..command() }).refused(Refusal::TooFarOff);
    }
}
