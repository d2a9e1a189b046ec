//! The policies that are shipped: the whole matrix, properties that hold for any question, one question for each policy that forbids.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may be as blunt as the tests themselves")]

mod actions;
mod ask;
mod forbids;
mod matrix;
mod properties;
mod writing;
