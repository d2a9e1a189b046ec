//! There is no empty one.
use custody::SealedCapture;

fn main() {
    let _ = SealedCapture::default();
}
