//! A post becomes unfolded text, identifiers, indicators, fingerprints and a score with reasons.
//!
//! The way of a text through this crate:
//!
//! 1. [`unfold`] undoes disguises and keeps, for every character of its result, where it came from;
//! 2. [`identifiers`] reads phones, handles, cards and wallets out of it, [`facts`] prices, ages and places;
//! 3. [`indicators`] finds the terms of the knowledge files, each with the place it stands at;
//! 4. [`score`] adds up the weights of evidence and says in words where each point came from;
//! 5. [`fingerprint`] makes the marks by which copies of a text or picture are known.
//!
//! [`Reader`] does 1 to 4 in one call. The crate is pure: the same text and the same knowledge give the same answer everywhere.
//! Every span points into the **original** text, counted in characters.

mod beginnings;
pub mod facts;
pub mod fingerprint;
pub mod identifiers;
pub mod indicators;
pub mod language;
pub mod model;
mod notes;
pub mod numbers;
mod reader;
pub mod score;
pub mod signs;
mod span;
pub mod tokens;
pub mod unfold;

pub use reader::{Reader, ReaderError, Signals};
pub use span::Span;
