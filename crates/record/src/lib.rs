//! The words that every part of Arasha shares.
//!
//! This crate is pure: no clock, no randomness, no files, no network. It holds what the other crates must agree on
//! (a post and its key, the mandate under which a source is read, who acts and why) and the one shape in which every
//! workflow is written, the [`Decider`].

mod actor;
pub mod dates;
mod decider;
mod mandate;
mod moment;
mod post;

pub use actor::{Actor, Agency, Purpose};
pub use decider::{Circumstances, Decider};
pub use mandate::{KeepUntil, Mandate, MandateError};
pub use moment::{Moment, MomentError};
pub use post::{Post, PostKey, PostKeyError, SourceName};
