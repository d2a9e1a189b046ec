//! A real house on a real record: coming in, staying in, being kept out.
#![expect(clippy::unwrap_used, reason = "what is not there is a failed test")]

mod coming_in;
mod keeping;
mod sessions;
mod support;
