//! Whatever is asked of an item, by whomever and whenever, the histories that come of it hold what is promised.

#![expect(clippy::unwrap_used, reason = "a test may be blunt, its helpers too")]

use custody::item::{
    Begin, Command, Complete, Copy, CopyId, Describe, Event, Examine, Export, Fail, Failure, GiveBack, Keep, Offer, Origin,
};
use custody::item::{Begun, Reveal, Standing, State, Take, View, Withdraw};
use custody::{Field, FileName, FileRole, Hashes, Hex, Item, ItemId, KeptFile, Opening, Tool};
use proptest::prelude::*;
use record::{Actor, AgencyId, Circumstances, Compartment, Decider, Digest, Moment, PersonId, Purpose, Reason, Workflow};
use record::{NONCE, SubjectId, SubjectKey};

/// A person of a body, on a day.
type Step = (u128, u128, u32, Command);

fn reason() -> Reason {
    Reason::new("постановление № 12").unwrap()
}

fn tool() -> Tool {
    Tool::new("Arasha", "0.1.0").unwrap()
}

fn hashes(number: u8) -> Hashes {
    Hashes { md5: Hex([number; 16]), sha1: Hex([number; 20]), sha256: Digest([number; 32]), blake3: Hex([number; 32]) }
}

fn file() -> impl Strategy<Value = KeptFile> {
    let role = prop_oneof![Just(FileRole::Response), Just(FileRole::Manifest)];
    (0_u8..4, role).prop_map(|(number, role)| KeptFile {
        name: name(number),
        role,
        hashes: hashes(number),
        bytes: 1,
        stored: Digest([number; 32]),
    })
}

fn name(number: u8) -> FileName {
    FileName::new(&format!("f{number}")).unwrap()
}

fn describe(number: u8) -> Describe {
    let opening = Opening::new([number; 32], "в красной куртке").unwrap();
    Describe::seal(Field::Person, &opening, SubjectId::from_bits(4), &SubjectKey::new([7; 32]), [number; NONCE]).unwrap()
}

fn command() -> impl Strategy<Value = Command> {
    let begin = || Begin {
        item: ItemId::from_bits(1),
        origin: Origin::Upload {},
        compartment: Compartment::Operational,
        region: None,
        tool: tool(),
    };
    let copy = |(number, of): (u128, u8)| Copy {
        copy: CopyId::from_bits(number),
        file: name(of),
        hashes: hashes(of),
        reason: reason(),
        tool: tool(),
    };
    prop_oneof![
        4 => Just(()).prop_map(move |()| Command::Begin(begin())),
        4 => prop::collection::vec(file(), 0..3).prop_map(|files| Command::Keep(Keep { files })),
        3 => Just(Command::Complete(Complete { missing: vec![] })),
        1 => prop::sample::select(&Failure::ALL[..]).prop_map(|why| Command::Fail(Fail { why })),
        1 => (0_u8..4).prop_map(|file| Command::View(View { file: name(file), reason: reason() })),
        1 => (0_u8..4).prop_map(|file| Command::Reveal(Reveal { file: name(file), reason: reason() })),
        1 => (0_u128..3, 0_u8..4).prop_map(move |of| Command::Copy(copy(of))),
        1 => (0_u128..3).prop_map(|copy| Command::Examine(Examine { copy: CopyId::from_bits(copy), finding: reason(), tool: tool() })),
        1 => (0_u8..3).prop_map(|number| Command::Describe(describe(number))),
        1 => Just(()).prop_map(|()| Command::Export(Export { package: hashes(9), reason: reason(), tool: tool() })),
        3 => (1_u128..4).prop_map(|to| Command::Offer(Offer { to: AgencyId::from_bits(to), reason: reason() })),
        1 => Just(()).prop_map(|()| Command::Withdraw(Withdraw { reason: reason() })),
        3 => Just(Command::Take(Take {})),
        1 => Just(()).prop_map(|()| Command::GiveBack(GiveBack { receipt: reason() })),
    ]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((0_u128..5, 1_u128..4, 0_u32..4, command()), 0..40)
}

fn day(days: u32) -> Moment {
    Moment::parse("2026-03-01T12:00:00Z").unwrap().plus_days(days)
}

/// Each event with who gave the command, and the item before and after.
fn histories(steps: Vec<Step>) -> Vec<(Actor, Event, Option<Begun>, Begun)> {
    let (mut state, mut on, mut told) = (State::default(), 0, Vec::new());
    for (by, agency, later, command) in steps {
        on += later;
        let person = if by == 0 { Actor::local().person } else { PersonId::from_bits(by) };
        let actor = Actor { person, agency: AgencyId::from_bits(agency) };
        let at = Circumstances { now: day(on), actor: &actor, purpose: Purpose::Casework, edition: "2026-11" };
        for event in Item::decide(&state, command, &at).unwrap_or_default() {
            let before = state.begun.clone();
            state = Item::evolve(state, &event);
            told.push((actor, event, before, state.begun.clone().unwrap()));
        }
    }
    told
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_024))]

    /// Nobody can say at any moment that it was with nobody, or with somebody who did not sign for it.
    #[test]
    fn custody_is_never_broken(steps in steps()) {
        for (actor, event, before, after) in histories(steps) {
            let Some(before) = before else { continue };
            if before.holder != after.holder {
                let offer = before.offered.unwrap();
                let is_taken = matches!(event, Event::Taken { .. });
                prop_assert!(is_taken);
                prop_assert_eq!((after.holder, actor.agency), (offer.to, offer.to));
                prop_assert!(actor.person != offer.by && actor.person != Actor::local().person);
            }
        }
    }

    /// What has arrived is never added to, taken away or exchanged.
    #[test]
    fn files_stay_as_they_arrived(steps in steps()) {
        for (_, event, before, after) in histories(steps) {
            let Some(before) = before else { continue };
            prop_assert!(before.files.iter().all(|(name, file)| after.files.get(name) == Some(file)));
            prop_assert!(before.copies.iter().all(|(copy, of)| after.copies.get(copy) == Some(of)));
            if !before.is_receiving() {
                prop_assert!(before.files.len() == after.files.len() && !after.is_receiving(), "{:?}", event);
            }
        }
    }

    /// Only what has files and a manifest passes for whole.
    #[test]
    fn what_is_held_is_whole(steps in steps()) {
        for (_, _, _, after) in histories(steps) {
            if after.standing == Standing::Held {
                let says_how = after.files.values().any(|file| file.role == FileRole::Manifest);
                prop_assert!(says_how);
            }
        }
    }

    /// Promise 1 of the design: a person decides. The installation may acquire, copy and pack; it looks at nothing and signs nothing.
    #[test]
    fn the_machine_neither_looks_nor_signs(steps in steps()) {
        for (actor, event, _, _) in histories(steps) {
            let acquires = matches!(event, Event::Begun { .. } | Event::Kept { .. } | Event::Completed { .. } | Event::Failed { .. });
            let copies = matches!(event, Event::Copied { .. } | Event::Exported { .. });
            prop_assert!(actor.person != Actor::local().person || acquires || copies, "{:?}", event);
        }
    }

    #[test]
    fn the_state_is_what_its_events_say(steps in steps()) {
        let told = histories(steps);
        let state = Item::fold(told.iter().map(|(_, event, _, _)| event));
        prop_assert_eq!(state.begun, told.last().map(|(_, _, _, after)| after.clone()));
    }
}
