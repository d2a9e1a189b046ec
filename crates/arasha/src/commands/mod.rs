//! One file a command.

pub mod audit;
pub mod capture;
pub mod check;
pub mod checkpoint;
pub mod cosign;
mod edition;
pub mod expire;
pub mod ingest;
pub mod knowledge;
pub mod mirrors;
pub mod moving;
pub mod networks;
pub mod openapi;
pub mod package;
pub mod people;
pub mod rebuild;
mod record;
pub mod seal;
pub mod search;
pub mod serve;
mod shown;
pub mod sources;
mod stamps;
pub mod train;
pub mod verify;
pub mod watch;
pub mod witness;
