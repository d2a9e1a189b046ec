//! What a file is: by its content, and by its name.

use serde::{Deserialize, Serialize};

use crate::bytes::{array, piece};

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// GIF.
    Gif,
    /// WebP.
    Webp,
    /// TIFF, and camera originals that are built like one.
    Tiff,
    /// HEIF pictures (HEIC, AVIF).
    Heif,
    /// MPEG-4 film or sound.
    Mp4,
    /// `QuickTime` film.
    QuickTime,
    /// Film of a phone (3GPP).
    ThreeGp,
    /// Matroska film, `WebM` too.
    Matroska,
    /// PDF.
    Pdf,
    /// A zip archive.
    Zip,
    /// An office document in a zip (Office Open XML, `OpenDocument`).
    Office,
}

impl Kind {
    /// What the first bytes say; none where they say nothing known. A zip is told from an office document by its content, later.
    #[must_use]
    pub fn of_content(bytes: &[u8]) -> Option<Self> {
        let starts = |magic: &[u8]| bytes.starts_with(magic);
        match () {
            () if starts(b"\xFF\xD8\xFF") => Some(Self::Jpeg),
            () if starts(b"\x89PNG\r\n\x1a\n") => Some(Self::Png),
            () if starts(b"GIF87a") || starts(b"GIF89a") => Some(Self::Gif),
            () if starts(b"RIFF") && piece(bytes, 8, 4) == Some(b"WEBP") => Some(Self::Webp),
            () if starts(b"II\x2a\0") || starts(b"MM\0\x2a") => Some(Self::Tiff),
            () if starts(b"\x1a\x45\xdf\xa3") => Some(Self::Matroska),
            () if starts(b"%PDF-") => Some(Self::Pdf),
            () if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") => Some(Self::Zip),
            () => of_boxes(bytes),
        }
    }

    /// What the ending of a name says; none where it says nothing known.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
        match ending.as_str() {
            "jpg" | "jpeg" | "jpe" | "jfif" => Some(Self::Jpeg),
            "png" | "apng" => Some(Self::Png),
            "gif" => Some(Self::Gif),
            "webp" => Some(Self::Webp),
            "tif" | "tiff" | "dng" | "nef" | "cr2" | "arw" => Some(Self::Tiff),
            "heic" | "heif" | "hif" | "avif" => Some(Self::Heif),
            "mp4" | "m4v" | "m4a" => Some(Self::Mp4),
            "mov" | "qt" => Some(Self::QuickTime),
            "3gp" | "3g2" => Some(Self::ThreeGp),
            "mkv" | "mka" | "webm" => Some(Self::Matroska),
            "pdf" => Some(Self::Pdf),
            "docx" | "xlsx" | "pptx" | "odt" | "ods" | "odp" => Some(Self::Office),
            "zip" => Some(Self::Zip),
            _ => None,
        }
    }

    /// Whether it is a picture.
    #[must_use]
    pub fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Gif | Self::Webp | Self::Tiff | Self::Heif)
    }

    /// Whether it is built of the boxes of ISO base media files.
    #[must_use]
    pub fn is_boxed(self) -> bool {
        matches!(self, Self::Heif | Self::Mp4 | Self::QuickTime | Self::ThreeGp)
    }

    /// Whether a name that says one form fits a content of another: films of the same family are named either way.
    #[must_use]
    pub fn fits(self, content: Self) -> bool {
        let film = |kind| matches!(kind, Self::Mp4 | Self::QuickTime | Self::ThreeGp);
        self == content || (film(self) && film(content))
    }
}

/// The kind that the brand of a file of boxes stands for (ISO/IEC 14496-12, 4.3); old films begin with their boxes at once.
fn of_boxes(bytes: &[u8]) -> Option<Kind> {
    let (kind, brand): ([u8; 4], Option<[u8; 4]>) = (array(bytes, 4)?, array(bytes, 8));
    match (&kind, &brand?) {
        (b"ftyp", b"qt  ") => Some(Kind::QuickTime),
        (b"ftyp", b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" | b"avif" | b"avis") => Some(Kind::Heif),
        (b"ftyp", [b'3', b'g', b'p' | b'2' | b'r', _]) => Some(Kind::ThreeGp),
        (b"ftyp", _) => Some(Kind::Mp4),
        (b"moov" | b"mdat" | b"wide" | b"pnot", _) => Some(Kind::QuickTime),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_and_name_are_told() {
        for (bytes, name, kind) in [
            (b"\xFF\xD8\xFF\xE0".as_slice(), "a.JPG", Kind::Jpeg),
            (b"\x89PNG\r\n\x1a\n", "a.png", Kind::Png),
            (b"GIF89a", "a.gif", Kind::Gif),
            (b"RIFF\0\0\0\0WEBPVP8 ", "a.webp", Kind::Webp),
            (b"II\x2a\0", "a.dng", Kind::Tiff),
            (b"MM\0\x2a", "a.tif", Kind::Tiff),
            (b"\0\0\0\x18ftypheic", "a.heic", Kind::Heif),
            (b"\0\0\0\x18ftypisom", "a.mp4", Kind::Mp4),
            (b"\0\0\0\x18ftypqt  ", "a.mov", Kind::QuickTime),
            (b"\0\0\0\x18ftyp3gp5", "a.3gp", Kind::ThreeGp),
            (b"\0\0\0\x08wide\0\0\0\0", "a.qt", Kind::QuickTime),
            (b"\x1a\x45\xdf\xa3", "a.webm", Kind::Matroska),
            (b"%PDF-1.7", "a.b.pdf", Kind::Pdf),
            (b"PK\x03\x04", "a.zip", Kind::Zip),
        ] {
            assert_eq!((Kind::of_content(bytes), Kind::of_name(name)), (Some(kind), Some(kind)), "{name}");
        }
        assert_eq!((Kind::of_content(b"text"), Kind::of_name("text")), (None, None));
        assert_eq!(Kind::of_content(b"\0\0\0\x18ftyp"), None);
    }

    #[test]
    fn films_of_one_family_may_be_named_either_way() {
        assert!(Kind::QuickTime.fits(Kind::Mp4) && Kind::Jpeg.fits(Kind::Jpeg));
        assert!(!Kind::Jpeg.fits(Kind::Png) && !Kind::Mp4.fits(Kind::Matroska));
    }
}
