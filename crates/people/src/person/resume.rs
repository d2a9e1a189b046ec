//! A person who was suspended is at work again, with what they had, where its terms are not over.
//!
//! Refused where they are not suspended, and where they do it themselves.

use record::{Circumstances, Reason};

use super::{Event, Refusal, Standing, State};
use crate::refuse_if;

/// A person who was suspended is at work again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resume {
    /// Why.
    pub reason: Reason,
}

pub(super) fn decide(state: &State, Resume { reason }: Resume, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let member = state.present()?;
    refuse_if(member.standing != Standing::Suspended, Refusal::NotSuspended)?;
    refuse_if(member.is(at.actor), Refusal::NotForOneself)?;
    Ok(vec![Event::Resumed { reason }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::person::testing::{accepted, asleep, gone, invited, when};
    use crate::person::{Command, Person};
    use crate::testing::{Then, reason};

    fn resume(history: Vec<Event>, by: u128) -> Then<Person> {
        when(history, by, Command::Resume(Resume { reason: reason() }))
    }

    #[test]
    fn they_are_at_work_again() {
        resume(asleep(), 9).then([Event::Resumed { reason: reason() }]);
    }

    #[test]
    fn not_somebody_unknown() {
        resume(vec![], 9).refused(Refusal::Unknown);
    }

    #[test]
    fn not_after_leaving() {
        resume(gone(), 9).refused(Refusal::HasLeft);
    }

    #[test]
    fn not_who_is_not_suspended() {
        resume(accepted(), 9).refused(Refusal::NotSuspended);
        resume(invited(), 9).refused(Refusal::NotSuspended);
        resume([asleep(), vec![Event::Resumed { reason: reason() }]].concat(), 9).refused(Refusal::NotSuspended);
    }

    #[test]
    fn not_oneself() {
        resume(asleep(), 1).refused(Refusal::NotForOneself);
    }
}
