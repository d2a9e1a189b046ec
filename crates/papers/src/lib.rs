//! Papers made of facts: protocol of inspection of a page, protocol of seizure, custody sheet, hand-over act, protocol of a search in open
//! sources. Each is one HTML document without anything to load, which prints the same on every machine (`capture::print` makes a PDF of it).
//!
//! A paper states what the log and the vault know, and leaves a place to write for what they don't: nothing is made up, and a legal source
//! that nobody has entered is said to be missing. Titles, versions and legal sources are data (`knowledge/evidence/papers.toml`), words are
//! those of the catalogues (`locales/*/papers.ftl`).
//!
//! It is pure: moments, zone and names are passed in; the same facts give the same bytes.

mod facts;
mod item;
mod page;
pub mod qr;
mod sheet;
mod steps;

pub use facts::{Facts, Person, Role, Search, Thing};
pub use sheet::{Kind, PaperError, Reader, write};
