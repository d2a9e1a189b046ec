//! From the bytes of a picture to its fingerprint, within limits.

use std::io::Cursor;
use std::panic::AssertUnwindSafe;
use std::sync::{Mutex, PoisonError};

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};
use signals::fingerprint::{Luminance, PictureMark};

use super::{Fault, MOST_PIXELS};

/// Most bytes that a decoder may ask for.
const MOST_MEMORY: u64 = 256 << 20;
/// Pictures with more pixels are decoded one after the other, so that many cores don't need many times the memory.
const LARGE: u64 = 8_000_000;
/// Longest side of what is fingerprinted; PDQ's authors shrink large pictures too, and the fingerprint hardly notices.
const LONGEST: u32 = 2_048;

/// The fingerprint of a picture.
///
/// A decoder that panics on hostile bytes costs this picture and nothing else.
pub(super) fn mark(bytes: &[u8], one_at_a_time: &Mutex<()>) -> Result<PictureMark, Fault> {
    std::panic::catch_unwind(AssertUnwindSafe(|| mark_of(bytes, one_at_a_time)))
        .unwrap_or_else(|_| Err(Fault::Broken("the decoder gave up".to_owned())))
}

fn mark_of(bytes: &[u8], one_at_a_time: &Mutex<()>) -> Result<PictureMark, Fault> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MOST_PIXELS || decoder.total_bytes() > MOST_MEMORY {
        return Err(Fault::Pixels(width, height));
    }
    let _turn = (pixels > LARGE).then(|| one_at_a_time.lock().unwrap_or_else(PoisonError::into_inner));
    // A camera's note on how it was held; where it can't be read, the picture stands as it lies.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    if width.max(height) > LONGEST {
        picture = picture.thumbnail(LONGEST, LONGEST);
    }
    picture.apply_orientation(orientation);
    brightness(&picture.to_rgb8()).map(|luminance| PictureMark::of(&luminance))
}

fn brightness(picture: &image::RgbImage) -> Result<Luminance, Fault> {
    let side = |pixels: u32| usize::try_from(pixels).unwrap_or_default();
    Luminance::from_rgb(side(picture.width()), side(picture.height()), picture.as_raw()).map_err(|error| Fault::Broken(error.to_string()))
}

fn broken(error: image::ImageError) -> Fault {
    Fault::Broken(error.to_string())
}
