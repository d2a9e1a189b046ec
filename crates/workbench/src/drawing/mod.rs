//! Drawings made on the server: nothing to compute in the browser, the same picture every time, right on paper too.

pub mod graph;
pub mod strip;
