//! The store on both databases: one set of tests, one program, one PostgreSQL of its own.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "what is not there is a failed test, and a skipped one says so"
)]

mod damage;
mod kill;
mod log;
mod moving;
mod safe;
mod support;
