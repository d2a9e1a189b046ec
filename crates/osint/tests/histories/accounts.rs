//! Histories of a covert account.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use knowledge::{Answer, Files, ProvocationCheck};
use osint::account::{
    Act, CHECK_MINUTES, Check, Command, Confirm, Contact, Decision, Enter, Event, Extend, Log, Refusal, Reply, Standing, State, Stop,
    TakeOver,
};
use osint::{AccountId, Address, Content, CovertAccount, Handle, Hidden};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use record::{Actor, AgencyKind, Circumstances, Compartment, Decider, Moment, Purpose, SubjectId, Workflow};

use super::{actor, ago, hidden, line, minute, reason, secret, then};

/// Who of which body, how many minutes later, and what.
type Asked = (u128, u128, u32, Command);
/// Who did it, when, what, and the account before.
type Told = (Actor, Moment, Event, State);

/// The questions that the program is built with.
fn questions() -> ProvocationCheck {
    static QUESTIONS: LazyLock<ProvocationCheck> = LazyLock::new(|| knowledge::Book::read(&Files::shipped()).unwrap().provocation.unwrap());
    QUESTIONS.clone()
}

fn decision() -> impl Strategy<Value = Decision> {
    let acts = prop_oneof![6 => Just(Act::ALL.to_vec()), 1 => Just(vec![Act::Viewed]), 1 => Just(vec![])];
    (0_u32..20, 0_u32..120, acts).prop_map(|(from, long, acts)| Decision {
        number: line("№ 3-00/26"),
        date: line("27.02.2026"),
        court: line("Алматы"),
        term: line("бір сағат"),
        from: minute(from),
        until: minute(from + long),
        purpose: reason(),
        acts: reason(),
        allows: acts.into_iter().collect(),
    })
}

fn enter(decision: Decision) -> Command {
    Command::Enter(Enter {
        account: AccountId::from_bits(1),
        platform: line("telegram"),
        handle: hidden(&secret(Handle::new("@dana_00x").unwrap())),
        decision,
        compartment: Compartment::Casework,
        region: None,
        subject: SubjectId::from_bits(5),
    })
}

fn address() -> Hidden<Address> {
    hidden(&secret(Address::new("https://t.example/work_00x").unwrap()))
}

fn content() -> Option<Hidden<Content>> {
    Some(hidden(&secret(Content::new("Сәлеметсіз бе").unwrap())))
}

/// Mostly answers that let the step be made; sometimes one that stops it, one too few, or one twice.
fn replies(questions: &ProvocationCheck) -> impl Strategy<Value = Vec<Reply>> + use<> {
    let free = |blocks: &BTreeSet<Answer>| Answer::ALL.into_iter().find(|answer| !blocks.contains(answer)).unwrap();
    let answers: Vec<(String, Answer)> =
        questions.questions.iter().map(|question| (question.code.clone(), free(&question.blocks))).collect();
    let many = answers.len();
    (0..many, 0_u32..8, prop::sample::select(&Answer::ALL[..])).prop_map(move |(at, how, answer)| {
        let mut answers = answers.clone();
        match how {
            0 => answers[at].1 = answer,
            1 => drop(answers.remove(at)),
            2 => answers[at].0 = answers[many - 1].0.clone(),
            _ => {}
        }
        answers.into_iter().map(|(question, answer)| Reply { question, answer, reason: reason() }).collect()
    })
}

fn act() -> impl Strategy<Value = Act> {
    prop::sample::select(&Act::ALL[..])
}

fn command() -> impl Strategy<Value = Command> {
    let body = || prop_oneof![4 => Just(AgencyKind::Prosecutors), 1 => Just(AgencyKind::InteriorMinistry)];
    let questions = questions();
    let replies = replies(&questions);
    prop_oneof![
        4 => decision().prop_map(enter),
        5 => (0_u32..4, body()).prop_map(|(decision, body)| Command::Confirm(Confirm { decision, body, note: reason() })),
        8 => (act(), ago()).prop_map(|(act, at)| {
            Command::Log(Log { act, address: address(), content: content(), item: None, at })
        }),
        12 => (act(), replies).prop_map(move |(act, replies)| {
            Command::Check(Check { act, address: address(), content: content(), questions: questions.clone(), replies })
        }),
        16 => prop_oneof![3 => Just(0), 1 => 0_u32..6].prop_map(|check| Command::Contact(Contact { check })),
        2 => decision().prop_map(|decision| Command::Extend(Extend { decision })),
        1 => Just(()).prop_map(|()| Command::TakeOver(TakeOver { reason: reason() })),
        1 => prop_oneof![1 => body(), 9 => Just(AgencyKind::Ngo)].prop_map(|body| Command::Stop(Stop { body, reason: reason() })),
    ]
}

