//! What was kept has its digests, and is not sealed by that.
use custody::{KeptFile, SealedCapture};

fn order(_: SealedCapture) {}

fn restrict(kept: KeptFile) {
    order(kept);
}

fn main() {
    let _ = restrict;
}
