//! Histories of one account, which person 1 of body 1 entered for subject 5; person 3 is a colleague, person 2 of body 2 a prosecutor.
//! The term of its first decision is from minute 10 until before minute 100.

use std::collections::BTreeSet;

use knowledge::{Answer, Labels, ProvocationCheck, Question};
use record::{Actor, AgencyId, Circumstances, Compartment, Decider, PersonId, Purpose, Region, SubjectId, Workflow};

use super::{AccountId, Act, Check, Command, CovertAccount, Decision, Enter, Event, Log, Refusal, Reply};
use crate::testing::{hidden, line, minute, reason, secret};
use crate::{Address, Content, Handle, Hidden};

/// For all acts but paying.
pub fn decision(from: u32, until: u32) -> Decision {
    Decision {
        number: line("№ 3-00/26"),
        date: line("27.02.2026"),
        court: line("Алматы қаласының тергеу соты"),
        term: line("бір ай"),
        from: minute(from),
        until: minute(until),
        purpose: reason(),
        acts: reason(),
        allows: BTreeSet::from([Act::Viewed, Act::Joined, Act::Wrote, Act::Received]),
    }
}

pub fn enter() -> Enter {
    Enter {
        account: AccountId::from_bits(1),
        platform: line("telegram"),
        handle: hidden(&secret(Handle::new("@dana_00x").unwrap()), 5),
        decision: decision(10, 100),
        compartment: Compartment::Casework,
        region: Region::new("KZ-75").ok(),
        subject: SubjectId::from_bits(5),
    }
}

pub fn entered() -> Event {
    let Enter { account, platform, handle, decision, compartment, region, subject } = enter();
    let (agency, by, at) = (AgencyId::from_bits(1), PersonId::from_bits(1), minute(0));
    Event::Entered { account, platform, handle, decision, compartment, region, subject, agency, by, at }
}

pub fn confirmed(decision: u32, at: u32) -> Event {
    Event::Confirmed { decision, by: PersonId::from_bits(2), at: minute(at), note: reason() }
}

/// Confirmed in minute 5.
pub fn running() -> Vec<Event> {
    vec![entered(), confirmed(1, 5)]
}

fn address() -> Hidden<Address> {
    hidden(&secret(Address::new("https://t.example/work_00x").unwrap()), 5)
}

fn content() -> Option<Hidden<Content>> {
    Some(hidden(&secret(Content::new("Сәлеметсіз бе").unwrap()), 5))
}

pub fn log(at: u32) -> Log {
    Log { act: Act::Received, address: address(), content: content(), item: None, at: minute(at) }
}

pub fn acted(by: u128, at: u32) -> Event {
    let Log { act, address, content, item, at } = log(at);
    Event::Acted { act, address, content, item, by: PersonId::from_bits(by), at }
}

/// Two questions, of which the first stops the step with yes and unclear.
pub fn questions() -> ProvocationCheck {
    let question = |code: &str, blocks: &[Answer]| Question {
        code: code.into(),
        ask: Labels { kk: "а".into(), ru: "а".into(), en: "a".into() },
        blocks: blocks.iter().copied().collect(),
        source: "house".into(),
    };
    let questions = vec![question("initiative", &[Answer::Yes, Answer::Unclear]), question("known", &[])];
    ProvocationCheck { edition: "2026-11".into(), source: "002".into(), law: String::new(), questions }
}

/// With this answer to the first question.
pub fn replies(first: Answer) -> Vec<Reply> {
    let reply = |question: &str, answer| Reply { question: question.into(), answer, reason: reason() };
    vec![reply("initiative", first), reply("known", Answer::Yes)]
}

pub fn check(first: Answer) -> Check {
    Check { act: Act::Wrote, address: address(), content: content(), questions: questions(), replies: replies(first) }
}

pub fn checked(number: u32, by: u128, at: u32, first: Answer) -> Event {
    let Check { act, address, content, questions, replies } = check(first);
    let blocked_by = if first == Answer::No { vec![] } else { vec!["initiative".to_owned()] };
    let (by, at) = (PersonId::from_bits(by), minute(at));
    Event::Checked { check: number, act, address, content, edition: questions.edition, replies, blocked_by, by, at }
}

/// By person 3.
pub fn contacted(check: u32, at: u32) -> Event {
    Event::Contacted { check, by: PersonId::from_bits(3), at: minute(at) }
}

/// By person 1, in minute 55.
pub fn extended(from: u32, until: u32) -> Event {
    Event::Extended { decision: decision(from, until), by: PersonId::from_bits(1), at: minute(55) }
}

pub fn taken_over() -> Event {
    Event::TakenOver { by: PersonId::from_bits(3), reason: reason() }
}

pub fn stopped() -> Event {
    Event::Stopped { reason: reason() }
}

/// What becomes of a command that somebody of body 1 gives in a minute; 0 is the installation itself.
pub fn when(history: &[Event], by: u128, at: u32, command: Command) -> Result<Vec<Event>, Refusal> {
    when_of(history, (by, 1), at, command)
}

/// The same for somebody of another body.
pub fn when_of(history: &[Event], (by, agency): (u128, u128), at: u32, command: Command) -> Result<Vec<Event>, Refusal> {
    let person = if by == 0 { Actor::local().person } else { PersonId::from_bits(by) };
    let actor = Actor { person, agency: AgencyId::from_bits(agency) };
    let at = Circumstances { now: minute(at), actor: &actor, purpose: Purpose::Casework, edition: "2026-11" };
    CovertAccount::decide(&CovertAccount::fold(history), command, &at)
}
