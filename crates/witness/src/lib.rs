//! Witnesses of a record's log: the program that cosigns for other agencies, and how a record asks one.
//!
//! A [`Witness`] remembers of each log that it knows the checkpoint that it cosigned last ([`memory`]) and signs a newer one only where
//! the log proves that it only grew. What it decides is [`tlog::witness`]; here are its files, its HTTP ([`server`], the standard C2SP
//! tlog-witness) and the list of logs that it knows ([`logs`]). [`submit`] is the other side: it sends a record's newest checkpoint and
//! keeps the cosignature.
//!
//! Nothing here reads the clock or makes randomness: both are passed in.

pub mod client;
mod error;
mod key;
pub mod logs;
pub mod memory;
pub mod server;

pub use client::{Cosigned, Gathered, Remote, SubmitError, gather, submit};
pub use error::WitnessError;
pub use key::cosigner_at;
pub use logs::{KnownLogs, LogsError};
pub use server::{Answer, Limits, Witness, router, serve};
