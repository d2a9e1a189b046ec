//! Each finding is told where it is so, and not where it is not.

use record::Digest;

use super::*;
use crate::c2pa::Action;
use crate::metadata::{Field, Told};

fn field(what: What, value: Value, from: &str) -> Field {
    Field { what, value, from: from.into() }
}

fn text(what: What, text: &str) -> Field {
    field(what, Value::Text(text.into()), "EXIF")
}

fn sides(width: f64, height: f64, from: &str) -> [Field; 2] {
    [field(What::Width, Value::Number(width), from), field(What::Height, Value::Number(height), from)]
}

fn time(what: What, written: &str) -> Field {
    field(what, Value::Time(Told::exif(written, None)), "EXIF")
}

/// A photograph as a camera writes it.
fn honest() -> Metadata {
    let mut fields =
        vec![text(What::Make, "INVENTED"), time(What::Taken, "2026:03:01 10:00:00"), time(What::Changed, "2026:03:01 10:00:00")];
    fields.extend(sides(640.0, 512.0, "JPEG frame"));
    fields.extend(sides(640.0, 512.0, "EXIF PixelXDimension"));
    Metadata { kind: Some(Kind::Jpeg), named: Some(Kind::Jpeg), fields, ..Metadata::default() }
}

fn manifest() -> Manifest {
    let source_type = Some("http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia".to_owned());
    Manifest {
        bytes: 1,
        sha256: Digest([7; 32]),
        manifests: 1,
        label: None,
        generators: vec!["Painter 3".into()],
        title: None,
        format: None,
        assertions: Vec::new(),
        actions: vec![Action { action: "c2pa.created".into(), when: None, agent: Some("Painter 3".into()), source_type }],
        changed: vec!["c2pa.actions".into()],
        binding: Binding::Broken,
        broken: Some("its claim can't be read".into()),
    }
}

fn told(metadata: &Metadata, thumbnail: Option<u32>) -> Vec<(Code, Vec<String>)> {
    signs(metadata, None, thumbnail).into_iter().map(|sign| (sign.code, sign.said)).collect()
}

fn said(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn an_honest_photograph_has_no_signs() {
    assert_eq!(told(&honest(), Some(64)), []);
    assert_eq!(told(&Metadata::default(), None), []);
}

#[test]
fn each_sign_is_told_with_the_words_of_the_file() {
    let with = |change: &dyn Fn(&mut Metadata)| {
        let mut metadata = honest();
        change(&mut metadata);
        told(&metadata, None)
    };
    assert_eq!(with(&|file| file.named = Some(Kind::Png)), [(Code::NamedWrongly, said(&["png", "jpeg"]))]);
    assert_eq!(with(&|file| file.fields.retain(|field| field.from == "none")), [(Code::NoCamera, said(&["EXIF"]))]);
    let painter = [text(What::Software, "Painter 3"), text(What::Muxer, "Painter 3"), text(What::Producer, "Printer")];
    assert_eq!(with(&|file| file.fields.extend(painter.clone())), [(Code::Software, said(&["Painter 3", "Printer"]))]);
    let note = field(What::Note, Value::Text("a long story".into()), "PNG tEXt parameters");
    assert_eq!(with(&|file| file.fields.push(note.clone())), [(Code::Notes, said(&["PNG tEXt parameters"]))]);
    let source = text(What::SourceType, "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia");
    assert_eq!(with(&|file| file.fields.push(source.clone())), [(Code::DeclaredSource, said(&["algorithmicMedia"]))]);
    assert_eq!(with(&|file| file.after_end = 9), [(Code::DataAfterEnd, said(&["9"]))]);
    assert_eq!(with(&|file| file.broken = said(&["EXIF: odd"])), [(Code::MetadataBroken, said(&["EXIF: odd"]))]);
    let changed = |file: &mut Metadata| file.fields[2] = time(What::Changed, "2026:03:02 10:00:00");
    assert_eq!(with(&changed), [(Code::TimesDiffer, said(&["2026:03:01 10:00:00", "2026:03:02 10:00:00"]))]);
    let cut = |file: &mut Metadata| file.fields[3] = field(What::Width, Value::Number(600.0), "JPEG frame");
    assert_eq!(with(&cut), [(Code::SizesDiffer, said(&["640 x 512", "600 x 512"]))]);
    let turned = |file: &mut Metadata| file.fields.splice(3..5, sides(512.0, 640.0, "JPEG frame")).for_each(drop);
    assert_eq!(with(&turned), []);
    assert_eq!(told(&honest(), Some(65)), [(Code::ThumbnailDiffers, said(&["65"]))]);
}

#[test]
fn even_sides_are_told_only_of_pictures_without_a_camera() {
    let of = |width, height, kind| {
        let fields = sides(width, height, "PNG IHDR").into();
        told(&Metadata { kind: Some(kind), fields, ..Metadata::default() }, None)
    };
    assert_eq!(of(1_024.0, 768.0, Kind::Png), [(Code::EvenSides, said(&["1024 x 768"]))]);
    assert_eq!(of(1_024.0, 770.0, Kind::Png), []);
    assert_eq!(of(64.0, 64.0, Kind::Png), [], "icons are so small");
    assert_eq!(of(640.0, 512.0, Kind::Mp4), [], "films are always so");
}

#[test]
fn content_credentials_are_told_and_never_believed() {
    let signs = signs(&honest(), Some(&manifest()), None);
    let codes: Vec<Code> = signs.iter().map(|sign| sign.code).collect();
    let manifests = [Code::ManifestUnverified, Code::ManifestOfAnother, Code::ManifestChanged, Code::ManifestUnread];
    assert_eq!(codes, [[Code::Software, Code::DeclaredSource].as_slice(), &manifests].concat());
    assert_eq!(signs[1].said, ["trainedAlgorithmicMedia"]);
    assert_eq!(signs[2].said, ["c2patool".to_owned(), "07".repeat(32)]);
}

#[test]
fn every_sign_has_its_words_in_three_languages_and_no_word_is_left_over() {
    let guide = knowledge::Book::shipped().unwrap().synthetic_media.unwrap();
    assert!(Code::ALL.iter().all(|code| guide.sign(code.name()).is_some()));
    assert_eq!(guide.signs.len(), Code::ALL.len());
    for code in Code::ALL {
        assert_eq!(serde_json::to_value(code).unwrap(), code.name());
    }
}
