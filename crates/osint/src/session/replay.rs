//! A step is tried again. Whoever tries gives what they read of the step's results and what is shown now; the two are compared here, so
//! that nobody can call the same what is not.
//!
//! Refused where no replay of theirs goes on; where the step has nothing to try or was tried in it; where the moment lies outside of the
//! replay; and where the results are not those that were committed to.

use record::{Circumstances, Digest, Moment, Reason};

use super::{Event, Outcome, Refusal, State};
use crate::{Hidden, Results, Secret, drift, refuse_if};

/// To enter what came of trying a step again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replay {
    /// The number of the step; the first is 1.
    pub step: u32,
    /// When it was tried.
    pub at: Moment,
    /// What came of it.
    pub tried: Tried,
}

/// What came of trying a step again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tried {
    /// It could be reached.
    Reached(Box<Shown>),
    /// It could not be reached.
    NotReachable {
        /// What happened instead.
        why: Reason,
    },
}

/// What was and is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Then, as it was read.
    pub then: Secret<Results>,
    /// Now.
    pub now: Secret<Results>,
    /// The same as now, encrypted.
    pub results: Hidden<Results>,
}

pub(super) fn decide(state: &State, Replay { step, at: when, tried }: Replay, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let (session, replay) = state.replayed_by(at)?;
    let made = session.step(step).ok_or(Refusal::NoSuchStep)?;
    let committed = made.results().ok_or(Refusal::NothingToReplay)?;
    refuse_if(replay.tried.contains_key(&step), Refusal::AlreadyReplayed)?;
    refuse_if(when < replay.at || at.now < when, Refusal::NotThen)?;
    let outcome = match tried {
        Tried::NotReachable { why } => Outcome::NotReachable { why },
        Tried::Reached(shown) => {
            session.keeps(&shown.results)?;
            compared((committed, made.count()), *shown)?
        }
    };
    Ok(vec![Event::Replayed { step, at: when, outcome }])
}

fn compared((committed, count): (Digest, u64), Shown { then, now, results }: Shown) -> Result<Outcome, Refusal> {
    let is_then = then.commitment() == committed && then.value.count() == count;
    refuse_if(!is_then || now.commitment() != results.commitment(), Refusal::OtherResults)?;
    let drift = drift(&then.value, &now.value).counts;
    Ok(if drift.is_none() { Outcome::Same { results } } else { Outcome::Drifted { results, drift } })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Counts;
    use crate::session::Command;
    use crate::session::testing::{opened, replay_begun, replay_finished, sealed, when};
    use crate::testing::{hidden, minute, reason, results};

    fn going_on() -> Vec<Event> {
        sealed().into_iter().chain([replay_begun()]).collect()
    }

    fn reached(now: &[&str]) -> Tried {
        Tried::Reached(Box::new(Shown { then: results(&["a", "b"]), now: results(now), results: hidden(&results(now), 5) }))
    }

    fn ask(history: &[Event], by: u128, step: u32, tried: Tried) -> Result<Vec<Event>, Refusal> {
        when(history, by, 40, Command::Replay(Replay { step, at: minute(35), tried }))
    }

    fn came(outcome: Outcome) -> Result<Vec<Event>, Refusal> {
        Ok(vec![Event::Replayed { step: 1, at: minute(35), outcome }])
    }

    #[test]
    fn the_same_is_called_the_same() {
        assert_eq!(ask(&going_on(), 2, 1, reached(&["a", "b"])), came(Outcome::Same { results: hidden(&results(&["a", "b"]), 5) }));
    }

    #[test]
    fn what_drifted_is_told_in_numbers() {
        let drift = Counts { added: 1, gone: 1, moved: 0, before: 2, now: 2, beyond: false };
        let results = hidden(&results(&["b", "c"]), 5);
        assert_eq!(ask(&going_on(), 2, 1, reached(&["b", "c"])), came(Outcome::Drifted { results, drift }));
    }

    #[test]
    fn what_can_not_be_reached_is_said_so() {
        let why = reason();
        assert_eq!(ask(&going_on(), 2, 1, Tried::NotReachable { why: why.clone() }), came(Outcome::NotReachable { why }));
    }

    #[test]
    fn nobody_can_exchange_what_was_shown_then_or_now() {
        let (then, now) = (results(&["a", "c"]), results(&["a", "c"]));
        let other_then = Tried::Reached(Box::new(Shown { then, now: now.clone(), results: hidden(&now, 5) }));
        assert_eq!(ask(&going_on(), 2, 1, other_then), Err(Refusal::OtherResults));
        let other_now = Tried::Reached(Box::new(Shown { then: results(&["a", "b"]), now, results: hidden(&results(&["a", "b"]), 5) }));
        assert_eq!(ask(&going_on(), 2, 1, other_now), Err(Refusal::OtherResults));
        let value = Results::list(900, &["a", "b"]).unwrap();
        let other_count = Tried::Reached(Box::new(Shown {
            then: Secret { value, ..results(&[]) },
            now: results(&["a"]),
            results: hidden(&results(&["a"]), 5),
        }));
        assert_eq!(ask(&going_on(), 2, 1, other_count), Err(Refusal::OtherResults), "the count stands in the seal");
        let of_another =
            Tried::Reached(Box::new(Shown { then: results(&["a", "b"]), now: results(&["a"]), results: hidden(&results(&["a"]), 6) }));
        assert_eq!(ask(&going_on(), 2, 1, of_another), Err(Refusal::OtherSubject));
    }

    #[test]
    fn only_visits_and_searches_each_once() {
        assert_eq!(ask(&going_on(), 2, 3, reached(&["a"])), Err(Refusal::NothingToReplay));
        assert_eq!([0, 5].map(|step| ask(&going_on(), 2, step, reached(&["a"]))), [Err(Refusal::NoSuchStep), Err(Refusal::NoSuchStep)]);
        let again: Vec<Event> = going_on().into_iter().chain(ask(&going_on(), 2, 1, reached(&["a"])).unwrap()).collect();
        assert_eq!(ask(&again, 2, 1, reached(&["a"])), Err(Refusal::AlreadyReplayed));
        assert!(ask(&again, 2, 2, reached(&["a"])).is_ok());
    }

    #[test]
    fn only_in_the_time_of_the_replay() {
        let at = |at| when(&going_on(), 2, 40, Command::Replay(Replay { step: 1, at: minute(at), tried: reached(&["a"]) }));
        assert_eq!([at(29), at(41)], [Err(Refusal::NotThen), Err(Refusal::NotThen)]);
        assert!(at(30).is_ok() && at(40).is_ok());
    }

    #[test]
    fn only_by_whoever_began_it() {
        assert_eq!(ask(&sealed(), 2, 1, reached(&["a"])), Err(Refusal::NoReplay));
        assert_eq!(ask(&[opened()], 2, 1, reached(&["a"])), Err(Refusal::NotSealed));
        assert_eq!(ask(&going_on(), 1, 1, reached(&["a"])), Err(Refusal::NotReplayer));
        assert_eq!(ask(&going_on(), 0, 1, reached(&["a"])), Err(Refusal::OnlyPeople));
        let finished: Vec<Event> = going_on().into_iter().chain([replay_finished()]).collect();
        assert_eq!(ask(&finished, 2, 1, reached(&["a"])), Err(Refusal::NoReplay));
    }
}
