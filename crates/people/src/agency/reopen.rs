//! An agency takes part again. Its people get back what they had, where their terms are not over; so a reason is given here too.
//!
//! Refused where it is open.

use record::Reason;

use super::{Event, Refusal, State};
use crate::refuse_if;

/// An agency takes part again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reopen {
    /// Why.
    pub reason: Reason,
}

pub(super) fn decide(state: &State, Reopen { reason }: Reopen) -> Result<Vec<Event>, Refusal> {
    let body = state.founded()?;
    refuse_if(body.open, Refusal::IsOpen)?;
    Ok(vec![Event::Reopened { reason }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agency::testing::{closed, founded};
    use crate::agency::{Agency, Command};
    use crate::testing::{Then, actor, given, reason};

    fn reopen(history: Vec<Event>) -> Then<Agency> {
        given(history).when(&actor(9), Command::Reopen(Reopen { reason: reason() }))
    }

    #[test]
    fn it_takes_part_again() {
        reopen(vec![founded(), closed()]).then([Event::Reopened { reason: reason() }]);
    }

    #[test]
    fn not_what_there_is_not() {
        reopen(vec![]).refused(Refusal::NotFounded);
    }

    #[test]
    fn not_what_is_open() {
        reopen(vec![founded()]).refused(Refusal::IsOpen);
        reopen(vec![founded(), closed(), Event::Reopened { reason: reason() }]).refused(Refusal::IsOpen);
    }
}
