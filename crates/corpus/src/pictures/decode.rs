//! From the bytes of a picture to its fingerprint, within limits.

use std::sync::{Mutex, PoisonError};

use media::picture::{self, Bounds};
use signals::fingerprint::PictureMark;

use super::{Fault, MOST_PIXELS};

/// What a picture may cost.
const BOUNDS: Bounds = Bounds { pixels: MOST_PIXELS, memory: 256 << 20 };
/// Pictures with more pixels are decoded one after the other, so that many cores don't need many times the memory.
const LARGE: u64 = 8_000_000;

/// The fingerprint of a picture.
pub(super) fn mark(bytes: &[u8], one_at_a_time: &Mutex<()>) -> Result<PictureMark, Fault> {
    let opened = picture::open(bytes, BOUNDS)?;
    let _turn = (opened.pixels() > LARGE).then(|| one_at_a_time.lock().unwrap_or_else(PoisonError::into_inner));
    Ok(picture::mark(&opened.decode()?)?)
}

impl From<media::Fault> for Fault {
    fn from(fault: media::Fault) -> Self {
        match fault {
            media::Fault::TooManyPixels { width, height, .. } => Self::Pixels(width, height),
            media::Fault::Broken(why) => Self::Broken(why),
            other => Self::Broken(other.to_string()),
        }
    }
}
