//! The vault: bytes kept as evidence, addressed by content, never changed.
//!
//! An *original* (ISO/IEC 27037: what was acquired) is taken once ([`Originals::begin`]), *sealed* (hashed four times in one reading,
//! encrypted under a key of its own, on the disk, read-only) and from then on only read ([`Originals::open`]). No call gives its path or
//! a handle that writes; people work on *working copies*. [`Originals::check`] tells whether everything is as it was, and a reader is
//! told at the first byte that is not.
//!
//! What it can't do: keep out somebody with the rights of the program's own user, who can delete or replace files. That is found, by
//! hashes that stand in the record, and not prevented. A file's name is the SHA-256 of what it holds, so that whoever sees the folder and
//! has a file of their own can tell whether that is kept; `HOME/vault` is readable by its owner alone. Disk needed: the compressed size
//! and 16 bytes for each 256 KiB; a file system with hard links.

pub mod acquire;
pub mod capture;
mod check;
mod compare;
mod error;
mod files;
mod format;
mod hashing;
mod incoming;
mod keys;
mod originals;
pub mod pack;
mod reading;
pub mod seal;
pub mod stamping;

pub use check::{Checked, Depth, Finding, Progress};
pub use compare::{CompareError, Compared};
pub use custody::{Hashes, Sha256};
pub use error::{Damage, VaultError};
pub use hashing::Hashing;
pub use incoming::{Arrival, Incoming, Kept};
pub use originals::{Means, Originals};
pub use reading::Reading;
