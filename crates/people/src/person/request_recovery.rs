//! One administrator asks that a person who has lost their credentials get in again; nothing comes of it until another agrees
//! ([`super::approve_recovery`]).
//!
//! Refused where the person asks for themselves, where it was asked for and is not settled, and where the person has not accepted the
//! invitation (it is renewed instead) or has left. Of somebody who is suspended it may be asked; it is used when they are back.

use record::{Circumstances, Reason};

use super::{Event, Recovery, Refusal, State};
use crate::refuse_if;

/// One administrator asks that a person get in again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestRecovery {
    /// Why.
    pub reason: Reason,
}

pub(super) fn decide(state: &State, RequestRecovery { reason }: RequestRecovery, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let member = state.accepted()?;
    let unsettled = match member.recovery {
        None => false,
        Some(Recovery::Requested { .. }) => true,
        Some(Recovery::Approved { until }) => at.now < until,
    };
    refuse_if(member.is(at.actor), Refusal::NotForOneself)?;
    refuse_if(unsettled, Refusal::RequestOpen)?;
    Ok(vec![Event::RecoveryRequested { by: at.actor.person, reason }])
}

#[cfg(test)]
mod tests {
    use record::PersonId;

    use super::*;
    use crate::person::testing::{accepted, asleep, given, gone, invited, when};
    use crate::person::{Command, Person};
    use crate::testing::{Then, actor, day, reason};

    fn command() -> Command {
        Command::RequestRecovery(RequestRecovery { reason: reason() })
    }

    fn request(history: Vec<Event>) -> Then<Person> {
        when(history, 8, command())
    }

    fn requested() -> Event {
        Event::RecoveryRequested { by: PersonId::from_bits(8), reason: reason() }
    }

    #[test]
    fn it_is_asked_for() {
        request(accepted()).then([requested()]);
        request(asleep()).then([requested()]);
    }

    #[test]
    fn it_may_be_asked_for_again_when_it_was_not_used_in_time() {
        let over = [accepted(), vec![requested(), Event::RecoveryApproved { until: day(1) }]].concat();
        given(over).on(1).when(&actor(8), command()).then([requested()]);
    }

    #[test]
    fn not_of_somebody_unknown() {
        request(vec![]).refused(Refusal::Unknown);
    }

    #[test]
    fn not_before_accepting() {
        request(invited()).refused(Refusal::NotAccepted);
    }

    #[test]
    fn not_after_leaving() {
        request(gone()).refused(Refusal::HasLeft);
    }

    #[test]
    fn not_for_oneself() {
        when(accepted(), 1, command()).refused(Refusal::NotForOneself);
    }

    #[test]
    fn not_twice() {
        request([accepted(), vec![requested()]].concat()).refused(Refusal::RequestOpen);
        request([accepted(), vec![requested(), Event::RecoveryApproved { until: day(1) }]].concat()).refused(Refusal::RequestOpen);
    }
}
