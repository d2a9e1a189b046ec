//! What was taken from somebody goes back to them, against a receipt. The files that were acquired from it stay in the vault.
//!
//! Refused to all but people of the body that holds it, while it is offered to another, and where it was given back before.

use record::{Circumstances, Reason};

use super::{Event, Refusal, State, a_person};
use crate::refuse_if;

/// It goes back to whom it was taken from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GiveBack {
    /// The receipt: number and date of the paper. May not name the person.
    pub receipt: Reason,
}

pub(super) fn decide(state: &State, GiveBack { receipt }: GiveBack, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    a_person(at)?;
    refuse_if(state.held_by(at)?.offer_at(at.now).is_some(), Refusal::OfferPending)?;
    Ok(vec![Event::GivenBack { receipt }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::Command;
    use crate::item::testing::{given_back, held, offered, reason, when, when_of};

    fn give_back(history: &[Event], by: u128, agency: u128) -> Result<Vec<Event>, Refusal> {
        when_of(history, (by, agency), 2, Command::GiveBack(GiveBack { receipt: reason() }))
    }

    #[test]
    fn it_goes_back_against_a_receipt() {
        assert_eq!(give_back(&held(), 1, 1), Ok(vec![Event::GivenBack { receipt: reason() }]));
    }

    #[test]
    fn not_by_others_not_by_a_machine_and_not_twice() {
        assert_eq!(give_back(&held(), 5, 2), Err(Refusal::NotHolder));
        assert_eq!(when(&held(), 0, 2, Command::GiveBack(GiveBack { receipt: reason() })), Err(Refusal::OnlyPeople));
        assert_eq!(give_back(&given_back(), 1, 1), Err(Refusal::GivenBack));
    }

    #[test]
    fn not_while_it_is_offered() {
        let history: Vec<Event> = held().into_iter().chain([offered()]).collect();
        assert_eq!(give_back(&history, 1, 1), Err(Refusal::OfferPending));
    }
}
