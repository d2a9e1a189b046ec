//! Nobody changes one to speak of another page.
use custody::SealedCapture;

fn of_another_page(mut sealed: SealedCapture) -> SealedCapture {
    sealed.address = "https://example.org/other".into();
    sealed
}

fn main() {
    let _ = of_another_page;
}
