//! Reads, checks and versions the files of `knowledge/`.
//!
//! What Arasha knows about its field (indicators, their terms in six languages, places, words for numbers, hubs) is data that people edit
//! without Rust. This crate turns those files into typed values and says exactly what is wrong with a file that can't be read.
//! It is pure: files come in as texts. [`Files::shipped`] are those that the program was built with.

mod book;
mod fault;
mod files;
mod indicators;
mod labels;
mod languages;
mod numbers;
mod papers;
mod places;
mod regions;
mod scale;

pub use book::Book;
pub use fault::Fault;
pub use files::Files;
pub use indicators::{Category, Examples, Indicator, Polarity, Sign, Stage, Terms};
pub use labels::Labels;
pub use languages::LanguageCues;
pub use numbers::NumberWords;
pub use papers::PaperForm;
pub use places::{HOME, Place};
pub use regions::PlaceRegions;
pub use scale::Scale;
