//! The pages. Each is a function from a desk and a request to HTML; none knows of HTTP.

pub mod account;
pub mod act_form;
pub mod agencies;
pub mod agency;
pub mod check;
pub mod emergencies;
pub mod error;
pub mod evidence;
pub mod filter;
pub mod frame;
pub mod help;
pub mod inspect;
pub mod invite;
pub mod join;
pub mod log;
pub mod log_search;
pub mod mirrors;
pub mod network;
pub mod parts;
pub mod people;
pub mod person;
pub mod person_acts;
pub mod pictures;
pub mod post;
pub mod queue;
pub mod reading;
pub mod search;
pub mod seen;
pub mod sign_in;
pub mod signs;
pub mod sources;
pub mod templates;
pub mod told;

#[cfg(test)]
mod evidence_tests;
#[cfg(test)]
mod oversight_house;
#[cfg(test)]
mod oversight_tests;
#[cfg(test)]
mod staff_house;
#[cfg(test)]
mod staff_tests;
#[cfg(test)]
mod tests;
