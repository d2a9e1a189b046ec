//! What is read here is what exiftool reads (Debian package `libimage-exiftool-perl`), on photographs and on files made here.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a test may be blunt, and says what it skips"
)]

mod made;

use std::path::{Path, PathBuf};
use std::process::Command;

use media::metadata::{Value, What, read};
use media::{Kind, Metadata};
use serde_json::Value as Json;

/// What exiftool says of a file; none where it is not installed.
fn exiftool(file: &Path) -> Option<Json> {
    let said = Command::new("exiftool").args(["-json", "-n", "-G1", "-a", "-struct", "-api", "QuickTimeUTC=0"]).arg(file).output().ok()?;
    let all: Vec<Json> = serde_json::from_slice(&said.stdout).ok()?;
    all.into_iter().next()
}

fn is_there() -> bool {
    let there = Command::new("exiftool").arg("-ver").output().is_ok_and(|said| said.status.success());
    if !there {
        println!("SKIPPED: exiftool is not installed (Debian: libimage-exiftool-perl)");
    }
    there
}

fn photographs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/exif");
    let files = std::fs::read_dir(folder).map_or_else(|_| Vec::new(), |files| files.flatten().map(|file| file.path()).collect());
    if files.is_empty() {
        println!("SKIPPED: no photographs in ../shared/data/exif");
    }
    files
}

fn text(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => Some(text.trim().to_owned()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn number(json: &Json) -> Option<f64> {
    json.as_f64().or_else(|| json.as_str()?.split(' ').next()?.parse().ok())
}

/// The value that stands at a place.
fn at<'a>(metadata: &'a Metadata, what: What, from: &str) -> Option<&'a Value> {
    metadata.fields.iter().find(|field| field.what == what && field.from == from).map(|field| &field.value)
}

/// What exiftool calls it, what it is here, and where it stands.
const SAME: [(&str, What, &str); 15] = [
    ("IFD0:Make", What::Make, "EXIF Make"),
    ("IFD0:Model", What::Model, "EXIF Model"),
    ("IFD0:Software", What::Software, "EXIF Software"),
    ("IFD0:Orientation", What::Orientation, "EXIF Orientation"),
    ("IFD0:ModifyDate", What::Changed, "EXIF DateTime"),
    ("ExifIFD:DateTimeOriginal", What::Taken, "EXIF DateTimeOriginal"),
    ("ExifIFD:CreateDate", What::Digitized, "EXIF DateTimeDigitized"),
    ("ExifIFD:ExifImageWidth", What::Width, "EXIF PixelXDimension"),
    ("ExifIFD:ExifImageHeight", What::Height, "EXIF PixelYDimension"),
    ("ExifIFD:SerialNumber", What::SerialNumber, "EXIF BodySerialNumber"),
    ("ExifIFD:LensSerialNumber", What::LensNumber, "EXIF LensSerialNumber"),
    ("ExifIFD:LensModel", What::Lens, "EXIF LensModel"),
    ("ExifIFD:OwnerName", What::Owner, "EXIF CameraOwnerName"),
    ("XMP-xmp:CreatorTool", What::Software, "XMP xmp:CreatorTool"),
    ("XMP-xmp:CreateDate", What::Created, "XMP xmp:CreateDate"),
];

/// Whether a value is what exiftool says. XMP writes times with strokes, which exiftool turns into colons.
fn is_same(value: &Value, said: &Json) -> bool {
    match value {
        Value::Text(own) => text(said).as_ref() == Some(own),
        Value::Private(own) => text(said).as_ref() == Some(&own.0),
        Value::Number(own) => number(said) == Some(*own),
        Value::Time(own) => text(said).map(|said| said.replace(':', "-")) == Some(own.written.replace([':'], "-").replace('T', " ")),
        Value::Place(_) => false,
    }
}

/// Compares what both read; tells how much that was.
fn compare(name: &str, metadata: &Metadata, said: &Json) -> usize {
    let mut compared = 0;
    for (key, what, from) in SAME {
        match (at(metadata, what, from), said.get(key)) {
            (Some(own), Some(theirs)) => assert!(is_same(own, theirs), "{name} {key}: {theirs}"),
            (None, None) => continue,
            // A field of blanks is a text to exiftool and nothing here.
            (None, Some(theirs)) if text(theirs).is_some_and(|text| text.is_empty()) => continue,
            (own, theirs) => panic!("{name} {key}: read here: {}, by exiftool: {theirs:?}", own.is_some()),
        }
        compared += 1;
    }
    compared + sides(name, metadata, said) + place(name, metadata, said) + thumbnail(name, metadata, said)
}

