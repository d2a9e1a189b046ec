//! However a checklist is worked through, and whatever list it is: nothing is lost, nothing is done out of its order.

#![expect(clippy::unwrap_used, reason = "a test may be blunt, its helpers too")]

use custody::item::{Begin, Command, Event, Origin, State, Step};
use custody::{DeviceKind, Found, Item, ItemId, Power, StepCode, StepOutcome, Tool, progress};
use knowledge::{Checklist, ChecklistStep, Labels, StepDuty, StepState};
use proptest::prelude::*;
use record::{Actor, AgencyId, Circumstances, Compartment, Decider, Moment, PersonId, Purpose, Reason};

fn reason() -> Reason {
    Reason::new("нет кабеля").unwrap()
}

fn now() -> Moment {
    Moment::parse("2026-03-01T12:00:00Z").unwrap()
}

fn found(power: Power) -> Found {
    let place = Reason::new("стол").unwrap();
    let (position, appearance) = (None, None);
    Found {
        kind: DeviceKind::Drive,
        power,
        make: None,
        model: None,
        marks: None,
        place,
        position,
        appearance,
        periphery: vec![],
        finder: None,
        at: now(),
    }
}

fn begin(power: Power) -> Command {
    Command::Begin(Begin {
        item: ItemId::from_bits(1),
        origin: Origin::Device { found: Box::new(found(power)) },
        compartment: Compartment::Operational,
        region: None,
        tool: Tool::new("Arasha", "0.1.0").unwrap(),
    })
}

fn labels() -> Labels {
    Labels { kk: "а".into(), ru: "б".into(), en: "c".into() }
}

/// A list of eight steps, each of which may wait for some of those before it.
fn checklist() -> impl Strategy<Value = Checklist> {
    let state = prop::sample::select(vec![StepState::Off, StepState::On, StepState::Any]);
    prop::collection::vec((state, any::<u8>(), any::<u8>()), 8).prop_map(|steps| Checklist {
        code: "device".into(),
        labels: labels(),
        source: "S".into(),
        edition: "1".into(),
        steps: steps.into_iter().enumerate().map(|(number, step)| one(number, step)).collect(),
    })
}

fn one(number: usize, (state, after, needs): (StepState, u8, u8)) -> ChecklistStep {
    let before =
        |bits: u8| (0..number).filter(|other| bits >> other & 1 == 1 && bits.count_ones() < 4).map(|other| format!("s{other}")).collect();
    ChecklistStep {
        code: format!("s{number}"),
        labels: labels(),
        why: None,
        condition: None,
        quote: "q".into(),
        state,
        duty: StepDuty::Required,
        after: before(after),
        needs: before(needs),
    }
}

fn outcome() -> impl Strategy<Value = StepOutcome> {
    prop_oneof![
        3 => Just(StepOutcome::Done { note: None }),
        1 => Just(()).prop_map(|()| StepOutcome::NotDone { reason: reason() }),
        1 => Just(()).prop_map(|()| StepOutcome::NotApplicable { reason: reason() }),
    ]
}

fn act(state: &State, command: Command) -> Option<Event> {
    let actor = Actor { person: PersonId::from_bits(1), agency: AgencyId::from_bits(1) };
    let at = Circumstances { now: now(), actor: &actor, purpose: Purpose::Casework, edition: "2026-11" };
    Item::decide(state, command, &at).ok()?.pop()
}

fn step(list: &Checklist, number: usize, outcome: StepOutcome) -> Command {
    Command::Step(Step { step: StepCode::new(&format!("s{number}")).unwrap(), outcome, when: now(), checklist: list.clone() })
}

proptest! {
    #[test]
    fn a_checklist_can_always_be_worked_through(
        list in checklist(),
        power in prop::sample::select(vec![Power::Off, Power::On, Power::Unknown]),
        answers in prop::collection::vec((0_usize..9, outcome()), 0..30),
    ) {
        let mut state = Item::evolve(State::default(), &act(&State::default(), begin(power)).unwrap());
        for (number, outcome) in answers {
            let Some(event) = act(&state, step(&list, number, outcome)) else { continue };
            let before = state.begun.as_ref().unwrap().steps.clone();
            let Event::Stepped { step: code, outcome, .. } = &event else { panic!("{event:?}") };
            let asked = list.step(code.as_str()).unwrap();
            // What waits only waits for steps that are asked of this device: answers to others are never there.
            let view = progress(&list, state.begun.as_ref().unwrap()).unwrap();
            prop_assert!(view.left.iter().all(|left| !asked.after.contains(&left.code)));
            if outcome.is_done() {
                let undone = |other: &String| before.get(other.as_str()).is_some_and(|answer| !answer.outcome.is_done());
                prop_assert!(!asked.needs.iter().any(undone));
                prop_assert!(view.left.iter().all(|left| !asked.needs.contains(&left.code)));
            }
            state = Item::evolve(state, &event);
        }
        // Nothing is lost or seen twice.
        let item = state.begun.clone().unwrap();
        let view = progress(&list, &item).unwrap();
        prop_assert_eq!(view.done.len() + view.skipped.len(), item.steps.len());
        prop_assert!(view.others.is_empty());
        let asked = list.steps.iter().filter(|step| match step.state {
            StepState::Any => true,
            StepState::Off => power != Power::On,
            StepState::On => power != Power::Off,
        });
        prop_assert_eq!(view.left.len() + item.steps.len(), asked.count());
        // What is next can always be answered, down to the last step.
        let mut open = view.left.len();
        while let Some(next) = progress(&list, state.begun.as_ref().unwrap()).unwrap().next.map(|step| step.code.clone()) {
            let number = next.trim_start_matches('s').parse().unwrap();
            let event = act(&state, step(&list, number, StepOutcome::NotDone { reason: reason() }));
            prop_assert!(event.is_some(), "{} can't be answered", next);
            state = Item::evolve(state, &event.unwrap());
            open -= 1;
        }
        prop_assert_eq!(open, 0);
    }
}
