//! The court package (`docs/package.md`): one ZIP file that shows what the vault keeps of some items of evidence, how it came there and what
//! happened to it, so that nobody has to trust the vault.
//!
//! It is made in two steps, because the list of what is in it is named in the last entry of each item, and the proofs of the entries are
//! in the package:
//!
//! ```text
//! Draft ─► prepare ─► Prepared: the list ─► (the entries `exported`, a checkpoint, proofs) ─► write ─► the package
//! ```
//!
//! [`check_court`] is the strict verifier. It believes nothing that stands in the package: what is checked rests on the signatures of a log
//! and of witnesses, and whose keys these are is told by a policy from outside.

mod check;
mod disclosures;
mod draft;
mod error;
mod flaw;
mod history;
mod item;
mod list;
mod log;
mod place;
mod proofs;
mod report;
mod write;

pub use check::check_court;
pub use disclosures::Disclosed;
pub use draft::{Draft, DraftItem, Prepared};
pub use error::CourtError;
pub use flaw::{Code, Finding, Flaw, MAX_FINDINGS};
pub use report::{Report, Shown, ShownField, ShownFile, ShownLog};
pub use write::{Logged, Packed};

pub use crate::zip::Source;

use custody::Md5;
use record::Digest;

use crate::zip::Measured;

/// What lists and entries say of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Facts {
    bytes: u64,
    sha256: Digest,
    md5: Md5,
}

impl Facts {
    fn of((measured, md5): (Measured, Md5)) -> Self {
        Self { bytes: measured.length, sha256: Digest(measured.sha256.0), md5 }
    }
}
