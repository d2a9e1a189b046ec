//! What a file says of itself: its form, the device, programs, times and places that it names, each with where it stands.
//!
//! Everything here is read, nothing is believed: a clock may have been wrong, and any of it can be written by anybody. Nothing here
//! decodes a picture or a film. Hostile bytes cost bounded time and memory; what can't be read is said, and the rest is read.

mod exif;
mod field;
mod film;
mod jpeg;
mod matroska;
mod office;
mod pdf;
mod png;
#[cfg(test)]
mod tests;
mod told;
mod webp;
mod xml;

use serde::{Deserialize, Serialize};

pub(crate) use field::text;
pub use field::{Field, Place, Private, Value, What};
pub(crate) use jpeg::Segments;
pub(crate) use png::Chunks;
pub use told::Told;
pub(crate) use webp::Pieces;

use crate::bytes::count;
use crate::kind::Kind;

/// Most things that are taken from one file.
const MOST_FIELDS: usize = 256;
/// Most faults that are named of one file.
const MOST_FAULTS: usize = 16;

/// What a file says of itself.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metadata {
    /// Its form by its content; none where it has no form known here.
    pub kind: Option<Kind>,
    /// Its form by its name; none where the name says nothing known.
    pub named: Option<Kind>,
    /// What it says, in the order of the file.
    pub fields: Vec<Field>,
    /// The length of the small picture that a camera puts beside the large one, in bytes.
    pub thumbnail: Option<u64>,
    /// How many bytes follow after the picture's end.
    pub after_end: u64,
    /// What could not be read, and why.
    pub broken: Vec<String>,
}

impl Metadata {
    /// Whether the name says one form and the content another.
    #[must_use]
    pub fn is_named_wrongly(&self) -> bool {
        self.named.zip(self.kind).is_some_and(|(named, kind)| !named.fits(kind))
    }

    /// All that it says about something.
    pub fn about(&self, what: What) -> impl Iterator<Item = &Value> {
        self.fields.iter().filter(move |field| field.what == what).map(|field| &field.value)
    }

    /// The first text about something.
    #[must_use]
    pub fn text(&self, what: What) -> Option<&str> {
        self.about(what).find_map(|value| if let Value::Text(text) = value { Some(text.as_str()) } else { None })
    }

    /// The first number about something.
    #[must_use]
    pub fn number(&self, what: What) -> Option<f64> {
        self.about(what).find_map(|value| if let Value::Number(number) = value { Some(*number) } else { None })
    }
}

/// What was read from a file.
#[derive(Debug, Default)]
pub struct Found {
    /// What it says of itself.
    pub metadata: Metadata,
    /// The small picture that a camera put beside the large one.
    pub thumbnail: Option<Vec<u8>>,
}

impl Found {
    fn put(&mut self, what: What, value: Value, from: impl Into<String>) {
        let field = Field { what, value, from: from.into() };
        if self.metadata.fields.len() < MOST_FIELDS && !self.metadata.fields.contains(&field) {
            self.metadata.fields.push(field);
        }
    }

    fn put_text(&mut self, what: What, bytes: &[u8], from: impl Into<String>) {
        let Some(text) = text(bytes) else { return };
        let value = if is_private(what) { Value::Private(Private(text)) } else { Value::Text(text) };
        self.put(what, value, from);
    }

    fn put_number(&mut self, what: What, number: impl Into<f64>, from: impl Into<String>) {
        let number = number.into();
        if number.is_finite() {
            self.put(what, Value::Number(number), from);
        }
    }

    fn put_time(&mut self, what: What, told: Told, from: impl Into<String>) {
        self.put(what, Value::Time(told), from);
    }

    fn put_sides(&mut self, width: u32, height: u32, from: &str) {
        self.put_number(What::Width, width, from);
        self.put_number(What::Height, height, from);
    }

    fn broken(&mut self, what: &str, why: impl std::fmt::Display) {
        if self.metadata.broken.len() < MOST_FAULTS {
            self.metadata.broken.extend(text(format!("{what}: {why}").as_bytes()));
        }
    }
}

/// Whether it tells about a person.
fn is_private(what: What) -> bool {
    matches!(what, What::SerialNumber | What::LensNumber | What::PictureId | What::Owner | What::Author | What::ChangedBy)
}

/// Only the forms that a file has by its first bytes and by its name.
pub(crate) fn head(bytes: &[u8], name: &str) -> Found {
    let metadata = Metadata { kind: Kind::of_content(bytes), named: Kind::of_name(name), ..Metadata::default() };
    Found { metadata, thumbnail: None }
}

/// Reads what a file says of itself. The bytes may be less than the file where it is large: a film's boxes without what is shown.
#[must_use]
pub fn read(bytes: &[u8], name: &str) -> Found {
    let mut found = head(bytes, name);
    match found.metadata.kind {
        Some(Kind::Jpeg) => jpeg::read(bytes, &mut found),
        Some(Kind::Png) => png::read(bytes, &mut found),
        Some(Kind::Webp) => webp::read(bytes, &mut found),
        Some(Kind::Gif) => gif(bytes, &mut found),
        Some(Kind::Tiff) => exif::read(bytes, &mut found),
        Some(Kind::Heif) => film::picture(bytes, &mut found),
        Some(Kind::Mp4 | Kind::QuickTime | Kind::ThreeGp) => film::read(bytes, &mut found),
        Some(Kind::Matroska) => matroska::read(bytes, &mut found),
        Some(Kind::Pdf) => pdf::read(bytes, &mut found),
        Some(Kind::Zip | Kind::Office) => office::read(bytes, &mut found),
        None => {}
    }
    found.metadata.thumbnail = found.thumbnail.as_ref().map(|bytes| count(bytes.len()));
    found
}

fn gif(bytes: &[u8], found: &mut Found) {
    let side = |at| crate::bytes::array(bytes, at).map(|side| u32::from(u16::from_le_bytes(side)));
    if let (Some(width), Some(height)) = (side(6), side(8)) {
        found.put_sides(width, height, "GIF screen");
    }
}
