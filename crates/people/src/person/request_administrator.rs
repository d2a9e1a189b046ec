//! One administrator asks that a person become one too; nothing comes of it until another agrees ([`super::confirm_administrator`]).
//!
//! Refused where the person asks for themselves, somebody asked before and it is not settled, and for all that refuses any role
//! ([`super::grant_role`]).

use record::{Circumstances, Moment, Reason, Regions, Role};

use super::{Event, Refusal, State, guards};
use crate::{AgencyFacts, RoleTerm, refuse_if};

/// One administrator asks that a person become one too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestAdministrator {
    /// Where.
    pub regions: Regions,
    /// From when.
    pub from: Moment,
    /// Until before when.
    pub until: Moment,
    /// Why.
    pub reason: Reason,
    /// The person's agency, as the shell loaded it just before.
    pub agency: AgencyFacts,
}

pub(super) fn decide(state: &State, command: RequestAdministrator, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let RequestAdministrator { regions, from, until, reason, agency } = command;
    let term = RoleTerm { role: Role::Administrator, regions, from, until };
    let member = state.present()?;
    refuse_if(member.is(at.actor), Refusal::NotForOneself)?;
    refuse_if(member.request.is_some(), Refusal::RequestOpen)?;
    guards::own_agency(member, &agency)?;
    guards::possible(&term, &agency, at.now)?;
    guards::fits(&term, member)?;
    Ok(vec![Event::AdministratorRequested { by: at.actor.person, term, reason }])
}

#[cfg(test)]
mod tests {
    use record::PersonId;

    use super::*;
    use crate::person::testing::{accepted, facts, gone, granted, term, when};
    use crate::person::{Command, Person};
    use crate::testing::{Then, day, reason, regions};

    fn command() -> RequestAdministrator {
        RequestAdministrator { regions: regions(&["KZ-75"]), from: day(1), until: day(10), reason: reason(), agency: facts() }
    }

    fn request(history: Vec<Event>, command: RequestAdministrator) -> Then<Person> {
        when(history, 8, Command::RequestAdministrator(command))
    }

    fn requested() -> Event {
        Event::AdministratorRequested { by: PersonId::from_bits(8), term: term(Role::Administrator, 1, 10), reason: reason() }
    }

    #[test]
    fn it_is_asked_for() {
        request(accepted(), command()).then([requested()]);
    }

    #[test]
    fn not_of_somebody_unknown() {
        request(vec![], command()).refused(Refusal::Unknown);
    }

    #[test]
    fn not_after_leaving() {
        request(gone(), command()).refused(Refusal::HasLeft);
    }

    #[test]
    fn not_for_oneself() {
        when(accepted(), 1, Command::RequestAdministrator(command())).refused(Refusal::NotForOneself);
    }

    #[test]
    fn not_twice() {
        request([accepted(), vec![requested()]].concat(), command()).refused(Refusal::RequestOpen);
    }

    #[test]
    fn not_by_the_measure_of_another_agency() {
        let agency = AgencyFacts { id: crate::testing::agency(2), ..facts() };
        request(accepted(), RequestAdministrator { agency, ..command() }).refused(Refusal::OtherAgency);
    }

    #[test]
    fn not_in_a_closed_agency() {
        request(accepted(), RequestAdministrator { agency: AgencyFacts { open: false, ..facts() }, ..command() })
            .refused(Refusal::AgencyClosed);
    }

    #[test]
    fn not_for_a_term_that_ends_before_it_begins() {
        request(accepted(), RequestAdministrator { until: day(1), ..command() }).refused(Refusal::TermReversed);
    }

    #[test]
    fn not_for_a_term_that_is_over() {
        let now = crate::person::testing::given(accepted()).on(10);
        now.when(&crate::testing::actor(8), Command::RequestAdministrator(command())).refused(Refusal::MomentPast);
    }

    #[test]
    fn not_for_nowhere() {
        request(accepted(), RequestAdministrator { regions: regions(&[]), ..command() }).refused(Refusal::NoRegions);
    }

    #[test]
    fn not_beyond_the_agency() {
        request(accepted(), RequestAdministrator { regions: regions(&["KG"]), ..command() }).refused(Refusal::OutsideRegions);
    }

    #[test]
    fn not_of_an_administrator() {
        let founded = Event::AdministratorFounded(term(Role::Administrator, 0, 5));
        request([accepted(), vec![founded]].concat(), command()).refused(Refusal::AlreadyHeld);
    }

    #[test]
    fn not_of_somebody_who_works_on_matters() {
        request([accepted(), vec![granted(Role::CaseManager, 0, 5)]].concat(), command())
            .refused(Refusal::Excluded { held: Role::CaseManager });
    }
}
