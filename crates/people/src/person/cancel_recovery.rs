//! The person does not get in again after all, whoever says so; the person above all, who sees that somebody else wants in as them.
//!
//! Refused where nobody asked, or it was used.

use record::Reason;

use super::{Event, Refusal, State};
use crate::refuse_if;

/// The person does not get in again after all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CancelRecovery {
    /// Why.
    pub reason: Reason,
}

pub(super) fn decide(state: &State, CancelRecovery { reason }: CancelRecovery) -> Result<Vec<Event>, Refusal> {
    let member = state.present()?;
    refuse_if(member.recovery.is_none(), Refusal::NotRequested)?;
    Ok(vec![Event::RecoveryCancelled { reason }])
}

#[cfg(test)]
mod tests {
    use record::PersonId;

    use super::*;
    use crate::person::testing::{accepted, gone, when};
    use crate::person::{Command, Person};
    use crate::testing::{Then, day, reason};

    fn cancel(history: Vec<Event>, by: u128) -> Then<Person> {
        when(history, by, Command::CancelRecovery(CancelRecovery { reason: reason() }))
    }

    fn requested() -> Vec<Event> {
        [accepted(), vec![Event::RecoveryRequested { by: PersonId::from_bits(8), reason: reason() }]].concat()
    }

    fn cancelled() -> Event {
        Event::RecoveryCancelled { reason: reason() }
    }

    #[test]
    fn nothing_comes_of_it() {
        cancel(requested(), 1).then([cancelled()]);
        cancel([requested(), vec![Event::RecoveryApproved { until: day(1) }]].concat(), 9).then([cancelled()]);
    }

    #[test]
    fn not_of_somebody_unknown() {
        cancel(vec![], 9).refused(Refusal::Unknown);
    }

    #[test]
    fn not_after_leaving() {
        cancel(gone(), 9).refused(Refusal::HasLeft);
    }

    #[test]
    fn not_what_nobody_asked_for() {
        cancel(accepted(), 9).refused(Refusal::NotRequested);
        cancel([requested(), vec![cancelled()]].concat(), 9).refused(Refusal::NotRequested);
    }
}
