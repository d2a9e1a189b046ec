//! A witness on the loopback and records that ask it.
#![expect(clippy::unwrap_used, clippy::string_slice, reason = "what is not there is a failed test, in helpers too")]

mod abuse;
mod cosign;
mod support;