/// Mostly two officers (1, 3) of body 1 and a prosecutor (2) of body 2; sometimes one in the other's body, and the machine.
fn asked() -> impl Strategy<Value = Vec<Asked>> {
    let who = prop_oneof![8 => Just((1, 1)), 8 => Just((3, 1)), 6 => Just((2, 2)), 1 => Just((2, 1)), 1 => Just((1, 2)), 1 => Just((0, 1))];
    let asked = (who, prop_oneof![9 => 0_u32..4, 1 => 10_u32..30], command());
    let asked = prop::collection::vec(asked.prop_map(|((by, agency), later, command)| (by, agency, later, command)), 0..60);
    // Most begin with an account that somebody confirmed.
    let confirm = || Command::Confirm(Confirm { decision: 1, body: AgencyKind::Prosecutors, note: reason() });
    let begun = decision().prop_map(move |decision| vec![(1, 1, 0, enter(decision)), (2, 2, 0, confirm())]);
    (prop_oneof![3 => begun, 1 => Just(vec![])], asked).prop_map(|(begun, asked)| begun.into_iter().chain(asked).collect())
}

/// The command with the moment in which it says that something was done; a contact by the check 0 is by the person's last one.
fn made(command: Command, now: u32, by: Actor, state: &State) -> Command {
    let last = || state.entered.as_ref().and_then(|account| account.last_checks.get(&by.person)).map_or(0, |last| last.check);
    match command {
        Command::Log(log) => Command::Log(Log { at: then(now, log.at), ..log }),
        Command::Contact(Contact { check: 0 }) => Command::Contact(Contact { check: last() }),
        command => command,
    }
}

fn histories(asked: Vec<Asked>) -> Vec<Told> {
    let (mut state, mut now, mut told) = (State::default(), 0, Vec::new());
    for (by, agency, later, command) in asked {
        now += later;
        let actor = actor(by, agency);
        let at = Circumstances { now: minute(now), actor: &actor, purpose: Purpose::Casework, edition: "2026-11" };
        for event in CovertAccount::decide(&state, made(command, now, actor, &state), &at).unwrap_or_default() {
            let before = state.clone();
            state = CovertAccount::evolve(state, &event);
            told.push((actor, minute(now), event, before));
        }
    }
    told
}

/// Each decision with the moment from which on it can be used, read from the events and not from the state.
fn terms(events: &[Told]) -> Vec<(Moment, Decision)> {
    let decisions = events.iter().filter_map(|(_, _, event, _)| match event {
        Event::Entered { decision, .. } | Event::Extended { decision, .. } => Some(decision.clone()),
        _ => None,
    });
    let confirmed = |number: u32| {
        events
            .iter()
            .find_map(|(_, now, event, _)| matches!(event, Event::Confirmed { decision, .. } if *decision == number).then_some(*now))
    };
    (1..).zip(decisions).filter_map(|(number, decision)| Some((decision.from.max(confirmed(number)?), decision))).collect()
}

