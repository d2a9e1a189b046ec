//! Whatever is asked of a session or an account, by whomever and whenever, the histories that come of it hold what is promised.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may be blunt, its helpers too")]

mod accounts;
mod sessions;

use custody::Hex;
use osint::{Field, Hidden, Line, Secret};
use proptest::prelude::*;
use record::{Actor, AgencyId, Moment, NONCE, PersonId, Reason, SubjectId, SubjectKey};

fn minute(minutes: u32) -> Moment {
    Moment::parse("2026-03-01T12:00:00Z").unwrap().plus_minutes(minutes)
}

fn reason() -> Reason {
    Reason::new("поручение № 12").unwrap()
}

fn line(text: &str) -> Line {
    Line::new(text).unwrap()
}

fn key() -> SubjectKey {
    SubjectKey::new([7; 32])
}

fn secret<F: Field>(value: F) -> Secret<F> {
    Secret { salt: Hex([3; 32]), value }
}

fn hidden<F: Field>(secret: &Secret<F>) -> Hidden<F> {
    Hidden::seal(secret, SubjectId::from_bits(5), &key(), [9; NONCE]).unwrap()
}

/// 0 is the installation itself.
fn actor(by: u128, agency: u128) -> Actor {
    let person = if by == 0 { Actor::local().person } else { PersonId::from_bits(by) };
    Actor { person, agency: AgencyId::from_bits(agency) }
}

/// When something was done that is entered at this minute: so many minutes ago, or, by the sixth, in the future.
fn then(now: u32, ago: Moment) -> Moment {
    match (0..6).find(|minutes| minute(*minutes) == ago) {
        Some(5) | None => minute(now + 1),
        Some(minutes) => minute(now.saturating_sub(minutes)),
    }
}

/// See [`then`]; mostly now or shortly before.
fn ago() -> impl Strategy<Value = Moment> {
    prop_oneof![9 => 0_u32..2, 1 => 2_u32..6].prop_map(minute)
}
