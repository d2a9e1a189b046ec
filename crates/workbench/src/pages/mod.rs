//! The pages. Each is a function from a desk and a request to HTML; none knows of HTTP.

pub mod check;
pub mod error;
pub mod filter;
pub mod frame;
pub mod help;
pub mod mirrors;
pub mod network;
pub mod parts;
pub mod pictures;
pub mod post;
pub mod queue;
pub mod reading;
pub mod search;
pub mod signs;
pub mod sources;
pub mod templates;

#[cfg(test)]
mod tests;
