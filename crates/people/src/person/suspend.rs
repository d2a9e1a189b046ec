//! A person may do nothing for the time being: their roles are not in force, and their sessions end. What they had stays; their tokens stay too and
//! give nothing meanwhile.
//!
//! Refused where the person is suspended already, has not accepted the invitation, or has left.

use record::{Circumstances, Reason};

use super::{Event, Refusal, State};
use crate::EndOfSession;

/// A person may do nothing for the time being.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspend {
    /// Why.
    pub reason: Reason,
}

pub(super) fn decide(state: &State, Suspend { reason }: Suspend, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let member = state.active()?;
    let ended = member.ended_sessions(at.now, EndOfSession::Suspended, |_| true);
    Ok([Event::Suspended { reason }].into_iter().chain(ended).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::person::testing::{accepted, asleep, given, gone, invited, session, signed_in, suspended, when};
    use crate::person::{Command, Person};
    use crate::testing::{Then, actor, reason};

    fn command() -> Command {
        Command::Suspend(Suspend { reason: reason() })
    }

    fn suspend(history: Vec<Event>) -> Then<Person> {
        when(history, 9, command())
    }

    #[test]
    fn sessions_end() {
        let ends = [1, 2].map(|number| Event::SignedOut { session: session(number), why: EndOfSession::Suspended });
        let in_twice = [accepted(), vec![signed_in(1), signed_in(2)]].concat();
        suspend(in_twice.clone()).then([vec![suspended()], ends.to_vec()].concat());
        given(in_twice).on(1).when(&actor(9), command()).then([suspended()]);
    }

    #[test]
    fn not_somebody_unknown() {
        suspend(vec![]).refused(Refusal::Unknown);
    }

    #[test]
    fn not_before_accepting() {
        suspend(invited()).refused(Refusal::NotAccepted);
    }

    #[test]
    fn not_twice() {
        suspend(asleep()).refused(Refusal::IsSuspended);
    }

    #[test]
    fn not_after_leaving() {
        suspend(gone()).refused(Refusal::HasLeft);
    }
}
