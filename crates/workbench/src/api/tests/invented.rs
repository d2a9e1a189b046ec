//! The invented people of the example that prepares homes for schemathesis: how people come in is told once.

#[path = "../../../../access/examples/api_home/invented.rs"]
mod told;

pub use told::{Invented, join};
