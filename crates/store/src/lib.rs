//! The record: what people decided, append-only.
//!
//! [`Record::act`] is the one way in: it loads a thing's history, has its [`record::Workflow`] decide, and writes the events with who,
//! when, for what purpose and under which rules. Every entry is chained to the one before. The same statements run on SQLite (an embedded
//! installation) and PostgreSQL (many users).

mod append;
mod checkpoint;
mod database;
mod error;
mod log;
mod master;
mod moving;
mod recent;
mod rows;
mod safe;
mod secret;
mod tree;
mod verify;

pub use checkpoint::LogKey;
pub use database::{Flavour, Place};
pub use error::{ActError, StoreError};
pub use log::{Acted, History, Order, Record};
pub use master::{FileKey, MasterKey, MasterKeyError};
pub use moving::{MoveError, Moved};
pub use rows::{Hashed, leaf_hash};
pub use safe::{Asked, Fresh, Safe, SafeError};
pub use verify::{Fault, Verified};
