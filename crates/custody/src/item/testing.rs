//! Histories of one item, which person 1 of body 1 acquired; person 5 works for body 2.

use record::{Actor, AgencyId, Circumstances, Compartment, Decider, Digest, Moment, PersonId, Purpose, Reason, Region, Workflow};
use record::{NONCE, SubjectId, SubjectKey};

use super::{Begin, Command, CopyId, Describe, Event, Failure, Item, ItemId, OFFER_DAYS, Origin, Refusal};
use crate::{Field, FileName, FileRole, Hashes, Hex, KeptFile, Opening, Tool};

/// Noon of the first of March and so many days.
pub fn day(days: u32) -> Moment {
    Moment::parse("2026-03-01T12:00:00Z").unwrap().plus_days(days)
}

pub fn reason() -> Reason {
    Reason::new("постановление № 12").unwrap()
}

pub fn tool() -> Tool {
    Tool::new("Arasha", "0.1.0").unwrap()
}

pub fn name(name: &str) -> FileName {
    FileName::new(name).unwrap()
}

/// Digests of the bytes with this number.
pub fn hashes(number: u8) -> Hashes {
    Hashes { md5: Hex([number; 16]), sha1: Hex([number; 20]), sha256: Digest([number; 32]), blake3: Hex([number; 32]) }
}

pub fn file(file: &str, number: u8) -> KeptFile {
    KeptFile { name: name(file), role: FileRole::Response, hashes: hashes(number), bytes: 4, stored: Digest([number; 32]) }
}

pub fn begin() -> Begin {
    Begin {
        item: ItemId::from_bits(1),
        origin: Origin::Page { address: "https://example.org/".into() },
        compartment: Compartment::Operational,
        region: Region::new("KZ-75").ok(),
        tool: tool(),
    }
}

pub fn begun() -> Event {
    let Begin { item, origin, compartment, region, tool } = begin();
    Event::Begun { item, origin, compartment, region, tool, holder: AgencyId::from_bits(1), by: PersonId::from_bits(1), at: day(0) }
}

pub fn kept(name: &str, number: u8) -> Event {
    Event::Kept { files: vec![file(name, number)] }
}

pub fn manifest() -> Event {
    Event::Kept { files: vec![KeptFile { role: FileRole::Manifest, ..file("manifest.json", 8) }] }
}

/// With the files `a` and `manifest.json`.
pub fn held() -> Vec<Event> {
    vec![begun(), kept("a", 1), manifest(), Event::Completed { missing: vec![] }]
}

/// With the file `a`.
pub fn failed() -> Vec<Event> {
    vec![begun(), kept("a", 1), Event::Failed { why: Failure::TimedOut }]
}

pub fn copied(number: u128) -> Event {
    Event::Copied { copy: CopyId::from_bits(number), file: name("a"), hashes: hashes(1), reason: reason(), tool: tool() }
}

/// Somebody in a red jacket, under the key of sevens.
pub fn sealed() -> Describe {
    let opening = Opening::new([3; 32], "в красной куртке").unwrap();
    Describe::seal(Field::Person, &opening, SubjectId::from_bits(4), &SubjectKey::new([7; 32]), [9; NONCE]).unwrap()
}

pub fn described() -> Event {
    let Describe { field, commitment, opening } = sealed();
    Event::Described { field, commitment, opening }
}

/// On the day after, to body 2.
pub fn offered() -> Event {
    Event::Offered { to: AgencyId::from_bits(2), by: PersonId::from_bits(1), until: day(1 + OFFER_DAYS), reason: reason() }
}

pub fn taken() -> Event {
    Event::Taken { by: PersonId::from_bits(5), holder: AgencyId::from_bits(2) }
}

pub fn given_back() -> Vec<Event> {
    held().into_iter().chain([Event::GivenBack { receipt: reason() }]).collect()
}

/// What becomes of a command that somebody of body 1 gives on a day; 0 is the installation itself.
pub fn when(history: &[Event], by: u128, on: u32, command: Command) -> Result<Vec<Event>, Refusal> {
    when_of(history, (by, 1), on, command)
}

/// The same for somebody of another body.
pub fn when_of(history: &[Event], (by, agency): (u128, u128), on: u32, command: Command) -> Result<Vec<Event>, Refusal> {
    let person = if by == 0 { Actor::local().person } else { PersonId::from_bits(by) };
    let actor = Actor { person, agency: AgencyId::from_bits(agency) };
    let at = Circumstances { now: day(on), actor: &actor, purpose: Purpose::Casework, edition: "2026-11" };
    Item::decide(&Item::fold(history), command, &at)
}
