//! Stamps of a real authority: `openssl ts` and `openssl cms` with certificates made here. Without openssl these tests say so and stop.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test may be blunt, its helpers too, and says what it skips and measures"
)]

mod attributes;
mod bag;
mod bytes;
mod certificates;
mod contents;
mod der;
mod honest;
mod lab;
mod others;
