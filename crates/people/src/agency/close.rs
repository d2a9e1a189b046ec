//! An agency takes part no more. Its people lose all that they may do for it at once; see [`super`] for why nobody needs to leave first.
//!
//! Refused where it is closed already.

use record::Reason;

use super::{Event, Refusal, State};

/// An agency takes part no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Close {
    /// Why.
    pub reason: Reason,
}

pub(super) fn decide(state: &State, Close { reason }: Close) -> Result<Vec<Event>, Refusal> {
    state.open()?;
    Ok(vec![Event::Closed { reason }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agency::testing::{closed, founded};
    use crate::agency::{Agency, Command};
    use crate::testing::{Then, actor, given, reason};

    fn close(history: Vec<Event>) -> Then<Agency> {
        given(history).when(&actor(9), Command::Close(Close { reason: reason() }))
    }

    #[test]
    fn it_takes_part_no_more() {
        close(vec![founded()]).then([closed()]);
    }

    #[test]
    fn not_what_there_is_not() {
        close(vec![]).refused(Refusal::NotFounded);
    }

    #[test]
    fn not_twice() {
        close(vec![founded(), closed()]).refused(Refusal::IsClosed);
    }
}
