//! Findings about a file that an expert is asked to look at where somebody suspects that it was made or changed by a program.
//!
//! A finding says what is so, never what it means: honest files have each of these too. Messengers strip metadata, shops print them anew,
//! phones put films behind pictures. What each finding is called, and what an expert is asked, is data: `knowledge/evidence/`.

use serde::{Deserialize, Serialize};

use crate::c2pa::{Binding, Manifest};
use crate::kind::Kind;
use crate::metadata::{Metadata, Value, What};

/// What is so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The name says one form, the content another.
    NamedWrongly,
    /// A form that cameras write, and no word of a camera.
    NoCamera,
    /// Programs are named.
    Software,
    /// Programs left notes in the picture.
    Notes,
    /// The file says of itself how it came to be (`digitalSourceType`).
    DeclaredSource,
    /// The file says one size of the picture and the picture has another.
    SizesDiffer,
    /// Both sides are whole multiples of 64 pixels, and no camera is named.
    EvenSides,
    /// The camera's small picture shows another than the large one.
    ThumbnailDiffers,
    /// It was changed at another time than it was taken.
    TimesDiffer,
    /// Bytes follow after the picture's end.
    DataAfterEnd,
    /// It carries content credentials; their signature is not verified here.
    ManifestUnverified,
    /// It is not the file that its content credentials were made for.
    ManifestOfAnother,
    /// Statements in its content credentials are not those that were hashed.
    ManifestChanged,
    /// Its content credentials can't be read.
    ManifestUnread,
    /// Part of what it says of itself can't be read.
    MetadataBroken,
}

impl Code {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 15] = [
        Self::NamedWrongly,
        Self::NoCamera,
        Self::Software,
        Self::Notes,
        Self::DeclaredSource,
        Self::SizesDiffer,
        Self::EvenSides,
        Self::ThumbnailDiffers,
        Self::TimesDiffer,
        Self::DataAfterEnd,
        Self::ManifestUnverified,
        Self::ManifestOfAnother,
        Self::ManifestChanged,
        Self::ManifestUnread,
        Self::MetadataBroken,
    ];

    /// Its name in data and pages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NamedWrongly => "named_wrongly",
            Self::NoCamera => "no_camera",
            Self::Software => "software",
            Self::Notes => "notes",
            Self::DeclaredSource => "declared_source",
            Self::SizesDiffer => "sizes_differ",
            Self::EvenSides => "even_sides",
            Self::ThumbnailDiffers => "thumbnail_differs",
            Self::TimesDiffer => "times_differ",
            Self::DataAfterEnd => "data_after_end",
            Self::ManifestUnverified => "manifest_unverified",
            Self::ManifestOfAnother => "manifest_of_another",
            Self::ManifestChanged => "manifest_changed",
            Self::ManifestUnread => "manifest_unread",
            Self::MetadataBroken => "metadata_broken",
        }
    }
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sign {
    /// What is so.
    pub code: Code,
    /// The words and numbers of the file that say so, as written.
    pub said: Vec<String>,
}

/// Marks of unrelated pictures differ in some 128 of 256 bits. A camera's small picture may have black bars or come from a very small
/// picture, and its mark is then farther than that of a near copy (34 bits, measured); half of 128 is far from both.
const UNLIKE: u32 = 64;
/// Most words told with one finding.
const MOST: usize = 16;

/// All findings about a file. The distance is that between the marks of the camera's small picture and the large one, where both tell much.
#[must_use]
pub fn signs(metadata: &Metadata, manifest: Option<&Manifest>, thumbnail: Option<u32>) -> Vec<Sign> {
    let mut signs = Vec::new();
    let mut tell = |code: Code, said: Vec<String>| {
        if !said.is_empty() {
            signs.push(Sign { code, said: said.into_iter().take(MOST).collect() });
        }
    };
    tell(Code::NamedWrongly, named_wrongly(metadata));
    tell(Code::NoCamera, no_camera(metadata));
    tell(Code::Software, software(metadata, manifest));
    tell(Code::Notes, notes(metadata));
    tell(Code::DeclaredSource, declared(metadata, manifest));
    tell(Code::SizesDiffer, sizes_differ(metadata));
    tell(Code::EvenSides, even_sides(metadata));
    tell(Code::ThumbnailDiffers, thumbnail.filter(|apart| *apart > UNLIKE).map(|apart| apart.to_string()).into_iter().collect());
    tell(Code::TimesDiffer, times_differ(metadata));
    tell(Code::DataAfterEnd, Some(metadata.after_end).filter(|bytes| *bytes > 0).map(|bytes| bytes.to_string()).into_iter().collect());
    manifest.into_iter().for_each(|manifest| of_manifest(manifest, &mut tell));
    tell(Code::MetadataBroken, metadata.broken.clone());
    signs
}

