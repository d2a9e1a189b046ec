//! Histories of a session.

use std::collections::{BTreeMap, BTreeSet};

use custody::{ItemId, Tool};
use osint::session::{BeginReplay, Command, Correct, Event, FinishReplay, Open, Outcome, Replay, Seal, Search, State, Summary};
use osint::session::{Shown, TakeNote, TakeOver, Tried, Visit, steps};
use osint::{Address, Filters, Hidden, Note, Results, Secret, Session, SessionId, Words, drift};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use record::{Actor, Circumstances, Compartment, Decider, Digest, Moment, Purpose, SubjectId, Workflow};
use serde_json::Value;
use sha2::Digest as _;

use super::{actor, ago, hidden, key, line, minute, reason, secret, then};

/// Who of which body, how many minutes later, and what.
type Asked = (u128, u128, u32, Command);
/// Who did it, what, and the session before and after.
type Told = (Actor, Event, State, State);

fn tool() -> Tool {
    Tool::new("Arasha", "0.1.0").unwrap()
}

fn results() -> impl Strategy<Value = Secret<Results>> {
    let lists: [&[&str]; 6] = [&["a", "b"], &["a", "b"], &["a", "b"], &["a", "b"], &["b", "a"], &["a"]];
    prop::sample::select(lists.to_vec()).prop_map(|list| secret(Results::list(2, list).unwrap()))
}

fn address() -> Hidden<Address> {
    hidden(&secret(Address::new("https://example.org/aigul_00x").unwrap()))
}

fn visit((showed, at): (Secret<Results>, Moment)) -> Command {
    let (results, item) = (hidden(&showed), (at == minute(1)).then(|| ItemId::from_bits(9)));
    Command::Visit(Visit { address: address(), showed, results, item, at })
}

fn search((showed, at): (Secret<Results>, Moment)) -> Command {
    let (words, filters) = (hidden(&secret(Words::new("Айгүл").unwrap())), hidden(&secret(Filters::new("").unwrap())));
    Command::Search(Search { address: address(), words, filters, results: hidden(&showed), showed, at })
}

fn note() -> Hidden<Note> {
    hidden(&secret(Note::new("Айгүл").unwrap()))
}

fn tried() -> impl Strategy<Value = Tried> {
    prop_oneof![
        5 => (results(), results()).prop_map(|(then, now)| Tried::Reached(Box::new(Shown { then, results: hidden(&now), now }))),
        1 => Just(()).prop_map(|()| Tried::NotReachable { why: reason() }),
    ]
}

fn open(case: &str, subject: u128) -> Command {
    Command::Open(Open {
        session: SessionId::from_bits(1),
        task: reason(),
        case: Some(line(case)),
        compartment: Compartment::Operational,
        region: None,
        tool: tool(),
        subject: SubjectId::from_bits(subject),
    })
}

fn command() -> impl Strategy<Value = Command> {
    prop_oneof![
        3 => prop_oneof![9 => Just(5), 1 => Just(6)].prop_map(|subject| open("1", subject)),
        3 => (results(), ago()).prop_map(visit),
        3 => (results(), ago()).prop_map(search),
        2 => Just(()).prop_map(|()| Command::Note(TakeNote { note: note() })),
        2 => (0_u32..4).prop_map(|step| Command::Correct(Correct { step, note: note() })),
        1 => Just(()).prop_map(|()| Command::TakeOver(TakeOver { reason: reason() })),
        2 => Just(Command::Seal(Seal {})),
        4 => Just(()).prop_map(|()| Command::BeginReplay(BeginReplay { tool: tool(), reason: reason() })),
        9 => (0_u32..4, ago(), tried()).prop_map(|(step, at, tried)| Command::Replay(Replay { step, at, tried })),
        4 => Just(Command::FinishReplay(FinishReplay {})),
    ]
}

/// Person 1 searches and person 2 replays, mostly; others and the machine come in between.
fn asked() -> impl Strategy<Value = Vec<Asked>> {
    let by = prop_oneof![1 => Just(0), 8 => Just(1), 16 => Just(2), 1 => Just(3)];
    let agency = prop_oneof![9 => Just(1), 1 => Just(2)];
    let any = prop::collection::vec((by, agency, 0_u32..4, command()), 0..60);
    (begun(), any).prop_map(|(begun, any)| begun.into_iter().chain(any).collect())
}

/// Nothing; a session with some steps; the same with its seal.
fn begun() -> impl Strategy<Value = Vec<Asked>> {
    let steps = || prop::collection::vec((results(), Just(minute(0))), 0..3);
    let searched = move || {
        steps().prop_map(|steps| {
            let opening = (1, 1, 0, open("1", 5));
            std::iter::once(opening).chain(steps.into_iter().map(|step| (1, 1, 1, search(step)))).collect::<Vec<Asked>>()
        })
    };
    let sealed = searched().prop_map(|asked| asked.into_iter().chain([(1, 1, 1, Command::Seal(Seal {}))]).collect());
    prop_oneof![1 => Just(vec![]), 1 => searched(), 2 => sealed]
}

