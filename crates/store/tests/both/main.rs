//! The store on both databases: one set of tests, one program, one PostgreSQL of its own.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "what is not there is a failed test; a skipped one says so; one that is killed tells what it had acknowledged"
)]

mod damage;
mod drawer;
mod faults;
mod kill;
mod log;
mod moving;
mod safe;
mod search;
mod support;
