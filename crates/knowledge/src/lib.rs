//! Reads, checks and versions the files of `knowledge/`.
//!
//! What Arasha knows about its field (indicators, their terms in six languages, places, words for numbers, hubs) is data that people edit
//! without Rust. This crate turns those files into typed values and says exactly what is wrong with a file that can't be read.
//! It is pure: files come in as texts. [`Files::shipped`] are those that the program was built with.

mod book;
mod checklists;
mod fault;
mod files;
mod indicators;
mod labels;
mod languages;
mod numbers;
mod papers;
mod places;
mod provocation;
mod regions;
mod scale;
mod synthetic_media;

pub use book::Book;
pub use checklists::{Checklist, ChecklistStep, StepDuty, StepState};
pub use fault::Fault;
pub use files::Files;
pub use indicators::{Category, Examples, Indicator, Polarity, Sign, Stage, Terms};
pub use labels::Labels;
pub use languages::LanguageCues;
pub use numbers::NumberWords;
pub use papers::PaperForm;
pub use places::{HOME, Place};
pub use provocation::{Answer, ProvocationCheck, Question};
pub use regions::PlaceRegions;
pub use scale::Scale;
pub use synthetic_media::{ExpertQuestion, MediaSign, SourceType, SyntheticMedia};
