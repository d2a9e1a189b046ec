//! The words that every part of Arasha shares.
//!
//! This crate is pure: no clock, no randomness, no files, no network. It holds what the other crates must agree on
//! (a post and its key, the mandate under which a source is read, who acts and why) and the one shape in which every
//! workflow is written, the [`Decider`].

mod actor;
pub mod dates;
mod deadline;
mod decider;
mod entry;
pub mod id;
mod mandate;
mod moment;
mod office;
mod post;
mod protected;
pub mod subject;

pub use actor::{Actor, Purpose, Reason, ReasonError};
pub use deadline::Deadline;
pub use decider::{Circumstances, Decider, StreamName, UnknownShape, Workflow};
pub use entry::{Digest, Entry, EntryError, EventError, read_event};
pub use id::{AgencyId, CommandId, Id, IdError, PersonId, SubjectId};
pub use mandate::{KeepUntil, Mandate, MandateError};
pub use moment::{Moment, MomentError};
pub use office::{AgencyKind, Compartment, Region, RegionError, Regions, Role};
pub use post::{Post, PostKey, PostKeyError, SourceName};
pub use protected::{NONCE, Personal, Protected, ProtectedError, SubjectKey};
