//! The forms of a court package: web archives ([`warc`], WARC/1.1, ISO 28500:2017) and the packages that hold them ([`wacz`], WACZ 1.1.1),
//! written, read and strictly checked; and the history of items for programs of others ([`case`], CASE/UCO).
//!
//! Validators of others pass what a court must not be given: `warcio check` looks at digests that are present and at nothing else, so
//! that an archive whose digests were taken out, whose dates were changed or that lacks a record is fine by it. The check here takes the
//! list of what was written, which stands in the log, and names everything that differs.
//!
//! This crate is pure: no clock, no randomness, no files, no network. Bytes come and go through `Read` and `Write`; moments and
//! identifiers of records are passed in; the same input gives the same bytes.

pub mod case;
pub mod hash;
pub mod surt;
pub mod wacz;
pub mod warc;

pub use hash::Sha256;

/// Fails with `why` where something is wrong.
fn refuse_if<E>(is_wrong: bool, why: E) -> Result<(), E> {
    if is_wrong { Err(why) } else { Ok(()) }
}
