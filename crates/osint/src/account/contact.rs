//! The checked step is made, by the person who answered, now. The program does not make it; it notes that it is made.
//!
//! Refused where the check is not the last one of this person, was used, is too old, or an answer stops the step; and where an act would be.

use record::Circumstances;

use super::{CHECK_MINUTES, Event, Refusal, State};
use crate::refuse_if;

/// To enter that the checked step is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contact {
    /// The number of the check.
    pub check: u32,
}

pub(super) fn decide(state: &State, Contact { check }: Contact, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let last = state.of_body(at)?.last_checks.get(&at.actor.person).filter(|last| last.check == check).ok_or(Refusal::NoCheck)?;
    let _ = state.acting(last.act, at.now, at)?;
    refuse_if(last.is_used, Refusal::CheckUsed)?;
    refuse_if(last.is_blocked, Refusal::CheckBlocks)?;
    // A clock that was set back makes no check fresh.
    refuse_if(at.now < last.at || last.at.plus_minutes(CHECK_MINUTES) <= at.now, Refusal::CheckOld)?;
    Ok(vec![Event::Contacted { check, by: at.actor.person, at: at.now }])
}

#[cfg(test)]
mod tests {
    use knowledge::Answer;

    use super::*;
    use crate::account::Command;
    use crate::account::testing::{checked, contacted, running, stopped, when};

    fn after(more: &[Event]) -> Vec<Event> {
        running().into_iter().chain(more.iter().cloned()).collect()
    }

    fn ask(more: &[Event], by: u128, now: u32, check: u32) -> Result<Vec<Event>, Refusal> {
        when(&after(more), by, now, Command::Contact(Contact { check }))
    }

    fn good() -> Event {
        checked(1, 3, 20, Answer::No)
    }

    #[test]
    fn a_full_fresh_check_lets_one_step_be_made() {
        assert_eq!(ask(&[good()], 3, 34, 1), Ok(vec![contacted(1, 34)]));
        assert_eq!(ask(&[good(), contacted(1, 21)], 3, 22, 1), Err(Refusal::CheckUsed));
    }

    #[test]
    fn without_it_none_is() {
        assert_eq!(ask(&[], 3, 21, 1), Err(Refusal::NoCheck));
        assert_eq!(ask(&[good()], 3, 21, 2), Err(Refusal::NoCheck));
        assert_eq!(ask(&[good()], 1, 21, 1), Err(Refusal::NoCheck), "another person answered");
        assert_eq!(ask(&[good(), checked(2, 3, 21, Answer::No)], 3, 22, 1), Err(Refusal::NoCheck), "it was for another step");
        assert!(ask(&[good(), checked(2, 1, 21, Answer::No)], 3, 22, 1).is_ok(), "a colleague's check takes nothing away");
    }

    #[test]
    fn a_check_grows_old() {
        assert_eq!([19, 20 + CHECK_MINUTES].map(|now| ask(&[good()], 3, now, 1)), [Err(Refusal::CheckOld), Err(Refusal::CheckOld)]);
    }

    #[test]
    fn an_initiative_of_the_official_stops_the_step() {
        for answer in [Answer::Yes, Answer::Unclear] {
            assert_eq!(ask(&[checked(1, 3, 20, answer)], 3, 21, 1), Err(Refusal::CheckBlocks));
        }
    }

    #[test]
    fn not_when_the_term_is_over() {
        assert!(ask(&[checked(1, 3, 90, Answer::No)], 3, 99, 1).is_ok());
        assert_eq!(ask(&[checked(1, 3, 90, Answer::No)], 3, 100, 1), Err(Refusal::TermOver));
        assert_eq!(ask(&[good(), stopped()], 3, 21, 1), Err(Refusal::Stopped));
        assert_eq!(ask(&[good()], 0, 21, 1), Err(Refusal::OnlyPeople));
    }
}
