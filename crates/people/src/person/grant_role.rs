//! A person gets a role in some regions for a term. A term that should have begun earlier begins now.
//!
//! Refused where
//! * the person grants it to themselves: nobody gives power to themselves;
//! * the role is that of an administrator, which takes two others: [`super::request_administrator`];
//! * the agency is closed or another one, or a region lies outside of its regions;
//! * the term ends before it begins or is over;
//! * the role is held already in a part of the term, or another one that excludes it ([`crate::exclude`]);
//! * the person has left.

use record::{Circumstances, Role};

use super::{Event, Refusal, State, guards};
use crate::{AgencyFacts, RoleTerm, refuse_if};

/// A person gets a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantRole {
    /// The role, where and for how long.
    pub term: RoleTerm,
    /// The person's agency, as the shell loaded it just before.
    pub agency: AgencyFacts,
}

pub(super) fn decide(state: &State, GrantRole { term, agency }: GrantRole, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let member = state.present()?;
    refuse_if(member.is(at.actor), Refusal::NotForOneself)?;
    refuse_if(term.role == Role::Administrator, Refusal::NeedsTwo)?;
    guards::own_agency(member, &agency)?;
    guards::possible(&term, &agency, at.now)?;
    let term = guards::ahead(term, at.now);
    guards::fits(&term, member)?;
    Ok(vec![Event::RoleGranted(term)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::person::testing::{accepted, facts, given, gone, granted, invited, term, when};
    use crate::person::{Command, Person};
    use crate::testing::{Then, actor, agency, regions};

    fn command(term: RoleTerm) -> Command {
        Command::GrantRole(GrantRole { term, agency: facts() })
    }

    fn grant(history: Vec<Event>, role: Role, from: u32, until: u32) -> Then<Person> {
        when(history, 9, command(term(role, from, until)))
    }

    fn analyst() -> Vec<Event> {
        [accepted(), vec![granted(Role::Analyst, 1, 10)]].concat()
    }

    #[test]
    fn a_role_is_held_for_a_term() {
        grant(accepted(), Role::Analyst, 1, 10).then([granted(Role::Analyst, 1, 10)]);
        grant(invited(), Role::Analyst, 1, 10).then([granted(Role::Analyst, 1, 10)]);
    }

    #[test]
    fn no_term_begins_before_it_was_given() {
        given(accepted()).on(4).when(&actor(9), command(term(Role::Analyst, 1, 10))).then([granted(Role::Analyst, 4, 10)]);
    }

    #[test]
    fn a_term_follows_another() {
        grant(analyst(), Role::Analyst, 10, 20).then([granted(Role::Analyst, 10, 20)]);
    }

    #[test]
    fn not_to_somebody_unknown() {
        grant(vec![], Role::Analyst, 1, 10).refused(Refusal::Unknown);
    }

    #[test]
    fn not_after_leaving() {
        grant(gone(), Role::Analyst, 1, 10).refused(Refusal::HasLeft);
    }

    #[test]
    fn not_to_oneself() {
        when(accepted(), 1, command(term(Role::Analyst, 1, 10))).refused(Refusal::NotForOneself);
    }

    #[test]
    fn not_that_of_an_administrator() {
        grant(accepted(), Role::Administrator, 1, 10).refused(Refusal::NeedsTwo);
    }

    #[test]
    fn not_by_the_measure_of_another_agency() {
        let agency = AgencyFacts { id: agency(2), ..facts() };
        when(accepted(), 9, Command::GrantRole(GrantRole { term: term(Role::Analyst, 1, 10), agency })).refused(Refusal::OtherAgency);
    }

    #[test]
    fn not_in_a_closed_agency() {
        let agency = AgencyFacts { open: false, ..facts() };
        when(accepted(), 9, Command::GrantRole(GrantRole { term: term(Role::Analyst, 1, 10), agency })).refused(Refusal::AgencyClosed);
    }

    #[test]
    fn not_for_a_term_that_ends_before_it_begins() {
        grant(accepted(), Role::Analyst, 10, 10).refused(Refusal::TermReversed);
    }

    #[test]
    fn not_for_a_term_that_is_over() {
        given(accepted()).on(10).when(&actor(9), command(term(Role::Analyst, 1, 10))).refused(Refusal::MomentPast);
    }

    #[test]
    fn not_for_nowhere() {
        when(accepted(), 9, command(RoleTerm { regions: regions(&[]), ..term(Role::Analyst, 1, 10) })).refused(Refusal::NoRegions);
    }

    #[test]
    fn not_beyond_the_agency() {
        let whole = RoleTerm { regions: regions(&["KZ"]), ..term(Role::Analyst, 1, 10) };
        when(accepted(), 9, command(whole)).refused(Refusal::OutsideRegions);
    }

    #[test]
    fn not_twice_at_once() {
        grant(analyst(), Role::Analyst, 9, 20).refused(Refusal::AlreadyHeld);
    }

    #[test]
    fn not_with_a_role_that_excludes_it() {
        grant(analyst(), Role::Inspector, 9, 20).refused(Refusal::Excluded { held: Role::Analyst });
        grant(analyst(), Role::Inspector, 10, 20).then([granted(Role::Inspector, 10, 20)]);
        let founded = Event::AdministratorFounded(term(Role::Administrator, 0, 10));
        grant([accepted(), vec![founded]].concat(), Role::CaseManager, 1, 2).refused(Refusal::Excluded { held: Role::Administrator });
    }
}
