//! One file a command.

pub mod check;
mod edition;
pub mod expire;
pub mod ingest;
pub mod knowledge;
pub mod mirrors;
pub mod networks;
pub mod rebuild;
pub mod search;
pub mod serve;
mod shown;
pub mod sources;
pub mod train;
pub mod watch;
