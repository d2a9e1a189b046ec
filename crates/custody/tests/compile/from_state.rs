//! An item that is whole is not sealed by that.
use custody::SealedCapture;
use custody::item::Begun;

fn order(_: SealedCapture) {}

fn restrict(item: Begun) {
    order(item.into());
}

fn main() {
    let _ = restrict;
}
