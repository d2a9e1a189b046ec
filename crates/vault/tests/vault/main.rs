//! The vault as its users and those who harm it see it.
#![expect(clippy::unwrap_used, clippy::panic, reason = "what is not there is a failed test")]

mod damage;
mod full;
mod keeping;
mod kill;
mod rekeying;
mod support;
