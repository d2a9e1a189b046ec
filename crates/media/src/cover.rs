//! What is shown instead of a picture until somebody has a reason to see it.
//!
//! A cover is a few colours: the picture shrunk to at most 12 pixels a side, each the mean of its part. Everything else is gone before it
//! leaves the process that decoded the picture, so that no blur can be undone and nothing hidden in the file comes along.

use image::imageops::{self, FilterType};
use image::{DynamicImage, ImageFormat, RgbImage};
use serde::{Deserialize, Serialize};
use std::io::Cursor;

use crate::fault::Fault;

/// Most pixels on a side of what is kept.
pub const SIDE: u32 = 12;
/// Longest side of a cover as it is shown.
const LONGEST: u32 = 1_024;

/// The few colours that are left of a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Cover {
    width: u32,
    height: u32,
    colours: Vec<u8>,
}

/// A cover as it is kept: sides, and six hexadecimal digits for each pixel.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    width: u32,
    height: u32,
    colours: String,
}

/// The numbers are no cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a cover has 1 to {SIDE} pixels a side, and six hexadecimal digits for each")]
pub struct CoverError;

impl TryFrom<Written> for Cover {
    type Error = CoverError;

    fn try_from(written: Written) -> Result<Self, CoverError> {
        let Written { width, height, colours } = written;
        let sides = 1..=SIDE;
        let digit = |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
        let pair = |pair: &[u8]| Some(digit(*pair.first()?)? << 4 | digit(*pair.get(1)?)?);
        let is_whole = sides.contains(&width) && sides.contains(&height) && u32::try_from(colours.len()) == Ok(width * height * 6);
        let colours = colours.as_bytes().chunks(2).map(pair).collect::<Option<Vec<u8>>>().filter(|_| is_whole);
        Ok(Self { width, height, colours: colours.ok_or(CoverError)? })
    }
}

impl From<Cover> for Written {
    fn from(cover: Cover) -> Self {
        let colours = cover.colours.iter().map(|byte| format!("{byte:02x}")).collect();
        Self { width: cover.width, height: cover.height, colours }
    }
}

impl Cover {
    /// The cover of a picture.
    #[must_use]
    pub fn of(picture: &DynamicImage) -> Self {
        let (width, height) = (picture.width().max(1), picture.height().max(1));
        let side = |side: u32| (u64::from(side) * u64::from(SIDE) / u64::from(width.max(height))).clamp(1, u64::from(SIDE));
        let side = |pixels: u32| u32::try_from(side(pixels)).unwrap_or(SIDE).min(pixels);
        let small = picture.thumbnail_exact(side(width), side(height)).to_rgb8();
        Self { width: small.width(), height: small.height(), colours: small.into_raw() }
    }

    /// Pixels of a row and rows that are left.
    #[must_use]
    pub fn sides(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// The cover as a PNG whose longer side has this many pixels (at most 1,024), soft and without any note.
    ///
    /// # Errors
    /// [`Fault::Broken`] where the PNG can't be written.
    pub fn png(&self, longest: u32) -> Result<Vec<u8>, Fault> {
        let small = RgbImage::from_raw(self.width, self.height, self.colours.clone());
        let small = small.ok_or_else(|| Fault::Broken(CoverError.to_string()))?;
        let longest = longest.clamp(SIDE, LONGEST);
        let side = |side: u32| (side * longest / self.width.max(self.height).max(1)).max(1);
        let large = imageops::resize(&small, side(self.width), side(self.height), FilterType::Gaussian);
        let mut png = Cursor::new(Vec::new());
        DynamicImage::ImageRgb8(large).write_to(&mut png, ImageFormat::Png).map_err(|error| Fault::Broken(error.to_string()))?;
        Ok(png.into_inner())
    }
}

#[cfg(test)]
mod tests {
    use image::Rgb;

    use super::*;

    fn drawn(width: u32, height: u32) -> DynamicImage {
        let pixel = |x: u32, y: u32| Rgb([u8::try_from(x % 256).unwrap(), u8::try_from(y % 256).unwrap(), 90]);
        DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, pixel))
    }

    #[test]
    fn a_cover_keeps_a_few_pixels_whatever_the_picture() {
        for (sides, left) in [((640, 480), (12, 9)), ((480, 640), (9, 12)), ((5_000, 10), (12, 1)), ((3, 2), (3, 2)), ((1, 1), (1, 1))] {
            let cover = Cover::of(&drawn(sides.0, sides.1));
            assert_eq!(cover.sides(), left);
            let text = serde_json::to_string(&cover).unwrap();
            assert!(text.len() < 1_000, "{} bytes", text.len());
            assert_eq!(serde_json::from_str::<Cover>(&text).unwrap(), cover);
        }
    }

    #[test]
    fn a_cover_is_a_plain_png_of_bounded_size() {
        let cover = Cover::of(&drawn(640, 480));
        for (asked, got) in [(320, (320, 240)), (96, (96, 72)), (1_000_000, (1_024, 768)), (0, (12, 9))] {
            let png = cover.png(asked).unwrap();
            let read = image::load_from_memory(&png).unwrap();
            assert_eq!((read.width(), read.height()), got);
            assert!(png.len() < 1 << 20);
            assert!(crate::metadata::Chunks::of(&png).all(|chunk| matches!(&chunk.kind, b"IHDR" | b"IDAT" | b"IEND")));
        }
    }

    /// Pictures that differ in what is small have the same cover: what is small is gone and can't be had back.
    #[test]
    fn what_is_small_is_gone() {
        let mut other = drawn(640, 480).to_rgb8();
        for (x, y) in [(100, 100), (101, 100), (300, 200)] {
            other.put_pixel(x, y, Rgb([255, 255, 255]));
        }
        let (one, other) = (Cover::of(&drawn(640, 480)), Cover::of(&DynamicImage::ImageRgb8(other)));
        let most = one.colours.iter().zip(&other.colours).map(|(a, b)| a.abs_diff(*b)).max();
        assert!(most <= Some(1), "{most:?}");
    }

    #[test]
    fn more_than_a_cover_is_none() {
        let text =
            |width: u32, height: u32, digits: usize| format!(r#"{{"width":{width},"height":{height},"colours":"{}"}}"#, "0".repeat(digits));
        for text in [text(13, 1, 78), text(0, 0, 0), text(2, 2, 25), text(u32::MAX, u32::MAX, 6), text(1, 1, 6).replace("00", "zz")] {
            let error = serde_json::from_str::<Cover>(&text).unwrap_err().to_string();
            assert!(error.contains(&CoverError.to_string()), "{error}");
        }
    }
}
