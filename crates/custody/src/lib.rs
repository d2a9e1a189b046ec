//! Items of evidence, and what is done with them (ISO/IEC 27037: identification, collection, acquisition, preservation).
//!
//! An item is what one acquisition brought: a captured page with all its responses, an uploaded file, an export, a device. Its files are
//! named here with the four digests that were worked out while they arrived; the bytes are the vault's. Everything that is done with an
//! item is an event: who, when, why, with which tool and version. Nothing here is ever taken back: a mistake is followed by another event.
//!
//! ```text
//! Begin ─► receiving ─► Keep … ─► Complete ─► held ─► View, Reveal, Copy, Examine, Describe, Export
//!              │                               │ ▲
//!              └─► Fail: kept as what it is    │ └── Take, by another person of the body it was offered to
//!                                              ├──── Offer, by one of the body that holds it
//!                                              └──── GiveBack ─► given back
//! ```
//!
//! A device or carrier that was found at a scene is an item too: the steps of a checklist are answered for it (`Step`), and it is packed and
//! sealed (`Pack`). It is a thing; what was read from it (an image, a report) is another item.
//!
//! An order against a page needs a [`SealedCapture`], which is only had from the proofs that the page's capture stands in a log that
//! others have seen.
//!
//! It is pure: the clock, the bytes and the database stay outside.

pub mod checklist;
mod device;
mod disclosure;
mod file;
mod hashes;
pub mod item;
pub mod sealed;
mod tool;

pub use checklist::{Progress, StepCode, StepCodeError, StepOutcome, progress};
pub use device::{DeviceKind, DeviceMarks, Found, MOST_PERIPHERY, Power, Reading, ReadingError, imei_holds};
pub use disclosure::{Commitment, Field, Opening, OpeningError, commitment};
pub use file::{FileName, FileNameError, FileRole, KeptFile};
pub use hashes::{Blake3, Hashes, HashesError, Hex, Md5, Sha1, Sha256};
pub use item::{Item, ItemId};
pub use sealed::SealedCapture;
pub use tool::{Tool, ToolError};

/// Refuses where something is so.
pub(crate) fn refuse_if<R>(is_so: bool, refusal: R) -> Result<(), R> {
    if is_so { Err(refusal) } else { Ok(()) }
}
