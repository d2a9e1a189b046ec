//! A second person, of the prosecutors, compares the decision with what was entered.
//!
//! Refused to all others, to whoever entered, owned or used the account, where there is no such decision, where it was confirmed, and where
//! its term is over.

use record::{AgencyKind, Circumstances, Reason};

use super::{Event, Refusal, State, a_person};
use crate::refuse_if;

/// To confirm that a decision says what was entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirm {
    /// The number of the decision; the first is 1.
    pub decision: u32,
    /// What the body of whoever confirms is.
    pub body: AgencyKind,
    /// What was compared.
    pub note: Reason,
}

pub(super) fn decide(state: &State, Confirm { decision, body, note }: Confirm, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    a_person(at)?;
    let account = state.known()?;
    refuse_if(body != AgencyKind::Prosecutors, Refusal::OnlyProsecutors)?;
    refuse_if(account.users.contains(&at.actor.person), Refusal::SamePerson)?;
    let held = account.decision(decision).ok_or(Refusal::NoSuchDecision)?;
    refuse_if(held.confirmed.is_some(), Refusal::AlreadyConfirmed)?;
    refuse_if(held.decision.until <= at.now, Refusal::TermOver)?;
    Ok(vec![Event::Confirmed { decision, by: at.actor.person, at: at.now, note }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Command;
    use crate::account::testing::{acted, confirmed, entered, extended, running, stopped, when, when_of};
    use crate::testing::reason;

    fn ask(history: &[Event], by: u128, at: u32, decision: u32) -> Result<Vec<Event>, Refusal> {
        let confirm = Confirm { decision, body: AgencyKind::Prosecutors, note: reason() };
        when_of(history, (by, 2), at, Command::Confirm(confirm))
    }

    #[test]
    fn a_second_person_of_the_prosecutors_confirms() {
        assert_eq!(ask(&[entered()], 2, 5, 1), Ok(vec![confirmed(1, 5)]));
        let police = Confirm { decision: 1, body: AgencyKind::InteriorMinistry, note: reason() };
        assert_eq!(when(&[entered()], 3, 5, Command::Confirm(police)), Err(Refusal::OnlyProsecutors));
    }

    #[test]
    fn nobody_confirms_what_they_entered_or_use() {
        assert_eq!(ask(&[entered()], 1, 5, 1), Err(Refusal::SamePerson));
        let used: Vec<Event> = running().into_iter().chain([acted(3, 20), extended(200, 300)]).collect();
        assert_eq!(ask(&used, 3, 60, 2), Err(Refusal::SamePerson));
        assert!(ask(&used, 2, 60, 2).is_ok());
        assert_eq!(ask(&[entered()], 0, 5, 1), Err(Refusal::OnlyPeople));
    }

    #[test]
    fn each_decision_once_and_before_its_end() {
        assert_eq!(ask(&running(), 4, 20, 1), Err(Refusal::AlreadyConfirmed));
        assert_eq!([0, 2].map(|number| ask(&running(), 4, 20, number)), [Err(Refusal::NoSuchDecision), Err(Refusal::NoSuchDecision)]);
        assert!(ask(&[entered()], 2, 99, 1).is_ok());
        assert_eq!(ask(&[entered()], 2, 100, 1), Err(Refusal::TermOver));
    }

    #[test]
    fn not_what_is_not_there_or_was_ended() {
        assert_eq!(ask(&[], 2, 5, 1), Err(Refusal::Unknown));
        assert_eq!(ask(&[entered(), stopped()], 2, 5, 1), Err(Refusal::Stopped));
    }
}
