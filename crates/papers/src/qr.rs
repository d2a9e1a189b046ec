//! A picture that a telephone reads: drawn here, so that no seed is sent anywhere.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};

/// Blank modules around the code; the standard asks for four (ISO/IEC 18004, 9.1).
const MARGIN: i32 = 4;

/// The text as an SVG element; nothing where it is too long for a code.
#[must_use]
pub fn picture(text: &str) -> String {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return String::new() };
    let size = code.size() + 2 * MARGIN;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            // Writing into a String can't fail.
            _ = write!(path, "M{} {}h1v1h-1z", x + MARGIN, y + MARGIN);
        }
    }
    format!(
        "<svg class=\"qr\" viewBox=\"0 0 {size} {size}\" aria-hidden=\"true\" shape-rendering=\"crispEdges\">\
         <rect width=\"{size}\" height=\"{size}\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_becomes_a_picture_without_the_text() {
        let picture = picture("otpauth://totp/Arasha:a?secret=ABC");
        assert!(picture.starts_with("<svg") && picture.contains("M4 4h1v1h-1z") && !picture.contains("otpauth"));
        assert_eq!(super::picture(&"x".repeat(5_000)), "");
    }
}
