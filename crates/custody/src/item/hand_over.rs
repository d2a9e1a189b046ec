//! An item passes from one body to another by two signatures: somebody of the body that holds it offers it, somebody of the other takes it.
//!
//! Refused where it is still being acquired or was given back; to all but people of the body that holds it (offer, withdraw) or of the one
//! that it is offered to (take); to the person who offered it, should they work there by now; and when the time of the offer is over.

use record::{AgencyId, Circumstances, Reason};

use super::{Event, Handing, OFFER_DAYS, Refusal, State, a_person};
use crate::refuse_if;

/// Somebody offers it to another body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The other body.
    pub to: AgencyId,
    /// Why.
    pub reason: Reason,
}

/// Nothing comes of the offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdraw {
    /// Why.
    pub reason: Reason,
}

/// Somebody of the other body takes it, as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Take {}

pub(super) fn offer(state: &State, Offer { to, reason }: Offer, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    a_person(at)?;
    let item = state.held_by(at)?;
    refuse_if(item.offer_at(at.now).is_some(), Refusal::OfferPending)?;
    refuse_if(to == item.holder, Refusal::SameBody)?;
    Ok(vec![Event::Offered { to, by: at.actor.person, until: at.now.plus_days(OFFER_DAYS), reason }])
}

pub(super) fn withdraw(state: &State, Withdraw { reason }: Withdraw, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    a_person(at)?;
    refuse_if(state.held_by(at)?.offer_at(at.now).is_none(), Refusal::NoOffer)?;
    Ok(vec![Event::Withdrawn { reason }])
}

pub(super) fn take(state: &State, Take {}: &Take, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    a_person(at)?;
    let Handing { to, by, .. } = state.whole()?.offer_at(at.now).ok_or(Refusal::NoOffer)?;
    refuse_if(to != at.actor.agency, Refusal::NotForYou)?;
    refuse_if(by == at.actor.person, Refusal::SamePerson)?;
    Ok(vec![Event::Taken { by: at.actor.person, holder: to }])
}

#[cfg(test)]
mod tests {
    use record::{Moment, PersonId};

    use super::*;
    use crate::item::Command;
    use crate::item::testing::{begun, day, given_back, held, offered, reason, taken, when, when_of};

    fn offer(history: &[Event], by: u128, to: u128) -> Result<Vec<Event>, Refusal> {
        when(history, by, 1, Command::Offer(Offer { to: AgencyId::from_bits(to), reason: reason() }))
    }

    fn take(history: &[Event], by: u128, agency: u128, on: u32) -> Result<Vec<Event>, Refusal> {
        when_of(history, (by, agency), on, Command::Take(Take {}))
    }

    fn with(more: &[Event]) -> Vec<Event> {
        held().into_iter().chain(more.iter().cloned()).collect()
    }

    #[test]
    fn two_people_of_two_bodies_sign() {
        assert_eq!(offer(&held(), 1, 2), Ok(vec![offered()]));
        assert_eq!(take(&with(&[offered()]), 5, 2, 2), Ok(vec![taken()]));
        let state = with(&[offered(), taken()]).iter().fold(State::default(), State::after);
        let item = state.begun.unwrap();
        assert_eq!((item.holder, item.offer_at(day(2))), (AgencyId::from_bits(2), None));
    }

    #[test]
    fn the_new_holder_can_pass_it_on_and_the_old_one_can_not() {
        let history = with(&[offered(), taken()]);
        let on = |by, agency| when_of(&history, (by, agency), 5, Command::Offer(Offer { to: AgencyId::from_bits(3), reason: reason() }));
        assert!(on(5, 2).is_ok());
        assert_eq!(on(1, 1), Err(Refusal::NotHolder));
    }

    #[test]
    fn an_offer_ends_by_itself_or_by_whoever_holds_it() {
        assert_eq!(take(&with(&[offered()]), 5, 2, 1 + OFFER_DAYS), Err(Refusal::NoOffer));
        let withdraw = |history: &[Event], by, agency| when_of(history, (by, agency), 2, Command::Withdraw(Withdraw { reason: reason() }));
        assert_eq!(withdraw(&with(&[offered()]), 7, 1), Ok(vec![Event::Withdrawn { reason: reason() }]));
        assert_eq!(withdraw(&with(&[offered()]), 5, 2), Err(Refusal::NotHolder));
        assert_eq!(withdraw(&held(), 1, 1), Err(Refusal::NoOffer));
        assert_eq!(take(&with(&[offered(), Event::Withdrawn { reason: reason() }]), 5, 2, 2), Err(Refusal::NoOffer));
        assert!(offer(&with(&[offered(), Event::Withdrawn { reason: reason() }]), 1, 3).is_ok());
    }

    #[test]
    fn not_what_is_not_whole_or_is_gone() {
        assert_eq!(offer(&[], 1, 2), Err(Refusal::Unknown));
        assert_eq!(offer(&[begun()], 1, 2), Err(Refusal::StillReceiving));
        assert_eq!(offer(&given_back(), 1, 2), Err(Refusal::GivenBack));
    }

    #[test]
    fn not_to_oneself_and_not_to_two_at_once() {
        assert_eq!(offer(&held(), 1, 1), Err(Refusal::SameBody));
        assert_eq!(offer(&with(&[offered()]), 1, 3), Err(Refusal::OfferPending));
    }

    #[test]
    fn nobody_signs_twice_and_no_machine_signs() {
        assert_eq!(take(&with(&[offered()]), 5, 3, 2), Err(Refusal::NotForYou));
        assert_eq!(take(&with(&[offered()]), 1, 2, 2), Err(Refusal::SamePerson), "they changed their body in between");
        assert_eq!(offer(&held(), 0, 2), Err(Refusal::OnlyPeople));
        assert_eq!(take(&with(&[offered()]), 0, 2, 2), Err(Refusal::OnlyPeople));
    }

    #[test]
    fn an_offer_says_until_when() {
        let Ok(events) = offer(&held(), 1, 2) else { panic!("refused") };
        let until: Moment = day(1 + OFFER_DAYS);
        assert_eq!(events, [Event::Offered { to: AgencyId::from_bits(2), by: PersonId::from_bits(1), until, reason: reason() }]);
    }
}
