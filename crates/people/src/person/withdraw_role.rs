//! A role ends before its term: the running term ends now, one that has not begun falls away. A person may give up a role themselves.
//!
//! Refused where no such term runs or lies ahead, and after the person has left.

use record::{Circumstances, Reason, Role};

use super::{Event, Refusal, State};
use crate::refuse_if;

/// A role ends before its term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithdrawRole {
    /// The role.
    pub role: Role,
    /// Why.
    pub reason: Reason,
}

pub(super) fn decide(state: &State, WithdrawRole { role, reason }: WithdrawRole, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let member = state.present()?;
    refuse_if(member.terms_of(role, at.now).next().is_none(), Refusal::NotHeld)?;
    Ok(vec![Event::RoleWithdrawn { role, at: at.now, reason }])
}

#[cfg(test)]
mod tests {
    use record::Workflow;

    use super::*;
    use crate::person::testing::{accepted, given, gone, granted, when};
    use crate::person::{Command, Person};
    use crate::testing::{Then, actor, day, reason};

    fn command() -> Command {
        Command::WithdrawRole(WithdrawRole { role: Role::Analyst, reason: reason() })
    }

    fn withdraw(history: Vec<Event>) -> Then<Person> {
        when(history, 9, command())
    }

    fn roles() -> Vec<Event> {
        let granted =
            [(Role::Analyst, 1, 10), (Role::Analyst, 10, 20), (Role::Expert, 1, 10)].map(|(role, from, to)| granted(role, from, to));
        [accepted(), granted.to_vec()].concat()
    }

    fn withdrawn(on: u32) -> Event {
        Event::RoleWithdrawn { role: Role::Analyst, at: day(on), reason: reason() }
    }

    #[test]
    fn it_ends_now_and_stays_what_it_was_before() {
        given(roles()).on(5).when(&actor(9), command()).then([withdrawn(5)]);
        let state = Person::fold(&[roles(), vec![withdrawn(5)]].concat());
        let held = [4, 5, 12].map(|on| state.roles_at(day(on)).into_keys().collect::<Vec<_>>());
        assert_eq!(held, [vec![Role::Analyst, Role::Expert], vec![Role::Expert], vec![]]);
    }

    #[test]
    fn one_may_give_up_ones_own() {
        when(roles(), 1, command()).then([withdrawn(0)]);
    }

    #[test]
    fn not_of_somebody_unknown() {
        withdraw(vec![]).refused(Refusal::Unknown);
    }

    #[test]
    fn not_after_leaving() {
        withdraw(gone()).refused(Refusal::HasLeft);
    }

    #[test]
    fn not_what_is_not_held() {
        withdraw(accepted()).refused(Refusal::NotHeld);
        given(roles()).on(20).when(&actor(9), command()).refused(Refusal::NotHeld);
        withdraw([roles(), vec![withdrawn(0)]].concat()).refused(Refusal::NotHeld);
    }
}
