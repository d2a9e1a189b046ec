//! A step of a checklist is answered for a device: it was done, was not done, or does not apply here.
//!
//! Refused to the installation itself and to all but people of the body that holds the device; where the item is no device or was given back;
//! where the checklist has no such step or it is for devices in another state; where a step that the source names before was not answered, or
//! one that this one needs was not done; and for a moment that has not come.

use knowledge::Checklist;
use record::{Circumstances, Moment};

use super::{Event, Refusal, State, a_person};
use crate::checklist::{self, NotYet};
use crate::{StepCode, StepOutcome, refuse_if};

/// A step is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The step.
    pub step: StepCode,
    /// What became of it.
    pub outcome: StepOutcome,
    /// When, as whoever answers says; not when they enter it.
    pub when: Moment,
    /// The checklist, as the shell loaded it just before.
    pub checklist: Checklist,
}

pub(super) fn decide(state: &State, command: Step, at: &Circumstances<'_>) -> Result<Vec<Event>, Refusal> {
    let Step { step, outcome, when, checklist } = command;
    a_person(at)?;
    let item = state.in_hand(at)?;
    let power = item.device().ok_or(Refusal::NoDevice)?.power;
    refuse_if(when > at.now, Refusal::InFuture)?;
    checklist::may(&checklist, power, &item.steps, &step, outcome.is_done()).map_err(refusal)?;
    Ok(vec![Event::Stepped { step, outcome, when, edition: checklist.edition, by: at.actor.person }])
}

fn refusal(not_yet: NotYet) -> Refusal {
    match not_yet {
        NotYet::NoSuchStep => Refusal::NoSuchStep,
        NotYet::OtherState => Refusal::StepOfOtherState,
        NotYet::TooEarly => Refusal::StepTooEarly,
        NotYet::Needs => Refusal::StepNeedsOther,
    }
}

#[cfg(test)]
mod tests {
    use record::{PersonId, Reason};

    use super::*;
    use crate::item::testing::{day, found, held, reason, when, when_of};
    use crate::item::{Command, Item};
    use crate::{Power, progress};

    fn list() -> Checklist {
        knowledge::Book::shipped().unwrap().checklists.into_iter().find(|list| list.code == "device").unwrap()
    }

    fn done() -> StepOutcome {
        StepOutcome::Done { note: None }
    }

    fn command(step: &str, outcome: StepOutcome) -> Command {
        Command::Step(Step { step: StepCode::new(step).unwrap(), outcome, when: day(0), checklist: list() })
    }

    fn step(history: &[Event], step: &str, outcome: StepOutcome) -> Result<Vec<Event>, Refusal> {
        when(history, 1, 1, command(step, outcome))
    }

    /// A device in a state, after these steps were done.
    fn after(power: Power, steps: &[&str]) -> Vec<Event> {
        steps.iter().fold(vec![found(power)], |mut history, code| {
            history.extend(step(&history, code, done()).unwrap());
            history
        })
    }

    #[test]
    fn it_is_written_down_who_did_what_when() {
        let event = Event::Stepped {
            step: StepCode::new("off.leave_off").unwrap(),
            outcome: done(),
            when: day(0),
            edition: "2025".into(),
            by: PersonId::from_bits(1),
        };
        assert_eq!(step(&[found(Power::Off)], "off.leave_off", done()), Ok(vec![event]));
    }

    #[test]
    fn that_it_was_left_off_is_answered_before_it_is_described() {
        assert_eq!(step(&after(Power::Off, &[]), "off.describe", done()), Err(Refusal::StepTooEarly));
        assert!(step(&after(Power::Off, &["off.leave_off"]), "off.describe", done()).is_ok());
        let mut history = after(Power::Off, &[]);
        history.extend(step(&history, "off.leave_off", StepOutcome::NotDone { reason: reason() }).unwrap());
        assert!(step(&history, "off.describe", done()).is_ok(), "what went wrong is said, and the work goes on");
    }

