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

    /// The picture, upright, made small where it is very large. A decoder that panics on hostile bytes costs this picture and nothing else.
    ///
    /// # Errors
    /// [`Fault::Broken`] where it can't be decoded.
    pub fn decode(self) -> Result<DynamicImage, Fault> {
        std::panic::catch_unwind(AssertUnwindSafe(|| self.decoded()))
            .unwrap_or_else(|_| Err(Fault::Broken("the decoder gave up".to_owned())))
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
