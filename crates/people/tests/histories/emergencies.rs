//! Emergencies: commands of all kinds, by anybody and at any minute.

use people::Emergency;
use people::emergency::{
    Command, Confirm, Decline, EmergencyId, End, Event, Finding, LONGEST_MINUTES, Opening, Request, Review, Standing, State,
};
use proptest::prelude::*;
use record::{AgencyId, Circumstances, Compartment, Decider, Moment, PersonId, Purpose, Region, SubjectId, Workflow};

use crate::asked::{actor, day, reason};

/// Somebody, so many minutes after noon.
type Step = (u128, u32, Command);

fn minute(minutes: u32) -> Moment {
    day(0).plus_minutes(minutes)
}

fn command() -> impl Strategy<Value = Command> {
    let compartment = prop::sample::select(&Compartment::ALL[..]);
    let request = (1_u128..3, compartment, 0_u32..70).prop_map(|(subject, compartment, minutes)| Request {
        emergency: EmergencyId::from_bits(1),
        subject: SubjectId::from_bits(subject),
        compartment,
        keeper: AgencyId::from_bits(2),
        region: Region::new("KZ-75").ok(),
        reason: reason(),
        minutes,
    });
    let review = prop::sample::select(&Finding::ALL[..]).prop_map(|finding| Review { finding, note: reason() });
    prop_oneof![
        4 => request.prop_map(Command::Request),
        4 => Just(Command::Confirm(Confirm {})),
        1 => Just(Command::Decline(Decline { reason: reason() })),
        2 => Just(Command::End(End {})),
        2 => review.prop_map(Command::Review),
    ]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((0_u128..5, 0_u32..100, command()), 0..20)
}

/// The events, with who gave the command for each.
fn histories(steps: Vec<Step>) -> Vec<(u128, Event)> {
    let mut events: Vec<(u128, Event)> = Vec::new();
    for (by, on, command) in steps {
        let actor = actor(by);
        let at = Circumstances { now: minute(on), actor: &actor, purpose: Purpose::Protection, edition: "2026-11" };
        let state = Emergency::fold(events.iter().map(|(_, event)| event));
        events.extend(Emergency::decide(&state, command, &at).unwrap_or_default().into_iter().map(|event| (by, event)));
    }
    events
}

/// All that is open to anybody, of anybody's data, in any of these minutes.
fn openings(state: &State) -> impl Iterator<Item = (u32, PersonId, SubjectId, Opening)> {
    let who = move |at| (0_u128..5).flat_map(move |person| (0_u128..4).map(move |subject| (at, person, subject)));
    (0_u32..200).flat_map(who).filter_map(|(at, person, subject)| {
        let (person, subject) = (PersonId::from_bits(person), SubjectId::from_bits(subject));
        state.opened_to(person, subject, minute(at)).map(|opening| (at, person, subject, opening))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn an_emergency_takes_two_people_and_a_short_time(steps in steps()) {
        let events = histories(steps);
        let state = Emergency::fold(events.iter().map(|(_, event)| event));
        let asked = events.iter().find_map(|(by, event)| matches!(event, Event::Requested { .. }).then(|| actor(*by).person));
        let agreed = events.iter().find_map(|(by, event)| matches!(event, Event::Confirmed { .. }).then(|| actor(*by).person));
        for (at, person, _, opening) in openings(&state) {
            prop_assert_eq!((Some(person), Some(opening.confirmed_by)), (asked, agreed));
            prop_assert!(opening.by == person && opening.by != opening.confirmed_by);
            prop_assert!(![opening.by, opening.confirmed_by].contains(&PersonId::from_bits(0)));
            prop_assert!(opening.since <= minute(at) && minute(at) < opening.until);
            prop_assert!(opening.until <= opening.since.plus_minutes(LONGEST_MINUTES));
        }
    }

    #[test]
    fn it_opens_one_matter_and_ends_once_and_for_all(steps in steps()) {
        let events: Vec<Event> = histories(steps).into_iter().map(|(_, event)| event).collect();
        let mut over = false;
        for known in 1..=events.len() {
            let state = Emergency::fold(&events[..known]);
            let matters: std::collections::BTreeSet<_> = openings(&state).map(|(_, person, subject, _)| (person, subject)).collect();
            prop_assert!(matters.len() <= usize::from(!over));
            over |= matches!(&events[known - 1], Event::Declined { .. });
            if let Event::Ended { at } = &events[known - 1] {
                prop_assert!(openings(&state).all(|(minutes, ..)| minute(minutes) < *at));
            }
        }
    }

    #[test]
    fn each_that_was_opened_is_reviewed_once_by_somebody_else(steps in steps()) {
        let events = histories(steps);
        let state = Emergency::fold(events.iter().map(|(_, event)| event));
        let opened = events.iter().any(|(_, event)| matches!(event, Event::Confirmed { .. }));
        let reviews: Vec<u128> = events.iter().filter(|(_, event)| matches!(event, Event::Reviewed { .. })).map(|(by, _)| *by).collect();
        prop_assert!(reviews.len() <= usize::from(opened));
        prop_assert_eq!(state.waits_for_review(), opened && reviews.is_empty());
        if let (Some(asked), Some(by)) = (&state.asked, reviews.first()) {
            let Standing::Opened { confirmed_by, .. } = asked.standing else { panic!("reviewed and never opened") };
            prop_assert!(![asked.by, confirmed_by, PersonId::from_bits(0)].contains(&PersonId::from_bits(*by)));
        }
    }

    #[test]
    fn what_is_written_is_read(steps in steps()) {
        let events: Vec<Event> = histories(steps).into_iter().map(|(_, event)| event).collect();
        prop_assert_eq!(&super::reread::<Emergency>(&events), &events);
    }
}

/// The commands above are worth something only if all kinds of events come of them.
#[test]
fn the_histories_are_rich() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let made = (0..256).flat_map(|_| histories(steps().new_tree(&mut runner).unwrap().current()));
    let kinds: std::collections::BTreeSet<_> = made.map(|(_, event)| event.kind()).collect();
    assert_eq!(kinds, Event::KINDS.into());
}
