//! Guards that several use cases share.

use record::{Actor, Circumstances, Moment, PersonId, Protected};

use super::{FullName, Member, Refusal, WorkContact};
use crate::{AgencyFacts, RoleTerm, exclude, refuse_if};

/// An invitation is open for so many days at most.
pub const INVITATION_DAYS: u32 = 30;
/// Getting in again is open for so many days at most.
pub const RECOVERY_DAYS: u32 = 3;
/// A session lasts so many days at most.
pub const SESSION_DAYS: u32 = 1;
/// A token for a program lasts so many days at most. The number is ours.
pub const TOKEN_DAYS: u32 = 90;
/// A person has so many tokens at once at most. The number is ours.
pub const OPEN_TOKENS: usize = 20;

/// What is open until a moment must be open now, and not for ever.
pub(super) fn window(until: Moment, most_days: u32, at: &Circumstances<'_>) -> Result<(), Refusal> {
    refuse_if(until <= at.now, Refusal::MomentPast)?;
    refuse_if(until > at.now.plus_days(most_days), Refusal::TooFarOff)
}

/// The agency that the command brought must be the person's own, and open.
pub(super) fn own_agency(member: &Member, agency: &AgencyFacts) -> Result<(), Refusal> {
    refuse_if(agency.id != member.agency, Refusal::OtherAgency)?;
    refuse_if(!agency.open, Refusal::AgencyClosed)
}

/// Name and contact must be under one key, so that erasing it erases both.
pub(super) fn one_subject(name: &Protected<FullName>, contact: &Protected<WorkContact>) -> Result<(), Refusal> {
    refuse_if(name.subject() != contact.subject(), Refusal::OtherSubject)
}

/// The term must end after it begins and after now, and lie within the agency's regions.
pub(super) fn possible(term: &RoleTerm, agency: &AgencyFacts, now: Moment) -> Result<(), Refusal> {
    refuse_if(term.until <= term.from, Refusal::TermReversed)?;
    refuse_if(term.until <= now, Refusal::MomentPast)?;
    refuse_if(term.regions.is_empty(), Refusal::NoRegions)?;
    refuse_if(!agency.regions.cover_all(&term.regions), Refusal::OutsideRegions)
}

/// The term must fit with those that the person has.
pub(super) fn fits(term: &RoleTerm, member: &Member) -> Result<(), Refusal> {
    let mut together = member.terms.iter().filter(|other| other.overlaps(term));
    refuse_if(together.clone().any(|other| other.role == term.role), Refusal::AlreadyHeld)?;
    together.find(|other| exclude(other.role, term.role)).map_or(Ok(()), |other| Err(Refusal::Excluded { held: other.role }))
}

/// The term as far as it lies ahead: nobody has held a role before it was given to them.
pub(super) fn ahead(term: RoleTerm, now: Moment) -> RoleTerm {
    RoleTerm { from: term.from.max(now), ..term }
}

/// Whoever agrees must be somebody else than the person and than the one who asked.
///
/// The machine may have asked or agree only where fewer than two others are at work as administrators; where there is none, it may do both.
pub(super) fn second(member: &Member, asked: PersonId, others: u32, at: &Circumstances<'_>) -> Result<(), Refusal> {
    let machine = Actor::local().person;
    let alone = asked == machine && others == 0;
    refuse_if([asked, at.actor.person].contains(&machine) && others >= 2, Refusal::MachineNotNeeded)?;
    refuse_if(asked == at.actor.person && !alone, Refusal::SameAdministrator)?;
    refuse_if(member.is(at.actor), Refusal::NotForOneself)
}
