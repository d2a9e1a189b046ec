//! A device is packed and sealed, or packed anew after it was opened: each time with the number of the seal.
//!
//! Refused to the installation itself and to all but people of the body that holds it, and where the item is no device or was given back.

use record::{Circumstances, Reason};

use super::{Event, Refusal, State, a_person};
use crate::{Reading, refuse_if};

/// A device is packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// In what, and why anew where it was opened.
    pub packaging: Reason,
    /// The number of the seal, where there is one.
    pub seal: Option<Reading>,
}

pub(super) fn decide(state: &State, Pack { packaging, seal }: Pack, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    a_person(at)?;
    refuse_if(state.in_hand(at)?.device().is_none(), Refusal::NoDevice)?;
    Ok(vec![Event::Packed { packaging, seal }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Power;
    use crate::item::testing::{found, held, reason, when, when_of};
    use crate::item::{Command, Item};

    fn pack(number: &str) -> Command {
        Command::Pack(Pack { packaging: reason(), seal: Reading::new(number).ok() })
    }

    #[test]
    fn the_last_seal_is_known() {
        let mut history = vec![found(Power::Off)];
        for number in ["А 000100", "А 000200"] {
            history.extend(when(&history, 1, 1, pack(number)).unwrap());
        }
        let packed = <Item as record::Workflow>::fold(&history).begun.unwrap().packed.unwrap();
        assert_eq!(packed.seal.unwrap().as_str(), "А 000200");
        assert_eq!(history.len(), 3, "the first one stays in the history");
    }

    #[test]
    fn not_pages_not_by_others_and_not_by_a_machine() {
        assert_eq!(when(&held(), 1, 1, pack("1")), Err(Refusal::NoDevice));
        assert_eq!(when_of(&[found(Power::Off)], (5, 2), 1, pack("1")), Err(Refusal::NotHolder));
        assert_eq!(when(&[found(Power::Off)], 0, 1, pack("1")), Err(Refusal::OnlyPeople));
        assert_eq!(when(&[], 1, 1, pack("1")), Err(Refusal::Unknown));
    }
}
