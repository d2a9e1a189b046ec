//! The one form of ZIP files that packages have, down to the byte: members stored one behind the other, no gaps, no extra fields, no comments,
//! nothing before or behind, one time stamp.
//!
//! The `zip` crate is not used: what it writes may differ between its editions, and what it reads hides the gaps, doubled names and second
//! headers that the check is for.

mod flaw;
pub(crate) mod form;
mod part;
pub(crate) mod structure;
mod sums;
#[cfg(test)]
mod tests;
mod write;

use std::io::{Read, Seek};

pub use flaw::ZipFlaw;
pub(crate) use part::Part;
#[cfg(test)]
pub(crate) use sums::Sums;
pub(crate) use sums::{Measured, measure, measure_with_md5};
pub(crate) use write::{Zip, ZipError};

/// Something that can be read twice: to measure it, and to copy it.
pub trait Source: Read + Seek {}

impl<T: Read + Seek> Source for T {}
