//! The installation gets its first administrator, from the installation itself: whoever set it up on its machine.
//!
//! Refused where anybody but the installation asks, and where it has an administrator. It is not refused where it *had* one: an
//! installation whose administrators have all left or whose terms are over would be lost otherwise. The rest is as in [`super::invite`] and
//! [`super::grant_role`].

use record::{Actor, Circumstances, Moment, PersonId, Protected, Role};

use super::{Event, FullName, INVITATION_DAYS, Refusal, State, WorkContact, guards};
use crate::{AgencyFacts, RoleTerm, refuse_if};

/// The installation gets its first administrator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundAdministrator {
    /// The person, by a new identifier.
    pub person: PersonId,
    /// Their agency, as the shell loaded it just before.
    pub agency: AgencyFacts,
    /// The name.
    pub name: Protected<FullName>,
    /// Where they are reached.
    pub contact: Protected<WorkContact>,
    /// Until before when the invitation is open.
    pub open_until: Moment,
    /// Until before when they are an administrator; the regions are the agency's.
    pub until: Moment,
    /// Whether [`State::is_administrator_at`] says yes of anybody now, as the shell counted just before. Two who are founded in one moment
    /// do not see each other: the shell does one at a time.
    pub administrator_exists: bool,
}

pub(super) fn decide(state: &State, command: FoundAdministrator, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let FoundAdministrator { person, agency, name, contact, open_until, until, administrator_exists } = command;
    let term = RoleTerm { role: Role::Administrator, regions: agency.regions.clone(), from: at.now, until };
    refuse_if(at.actor.person != Actor::local().person, Refusal::OnlyTheMachine)?;
    refuse_if(administrator_exists, Refusal::AdministratorExists)?;
    refuse_if(state.member.is_some(), Refusal::AlreadyInvited)?;
    refuse_if(person == Actor::local().person, Refusal::Reserved)?;
    refuse_if(!agency.open, Refusal::AgencyClosed)?;
    guards::one_subject(&name, &contact)?;
    guards::window(open_until, INVITATION_DAYS, at)?;
    guards::possible(&term, &agency, at.now)?;
    Ok(vec![Event::Invited { person, agency: agency.id, name, contact, until: open_until }, Event::AdministratorFounded(term)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::person::testing::{contact, facts, invited, name, when};
    use crate::person::{Command, Person};
    use crate::testing::{Then, day, regions};

    fn command() -> FoundAdministrator {
        FoundAdministrator {
            person: PersonId::from_bits(1),
            agency: facts(),
            name: name(5),
            contact: contact(5),
            open_until: day(7),
            until: day(365),
            administrator_exists: false,
        }
    }

    fn found(command: FoundAdministrator) -> Then<Person> {
        when(vec![], 0, Command::FoundAdministrator(command))
    }

    fn founded() -> Event {
        let (regions, from, until) = (regions(&["KZ-75", "KZ-71"]), day(0), day(365));
        Event::AdministratorFounded(RoleTerm { role: Role::Administrator, regions, from, until })
    }

    #[test]
    fn the_first_administrator_is_invited() {
        found(command()).then([invited(), vec![founded()]].concat());
    }

    #[test]
    fn somebody_else_can_not_do_it() {
        when(vec![], 9, Command::FoundAdministrator(command())).refused(Refusal::OnlyTheMachine);
    }

    #[test]
    fn not_where_there_is_an_administrator() {
        found(FoundAdministrator { administrator_exists: true, ..command() }).refused(Refusal::AdministratorExists);
    }

    #[test]
    fn not_of_somebody_who_was_invited() {
        when(invited(), 0, Command::FoundAdministrator(command())).refused(Refusal::AlreadyInvited);
    }

    #[test]
    fn not_of_the_machine() {
        found(FoundAdministrator { person: PersonId::from_bits(0), ..command() }).refused(Refusal::Reserved);
    }

    #[test]
    fn not_in_a_closed_agency() {
        found(FoundAdministrator { agency: AgencyFacts { open: false, ..facts() }, ..command() }).refused(Refusal::AgencyClosed);
    }

    #[test]
    fn not_with_the_data_of_two() {
        found(FoundAdministrator { contact: contact(6), ..command() }).refused(Refusal::OtherSubject);
    }

    #[test]
    fn not_with_an_invitation_that_is_over() {
        found(FoundAdministrator { open_until: day(0), ..command() }).refused(Refusal::MomentPast);
    }

    #[test]
    fn not_with_an_invitation_without_end() {
        found(FoundAdministrator { open_until: day(INVITATION_DAYS + 1), ..command() }).refused(Refusal::TooFarOff);
    }

    #[test]
    fn not_for_a_term_that_is_over() {
        found(FoundAdministrator { until: day(0), ..command() }).refused(Refusal::TermReversed);
    }

    #[test]
    fn whoever_is_invited_or_at_work_counts_as_administrator() {
        use crate::person::testing::{accepted, left, suspended};
        use record::Workflow;
        let counts = |history: Vec<Event>, on| Person::fold(&history).is_administrator_at(day(on));
        let with = |start: Vec<Event>, end: Vec<Event>| [start, vec![founded()], end].concat();
        assert!(counts(with(invited(), vec![]), 6) && counts(with(accepted(), vec![]), 364));
        assert!(!counts(with(invited(), vec![]), 7) && !counts(with(accepted(), vec![]), 365));
        assert!(!counts(with(accepted(), vec![suspended()]), 1) && !counts(with(accepted(), vec![left(0)]), 1));
        assert!(!counts(accepted(), 1) && !counts(vec![], 1));
    }
}
