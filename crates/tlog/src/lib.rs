//! The public form of transparency logs: what a log shows, what a witness signs, what a verifier can check without either.
//!
//! A log is a list that only grows. Its entries are the leaves of a Merkle tree ([`hash`], [`tree`]), kept and served as [`tile`]s. The
//! root is signed in a [`checkpoint`], which is a signed [`note`]; witnesses add a [`cosignature`] each after they have seen that the list
//! was only added to ([`witness`]), and a [`policy`] says which logs are believed and how many witnesses are
//! needed. A [`proof`] is one file that shows all of this of
//! one entry, years later and without a network.
//!
//! The forms are those of RFC 6962 and of C2SP (c2sp.org: signed-note, tlog-checkpoint, tlog-tiles, tlog-cosignature, tlog-witness,
//! tlog-policy, tlog-proof), so that tools which are not ours can check ours. Where those leave a choice, what is read here is strict: one thing is
//! written in one way only, and what was read is written back byte for byte.
//!
//! This crate is pure: no clock, no randomness, no files, no network. Moments and seeds of keys are passed in.

pub mod checkpoint;
pub mod cosignature;
pub mod hash;
pub mod log;
pub mod note;
pub mod policy;
pub mod proof;
#[cfg(test)]
mod testing;
mod text;
pub mod tile;
pub mod tree;
pub mod witness;

pub use checkpoint::{Checkpoint, SignedCheckpoint};
pub use cosignature::Cosigner;
pub use hash::Hash;
pub use log::Log;
pub use note::{KeyName, Note, Signature, Signer, VerifierKey};
pub use policy::Policy;
pub use proof::Proof;
pub use tile::{Bundle, Tile, Tiles};
pub use tree::{Frontier, Node, TreeHead};
