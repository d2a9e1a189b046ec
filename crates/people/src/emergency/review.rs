//! A prosecutor looks at an emergency that was opened and says whether it was proper. Where it is found improper while it is open, it
//! closes at once.
//!
//! Refused where it was never opened or was reviewed before, and where whoever reviews asked for it, confirmed it, or is the installation
//! itself. That they are a prosecutor is the rights' to say.

use record::{Circumstances, Reason};
use serde::{Deserialize, Serialize};

use super::{Event, Refusal, State, a_person};
use crate::refuse_if;

/// A prosecutor says whether it was proper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// What was found.
    pub finding: Finding,
    /// A note with it. May not name the subject: it is not encrypted.
    pub note: Reason,
}

/// What the review of an emergency found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// There was need for it.
    Proper,
    /// There was none.
    Improper,
}

impl Finding {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Proper, Self::Improper];

    /// Its code, as in the log.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Proper => "proper",
            Self::Improper => "improper",
        }
    }
}

pub(super) fn decide(state: &State, Review { finding, note }: Review, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let asked = state.known()?;
    let (confirmed_by, until) = asked.opened()?;
    refuse_if(asked.review.is_some(), Refusal::AlreadyReviewed)?;
    a_person(at)?;
    let by = at.actor.person;
    refuse_if([asked.by, confirmed_by].contains(&by), Refusal::TookPart)?;
    let closes = finding == Finding::Improper && at.now < until;
    let ended = closes.then_some(Event::Ended { at: at.now });
    Ok([Event::Reviewed { by, finding, note }].into_iter().chain(ended).collect())
}

#[cfg(test)]
mod tests {
    use record::Workflow;

    use super::*;
    use crate::emergency::testing::{declined, minute, open, person, requested, reviewed, subject, when};
    use crate::emergency::{Command, Emergency};
    use crate::testing::reason;

    fn review(history: &[Event], by: u128, at: u32, finding: Finding) -> Result<Vec<Event>, Refusal> {
        when(history, by, at, Command::Review(Review { finding, note: reason() }))
    }

    #[test]
    fn codes_are_the_ones_that_are_written() {
        assert!(Finding::ALL.iter().all(|one| serde_json::to_value(one).unwrap() == one.code()));
    }

    #[test]
    fn it_waits_for_review_no_more() {
        for finding in Finding::ALL {
            assert_eq!(review(&open(), 3, 50, finding), Ok(vec![reviewed(finding)]));
        }
        assert!(!Emergency::fold(&[open(), vec![reviewed(Finding::Proper)]].concat()).waits_for_review());
    }

    #[test]
    fn what_was_proper_stays_open() {
        assert_eq!(review(&open(), 3, 9, Finding::Proper), Ok(vec![reviewed(Finding::Proper)]));
        let state = Emergency::fold(&[open(), vec![reviewed(Finding::Proper)]].concat());
        assert!(state.opened_to(person(1), subject(5), minute(9)).is_some());
    }

    #[test]
    fn what_was_not_closes_at_once() {
        let events = vec![reviewed(Finding::Improper), Event::Ended { at: minute(9) }];
        assert_eq!(review(&open(), 3, 9, Finding::Improper), Ok(events.clone()));
        assert_eq!(Emergency::fold(&[open(), events].concat()).opened_to(person(1), subject(5), minute(9)), None);
    }

    #[test]
    fn not_what_nobody_asked_for() {
        assert_eq!(review(&[], 3, 9, Finding::Proper), Err(Refusal::Unknown));
    }

    #[test]
    fn not_what_was_never_opened() {
        assert_eq!(review(&[requested()], 3, 9, Finding::Proper), Err(Refusal::NotConfirmed));
        assert_eq!(review(&[requested(), declined()], 3, 9, Finding::Proper), Err(Refusal::NotConfirmed));
    }

    #[test]
    fn not_twice() {
        let history = [open(), vec![reviewed(Finding::Proper)]].concat();
        assert_eq!(review(&history, 4, 50, Finding::Improper), Err(Refusal::AlreadyReviewed));
    }

    #[test]
    fn not_by_those_who_took_part() {
        for by in [1, 2] {
            assert_eq!(review(&open(), by, 50, Finding::Proper), Err(Refusal::TookPart));
        }
    }

    #[test]
    fn not_by_the_machine() {
        assert_eq!(review(&open(), 0, 50, Finding::Proper), Err(Refusal::OnlyPeople));
    }
}
