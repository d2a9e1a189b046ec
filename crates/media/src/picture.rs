//! Pictures decoded within limits, and their PDQ marks.

use std::io::Cursor;
use std::panic::AssertUnwindSafe;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};
use signals::fingerprint::{Luminance, PictureMark};

use crate::fault::Fault;

/// Longest side of what is marked; PDQ's authors shrink large pictures too, and the mark hardly notices.
const LONGEST: u32 = 2_048;

/// What a picture may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Most pixels.
    pub pixels: u64,
    /// Most bytes that a decoder may ask for.
    pub memory: u64,
}

/// A picture whose head was read and found within bounds.
pub struct Opened<D> {
    decoder: D,
    width: u32,
    height: u32,
}

/// Reads the head of a picture: JPEG, PNG, GIF (its first picture) or WebP.
///
/// # Errors
/// [`Fault::Broken`] where it is no such picture; [`Fault::TooManyPixels`] where it would cost more than it may.
pub fn open(bytes: &[u8], bounds: Bounds) -> Result<Opened<impl ImageDecoder>, Fault> {
    unharmed(|| opened(bytes, bounds))
}

/// A decoder that panics on hostile bytes costs this picture and nothing else.
fn unharmed<T>(decode: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    std::panic::catch_unwind(AssertUnwindSafe(decode)).unwrap_or_else(|_| Err(Fault::Broken("the decoder gave up".to_owned())))
}

fn opened(bytes: &[u8], bounds: Bounds) -> Result<Opened<impl ImageDecoder>, Fault> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(broken)?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(bounds.memory);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > bounds.pixels || decoder.total_bytes() > bounds.memory {
        return Err(Fault::TooManyPixels { width, height, most: bounds.pixels });
    }
    Ok(Opened { decoder, width, height })
}

impl<D: ImageDecoder> Opened<D> {
    /// How many pixels it has.
    #[must_use]
    pub fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// Pixels in a row, and rows, as they are stored.
    #[must_use]
    pub fn sides(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// The picture, upright, made small where it is very large.
    ///
    /// # Errors
    /// [`Fault::Broken`] where it can't be decoded.
    pub fn decode(self) -> Result<DynamicImage, Fault> {
        unharmed(|| self.decoded())
    }

    fn decoded(mut self) -> Result<DynamicImage, Fault> {
        // A camera's note on how it was held; where it can't be read, the picture stands as it lies.
        let orientation = self.decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let mut picture = DynamicImage::from_decoder(self.decoder).map_err(broken)?;
        if self.width.max(self.height) > LONGEST {
            picture = picture.thumbnail(LONGEST, LONGEST);
        }
        picture.apply_orientation(orientation);
        Ok(picture)
    }
}

/// The PDQ mark of a decoded picture.
///
/// # Errors
/// [`Fault::Broken`] where it has no pixels.
pub fn mark(picture: &DynamicImage) -> Result<PictureMark, Fault> {
    let picture = picture.to_rgb8();
    let side = |pixels: u32| usize::try_from(pixels).unwrap_or_default();
    let luminance = Luminance::from_rgb(side(picture.width()), side(picture.height()), picture.as_raw()).map_err(broken)?;
    Ok(PictureMark::of(&luminance))
}

fn broken(error: impl ToString) -> Fault {
    Fault::Broken(error.to_string())
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, Rgb, RgbImage};

    use super::*;

    const BOUNDS: Bounds = Bounds { pixels: 1_000_000, memory: 16 << 20 };

    fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn drawn(width: u32, height: u32) -> DynamicImage {
        let byte = |number: u32| u8::try_from(number % 256).unwrap();
        DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| Rgb([byte(x * 7), byte(y * 5), byte(x * y / 9)])))
    }

    #[test]
    fn a_picture_is_decoded_upright() {
        let mut bytes = encoded(&drawn(60, 40), ImageFormat::Jpeg);
        // EXIF with one entry: to be turned by a quarter.
        let exif = b"\xFF\xE1\0\x22Exif\0\0II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        bytes.splice(2..2, exif.iter().copied());
        let opened = open(&bytes, BOUNDS).unwrap();
        assert_eq!((opened.sides(), opened.pixels()), ((60, 40), 2_400));
        let picture = opened.decode().unwrap();
        assert_eq!((picture.width(), picture.height()), (40, 60));
    }

    #[test]
    fn bounds_hold_and_what_is_broken_is_said() {
        let bytes = encoded(&drawn(60, 40), ImageFormat::Png);
        let few = Bounds { pixels: 2_399, ..BOUNDS };
        let too_many = Fault::TooManyPixels { width: 60, height: 40, most: 2_399 };
        assert_eq!(open(&bytes, few).err(), Some(too_many));
        let little = Bounds { memory: 100, ..BOUNDS };
        assert!(open(&bytes, little).and_then(Opened::decode).is_err());
        assert!(matches!(open(b"text", BOUNDS).err(), Some(Fault::Broken(_))));
        assert!(matches!(open(&bytes[..80], BOUNDS).and_then(Opened::decode), Err(Fault::Broken(_))));
        assert_eq!(unharmed::<()>(|| panic!("odd bytes")), Err(Fault::Broken("the decoder gave up".into())));
    }
}
