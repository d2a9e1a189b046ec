//! Another administrator agrees that a person become one.
//!
//! Refused where
//! * nobody asked;
//! * the one who asked agrees too, or the person themself: it takes two others;
//! * the installation stands in for the second though there are administrators enough;
//! * the role, its term or its regions are not possible any more ([`super::grant_role`]).

use record::Circumstances;

use super::{Event, Refusal, State, guards};
use crate::AgencyFacts;

/// Another administrator agrees that a person become one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfirmAdministrator {
    /// The person's agency, as the shell loaded it just before.
    pub agency: AgencyFacts,
    /// How many other people are at work as administrators ([`State::roles_at`]), as the shell counted just before.
    pub others: u32,
}

pub(super) fn decide(state: &State, command: ConfirmAdministrator, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let ConfirmAdministrator { agency, others } = command;
    let member = state.present()?;
    let request = member.request.as_ref().ok_or(Refusal::NotRequested)?;
    guards::second(member, request.by, others, at)?;
    guards::own_agency(member, &agency)?;
    guards::possible(&request.term, &agency, at.now)?;
    let term = guards::ahead(request.term.clone(), at.now);
    guards::fits(&term, member)?;
    Ok(vec![Event::AdministratorConfirmed(term)])
}

#[cfg(test)]
mod tests {
    use record::{PersonId, Role, Workflow};

    use super::*;
    use crate::person::testing::{accepted, facts, given, gone, granted, term, when};
    use crate::person::{Command, Person};
    use crate::testing::{Then, actor, agency, day, reason, regions};

    fn requested(by: u128) -> Vec<Event> {
        let event = Event::AdministratorRequested { by: PersonId::from_bits(by), term: term(Role::Administrator, 1, 10), reason: reason() };
        [accepted(), vec![event]].concat()
    }

    fn confirm(history: Vec<Event>, by: u128, others: u32) -> Then<Person> {
        when(history, by, Command::ConfirmAdministrator(ConfirmAdministrator { agency: facts(), others }))
    }

    fn confirmed() -> Event {
        Event::AdministratorConfirmed(term(Role::Administrator, 1, 10))
    }

    #[test]
    fn two_make_an_administrator() {
        confirm(requested(8), 9, 2).then([confirmed()]);
        let state = Person::fold(&[requested(8), vec![confirmed()]].concat());
        assert!(state.roles_at(day(1)).contains_key(&Role::Administrator));
        assert_eq!(state.member.unwrap().request, None);
    }

    #[test]
    fn the_machine_stands_in_where_there_is_one_administrator() {
        confirm(requested(8), 0, 1).then([confirmed()]);
    }

    #[test]
    fn the_machine_stands_in_for_both_where_there_is_none() {
        confirm(requested(0), 0, 0).then([confirmed()]);
    }

    #[test]
    fn not_of_somebody_unknown() {
        confirm(vec![], 9, 2).refused(Refusal::Unknown);
    }

    #[test]
    fn not_after_leaving() {
        confirm(gone(), 9, 2).refused(Refusal::HasLeft);
    }

    #[test]
    fn not_what_nobody_asked_for() {
        confirm(accepted(), 9, 2).refused(Refusal::NotRequested);
        confirm([requested(8), vec![confirmed()]].concat(), 9, 2).refused(Refusal::NotRequested);
    }

    #[test]
    fn not_by_the_one_who_asked() {
        confirm(requested(8), 8, 2).refused(Refusal::SameAdministrator);
        confirm(requested(8), 8, 0).refused(Refusal::SameAdministrator);
        confirm(requested(0), 0, 1).refused(Refusal::SameAdministrator);
    }

    #[test]
    fn not_by_the_person() {
        confirm(requested(8), 1, 2).refused(Refusal::NotForOneself);
    }

    #[test]
    fn not_with_the_machine_where_there_are_two() {
        confirm(requested(8), 0, 2).refused(Refusal::MachineNotNeeded);
        confirm(requested(0), 8, 2).refused(Refusal::MachineNotNeeded);
    }

    #[test]
    fn not_by_the_measure_of_another_agency() {
        let command = ConfirmAdministrator { agency: AgencyFacts { id: agency(2), ..facts() }, others: 2 };
        when(requested(8), 9, Command::ConfirmAdministrator(command)).refused(Refusal::OtherAgency);
    }

    #[test]
    fn not_in_an_agency_that_was_closed_meanwhile() {
        let command = ConfirmAdministrator { agency: AgencyFacts { open: false, ..facts() }, others: 2 };
        when(requested(8), 9, Command::ConfirmAdministrator(command)).refused(Refusal::AgencyClosed);
    }

    #[test]
    fn not_where_the_agency_is_no_more() {
        let command = ConfirmAdministrator { agency: AgencyFacts { regions: regions(&["KZ-71"]), ..facts() }, others: 2 };
        when(requested(8), 9, Command::ConfirmAdministrator(command)).refused(Refusal::OutsideRegions);
    }

    #[test]
    fn not_for_a_term_that_is_over() {
        let command = Command::ConfirmAdministrator(ConfirmAdministrator { agency: facts(), others: 2 });
        given(requested(8)).on(10).when(&actor(9), command).refused(Refusal::MomentPast);
    }

    #[test]
    fn not_with_a_role_that_was_granted_meanwhile() {
        confirm([requested(8), vec![granted(Role::Analyst, 5, 6)]].concat(), 9, 2).refused(Refusal::Excluded { held: Role::Analyst });
    }
}
