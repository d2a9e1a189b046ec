//! Searching in open sources, so that another person can repeat it; and the register of authorised covert accounts.
//!
//! A [`Session`] is a working log that runs while an analyst searches: what was visited, with which words and filters, what came of it.
//! It is sealed at the end; another person replays it, and the drift shows. A [`CovertAccount`] is an entry in a register: which court
//! decision allows which acts, from when until when, and what was done. **The program never acts as such an account**: there is no
//! command here that writes to anybody, and nothing here knows a password.
//!
//! Words that were searched, addresses, results and notes may name people. They stand in the log under the key of one subject (the session,
//! the account), each beside a commitment in the clear: erasing the key erases what was written, and seal and replay can still be checked.
//! All addresses are treated so, since nobody can tell beforehand which of them is a person's.
//!
//! It is pure: clock, randomness, bytes and database stay outside. `docs/osint.md` has the canonical forms.

pub mod account;
mod canon;
mod drift;
mod hidden;
mod line;
mod results;
pub mod session;
#[cfg(test)]
mod testing;
mod texts;

pub use account::{AccountId, CovertAccount};
pub use canon::{Salt, list_digest};
pub use custody::commitment;
pub use drift::{Counts, Drift, drift};
pub use hidden::{Field, Hidden, HiddenError, Secret};
pub use line::{Line, LineError};
pub use results::{Of, Results, ResultsError};
pub use session::{Session, SessionId};
pub use texts::{Address, Content, Filters, Handle, Note, TextError, Words};

/// Refuses where something is so.
pub(crate) fn refuse_if<R>(is_so: bool, refusal: R) -> Result<(), R> {
    if is_so { Err(refusal) } else { Ok(()) }
}
