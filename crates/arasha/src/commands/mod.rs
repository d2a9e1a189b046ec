//! One file a command.

pub mod check;
pub mod knowledge;
pub mod mirrors;
pub mod serve;
pub mod train;
