//! Histories of one emergency, which person 1 asked for and person 2 confirmed; 3 is a prosecutor.

use record::{Circumstances, Compartment, Decider, Moment, PersonId, Purpose, SubjectId, Workflow};

use super::{Command, Emergency, EmergencyId, Event, Finding, Refusal, Request};
use crate::testing::{actor, agency, day, reason, regions};

/// So many minutes after noon of the first day.
pub fn minute(minutes: u32) -> Moment {
    day(0).plus_minutes(minutes)
}

pub fn person(number: u128) -> PersonId {
    PersonId::from_bits(number)
}

pub fn subject(number: u128) -> SubjectId {
    SubjectId::from_bits(number)
}

pub fn request() -> Request {
    Request {
        emergency: EmergencyId::from_bits(1),
        subject: subject(5),
        compartment: Compartment::Protection,
        keeper: agency(2),
        region: regions(&["KZ-75"]).iter().next().cloned(),
        reason: reason(),
        minutes: 30,
    }
}

/// Asked for at noon, for half an hour.
pub fn requested() -> Event {
    let Request { emergency, subject, compartment, keeper, region, reason, minutes } = request();
    Event::Requested { emergency, by: person(1), subject, compartment, keeper, region, reason, minutes, at: day(0) }
}

/// Asked for at noon and confirmed five minutes later.
pub fn open() -> Vec<Event> {
    vec![requested(), confirmed()]
}

pub fn confirmed() -> Event {
    Event::Confirmed { by: person(2), at: minute(5), until: minute(35) }
}

pub fn declined() -> Event {
    Event::Declined { reason: reason() }
}

pub fn reviewed(finding: Finding) -> Event {
    Event::Reviewed { by: person(3), finding, note: reason() }
}

/// What becomes of a command that somebody gives so many minutes after noon.
pub fn when(history: &[Event], by: u128, at: u32, command: Command) -> Result<Vec<Event>, Refusal> {
    let actor = if by == 0 { record::Actor::local() } else { actor(by) };
    let at = Circumstances { now: minute(at), actor: &actor, purpose: Purpose::Protection, edition: "2026-11" };
    Emergency::decide(&Emergency::fold(history), command, &at)
}
