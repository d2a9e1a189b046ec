//! The record: what people decided, append-only.
//!
//! [`Record::act`] is the one way in: it loads a thing's history, has its [`record::Workflow`] decide, and writes the events with who,
//! when, for what purpose and under which rules. Every entry is chained to the one before. The same statements run on SQLite (an embedded
//! installation) and PostgreSQL (many users).

mod append;
mod checkpoint;
mod database;
mod drawer;
mod error;
mod log;
mod master;
mod mentions;
mod moving;
mod newer;
mod random;
mod rebuild;
mod recent;
mod rows;
mod safe;
mod sealing;
mod search;
mod secret;
pub mod table;
mod tree;
mod verify;

pub use checkpoint::LogKey;
pub use database::{Flavour, Place};
pub use drawer::{Drawer, Kept};
pub use error::{ActError, StoreError};
pub use log::{Acted, History, Order, Record};
pub use master::{FileKey, MasterKey, MasterKeyError};
pub use mentions::identifiers_in;
pub use moving::{MoveError, Moved};
pub use random::Random;
pub use rebuild::{Projection, Rebuilt};
pub use rows::{Hashed, event_of, leaf_hash};
pub use safe::{Asked, Fresh, Safe, SafeError};
pub use search::{LogPage, LogQuery};
pub use verify::{Fault, Verified};
