//! The one way.
use custody::sealed::{NotSealed, ProvenEntry, SealedCapture};
use tlog::{Policy, SignedCheckpoint};

fn order(_: &SealedCapture) {}

fn restrict(entries: &[ProvenEntry], checkpoint: &SignedCheckpoint, policy: &Policy) -> Result<(), NotSealed> {
    order(&SealedCapture::prove(entries, checkpoint, policy)?);
    Ok(())
}

fn main() {
    let _ = restrict;
}