    #[test]
    fn nobody_worked_on_a_copy_that_is_not_there() {
        let on = |history: &[Event]| step(history, "data.work_on_copy", done());
        assert_eq!(on(&after(Power::On, &[])), Err(Refusal::StepNeedsOther));
        assert!(on(&after(Power::On, &["data.copy"])).is_ok());
        let skipped = StepOutcome::NotApplicable { reason: reason() };
        assert!(step(&after(Power::On, &[]), "data.work_on_copy", skipped).is_ok());
    }

    #[test]
    fn steps_are_those_of_the_state_it_was_found_in() {
        assert_eq!(step(&after(Power::On, &[]), "off.leave_off", done()), Err(Refusal::StepOfOtherState));
        assert_eq!(step(&after(Power::Off, &[]), "on.photograph_screen", done()), Err(Refusal::StepOfOtherState));
        assert!(step(&after(Power::Unknown, &[]), "off.leave_off", done()).is_ok());
        assert!(step(&after(Power::Unknown, &[]), "on.photograph_screen", done()).is_ok());
        assert_eq!(step(&after(Power::Off, &[]), "off.fly", done()), Err(Refusal::NoSuchStep));
    }

    #[test]
    fn only_for_devices_by_people_of_the_body_that_holds_it() {
        assert_eq!(step(&held(), "data.hash", done()), Err(Refusal::NoDevice));
        assert_eq!(step(&[], "data.hash", done()), Err(Refusal::Unknown));
        let device = [found(Power::Off)];
        assert_eq!(when(&device, 0, 1, command("data.hash", done())), Err(Refusal::OnlyPeople));
        assert_eq!(when_of(&device, (5, 2), 1, command("data.hash", done())), Err(Refusal::NotHolder));
        let gone = [found(Power::Off), Event::Completed { missing: vec![] }, Event::GivenBack { receipt: reason() }];
        assert_eq!(step(&gone, "data.hash", done()), Err(Refusal::GivenBack));
    }

    #[test]
    fn nobody_did_what_is_still_to_come() {
        let later = Step { step: StepCode::new("data.hash").unwrap(), outcome: done(), when: day(2), checklist: list() };
        assert_eq!(when(&[found(Power::Off)], 1, 1, Command::Step(later)), Err(Refusal::InFuture));
    }

    #[test]
    fn what_is_next_left_done_and_skipped_is_seen() {
        let list = list();
        let why = Reason::new("экран разбит").unwrap();
        let mut history = after(Power::On, &["data.hash"]);
        history.extend(step(&history, "on.photograph_screen", StepOutcome::NotDone { reason: why.clone() }).unwrap());
        let item = <Item as record::Workflow>::fold(&history).begun.unwrap();
        let seen = progress(&list, &item).unwrap();
        assert_eq!(seen.next.unwrap().code, "on.record_visually");
        assert_eq!(seen.left.iter().map(|step| step.code.as_str()).collect::<Vec<_>>()[1..3], ["data.copy", "data.work_on_copy"]);
        assert_eq!(seen.done.iter().map(|(step, _)| step.code.as_str()).collect::<Vec<_>>(), ["data.hash"]);
        assert_eq!(
            seen.skipped.iter().map(|(step, _, why)| (step.code.as_str(), *why)).collect::<Vec<_>>(),
            [("on.photograph_screen", &why)]
        );
        assert_eq!(seen.others, []);
    }

    #[test]
    fn a_later_answer_stands_and_one_of_another_edition_is_not_lost() {
        let mut history = after(Power::Off, &["off.leave_off"]);
        history.extend(step(&history, "off.leave_off", StepOutcome::NotDone { reason: reason() }).unwrap());
        let mut list = list();
        list.steps.retain(|step| step.code != "off.leave_off");
        let item = <Item as record::Workflow>::fold(&history).begun.unwrap();
        let seen = progress(&list, &item).unwrap();
        assert_eq!(seen.others.len(), 1);
        assert!(!seen.others[0].1.outcome.is_done());
    }
}
