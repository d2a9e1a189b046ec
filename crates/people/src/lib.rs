//! Who works with the program: agencies and people, their roles, credentials and sessions.
//!
//! Four workflows of the record, each one file per use case: [`agency`], [`person`], [`emergency`] and [`oversight`]. From the states of the
//! first two comes the [`Authority`] of a person at a moment, which the rights are asked about; an emergency opens one matter for a short
//! time; oversight has what was taken out of the log.
//!
//! What is decided here hangs on the history of one agency or one person. Two things stand elsewhere:
//!
//! * *Whether whoever acts may do so at all* (an administrator invites, an inspector does not) is the rights' to say, before a command
//!   comes here. Here stands what holds whatever the rights say: who must be another person, what excludes what, what ends when.
//! * *Secrets* (passwords, seeds of codes, public keys of passkeys, links of invitations, tokens of programs) never enter the log. It has the fact and the
//!   moment; the secret is kept beside it and can be destroyed.
//!
//! This crate is pure: no clock, no randomness, no files, no network. What a rule needs to know of another history is carried by the
//! command, as the shell loaded it just before; each field says so.

pub mod agency;
pub mod authority;
mod credential;
pub mod emergency;
pub mod oversight;
pub mod person;
mod session;
mod term;
#[cfg(test)]
mod testing;
mod token;

pub use agency::{Agency, AgencyFacts, AgencyName, AgencyNames, NameError};
pub use authority::Authority;
pub use credential::{Credential, CredentialKind, Device, Enrolled};
pub use emergency::{Emergency, EmergencyId};
pub use oversight::{ExportId, Oversight};
pub use person::{FullName, Person, WorkContact};
pub use session::{EndOfSession, Session, SessionId};
pub use term::{RoleTerm, exclude};
pub use token::{EndOfToken, Token, TokenId};

/// A guard clause: stops with this refusal where it applies.
fn refuse_if<R>(applies: bool, refusal: R) -> Result<(), R> {
    if applies { Err(refusal) } else { Ok(()) }
}
