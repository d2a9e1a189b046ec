//! Marks by which copies of a text or a picture are known.
//!
//! - [`Shingles`]: a text folded (case, digits, contacts and punctuation gone) and cut into runs of eight characters;
//!   the likeness of two texts is the Jaccard index of their shingles.
//! - [`near_copies`]: all pairs of a set of texts above a likeness, exactly; [`Copies`] does the same one text at a time.
//! - [`TextMark`]: 64 bytes from which the likeness of two texts can be estimated, for when millions must be held.
//! - [`Template`]: what a group of near copies has in common and what changes in it (city, pay, phone).
//! - [`PictureMark`]: PDQ, the hash by which re-encoded or resized copies of a picture are known.

mod copies;
mod join;
mod mark;
mod pdq;
mod shingles;
mod template;

pub use copies::Copies;
pub use join::{NearCopy, Threshold, ThresholdError, near_copies};
pub use mark::TextMark;
pub use pdq::{Luminance, LuminanceError, NEAR_PICTURE, PictureMark, near_pictures};
pub use shingles::{Shingles, fold};
pub use template::{Part, Template};
