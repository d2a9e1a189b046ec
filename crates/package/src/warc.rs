//! Web archives: WARC/1.1 (ISO 28500:2017), one gzip member for each record.
//!
//! A [`Writer`] takes a [`Head`] and a block and gives back an [`Entry`]: where the record stands and what identifies it. The entries are
//! the list that [`check_warc`] compares an archive with; they belong into the log, because nothing inside of an archive binds what its
//! records say of themselves, their order or their number. A [`Reader`] reads archives of others too, puts up with what it must and notes
//! each [`Flaw`]; [`check_warc`] puts up with nothing.

pub(crate) mod check;
mod entry;
mod fields;
mod flaw;
mod head;
mod http;
mod id;
pub(crate) mod index;
mod measure;
mod raw;
mod reader;
pub(crate) mod seen;
#[cfg(test)]
mod tests;
mod writer;

pub use check::{Finding, MAX_FINDINGS, check_warc, check_warc_form};
pub use entry::Entry;
pub use fields::Fields;
pub use flaw::{Flaw, HttpFlaw, Part, Property};
pub use head::{Head, HeadError, Kind, Truncated, UnknownKind};
pub use id::{RecordId, RecordIdError};
pub use measure::{Measure, Measured};
pub use reader::{Extent, Limits, ReadError, Reader, Record};
pub use writer::{WriteError, Writer};