/// The command with the moment in which it says that something was done.
fn made(command: Command, now: u32) -> Command {
    match command {
        Command::Visit(visit) => Command::Visit(Visit { at: then(now, visit.at), ..visit }),
        Command::Search(search) => Command::Search(Search { at: then(now, search.at), ..search }),
        Command::Replay(replay) => Command::Replay(Replay { at: then(now, replay.at), ..replay }),
        command => command,
    }
}

fn histories(asked: Vec<Asked>) -> Vec<Told> {
    let (mut state, mut now, mut told) = (State::default(), 0, Vec::new());
    for (by, agency, later, command) in asked {
        now += later;
        let actor = actor(by, agency);
        let at = Circumstances { now: minute(now), actor: &actor, purpose: Purpose::Detection, edition: "2026-11" };
        for event in Session::decide(&state, made(command, now), &at).unwrap_or_default() {
            let before = state.clone();
            state = Session::evolve(state, &event);
            told.push((actor, event, before, state.clone()));
        }
    }
    told
}

/// The seal as another program would compute it: from the JSON of the events, by `docs/osint.md`.
fn seal_by_hand(events: &[&Event]) -> String {
    let (mut text, mut number) = ("arasha-osint-session-1\n".to_owned(), 0);
    for event in events {
        let json = serde_json::to_value(event).unwrap();
        let (kind, step) = json.as_object().unwrap().iter().next().unwrap();
        let of = |field: &str| step[field]["commitment"].as_str().unwrap().to_owned();
        let plain = |field: &str| step[field].as_str().map_or_else(|| step[field].to_string(), str::to_owned);
        let did = match kind.as_str() {
            "visited" => {
                let item = if step["item"] == Value::Null { "-".to_owned() } else { plain("item") };
                format!("visit {} {} {} {item}", of("address"), of("results"), plain("count"))
            }
            "searched" => {
                format!("search {} {} {} {} {}", of("address"), of("words"), of("filters"), of("results"), plain("count"))
            }
            "noted" => format!("note {}", of("note")),
            "corrected" => format!("correct {} {}", plain("step"), of("note")),
            _ => continue,
        };
        number += 1;
        text += &format!("{number} {} {} {did}\n", plain("at"), plain("by"));
    }
    Digest(sha2::Sha256::digest(text.as_bytes()).into()).to_string()
}

