//! Another administrator agrees that a person get in again: they may enrol one credential until a moment.
//!
//! Refused where nobody asked or somebody agreed before; where the one who asked agrees too, or the person; where the installation stands
//! in though there are administrators enough; and where the time would be over at once or longer than [`RECOVERY_DAYS`].

use record::{Circumstances, Moment};

use super::{Event, RECOVERY_DAYS, Recovery, Refusal, State, guards};

/// Another administrator agrees that a person get in again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApproveRecovery {
    /// Until before when a credential may be enrolled.
    pub until: Moment,
    /// How many other people are at work as administrators ([`State::roles_at`]), as the shell counted just before.
    pub others: u32,
}

pub(super) fn decide(state: &State, command: ApproveRecovery, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let ApproveRecovery { until, others } = command;
    let member = state.accepted()?;
    let asked = match member.recovery {
        None => return Err(Refusal::NotRequested),
        Some(Recovery::Approved { .. }) => return Err(Refusal::AlreadyApproved),
        Some(Recovery::Requested { by }) => by,
    };
    guards::second(member, asked, others, at)?;
    guards::window(until, RECOVERY_DAYS, at)?;
    Ok(vec![Event::RecoveryApproved { until }])
}

#[cfg(test)]
mod tests {
    use record::PersonId;

    use super::*;
    use crate::person::testing::{accepted, gone, invited, when};
    use crate::person::{Command, Person};
    use crate::testing::{Then, day, reason};

    fn requested(by: u128) -> Vec<Event> {
        [accepted(), vec![Event::RecoveryRequested { by: PersonId::from_bits(by), reason: reason() }]].concat()
    }

    fn approve(history: Vec<Event>, by: u128, others: u32) -> Then<Person> {
        when(history, by, Command::ApproveRecovery(ApproveRecovery { until: day(1), others }))
    }

    fn until(days: u32) -> Then<Person> {
        when(requested(8), 9, Command::ApproveRecovery(ApproveRecovery { until: day(days), others: 2 }))
    }

    fn approved() -> Event {
        Event::RecoveryApproved { until: day(1) }
    }

    #[test]
    fn two_let_somebody_in_again() {
        approve(requested(8), 9, 2).then([approved()]);
    }

    #[test]
    fn the_machine_stands_in_where_there_is_one_other_administrator_or_none() {
        approve(requested(8), 0, 1).then([approved()]);
        approve(requested(0), 8, 1).then([approved()]);
        approve(requested(0), 0, 0).then([approved()]);
    }

    #[test]
    fn not_of_somebody_unknown() {
        approve(vec![], 9, 2).refused(Refusal::Unknown);
    }

    #[test]
    fn not_before_accepting() {
        approve(invited(), 9, 2).refused(Refusal::NotAccepted);
    }

    #[test]
    fn not_after_leaving() {
        approve(gone(), 9, 2).refused(Refusal::HasLeft);
    }

    #[test]
    fn not_what_nobody_asked_for() {
        approve(accepted(), 9, 2).refused(Refusal::NotRequested);
    }

    #[test]
    fn not_twice() {
        approve([requested(8), vec![approved()]].concat(), 9, 2).refused(Refusal::AlreadyApproved);
    }

    #[test]
    fn not_by_the_one_who_asked() {
        approve(requested(8), 8, 2).refused(Refusal::SameAdministrator);
        approve(requested(0), 0, 1).refused(Refusal::SameAdministrator);
    }

    #[test]
    fn not_by_the_person() {
        approve(requested(8), 1, 2).refused(Refusal::NotForOneself);
    }

    #[test]
    fn not_with_the_machine_where_there_are_two() {
        approve(requested(8), 0, 2).refused(Refusal::MachineNotNeeded);
        approve(requested(0), 8, 2).refused(Refusal::MachineNotNeeded);
    }

    #[test]
    fn not_until_a_moment_that_has_passed() {
        until(0).refused(Refusal::MomentPast);
    }

    #[test]
    fn not_for_long() {
        until(RECOVERY_DAYS + 1).refused(Refusal::TooFarOff);
    }
}