fn sides(name: &str, metadata: &Metadata, said: &Json) -> usize {
    let is = |what| metadata.fields.iter().find(|field| field.what == what && !field.from.starts_with("EXIF"));
    let theirs = |key: &str| ["File:", "PNG:", "RIFF:", "Track1:", "Meta:"].iter().find_map(|group| said.get(format!("{group}{key}")));
    for (what, key) in [(What::Width, "ImageWidth"), (What::Height, "ImageHeight")] {
        if let (Some(own), Some(theirs)) = (is(what), theirs(key)) {
            assert!(is_same(&own.value, theirs), "{name} {key}: {theirs} {own:?}");
        }
    }
    2
}

fn place(name: &str, metadata: &Metadata, said: &Json) -> usize {
    let own = metadata.about(What::Place).find_map(|value| if let Value::Place(place) = value { Some(*place) } else { None });
    let theirs = |key: &str| said.get(format!("Composite:{key}")).and_then(Json::as_f64);
    let Some(own) = own else {
        assert_eq!(theirs("GPSLatitude"), None, "{name}");
        return 0;
    };
    assert!((own.latitude - theirs("GPSLatitude").unwrap()).abs() < 1e-9, "{name}");
    assert!((own.longitude - theirs("GPSLongitude").unwrap()).abs() < 1e-9, "{name}");
    if let (Some(own), Some(theirs)) = (own.altitude, theirs("GPSAltitude")) {
        assert!((own - theirs).abs() < 1e-6, "{name}");
    }
    2
}

fn thumbnail(name: &str, metadata: &Metadata, said: &Json) -> usize {
    let theirs = said.get("IFD1:ThumbnailLength").and_then(Json::as_u64).filter(|_| said.get("IFD1:ThumbnailImage").is_some());
    assert_eq!(metadata.thumbnail, theirs, "{name}");
    1
}

#[test]
fn photographs_are_read_as_exiftool_reads_them() {
    if !is_there() {
        return;
    }
    let mut compared = 0;
    for file in photographs() {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let found = read(&std::fs::read(&file).unwrap(), &name);
        assert_eq!(found.metadata.kind, Some(Kind::Jpeg));
        compared += compare(&name, &found.metadata, &exiftool(&file).unwrap());
    }
    println!("{compared} values are the same");
}

/// Files made here, with the key under which exiftool tells a value of each.
#[test]
fn made_files_are_read_as_exiftool_reads_them() {
    if !is_there() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes, expected) in made::all() {
        let file = folder.path().join(name);
        std::fs::write(&file, &bytes).unwrap();
        let (own, said) = (read(&bytes, name).metadata, exiftool(&file).unwrap());
        assert!(said.get("ExifTool:Error").is_none(), "{name}: {said}");
        assert!(!own.is_named_wrongly() && own.kind == Kind::of_name(name), "{name}");
        assert_eq!(own.broken, Vec::<String>::new(), "{name}");
        for (key, what) in expected {
            let theirs = said.get(key).unwrap_or_else(|| panic!("{name} {key}: {said}"));
            let same = own.about(what).any(|value| is_same(value, theirs) || is_moment(value, theirs));
            assert!(same, "{name} {key}: {theirs}, here {:?}", own.about(what).collect::<Vec<_>>());
        }
        place(name, &own, &said);
        if own.kind == Some(Kind::Tiff) || own.kind == Some(Kind::Webp) || own.kind == Some(Kind::Png) {
            compare(name, &own, &said);
        }
    }
}

/// A time that is counted from a year on: exiftool writes it as a clock in UTC.
fn is_moment(value: &Value, said: &Json) -> bool {
    let Value::Time(own) = value else { return false };
    let written = own.local.map(|local| local.strftime("%Y:%m:%d %H:%M:%S").to_string());
    text(said).is_some_and(|said| written.is_some_and(|written| said.starts_with(&written)))
}
