//! Web archives for players: WACZ 1.1.1, which is a ZIP file of an archive, its index, a list of pages and whatever else is listed with its hash.
//!
//! Our packages have one form, down to the byte: members stored one behind the other in the order of the list, no gaps, no extra fields,
//! one time stamp. So [`check_wacz`] need not guess what a deviation means: whatever differs is found, and named where it has a name.
//!
//! `wacz validate` looks at the last two parts of a path only, so that everything stands exactly one folder deep.

mod check;
mod flaw;
mod list;
mod package;
#[cfg(test)]
mod tests;

pub use check::{Expected, MAX_FINDINGS, WaczFinding, check_wacz};
pub use flaw::WaczFlaw;
pub use package::{Extra, Package, PackageError, Page, Written, write_wacz};

pub use crate::zip::{Source, ZipFlaw};
pub(crate) use check::check_with_archive;
