//! Court packages ([`court`]) and what is in them: web archives ([`warc`], WARC/1.1, ISO 28500:2017) and those archives with index and pages
//! for players ([`wacz`], WACZ 1.1.1), written, read and strictly checked; the history of items for programs of others ([`case`], CASE/UCO).
//!
//! Validators of others pass what a court must not be given: `warcio check` looks at digests that are present and at nothing else, so
//! that an archive whose digests were taken out, whose dates were changed or that lacks a record is fine by it. The check here takes the
//! list of what was written, which stands in the log, and names everything that differs.
//!
//! This crate is pure: no clock, no randomness, no files, no network. Bytes come and go through `Read` and `Write`; moments and
//! identifiers of records are passed in; the same input gives the same bytes.

pub mod case;
pub mod court;
pub mod hash;
pub mod recipe;
pub mod surt;
pub mod wacz;
pub mod warc;
pub mod zip;

pub use hash::Sha256;

/// `verify.html`: the verifier of packages for browsers, which shares no code with this crate. Made by `crates/package/verify/build.mjs`.
pub const VERIFIER: &str = include_str!("../verify/verify.html");

/// Fails with `why` where something is wrong.
fn refuse_if<E>(is_wrong: bool, why: E) -> Result<(), E> {
    if is_wrong { Err(why) } else { Ok(()) }
}
