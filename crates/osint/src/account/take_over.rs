//! Somebody else of the body goes on with an account: its owner is ill or has left. It is never without an owner.
//!
//! Refused to people of other bodies and whoever confirmed, to its owner, and when the use was ended.

use record::{Circumstances, Reason};

use super::{Event, Refusal, State};
use crate::refuse_if;

/// To go on with somebody else's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakeOver {
    /// Why.
    pub reason: Reason,
}

pub(super) fn decide(state: &State, TakeOver { reason }: TakeOver, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let account = state.of_body(at)?;
    refuse_if(account.owner == at.actor.person, Refusal::AlreadyOwner)?;
    Ok(vec![Event::TakenOver { by: at.actor.person, reason }])
}

#[cfg(test)]
mod tests {
    use record::{PersonId, Workflow};

    use super::*;
    use crate::account::testing::{entered, running, stopped, taken_over, when_of};
    use crate::account::{Command, CovertAccount};
    use crate::testing::{minute, reason};

    fn ask(history: &[Event], by: (u128, u128)) -> Result<Vec<Event>, Refusal> {
        when_of(history, by, 20, Command::TakeOver(TakeOver { reason: reason() }))
    }

    #[test]
    fn a_colleague_goes_on() {
        assert_eq!(ask(&running(), (3, 1)), Ok(vec![taken_over()]));
        let history: Vec<Event> = running().into_iter().chain([taken_over()]).collect();
        assert_eq!(CovertAccount::fold(&history).duty(minute(20)).unwrap().owner, PersonId::from_bits(3));
    }

    #[test]
    fn nobody_else() {
        assert_eq!(ask(&running(), (1, 1)), Err(Refusal::AlreadyOwner));
        assert_eq!(ask(&running(), (4, 2)), Err(Refusal::OtherBody));
        assert_eq!(ask(&running(), (2, 1)), Err(Refusal::SamePerson));
        assert_eq!(ask(&[entered(), stopped()], (3, 1)), Err(Refusal::Stopped));
    }
}