/// The properties below would say nothing about histories that never get anywhere.
#[test]
fn some_histories_get_to_the_end() {
    let mut runner = TestRunner::deterministic();
    let mut ends: BTreeMap<&str, u32> = BTreeMap::new();
    for _ in 0..512 {
        for (_, event, _, _) in histories(asked().new_tree(&mut runner).unwrap().current()) {
            *ends.entry(event.kind()).or_default() += 1;
            if let Event::Replayed { outcome, .. } = event {
                let came = match outcome {
                    Outcome::Same { .. } => "same",
                    Outcome::Drifted { .. } => "drifted",
                    Outcome::NotReachable { .. } => "not_reachable",
                };
                *ends.entry(came).or_default() += 1;
            }
        }
    }
    assert!(ends.len() == Event::KINDS.len() + 3 && ends.values().all(|many| *many > 9), "{ends:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn after_the_seal_nothing_is_entered_but_replays(asked in asked()) {
        for (_, event, before, after) in histories(asked) {
            let Some(before) = before.opened.filter(|session| session.seal.is_some()) else { continue };
            let after = after.opened.unwrap();
            let is_replay = matches!(event, Event::ReplayBegun { .. } | Event::Replayed { .. } | Event::ReplayFinished { .. });
            prop_assert!(is_replay, "{:?}", event);
            prop_assert_eq!((before.seal, before.steps), (after.seal, after.steps));
        }
    }

    #[test]
    fn nothing_that_was_entered_is_changed(asked in asked()) {
        for (_, _, before, after) in histories(asked) {
            let Some(before) = before.opened else { continue };
            prop_assert!(after.opened.unwrap().steps.starts_with(&before.steps));
        }
    }

    #[test]
    fn nobody_replays_what_they_searched(asked in asked()) {
        let mut searched = BTreeSet::new();
        for (actor, event, _, _) in histories(asked) {
            if matches!(event, Event::ReplayBegun { .. } | Event::Replayed { .. } | Event::ReplayFinished { .. }) {
                prop_assert!(!searched.contains(&actor.person), "{:?}", event);
            } else {
                searched.insert(actor.person);
            }
        }
    }

    #[test]
    fn another_program_comes_to_the_same_seal(asked in asked()) {
        let told = histories(asked);
        let events: Vec<&Event> = told.iter().map(|(_, event, _, _)| event).collect();
        for event in &events {
            if let Event::Sealed { digest, .. } = event {
                prop_assert_eq!(digest.to_string(), seal_by_hand(&events));
            }
        }
    }

    /// The opening, the owners and the moment of sealing may be others: the seal covers the steps and nothing else, and all of each step.
    #[test]
    fn the_seal_is_a_function_of_the_steps_alone(asked in asked(), left_out: prop::sample::Index) {
        let others = asked.iter().cloned().map(|(by, agency, later, command)| match command {
            Command::Open(opening) => (by, agency, later, Command::Open(Open { case: Some(line("2")), compartment: Compartment::Casework, ..opening })),
            command => (by, agency, later, command),
        });
        let steps = |asked: Vec<Asked>| histories(asked).pop().and_then(|(_, _, _, state)| state.opened).map(|session| (session.seal, session.steps));
        let (ours, theirs) = (steps(asked.clone()), steps(others.collect()));
        prop_assert_eq!(&ours, &theirs);
        let Some((Some(seal), mut steps_of_ours)) = ours.filter(|(_, steps)| !steps.is_empty()) else { return Ok(()) };
        prop_assert_eq!(seal, steps::digest(&steps_of_ours));
        steps_of_ours.remove(left_out.index(steps_of_ours.len()));
        prop_assert_ne!(seal, steps::digest(&steps_of_ours));
    }

    /// Promise 3 of the design: whatever is open has an owner and a due date at every moment.
    #[test]
    fn whatever_is_open_has_an_owner(asked in asked()) {
        for (_, _, _, state) in histories(asked) {
            let session = state.opened.as_ref().unwrap();
            let replay_is_open = session.replay.as_ref().is_some_and(|replay| replay.summary.is_none());
            prop_assert_eq!(state.duty().is_some(), session.seal.is_none() || replay_is_open);
        }
    }

    /// Whoever opens both lists later comes to what the replay says.
    #[test]
    fn a_replay_says_what_the_lists_say(asked in asked()) {
        let told = histories(asked);
        let lists: Vec<&Hidden<Results>> = told.iter().filter_map(|(_, event, _, _)| match event {
            Event::Visited { results, .. } | Event::Searched { results, .. } => Some(Some(results)),
            Event::Noted { .. } | Event::Corrected { .. } => Some(None),
            _ => None,
        }).map(|list| list.unwrap_or_else(|| list_of_none())).collect();
        for (_, event, _, _) in &told {
            let Event::Replayed { step, outcome, .. } = event else { continue };
            let then = lists[usize::try_from(*step).unwrap() - 1].open(&key()).unwrap().value;
            match outcome {
                Outcome::Same { results } => prop_assert_eq!(then, results.open(&key()).unwrap().value),
                Outcome::Drifted { results, drift: told } => {
                    let now = results.open(&key()).unwrap().value;
                    prop_assert_eq!(*told, drift(&then, &now).counts);
                    prop_assert!(!told.is_none());
                }
                Outcome::NotReachable { .. } => {}
            }
        }
    }

    #[test]
    fn a_finished_replay_has_tried_every_step(asked in asked()) {
        for (_, event, before, _) in histories(asked) {
            let Event::ReplayFinished { summary: Summary { same, drifted, not_reachable } } = event else { continue };
            let all = before.opened.unwrap().replayable().count();
            prop_assert_eq!(usize::try_from(same + drifted + not_reachable).unwrap(), all);
        }
    }

    #[test]
    fn neither_the_machine_nor_another_body_searches(asked in asked()) {
        for (actor, event, before, _) in histories(asked) {
            prop_assert_ne!(actor.person, Actor::local().person);
            let is_replay = matches!(event, Event::ReplayBegun { .. } | Event::Replayed { .. } | Event::ReplayFinished { .. });
            prop_assert!(is_replay || before.opened.is_none_or(|session| session.agency == actor.agency));
        }
    }

    #[test]
    fn nobody_is_named_in_the_log(asked in asked()) {
        for (_, event, _, _) in histories(asked) {
            let text = serde_json::to_string(&event).unwrap();
            prop_assert!(!text.contains("Айгүл") && !text.contains("aigul_00x"), "{}", text);
        }
    }

    #[test]
    fn the_state_is_what_its_events_say(asked in asked()) {
        let told = histories(asked);
        let state = Session::fold(told.iter().map(|(_, event, _, _)| event));
        prop_assert_eq!(state, told.last().map(|(_, _, _, after)| after.clone()).unwrap_or_default());
    }
}

/// Stands at the place of steps without results, which nobody can try again.
fn list_of_none() -> &'static Hidden<Results> {
    static NONE: std::sync::LazyLock<Hidden<Results>> = std::sync::LazyLock::new(|| hidden(&secret(Results::content(b"none"))));
    &NONE
}
