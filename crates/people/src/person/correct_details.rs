//! Name and contact are put right, by the person or for them; both are given, so that the last entry has all there is.
//!
//! Refused where one of them is not under the person's own key, and after they have left.

use record::Protected;

use super::{Event, FullName, Refusal, State, WorkContact, guards};
use crate::refuse_if;

/// Name and contact are put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectDetails {
    /// The name.
    pub name: Protected<FullName>,
    /// Where they are reached.
    pub contact: Protected<WorkContact>,
}

pub(super) fn decide(state: &State, CorrectDetails { name, contact }: CorrectDetails) -> Result<Vec<Event>, Refusal> {
    let member = state.present()?;
    refuse_if(name.subject() != member.subject, Refusal::OtherSubject)?;
    guards::one_subject(&name, &contact)?;
    Ok(vec![Event::DetailsCorrected { name, contact }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::person::testing::{accepted, contact, gone, name, when};
    use crate::person::{Command, Person};
    use crate::testing::Then;

    fn correct(history: Vec<Event>, of_name: u128, of_contact: u128) -> Then<Person> {
        when(history, 1, Command::CorrectDetails(CorrectDetails { name: name(of_name), contact: contact(of_contact) }))
    }

    #[test]
    fn they_are_right() {
        correct(accepted(), 5, 5).then([Event::DetailsCorrected { name: name(5), contact: contact(5) }]);
    }

    #[test]
    fn not_of_somebody_unknown() {
        correct(vec![], 5, 5).refused(Refusal::Unknown);
    }

    #[test]
    fn not_after_leaving() {
        correct(gone(), 5, 5).refused(Refusal::HasLeft);
    }

    #[test]
    fn not_under_the_key_of_somebody_else() {
        correct(accepted(), 6, 6).refused(Refusal::OtherSubject);
        correct(accepted(), 5, 6).refused(Refusal::OtherSubject);
    }
}
