//! What the tests of both workflows share.

use custody::Hex;
use record::{Moment, NONCE, Reason, SubjectId, SubjectKey};

use crate::{Field, Hidden, Line, Results, Secret};

pub fn key() -> SubjectKey {
    SubjectKey::new([7; 32])
}

/// A value with a salt that is the same for all.
pub fn secret<F: Field>(value: F) -> Secret<F> {
    Secret { salt: Hex([3; 32]), value }
}

pub fn hidden<F: Field>(secret: &Secret<F>, subject: u128) -> Hidden<F> {
    Hidden::seal(secret, SubjectId::from_bits(subject), &key(), [9; NONCE]).unwrap()
}

pub fn results(identifiers: &[&str]) -> Secret<Results> {
    secret(Results::list(identifiers.len() as u64, identifiers).unwrap())
}

/// Noon of the first of March and so many minutes.
pub fn minute(minutes: u32) -> Moment {
    Moment::parse("2026-03-01T12:00:00Z").unwrap().plus_minutes(minutes)
}

pub fn line(text: &str) -> Line {
    Line::new(text).unwrap()
}

pub fn reason() -> Reason {
    Reason::new("поручение № 12").unwrap()
}
