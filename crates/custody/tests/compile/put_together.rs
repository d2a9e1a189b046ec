//! Nobody puts one together from parts.
use custody::{ItemId, SealedCapture};

fn main() {
    let _ = SealedCapture { item: ItemId::from_bits(1), address: "https://example.org/".into() };
}
