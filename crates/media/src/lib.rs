//! What pictures, films and documents say of themselves, and what can be found out about them without looking at what they show.
//!
//! - [`metadata`]: form, device, programs, times and places, each with where it stands;
//! - [`c2pa`]: content credentials, told and compared with the file, their signature not verified;
//! - [`picture`]: pictures decoded within limits, and their PDQ marks;
//! - [`cover`]: what is shown instead of a picture, out of so few pixels that nothing can be made out;
//! - [`near`]: near copies among many pictures;
//! - [`signs`]: findings that an expert is asked to look at; never a verdict;
//! - [`worker`]: all of this in a process of its own, with limits and without rights. Hostile files are opened there and nowhere else.
//!
//! All but [`worker`] is pure: the same bytes give the same answer everywhere.

mod boxes;
mod bytes;
pub mod c2pa;
pub mod cover;
mod fault;
mod kind;
pub mod metadata;
pub mod near;
pub mod picture;
pub mod signs;
pub mod worker;

pub use cover::Cover;
pub use fault::Fault;
pub use kind::Kind;
pub use metadata::Metadata;
