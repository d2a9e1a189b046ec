//! The person does not become an administrator after all, whoever says so: the one who asked, another administrator, the person.
//!
//! Refused where nobody asked.

use record::Reason;

use super::{Event, Refusal, State};
use crate::refuse_if;

/// The person does not become an administrator after all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DropAdministrator {
    /// Why.
    pub reason: Reason,
}

pub(super) fn decide(state: &State, DropAdministrator { reason }: DropAdministrator) -> Result<Vec<Event>, Refusal> {
    let member = state.present()?;
    refuse_if(member.request.is_none(), Refusal::NotRequested)?;
    Ok(vec![Event::AdministratorDropped { reason }])
}

#[cfg(test)]
mod tests {
    use record::{PersonId, Role};

    use super::*;
    use crate::person::testing::{accepted, gone, term, when};
    use crate::person::{Command, Person};
    use crate::testing::{Then, reason};

    fn drop(history: Vec<Event>) -> Then<Person> {
        when(history, 9, Command::DropAdministrator(DropAdministrator { reason: reason() }))
    }

    fn dropped() -> Event {
        Event::AdministratorDropped { reason: reason() }
    }

    fn requested() -> Vec<Event> {
        let event = Event::AdministratorRequested { by: PersonId::from_bits(8), term: term(Role::Administrator, 1, 10), reason: reason() };
        [accepted(), vec![event]].concat()
    }

    #[test]
    fn nothing_comes_of_it() {
        drop(requested()).then([dropped()]);
    }

    #[test]
    fn not_of_somebody_unknown() {
        drop(vec![]).refused(Refusal::Unknown);
    }

    #[test]
    fn not_after_leaving() {
        drop(gone()).refused(Refusal::HasLeft);
    }

    #[test]
    fn not_what_nobody_asked_for() {
        drop(accepted()).refused(Refusal::NotRequested);
        drop([requested(), vec![dropped()]].concat()).refused(Refusal::NotRequested);
    }
}
