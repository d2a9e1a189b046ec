//! Papers: what stands in them, in which words, and how they print.

#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "a test may be blunt, and says what it skips")]

mod content;
mod printed;
mod sample;
mod versions;
