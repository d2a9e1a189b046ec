//! A session begins. The task and its ground stand first: nobody searches for nothing.
//!
//! Refused where the identifier is taken, and to the installation itself.

use custody::Tool;
use record::{Circumstances, Compartment, Reason, Region, SubjectId};

use super::{Event, Refusal, SessionId, State, a_person};
use crate::{Line, refuse_if};

/// To begin a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// The session, by a new identifier.
    pub session: SessionId,
    /// The task, and on what ground.
    pub task: Reason,
    /// The number of the case, where there is one.
    pub case: Option<Line>,
    /// To which matters it belongs.
    pub compartment: Compartment,
    /// Its region, where it has one.
    pub region: Option<Region>,
    /// With what is searched.
    pub tool: Tool,
    /// Under whose key stands what may name people: a subject of its own.
    pub subject: SubjectId,
}

pub(super) fn decide(state: &State, command: Open, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    a_person(at)?;
    refuse_if(state.opened.is_some(), Refusal::AlreadyOpen)?;
    let Open { session, task, case, compartment, region, tool, subject } = command;
    let (agency, by, at) = (at.actor.agency, at.actor.person, at.now);
    Ok(vec![Event::Opened { session, task, case, compartment, region, tool, subject, agency, by, at }])
}

#[cfg(test)]
mod tests {
    use record::{PersonId, Workflow};

    use super::*;
    use crate::session::testing::{open, opened, when};
    use crate::session::{Command, Duty, SESSION_DAYS, Session, Task};
    use crate::testing::minute;

    #[test]
    fn whoever_opens_it_owns_it() {
        assert_eq!(when(&[], 1, 0, Command::Open(open())), Ok(vec![opened()]));
        let duty = Duty { owner: PersonId::from_bits(1), due: minute(0).plus_days(SESSION_DAYS), task: Task::Seal };
        assert_eq!(Session::fold(&[opened()]).duty(), Some(duty));
        assert_eq!(State::default().duty(), None);
    }

    #[test]
    fn not_twice_and_not_by_the_machine() {
        assert_eq!(when(&[opened()], 1, 0, Command::Open(open())), Err(Refusal::AlreadyOpen));
        assert_eq!(when(&[], 0, 0, Command::Open(open())), Err(Refusal::OnlyPeople));
    }
}
