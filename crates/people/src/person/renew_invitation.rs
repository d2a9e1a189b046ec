//! An invitation is open for longer, or again. The link that was given out before is the shell's to void.
//!
//! Refused where the invitation was accepted, the person has left, and for the same moments as a new invitation.

use record::{Circumstances, Moment};

use super::{Event, INVITATION_DAYS, Refusal, State, guards};

/// An invitation is open for longer, or again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenewInvitation {
    /// Until before when.
    pub until: Moment,
}

pub(super) fn decide(state: &State, RenewInvitation { until }: RenewInvitation, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    state.invited()?;
    guards::window(until, INVITATION_DAYS, at)?;
    Ok(vec![Event::InvitationRenewed { until }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::person::testing::{accepted, given, gone, invited, when};
    use crate::person::{Command, Person};
    use crate::testing::{Then, actor, day};

    fn renew(history: Vec<Event>, until: u32) -> Then<Person> {
        when(history, 9, Command::RenewInvitation(RenewInvitation { until: day(until) }))
    }

    #[test]
    fn it_is_open_again() {
        let command = Command::RenewInvitation(RenewInvitation { until: day(20) });
        given(invited()).on(8).when(&actor(9), command).then([Event::InvitationRenewed { until: day(20) }]);
    }

    #[test]
    fn not_of_somebody_unknown() {
        renew(vec![], 9).refused(Refusal::Unknown);
    }

    #[test]
    fn not_after_it_was_accepted() {
        renew(accepted(), 9).refused(Refusal::AlreadyAccepted);
    }

    #[test]
    fn not_after_leaving() {
        renew(gone(), 9).refused(Refusal::HasLeft);
    }

    #[test]
    fn not_until_a_moment_that_has_passed() {
        renew(invited(), 0).refused(Refusal::MomentPast);
    }

    #[test]
    fn not_without_end() {
        renew(invited(), INVITATION_DAYS + 1).refused(Refusal::TooFarOff);
    }
}
