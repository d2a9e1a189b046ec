//! EXIF (CIPA DC-008): what a camera writes into a picture. The reading of its directories is `kamadak-exif`'s.

use std::io::Cursor;

use exif::{Exif, In, Reader, Tag, Value as Raw};

use super::field::Value;
use super::{Found, Place, Told, What, text};
use crate::bytes::{piece, size};

/// Longest thumbnail taken; the standard bounds it at 64 KiB.
const LONGEST_THUMBNAIL: usize = 1 << 20;

/// Texts, by tag.
const TEXTS: [(Tag, What, &str); 12] = [
    (Tag::Make, What::Make, "EXIF Make"),
    (Tag::Model, What::Model, "EXIF Model"),
    (Tag::LensModel, What::Lens, "EXIF LensModel"),
    (Tag::Software, What::Software, "EXIF Software"),
    (Tag::BodySerialNumber, What::SerialNumber, "EXIF BodySerialNumber"),
    (Tag::LensSerialNumber, What::LensNumber, "EXIF LensSerialNumber"),
    (Tag::ImageUniqueID, What::PictureId, "EXIF ImageUniqueID"),
    (Tag::CameraOwnerName, What::Owner, "EXIF CameraOwnerName"),
    (Tag::Artist, What::Author, "EXIF Artist"),
    (Tag::ImageDescription, What::Title, "EXIF ImageDescription"),
    (Tag::Copyright, What::Owner, "EXIF Copyright"),
    (Tag::LensMake, What::Lens, "EXIF LensMake"),
];

/// Times with the tag that holds their offset.
const TIMES: [(Tag, Tag, What, &str); 3] = [
    (Tag::DateTimeOriginal, Tag::OffsetTimeOriginal, What::Taken, "EXIF DateTimeOriginal"),
    (Tag::DateTimeDigitized, Tag::OffsetTimeDigitized, What::Digitized, "EXIF DateTimeDigitized"),
    (Tag::DateTime, Tag::OffsetTime, What::Changed, "EXIF DateTime"),
];

/// Numbers, by tag.
const NUMBERS: [(Tag, What, &str); 5] = [
    (Tag::Orientation, What::Orientation, "EXIF Orientation"),
    (Tag::ImageWidth, What::Width, "EXIF ImageWidth"),
    (Tag::ImageLength, What::Height, "EXIF ImageLength"),
    (Tag::PixelXDimension, What::Width, "EXIF PixelXDimension"),
    (Tag::PixelYDimension, What::Height, "EXIF PixelYDimension"),
];

/// Reads the EXIF of a picture in any container that may have one.
pub(super) fn read(bytes: &[u8], found: &mut Found) {
    let mut faults = Vec::new();
    let read = Reader::new().continue_on_error(true).read_from_container(&mut Cursor::new(bytes));
    let read = read.or_else(|error| error.distill_partial_result(|errors| faults.extend(errors.iter().map(ToString::to_string))));
    match read {
        Ok(exif) => take(&exif, found),
        Err(exif::Error::NotFound(_)) => {}
        Err(error) => faults.push(error.to_string()),
    }
    faults.iter().for_each(|fault| found.broken("EXIF", fault));
}

fn take(exif: &Exif, found: &mut Found) {
    for (tag, what, from) in TEXTS {
        if let Some(Raw::Ascii(texts)) = raw(exif, tag) {
            texts.iter().for_each(|text| found.put_text(what, text, from));
        }
    }
    for (tag, offset, what, from) in TIMES {
        if let Some(written) = written(exif, tag) {
            found.put_time(what, Told::exif(&written, written_offset(exif, offset).as_deref()), from);
        }
    }
    for (tag, what, from) in NUMBERS {
        if let Some(number) = raw(exif, tag).and_then(|value| value.get_uint(0)) {
            found.put_number(what, number, from);
        }
    }
    satellites(exif, found);
    found.thumbnail = thumbnail(exif);
}

fn raw(exif: &Exif, tag: Tag) -> Option<&Raw> {
    exif.get_field(tag, In::PRIMARY).map(|field| &field.value)
}

fn written(exif: &Exif, tag: Tag) -> Option<String> {
    match raw(exif, tag)? {
        Raw::Ascii(texts) => text(texts.first()?),
        _ => None,
    }
}

fn written_offset(exif: &Exif, tag: Tag) -> Option<String> {
    written(exif, tag).filter(|offset| offset.chars().any(|letter| letter.is_ascii_digit() || letter == 'Z'))
}

/// Fractions whose lower number is not zero; none of them where one is.
fn fractions(exif: &Exif, tag: Tag) -> Option<Vec<f64>> {
    match raw(exif, tag)? {
        Raw::Rational(parts) => parts.iter().map(|part| (part.denom != 0).then(|| part.to_f64())).collect(),
        _ => None,
    }
}

/// Degrees, minutes and seconds on the side of zero that the reference names.
fn degrees(exif: &Exif, tag: Tag, reference: Tag) -> Option<f64> {
    let parts = fractions(exif, tag)?;
    let sixtieths = parts.iter().zip([1.0, 60.0, 3_600.0]).map(|(part, share)| part / share);
    let side = written(exif, reference).unwrap_or_default();
    (!parts.is_empty()).then(|| sixtieths.sum::<f64>() * if side.starts_with(['S', 'W', 's', 'w']) { -1.0 } else { 1.0 })
}

fn satellites(exif: &Exif, found: &mut Found) {
    let below = matches!(raw(exif, Tag::GPSAltitudeRef), Some(Raw::Byte(side)) if side.first() == Some(&1));
    let altitude = fractions(exif, Tag::GPSAltitude).and_then(|parts| parts.first().map(|metres| if below { -metres } else { *metres }));
    let latitude = degrees(exif, Tag::GPSLatitude, Tag::GPSLatitudeRef);
    if let Some((latitude, longitude)) = latitude.zip(degrees(exif, Tag::GPSLongitude, Tag::GPSLongitudeRef)) {
        match Place::new(latitude, longitude, altitude) {
            Some(place) => found.put(What::Place, Value::Place(place), "EXIF GPS"),
            None => found.broken("EXIF GPS", "the place is not on Earth"),
        }
    }
    if let Some(time) = satellite_time(exif) {
        found.put_time(What::SatelliteTime, time, "EXIF GPS");
    }
}

/// The date and the time that satellites gave stand apart, and are in UTC.
fn satellite_time(exif: &Exif) -> Option<Told> {
    let (date, time) = (written(exif, Tag::GPSDateStamp)?, fractions(exif, Tag::GPSTimeStamp)?);
    let [hours, minutes, seconds] = time.as_slice() else { return None };
    let told = Told::exif(&format!("{date} {hours:02}:{minutes:02}:{seconds:09.6}"), Some("Z"));
    Some(Told { offset: None, ..told })
}

fn thumbnail(exif: &Exif) -> Option<Vec<u8>> {
    let number = |tag| exif.get_field(tag, In::THUMBNAIL).and_then(|field| field.value.get_uint(0)).map(size);
    let (from, length) = (number(Tag::JPEGInterchangeFormat)?, number(Tag::JPEGInterchangeFormatLength)?);
    let bytes = piece(exif.buf(), from, length.min(LONGEST_THUMBNAIL))?;
    bytes.starts_with(b"\xFF\xD8").then(|| bytes.to_vec())
}
