//! A replay is finished: every visit and every search was tried.
//!
//! Refused where no replay of theirs goes on, and where a step is left.

use record::Circumstances;

use super::{Event, Refusal, State};
use crate::refuse_if;

/// To end trying a session again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FinishReplay {}

pub(super) fn decide(state: &State, FinishReplay {}: FinishReplay, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let (session, replay) = state.replayed_by(at)?;
    refuse_if(!session.replayable().all(|step| replay.tried.contains_key(&step)), Refusal::StepsLeft)?;
    Ok(vec![Event::ReplayFinished { summary: replay.so_far() }])
}

#[cfg(test)]
mod tests {
    use record::Workflow;

    use super::*;
    use crate::session::testing::{drifted, not_reachable, replay_begun, replay_finished, same, sealed, when};
    use crate::session::{Command, Session, Summary};

    fn ask(replayed: &[Event], by: u128) -> Result<Vec<Event>, Refusal> {
        let history: Vec<Event> = sealed().into_iter().chain(replayed.iter().cloned()).collect();
        when(&history, by, 50, Command::FinishReplay(FinishReplay {}))
    }

    #[test]
    fn the_summary_counts_what_came_of_the_steps() {
        let finished = |one, two| ask(&[replay_begun(), one, two], 2);
        let summary = |same, drifted, not_reachable| Ok(vec![Event::ReplayFinished { summary: Summary { same, drifted, not_reachable } }]);
        assert_eq!(finished(same(1), drifted(2)), summary(1, 1, 0));
        assert_eq!(finished(not_reachable(1), not_reachable(2)), summary(0, 0, 2));
        let history: Vec<Event> = sealed().into_iter().chain([replay_begun(), same(1), same(2), replay_finished()]).collect();
        assert_eq!(Session::fold(&history).duty(), None);
    }

    #[test]
    fn not_before_every_step_was_tried() {
        assert_eq!(ask(&[replay_begun(), same(1)], 2), Err(Refusal::StepsLeft));
    }

    #[test]
    fn not_by_others_and_not_twice() {
        assert_eq!(ask(&[replay_begun(), same(1), same(2)], 4), Err(Refusal::NotReplayer));
        assert_eq!(ask(&[], 2), Err(Refusal::NoReplay));
        assert_eq!(ask(&[replay_begun(), same(1), same(2), replay_finished()], 2), Err(Refusal::NoReplay));
    }
}