fn of_manifest(manifest: &Manifest, tell: &mut impl FnMut(Code, Vec<String>)) {
    let hash = manifest.sha256.to_string();
    tell(Code::ManifestUnverified, vec![crate::c2pa::VERIFIER.to_owned(), hash.clone()]);
    if manifest.binding == Binding::Broken {
        tell(Code::ManifestOfAnother, vec![hash]);
    }
    tell(Code::ManifestChanged, manifest.changed.clone());
    tell(Code::ManifestUnread, manifest.broken.iter().cloned().collect());
}

fn named_wrongly(metadata: &Metadata) -> Vec<String> {
    let name = |kind: Option<Kind>| kind.and_then(|kind| Some(serde_json::to_value(kind).ok()?.as_str()?.to_owned()));
    let is_so = metadata.is_named_wrongly();
    [metadata.named, metadata.kind].into_iter().filter_map(name).filter(|_| is_so).collect()
}

/// Whether a camera is named, or a moment of taking.
fn has_camera(metadata: &Metadata) -> bool {
    [What::Make, What::Model, What::Taken].into_iter().any(|what| metadata.about(what).next().is_some())
}

fn no_camera(metadata: &Metadata) -> Vec<String> {
    let is_so = matches!(metadata.kind, Some(Kind::Jpeg | Kind::Heif)) && !has_camera(metadata);
    if is_so { vec!["EXIF".to_owned()] } else { Vec::new() }
}

fn texts(metadata: &Metadata, what: What) -> impl Iterator<Item = String> {
    metadata.about(what).filter_map(|value| if let Value::Text(text) = value { Some(text.clone()) } else { None })
}

fn once(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    texts.for_each(|text| {
        if !kept.contains(&text) {
            kept.push(text)
        }
    });
    kept
}

fn software(metadata: &Metadata, manifest: Option<&Manifest>) -> Vec<String> {
    let own = texts(metadata, What::Software).chain(texts(metadata, What::Muxer)).chain(texts(metadata, What::Producer));
    let manifests = manifest
        .into_iter()
        .flat_map(|manifest| manifest.generators.iter().cloned().chain(manifest.actions.iter().filter_map(|action| action.agent.clone())));
    once(own.chain(manifests))
}

/// Under which names programs left notes; what they say stands in the metadata.
fn notes(metadata: &Metadata) -> Vec<String> {
    once(metadata.fields.iter().filter(|field| field.what == What::Note).map(|field| field.from.clone()))
}

/// The last part of the IPTC's names for ways in which pictures come to be.
fn declared(metadata: &Metadata, manifest: Option<&Manifest>) -> Vec<String> {
    let own = texts(metadata, What::SourceType);
    let manifests = manifest.into_iter().flat_map(|manifest| manifest.actions.iter().filter_map(|action| action.source_type.clone()));
    once(own.chain(manifests).map(|name| name.rsplit('/').next().unwrap_or_default().to_owned()).filter(|name| !name.is_empty()))
}

/// The sides that a place in the file says.
fn sides(metadata: &Metadata, is_from: impl Fn(&str) -> bool) -> Option<(f64, f64)> {
    let side = |what| {
        let mut fields = metadata.fields.iter().filter(|field| field.what == what && is_from(&field.from));
        fields.find_map(|field| if let Value::Number(number) = field.value { Some(number) } else { None })
    };
    side(What::Width).zip(side(What::Height))
}

/// A picture that was turned has its sides exchanged.
fn sizes_differ(metadata: &Metadata) -> Vec<String> {
    let said = sides(metadata, |from| from.starts_with("EXIF Pixel"));
    let is = sides(metadata, |from| !from.starts_with("EXIF") && !from.starts_with("XMP"));
    match said.zip(is) {
        Some((said, is)) if said != is && (said.1, said.0) != is => {
            vec![format!("{} x {}", said.0, said.1), format!("{} x {}", is.0, is.1)]
        }
        _ => Vec::new(),
    }
}

fn even_sides(metadata: &Metadata) -> Vec<String> {
    let is_even = |side: f64| side >= 256.0 && side % 64.0 == 0.0;
    let is = sides(metadata, |from| !from.starts_with("EXIF") && !from.starts_with("XMP"));
    let is = is.filter(|(width, height)| is_even(*width) && is_even(*height) && !has_camera(metadata));
    let is_picture = metadata.kind.is_some_and(Kind::is_picture);
    is.filter(|_| is_picture).map(|(width, height)| format!("{width} x {height}")).into_iter().collect()
}

fn times_differ(metadata: &Metadata) -> Vec<String> {
    let time = |what| {
        metadata.about(what).find_map(|value| if let Value::Time(told) = value { told.local.map(|_| told.written.clone()) } else { None })
    };
    match (time(What::Taken), time(What::Changed)) {
        (Some(taken), Some(changed)) if taken != changed => vec![taken, changed],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
