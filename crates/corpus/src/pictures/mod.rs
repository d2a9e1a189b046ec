//! Pictures that posts name, known by their fingerprints (PDQ). The bytes of a picture are read once and not kept.
//!
//! - [`Gallery`] reads the pictures of a post while it is ingested; what can't be read is laid aside, and the post goes on;
//! - the store keeps the fingerprints with the post; a rebuild leaves them alone, because the picture may be gone by then;
//! - [`Corpus::pictures`] tells which other posts have the same picture.

mod alike;
mod beside;
mod decode;
mod gallery;
#[cfg(test)]
mod tests;

pub use alike::Alike;
pub(crate) use alike::Cache;
pub(crate) use gallery::Gallery;

use signals::fingerprint::PictureMark;

/// A picture of a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its path, as the post names it.
    pub path: String,
    /// Its fingerprint.
    pub mark: PictureMark,
}

/// Most bytes of a picture's file.
const MOST_BYTES: usize = 32 << 20;
/// Most pixels of a picture.
const MOST_PIXELS: u64 = 40_000_000;
/// Most files looked at of one post.
const MOST_FILES: usize = 32;

/// Why a picture is laid aside.
#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error("a picture outside of the folder of its post is not read")]
    Outside,
    #[error("what the post names as a picture is no file")]
    NoFile,
    #[error("a file called a picture that is none (JPEG, PNG, GIF, WebP are read)")]
    NoPicture,
    #[error("a picture file of more than {} MiB", MOST_BYTES >> 20)]
    Bytes,
    #[error("a picture of {0} x {1}: more than {most} million pixels", most = MOST_PIXELS / 1_000_000)]
    Pixels(u32, u32),
    #[error("a broken picture: {0}")]
    Broken(String),
    #[error("a picture that can't be read: {0}")]
    Io(#[from] std::io::Error),
    #[error("a picture that can't be unpacked: {0}")]
    Zip(#[from] zip::result::ZipError),
    #[error("the post names more than {MOST_FILES} files; the rest is not looked at")]
    TooMany,
}
