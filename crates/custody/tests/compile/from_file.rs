//! Nobody reads one from what somebody else wrote.
use custody::SealedCapture;

fn main() {
    let _: Result<SealedCapture, _> = serde_json::from_str("{}");
}
