//! The use of an account ends, for a reason. Somebody of its body can do this, and somebody of the prosecutors at any moment.
//!
//! Refused to all others, and where it ended.

use record::{AgencyKind, Circumstances, Reason};

use super::{Event, Refusal, State, a_person};
use crate::refuse_if;

/// To end the use of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// What the body of whoever ends it is.
    pub body: AgencyKind,
    /// Why.
    pub reason: Reason,
}

pub(super) fn decide(state: &State, Stop { body, reason }: Stop, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    a_person(at)?;
    let account = state.known()?;
    refuse_if(account.agency != at.actor.agency && body != AgencyKind::Prosecutors, Refusal::OtherBody)?;
    Ok(vec![Event::Stopped { reason }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Command;
    use crate::account::testing::{entered, running, stopped, when_of};
    use crate::testing::reason;

    fn ask(history: &[Event], by: (u128, u128), body: AgencyKind) -> Result<Vec<Event>, Refusal> {
        when_of(history, by, 20, Command::Stop(Stop { body, reason: reason() }))
    }

    #[test]
    fn its_body_and_the_prosecutors_can_end_it_also_before_it_began() {
        for history in [vec![entered()], running()] {
            assert_eq!(ask(&history, (3, 1), AgencyKind::InteriorMinistry), Ok(vec![stopped()]));
            assert_eq!(ask(&history, (4, 2), AgencyKind::Prosecutors), Ok(vec![stopped()]));
        }
    }

    #[test]
    fn nobody_else_and_not_twice() {
        assert_eq!(ask(&running(), (4, 2), AgencyKind::Ngo), Err(Refusal::OtherBody));
        assert_eq!(ask(&running(), (0, 1), AgencyKind::InteriorMinistry), Err(Refusal::OnlyPeople));
        assert_eq!(ask(&[entered(), stopped()], (3, 1), AgencyKind::InteriorMinistry), Err(Refusal::Stopped));
        assert_eq!(ask(&[], (3, 1), AgencyKind::InteriorMinistry), Err(Refusal::Unknown));
    }
}
