//! Another person begins to try a session again. It may be of another body: an expert, a prosecutor, the defence.
//!
//! Refused where it is not sealed or has nothing to try; to all who searched in it and to the installation itself; and as long as another
//! replay goes on. One that nobody finished in time makes room for the next.

use custody::Tool;
use record::{Circumstances, Reason};

use super::{Event, Refusal, State, a_person};
use crate::refuse_if;

/// To begin trying a session again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BeginReplay {
    /// With what.
    pub tool: Tool,
    /// Why.
    pub reason: Reason,
}

pub(super) fn decide(state: &State, command: BeginReplay, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    a_person(at)?;
    let session = state.sealed()?;
    refuse_if(session.searchers.contains(&at.actor.person), Refusal::SamePerson)?;
    refuse_if(session.replayable().next().is_none(), Refusal::NothingToReplay)?;
    let goes_on = session.replay.as_ref().is_some_and(|replay| replay.summary.is_none() && at.now <= replay.due);
    refuse_if(goes_on, Refusal::ReplayOpen)?;
    let BeginReplay { tool, reason } = command;
    Ok(vec![Event::ReplayBegun { by: at.actor.person, at: at.now, tool, reason }])
}

#[cfg(test)]
mod tests {
    use record::{PersonId, Workflow};

    use super::*;
    use crate::session::testing::{noted, opened, replay_begun, replay_finished, sealed, sealed_after, taken_over, tool, when, when_of};
    use crate::session::{Command, REPLAY_DAYS, Session, Task};
    use crate::testing::{minute, reason};

    fn ask(history: &[Event], by: u128, at: u32) -> Result<Vec<Event>, Refusal> {
        when(history, by, at, begin())
    }

    fn begin() -> Command {
        Command::BeginReplay(BeginReplay { tool: tool(), reason: reason() })
    }

    fn with(more: &[Event]) -> Vec<Event> {
        sealed().into_iter().chain(more.iter().cloned()).collect()
    }

    #[test]
    fn another_person_owns_the_replay_until_it_is_finished() {
        assert_eq!(ask(&sealed(), 2, 30), Ok(vec![replay_begun()]));
        assert!(when_of(&sealed(), (4, 2), 30, begin()).is_ok(), "of another body too");
        let duty = Session::fold(&with(&[replay_begun()])).duty().unwrap();
        assert_eq!((duty.owner, duty.due, duty.task), (PersonId::from_bits(2), minute(30).plus_days(REPLAY_DAYS), Task::FinishReplay));
    }

    #[test]
    fn not_by_whoever_searched() {
        assert_eq!(ask(&sealed(), 1, 30), Err(Refusal::SamePerson));
        let both = sealed_after(&[opened(), crate::session::testing::visited(5), taken_over()]);
        assert_eq!([1, 3].map(|by| ask(&both, by, 30)), [Err(Refusal::SamePerson), Err(Refusal::SamePerson)]);
        assert_eq!(ask(&sealed(), 0, 30), Err(Refusal::OnlyPeople));
    }

    #[test]
    fn not_before_the_seal_and_not_where_there_is_nothing_to_try() {
        assert_eq!(ask(&[], 2, 30), Err(Refusal::Unknown));
        assert_eq!(ask(&[opened()], 2, 30), Err(Refusal::NotSealed));
        assert_eq!(ask(&sealed_after(&[opened(), noted(5)]), 2, 30), Err(Refusal::NothingToReplay));
    }

    #[test]
    fn one_after_the_other() {
        assert_eq!(ask(&with(&[replay_begun()]), 4, 31), Err(Refusal::ReplayOpen));
        let over = 30 + REPLAY_DAYS * 24 * 60;
        assert_eq!(ask(&with(&[replay_begun()]), 4, over), Err(Refusal::ReplayOpen));
        assert!(ask(&with(&[replay_begun()]), 4, over + 1).is_ok());
        assert!(ask(&with(&[replay_begun(), replay_finished()]), 4, 31).is_ok());
    }
}
