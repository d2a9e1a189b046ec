//! Tests of workflows, in the words given, when, then.

use std::fmt::Debug;

use record::{Actor, AgencyId, Circumstances, Moment, PersonId, Purpose, Reason, Region, Regions, Workflow};

/// Noon of the first of March and so many days.
pub fn day(days: u32) -> Moment {
    Moment::parse("2026-03-01T12:00:00Z").unwrap().plus_days(days)
}

pub fn regions(codes: &[&str]) -> Regions {
    codes.iter().map(|code| Region::new(code).unwrap()).collect()
}

pub fn reason() -> Reason {
    Reason::new("приказ № 12").unwrap()
}

pub fn agency(number: u128) -> AgencyId {
    AgencyId::from_bits(number)
}

/// Somebody of the first agency.
pub fn actor(number: u128) -> Actor {
    Actor { person: PersonId::from_bits(number), agency: agency(1) }
}

/// What has happened.
pub struct Given<W: Workflow> {
    events: Vec<W::Event>,
    now: Moment,
}

/// What became of a command.
pub struct Then<W: Workflow>(Result<Vec<W::Event>, W::Refusal>);

pub fn given<W: Workflow>(events: impl IntoIterator<Item = W::Event>) -> Given<W> {
    Given { events: events.into_iter().collect(), now: day(0) }
}

impl<W: Workflow> Given<W> {
    /// On the day with this number; without this, the first.
    pub fn on(self, days: u32) -> Self {
        Self { now: day(days), ..self }
    }

    pub fn when(self, actor: &Actor, command: W::Command) -> Then<W> {
        let at = Circumstances { now: self.now, actor, purpose: Purpose::Administration, edition: "2026-11" };
        Then(W::decide(&W::fold(&self.events), command, &at))
    }
}

impl<W: Workflow<Event: Debug + PartialEq, Refusal: Debug + PartialEq>> Then<W> {
    #[track_caller]
    pub fn then(self, events: impl IntoIterator<Item = W::Event>) {
        assert_eq!(self.0, Ok(events.into_iter().collect()));
    }

    #[track_caller]
    pub fn refused(self, refusal: W::Refusal) {
        assert_eq!(self.0, Err(refusal));
    }
}
