//! An agency becomes a unit of another one, or of none. Who is whose unit decides which reports never reach somebody, so a reason is given.
//!
//! Refused where it is closed, where it would be a unit of itself by any way, and where nothing would change. Of two agencies that are
//! placed under each other in the same moment neither sees the other, so whoever walks upwards stops at an agency that was passed before.

use record::{AgencyId, Reason};

use super::{Event, Refusal, State};
use crate::refuse_if;

/// An agency becomes a unit of another one, or of none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceUnder {
    /// The other one.
    pub parent: Option<AgencyId>,
    /// The agencies above the new parent up to the topmost, as the shell loaded them just before.
    pub above: Vec<AgencyId>,
    /// Why.
    pub reason: Reason,
}

pub(super) fn decide(state: &State, PlaceUnder { parent, above, reason }: PlaceUnder) -> Result<Vec<Event>, Refusal> {
    let body = state.open()?;
    refuse_if(parent == Some(body.id) || above.contains(&body.id), Refusal::Circle)?;
    refuse_if(body.parent == parent, Refusal::NoChange)?;
    Ok(vec![Event::PlacedUnder { parent, reason }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agency::testing::{closed, founded};
    use crate::agency::{Agency, Command};
    use crate::testing::{Then, actor, agency, given, reason};

    fn place(history: Vec<Event>, parent: Option<u128>, above: &[u128]) -> Then<Agency> {
        let above = above.iter().copied().map(agency).collect();
        given(history).when(&actor(9), Command::PlaceUnder(PlaceUnder { parent: parent.map(agency), above, reason: reason() }))
    }

    fn placed(parent: Option<u128>) -> Event {
        Event::PlacedUnder { parent: parent.map(agency), reason: reason() }
    }

    #[test]
    fn it_becomes_a_unit_and_stands_alone_again() {
        place(vec![founded()], Some(2), &[3]).then([placed(Some(2))]);
        place(vec![founded(), placed(Some(2))], None, &[]).then([placed(None)]);
    }

    #[test]
    fn not_what_there_is_not() {
        place(vec![], Some(2), &[]).refused(Refusal::NotFounded);
    }

    #[test]
    fn not_what_is_closed() {
        place(vec![founded(), closed()], Some(2), &[]).refused(Refusal::IsClosed);
    }

    #[test]
    fn not_under_itself_by_any_way() {
        place(vec![founded()], Some(1), &[]).refused(Refusal::Circle);
        place(vec![founded()], Some(2), &[3, 1]).refused(Refusal::Circle);
    }

    #[test]
    fn not_where_it_is() {
        place(vec![founded()], None, &[]).refused(Refusal::NoChange);
        place(vec![founded(), placed(Some(2))], Some(2), &[]).refused(Refusal::NoChange);
    }
}
