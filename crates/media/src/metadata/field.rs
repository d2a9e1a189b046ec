//! One thing that a file says of itself.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Told;

/// What a file says something about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Who made the device.
    Make,
    /// The device.
    Model,
    /// Its lens.
    Lens,
    /// The program that wrote or changed the file.
    Software,
    /// The program that put the file together, below that.
    Muxer,
    /// The program that made the PDF of another's document.
    Producer,
    /// When the picture was taken.
    Taken,
    /// When it became data.
    Digitized,
    /// When the file was made.
    Created,
    /// When it was last changed.
    Changed,
    /// What satellites gave as the time.
    SatelliteTime,
    /// Where it was taken.
    Place,
    /// How the picture is to be turned (EXIF, 1 to 8).
    Orientation,
    /// Pixels in a row.
    Width,
    /// Rows.
    Height,
    /// Seconds that it lasts.
    Duration,
    /// A track: sound, picture or else, with its coding.
    Track,
    /// The brand of the container.
    Brand,
    /// The number of the device's body.
    SerialNumber,
    /// The number of the lens.
    LensNumber,
    /// The number that the camera gave to the picture.
    PictureId,
    /// Who owns the device.
    Owner,
    /// Who made the work.
    Author,
    /// Who changed it last.
    ChangedBy,
    /// A title.
    Title,
    /// How it came to be, in the IPTC's words (`digitalSourceType`).
    SourceType,
    /// A note of a program, under a name of its own.
    Note,
}

/// What tells about a person: it is not for logs.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Private(pub String);

impl fmt::Debug for Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Private(…)")
    }
}

/// A place in degrees of WGS 84. It may be where somebody lives: it is not for logs.
#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Degrees north of the equator; south is below zero.
    pub latitude: f64,
    /// Degrees east of Greenwich; west is below zero.
    pub longitude: f64,
    /// Metres above the sea, where the file has them.
    pub altitude: Option<f64>,
}

impl Place {
    /// A place on Earth; none where the numbers are no such place.
    #[must_use]
    pub fn new(latitude: f64, longitude: f64, altitude: Option<f64>) -> Option<Self> {
        let is_on_earth = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
        is_on_earth.then_some(Self { latitude, longitude, altitude: altitude.filter(|metres| metres.is_finite()) })
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Place(…)")
    }
}

/// What it says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// A text, as written.
    Text(String),
    /// A number.
    Number(f64),
    /// A time, as written and as read.
    Time(Told),
    /// A place.
    Place(Place),
    /// What tells about a person.
    Private(Private),
}

/// One thing that a file says of itself, with the place in the file that says it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// About what.
    pub what: What,
    /// What.
    pub value: Value,
    /// Where it stands: `EXIF DateTimeOriginal`, `moov/mvhd`.
    pub from: String,
}

/// Most characters of a text.
const LONGEST: usize = 512;

/// A text for people: what is no UTF-8 is marked, control characters and fillers are gone, its length is bounded. None where nothing is left.
pub(crate) fn text(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(LONGEST * 4)).unwrap_or_default();
    let whole = String::from_utf8_lossy(head);
    let plain: String = whole.chars().filter(|letter| !letter.is_control() || *letter == '\n').take(LONGEST).collect();
    let plain = plain.trim();
    (!plain.is_empty()).then(|| plain.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_bounded_and_plain() {
        assert_eq!(text(b"  NIKON \0\0").as_deref(), Some("NIKON"));
        assert_eq!(text(b"\0\x07 "), None);
        assert_eq!(text(b"a\xffb").as_deref(), Some("a\u{FFFD}b"));
        assert_eq!(text(&[b'a'; 9_000]).unwrap().len(), LONGEST);
    }

    #[test]
    fn people_are_not_shown_in_logs() {
        let place = Place::new(43.24, -76.9, None).unwrap();
        let fields = [Value::Place(place), Value::Private(Private("SN-4711".into()))];
        let shown = format!("{fields:?}");
        assert!(!shown.contains("43") && !shown.contains("4711"), "{shown}");
    }

    #[test]
    fn a_place_is_on_earth() {
        assert_eq!(Place::new(91.0, 0.0, None), None);
        assert_eq!(Place::new(0.0, 181.0, None), None);
        assert_eq!(Place::new(f64::NAN, 0.0, None), None);
        assert_eq!(Place::new(1.0, 2.0, Some(f64::INFINITY)).unwrap().altitude, None);
    }
}
