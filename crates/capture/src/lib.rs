//! Loads a page in a browser and tells exactly what was asked, answered and not got.
//!
//! The browser is the real one, in a profile that nobody used before and nobody will use again. It reaches the public network and nothing
//! else (see [`guard`]), and is driven over a pipe, so that no port stands open to others while it runs.

pub mod archive;
pub mod browser;
mod error;
pub mod exchange;
pub mod guard;
pub mod link;
pub mod page;
pub mod print;
pub mod reach;
pub mod traffic;
mod visit;

pub use error::CaptureError;
