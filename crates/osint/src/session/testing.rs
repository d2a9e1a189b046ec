//! Histories of one session, which person 1 of body 1 opened for subject 5; person 3 is a colleague, person 2 replays.

use custody::{ItemId, Tool};
use record::{Actor, AgencyId, Circumstances, Compartment, Decider, PersonId, Purpose, Region, SubjectId, Workflow};

use super::{Command, Event, Open, Outcome, Refusal, Search, Session, SessionId, Summary, Visit, steps};
use crate::testing::{hidden, line, minute, reason, results, secret};
use crate::{Address, Counts, Filters, Hidden, Note, Words};

pub fn tool() -> Tool {
    Tool::new("Arasha", "0.1.0").unwrap()
}

pub fn open() -> Open {
    Open {
        session: SessionId::from_bits(1),
        task: reason(),
        case: Some(line("26-12-00")),
        compartment: Compartment::Operational,
        region: Region::new("KZ-75").ok(),
        tool: tool(),
        subject: SubjectId::from_bits(5),
    }
}

pub fn opened() -> Event {
    let Open { session, task, case, compartment, region, tool, subject } = open();
    let (agency, by, at) = (AgencyId::from_bits(1), PersonId::from_bits(1), minute(0));
    Event::Opened { session, task, case, compartment, region, tool, subject, agency, by, at }
}

fn address() -> Hidden<Address> {
    hidden(&secret(Address::new("https://example.org/aigul_00x").unwrap()), 5)
}

pub fn visit(at: u32) -> Visit {
    let (showed, item) = (results(&["a", "b"]), Some(ItemId::from_bits(9)));
    Visit { address: address(), results: hidden(&showed, 5), showed, item, at: minute(at) }
}

pub fn visited(at: u32) -> Event {
    let Visit { address, results, item, at, .. } = visit(at);
    Event::Visited { address, results, count: 2, item, by: PersonId::from_bits(1), at }
}

pub fn search(at: u32) -> Search {
    let (showed, address) = (results(&["a", "b"]), address());
    let (words, filters) = (secret(Words::new("жұмыс \"шетелде\"").unwrap()), secret(Filters::new("region=75").unwrap()));
    Search { address, words: hidden(&words, 5), filters: hidden(&filters, 5), results: hidden(&showed, 5), showed, at: minute(at) }
}

pub fn searched(at: u32) -> Event {
    let Search { address, words, filters, results, at, .. } = search(at);
    Event::Searched { address, words, filters, results, count: 2, by: PersonId::from_bits(1), at }
}

pub fn note() -> Hidden<Note> {
    hidden(&secret(Note::new("Айгүл туралы").unwrap()), 5)
}

pub fn noted(at: u32) -> Event {
    Event::Noted { note: note(), by: PersonId::from_bits(1), at: minute(at) }
}

pub fn corrected(step: u32, at: u32) -> Event {
    Event::Corrected { step, note: note(), by: PersonId::from_bits(1), at: minute(at) }
}

/// By person 3, at minute 8.
pub fn taken_over() -> Event {
    Event::TakenOver { by: PersonId::from_bits(3), at: minute(8), reason: reason() }
}

/// These events and the seal.
pub fn sealed_after(events: &[Event]) -> Vec<Event> {
    let steps = Session::fold(events).opened.unwrap().steps;
    let seal = Event::Sealed { steps: u32::try_from(steps.len()).unwrap(), digest: steps::digest(&steps) };
    events.iter().cloned().chain([seal]).collect()
}

/// With a search, a visit, a note and its correction.
pub fn sealed() -> Vec<Event> {
    sealed_after(&[opened(), searched(1), visited(2), noted(3), corrected(3, 4)])
}

/// By person 2, at minute 30.
pub fn replay_begun() -> Event {
    Event::ReplayBegun { by: PersonId::from_bits(2), at: minute(30), tool: tool(), reason: reason() }
}

fn replayed(step: u32, outcome: Outcome) -> Event {
    Event::Replayed { step, at: minute(35), outcome }
}

pub fn same(step: u32) -> Event {
    replayed(step, Outcome::Same { results: hidden(&results(&["a", "b"]), 5) })
}

pub fn drifted(step: u32) -> Event {
    let drift = Counts { added: 1, gone: 1, moved: 0, before: 2, now: 2, beyond: false };
    replayed(step, Outcome::Drifted { results: hidden(&results(&["b", "c"]), 5), drift })
}

pub fn not_reachable(step: u32) -> Event {
    replayed(step, Outcome::NotReachable { why: reason() })
}

/// With two steps that were the same.
pub fn replay_finished() -> Event {
    Event::ReplayFinished { summary: Summary { same: 2, ..Summary::default() } }
}

/// What becomes of a command that somebody of body 1 gives in a minute; 0 is the installation itself.
pub fn when(history: &[Event], by: u128, at: u32, command: Command) -> Result<Vec<Event>, Refusal> {
    when_of(history, (by, 1), at, command)
}

/// The same for somebody of another body.
pub fn when_of(history: &[Event], (by, agency): (u128, u128), at: u32, command: Command) -> Result<Vec<Event>, Refusal> {
    let person = if by == 0 { Actor::local().person } else { PersonId::from_bits(by) };
    let actor = Actor { person, agency: AgencyId::from_bits(agency) };
    let at = Circumstances { now: minute(at), actor: &actor, purpose: Purpose::Detection, edition: "2026-11" };
    Session::decide(&Session::fold(history), command, &at)
}