/// The properties below would say nothing about histories that never get anywhere.
#[test]
fn some_histories_get_to_the_end() {
    let mut runner = TestRunner::deterministic();
    let mut kinds: BTreeMap<&str, u32> = BTreeMap::new();
    for _ in 0..256 {
        for (_, _, event, _) in histories(asked().new_tree(&mut runner).unwrap().current()) {
            *kinds.entry(event.kind()).or_default() += 1;
        }
    }
    assert!(Event::KINDS.iter().all(|kind| kinds.get(kind).is_some_and(|many| *many > 20)), "{kinds:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_contact_without_a_fresh_full_check_for_this_step(asked in asked()) {
        let (told, questions) = (histories(asked), questions());
        for (index, (actor, now, event, _)) in told.iter().enumerate() {
            let Event::Contacted { check: number, .. } = event else { continue };
            let earlier = &told[..index];
            let (by, at, replies) = earlier.iter().find_map(|(by, at, event, _)| match event {
                Event::Checked { check, replies, .. } if check == number => Some((by, at, replies)),
                _ => None,
            }).unwrap();
            prop_assert_eq!(by.person, actor.person);
            prop_assert!(at <= now && *now < at.plus_minutes(CHECK_MINUTES));
            prop_assert_eq!(replies.len(), questions.questions.len());
            for question in &questions.questions {
                let reply = replies.iter().find(|reply| reply.question == question.code).unwrap();
                prop_assert!(!question.blocks.contains(&reply.answer), "{}", question.code);
            }
            let is_used = earlier.iter().any(|(_, _, event, _)| matches!(event, Event::Contacted { check, .. } if check == number));
            prop_assert!(!is_used);
        }
    }

    #[test]
    fn no_act_outside_of_the_term_or_beyond_the_decision(asked in asked()) {
        let told = histories(asked);
        for (index, (_, now, event, before)) in told.iter().enumerate() {
            let (act, when) = match event {
                Event::Acted { act, at, .. } | Event::Checked { act, at, .. } => (*act, *at),
                Event::Contacted { at, by, .. } => (before.entered.as_ref().unwrap().last_checks[by].act, *at),
                _ => continue,
            };
            let terms = terms(&told[..index]);
            let covers = |moment: Moment| move |(from, decision): &&(Moment, Decision)| *from <= moment && moment < decision.until;
            prop_assert!(terms.iter().filter(covers(when)).any(|(_, decision)| decision.allows.contains(&act)), "{:?}", event);
            prop_assert!(terms.iter().any(|term| covers(*now)(&term)), "{:?}", event);
        }
    }

    #[test]
    fn nobody_confirms_what_they_entered_or_use(asked in asked()) {
        let (mut users, mut confirmers) = (BTreeSet::new(), BTreeSet::new());
        for (actor, _, event, _) in histories(asked) {
            match event {
                Event::Confirmed { .. } => { confirmers.insert(actor.person); }
                Event::Stopped { .. } => {}
                _ => { users.insert(actor.person); }
            }
            prop_assert!(users.is_disjoint(&confirmers));
            prop_assert_ne!(actor.person, Actor::local().person);
        }
    }

    #[test]
    fn nothing_is_entered_after_the_stop(asked in asked()) {
        for (_, _, event, before) in histories(asked) {
            prop_assert!(before.entered.is_none_or(|account| !account.is_stopped), "{:?}", event);
        }
    }

    /// What the page shows and what the rules refuse are one.
    #[test]
    fn it_can_be_used_exactly_while_it_is_shown_as_running(asked in asked(), at in 0_u32..150) {
        let Some((_, _, event, before)) = histories(asked).pop() else { return Ok(()) };
        let state = CovertAccount::evolve(before, &event);
        let officer = Actor { agency: state.entered.as_ref().unwrap().agency, ..actor(9, 1) };
        let now = Circumstances { now: minute(at), actor: &officer, purpose: Purpose::Casework, edition: "2026-11" };
        let log = Log { act: Act::Viewed, address: address(), content: None, item: None, at: minute(at) };
        let refused = CovertAccount::decide(&state, Command::Log(log), &now).err();
        match state.standing(minute(at)).unwrap() {
            Standing::Running { .. } => prop_assert_eq!(refused, None),
            Standing::Waiting => prop_assert_eq!(refused, Some(Refusal::NotConfirmed)),
            Standing::NotYet { .. } => prop_assert_eq!(refused, Some(Refusal::NotYet)),
            Standing::Over { .. } => prop_assert!(matches!(refused, Some(Refusal::TermOver | Refusal::NotConfirmed | Refusal::NotYet)), "{:?}", refused),
            Standing::Stopped => prop_assert_eq!(refused, Some(Refusal::Stopped)),
        }
    }

    /// Promise 3 of the design: whatever is open has an owner and a due date at every moment.
    #[test]
    fn whatever_is_open_has_an_owner(asked in asked(), at in 0_u32..150) {
        let Some((_, _, event, before)) = histories(asked).pop() else { return Ok(()) };
        let state = CovertAccount::evolve(before, &event);
        let can_be_used = matches!(state.standing(minute(at)), Some(Standing::Running { .. } | Standing::NotYet { .. } | Standing::Waiting));
        prop_assert!(!can_be_used || state.duty(minute(at)).is_some());
    }

    #[test]
    fn nobody_is_named_in_the_log(asked in asked()) {
        for (_, _, event, _) in histories(asked) {
            let text = serde_json::to_string(&event).unwrap();
            prop_assert!(!text.contains("dana_00x") && !text.contains("work_00x") && !text.contains("Сәлеметсіз"), "{}", text);
        }
    }

    #[test]
    fn the_state_is_what_its_events_say(asked in asked()) {
        let told = histories(asked);
        let events: Vec<&Event> = told.iter().map(|(_, _, event, _)| event).collect();
        for (index, (_, _, _, before)) in told.iter().enumerate() {
            prop_assert_eq!(&CovertAccount::fold(events[..index].iter().copied()), before);
        }
    }
}
