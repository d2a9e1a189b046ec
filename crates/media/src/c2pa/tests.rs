//! Manifests made by hand, as others lay them into files, and hostile ones.

use proptest::prelude::*;
use sha2::{Digest as _, Sha256};

use super::*;

fn text(text: &str) -> Vec<u8> {
    let length = u8::try_from(text.len()).unwrap();
    [[0x78, length].as_slice(), text.as_bytes()].concat()
}

fn bytes(bytes: &[u8]) -> Vec<u8> {
    let length = u8::try_from(bytes.len()).unwrap();
    [[0x58, length].as_slice(), bytes].concat()
}

/// A number of one length whatever it is, so that what is filled in later moves nothing.
fn number(number: usize) -> Vec<u8> {
    [[0x1A].as_slice(), &u32::try_from(number).unwrap().to_be_bytes()].concat()
}

fn list(items: &[Vec<u8>]) -> Vec<u8> {
    [vec![0x80 + u8::try_from(items.len()).unwrap()], items.concat()].concat()
}

fn map(entries: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let inner: Vec<u8> = entries.iter().flat_map(|(name, value)| [text(name), value.clone()].concat()).collect();
    [vec![0xA0 + u8::try_from(entries.len()).unwrap()], inner].concat()
}

fn boxed(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    [u32::try_from(body.len() + 8).unwrap().to_be_bytes().as_slice(), kind, body].concat()
}

fn labelled(kind: &[u8; 4], label: &str, content: &[u8]) -> Vec<u8> {
    let name = [kind.as_slice(), &[0, 0x11, 0, 0x10, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71, 3], label.as_bytes(), &[0]].concat();
    boxed(b"jumb", &[boxed(b"jumd", &name), content.to_vec()].concat())
}

/// What a test changes in a manifest.
#[derive(Default, Clone, Copy)]
struct Wanted {
    start: usize,
    length: usize,
    hash: [u8; 32],
    second_edition: bool,
    changed: bool,
}

/// A store of two manifests, of which the second stands for the file.
fn store(wanted: Wanted) -> Vec<u8> {
    let exclusion = map(&[("start", number(wanted.start)), ("length", number(wanted.length))]);
    let data = map(&[("exclusions", list(&[exclusion])), ("alg", text("sha256")), ("hash", bytes(&wanted.hash)), ("pad", bytes(&[]))]);
    let source = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";
    let made = map(&[
        ("action", text("c2pa.created")),
        ("softwareAgent", map(&[("name", text("Painter")), ("version", text("3"))])),
        ("digitalSourceType", text(source)),
    ]);
    let edited = map(&[("action", text("c2pa.edited")), ("when", text("2026-03-01T10:00:00Z")), ("softwareAgent", text("Editor 1"))]);
    let actions = labelled(b"cbor", "c2pa.actions.v2", &boxed(b"cbor", &map(&[("actions", list(&[made, edited]))])));
    let data = labelled(b"cbor", "c2pa.hash.data", &boxed(b"cbor", &data));
    let named = |label: &str, made: &[u8]| {
        let mut hash = <[u8; 32]>::from(Sha256::digest(&made[8..]));
        hash[0] ^= u8::from(wanted.changed);
        map(&[("url", text(&format!("self#jumbf=c2pa.assertions/{label}"))), ("hash", bytes(&hash))])
    };
    // The hash of the hash is left out: it changes with what is filled in, and nothing here hangs on it.
    let references = list(&[named("c2pa.actions.v2", &actions)]);
    let program = map(&[("name", text("Painter")), ("version", text("3.1"))]);
    let claim = if wanted.second_edition {
        map(&[("claim_generator_info", program), ("dc:title", text("a.jpg")), ("created_assertions", references), ("alg", text("sha256"))])
    } else {
        map(&[
            ("claim_generator", text("painter/3.1 c2pa-rs/0.1")),
            ("claim_generator_info", list(&[program])),
            ("dc:title", text("a.jpg")),
            ("dc:format", text("image/jpeg")),
            ("assertions", references),
        ])
    };
    let assertions = labelled(b"c2as", "c2pa.assertions", &[actions, data].concat());
    let claim = labelled(b"c2cl", if wanted.second_edition { "c2pa.claim.v2" } else { "c2pa.claim" }, &boxed(b"cbor", &claim));
    let signature = labelled(b"c2cs", "c2pa.signature", &boxed(b"cbor", &bytes(b"none")));
    let first = labelled(b"c2ma", "urn:uuid:0000-first", &[]);
    let second = labelled(b"c2ma", "urn:uuid:0000-second", &[assertions, claim, signature].concat());
    labelled(b"c2pa", "c2pa", &[first, second].concat())
}

/// The segments in which a JPEG carries a store, each with at most so many bytes of it.
fn segments(store: &[u8], most: usize) -> Vec<u8> {
    let (head, rest) = store.split_at(8);
    let piece = |(at, piece): (usize, &[u8])| {
        let body = [b"JP\0\x07".as_slice(), &u32::try_from(at + 1).unwrap().to_be_bytes(), head, piece].concat();
        [&[0xFF, 0xEB], u16::try_from(body.len() + 2).unwrap().to_be_bytes().as_slice(), &body].concat()
    };
    rest.chunks(most).enumerate().flat_map(piece).collect()
}

const JPEG: [u8; 8] = [0xFF, 0xD8, 0xFF, 0xDA, 0x00, 0x02, 0xFF, 0xD9];

fn jpeg(wanted: Wanted, most: usize) -> Vec<u8> {
    let carried = segments(&store(wanted), most);
    [&JPEG[..2], &carried, &JPEG[2..]].concat()
}

/// A JPEG with the hash of what it is.
fn bound(wanted: Wanted, most: usize) -> Vec<u8> {
    let length = jpeg(wanted, most).len() - JPEG.len();
    jpeg(Wanted { start: 2, length, hash: Sha256::digest(JPEG).into(), ..wanted }, most)
}

#[test]
fn a_manifest_is_told_and_compared_with_its_file() {
    let file = bound(Wanted::default(), 300);
    let manifest = read(&file, Kind::Jpeg).unwrap();
    assert_eq!((manifest.manifests, manifest.label.as_deref()), (2, Some("urn:uuid:0000-second")));
    assert_eq!(manifest.generators, ["painter/3.1 c2pa-rs/0.1", "Painter 3.1"]);
    assert_eq!((manifest.title.as_deref(), manifest.format.as_deref()), (Some("a.jpg"), Some("image/jpeg")));
    assert_eq!(manifest.assertions, ["c2pa.actions.v2", "c2pa.hash.data"]);
    let source = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";
    let told = |action: &str, when: Option<&str>, agent: &str, source_type: Option<&str>| Action {
        action: action.into(),
        when: when.map(Into::into),
        agent: Some(agent.into()),
        source_type: source_type.map(Into::into),
    };
    let edited = told("c2pa.edited", Some("2026-03-01T10:00:00Z"), "Editor 1", None);
    assert_eq!(manifest.actions, [told("c2pa.created", None, "Painter 3", Some(source)), edited]);
    assert_eq!((manifest.binding, manifest.changed, manifest.broken), (Binding::Holds, vec![], None));
    let whole = bound(Wanted::default(), 60_000);
    assert_eq!(read(&whole, Kind::Jpeg).unwrap().generators, ["painter/3.1 c2pa-rs/0.1", "Painter 3.1"]);
}

#[test]
fn the_second_edition_is_read_too() {
    let manifest = read(&bound(Wanted { second_edition: true, ..Wanted::default() }, 60_000), Kind::Jpeg).unwrap();
    assert_eq!((manifest.generators, manifest.binding), (vec!["Painter 3.1".to_owned()], Binding::Holds));
}

#[test]
fn a_changed_file_and_changed_statements_are_found() {
    let mut file = bound(Wanted::default(), 300);
    let end = file.len() - 3;
    file[end] ^= 1;
    assert_eq!(read(&file, Kind::Jpeg).unwrap().binding, Binding::Broken);
    let mut longer = bound(Wanted::default(), 300);
    longer.push(0);
    assert_eq!(read(&longer, Kind::Jpeg).unwrap().binding, Binding::Broken);
    // An exclusion that leaves the file excludes nothing.
    let outside = jpeg(Wanted { start: 2, length: 1 << 30, hash: Sha256::digest(JPEG).into(), ..Wanted::default() }, 300);
    assert_eq!(read(&outside, Kind::Jpeg).unwrap().binding, Binding::Broken);
    let changed = read(&bound(Wanted { changed: true, ..Wanted::default() }, 300), Kind::Jpeg).unwrap();
    assert_eq!(changed.changed, ["c2pa.actions.v2"]);
}

#[test]
fn other_forms_carry_manifests_in_their_own_way() {
    let store = store(Wanted::default());
    let chunk = [u32::try_from(store.len()).unwrap().to_be_bytes().as_slice(), b"caBX", &store, &[0; 4]].concat();
    let png = [b"\x89PNG\r\n\x1a\n".as_slice(), &chunk].concat();
    let fill = vec![0; store.len() % 2];
    let webp = [b"RIFF\0\0\0\0WEBPC2PA".as_slice(), &u32::try_from(store.len()).unwrap().to_le_bytes(), &store, &fill].concat();
    let name = [0xD8, 0xFE, 0xC3, 0xD6, 0x1B, 0x0E, 0x48, 0x3C, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7E, 0xC4, 0x81];
    let film = [boxed(b"ftyp", b"isom"), boxed(b"uuid", &[name.as_slice(), &[0; 4], b"manifest\0", &[0; 8], &store].concat())].concat();
    for (kind, file) in [(Kind::Png, png), (Kind::Webp, webp), (Kind::Mp4, film)] {
        let manifest = read(&file, kind).unwrap_or_else(|| panic!("{kind:?}"));
        assert_eq!((manifest.bytes, manifest.manifests), (count(store.len()), 2), "{kind:?}");
        assert_eq!(manifest.sha256, Digest(Sha256::digest(&store).into()));
        assert_eq!(manifest.binding, Binding::Broken, "{kind:?}");
    }
    for kind in [Kind::Jpeg, Kind::Png, Kind::Webp, Kind::Mp4, Kind::Pdf] {
        assert_eq!(read(&JPEG, kind), None);
    }
}

/// exiftool reads such boxes of a JPEG: a second opinion that the manifest made here is one.
#[test]
fn exiftool_finds_the_same_manifest() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jpg");
    std::fs::write(&path, bound(Wanted::default(), 300)).unwrap();
    let said = std::process::Command::new("exiftool").args(["-json", "-a", "-JUMBF:all"]).arg(&path).output();
    let Ok(said) = said else {
        println!("SKIPPED: exiftool is not installed (Debian: libimage-exiftool-perl)");
        return;
    };
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    for word in ["c2pa.actions.v2", "Painter", "trainedAlgorithmicMedia", "a.jpg"] {
        assert!(said.contains(word), "{word}: {said}");
    }
}

#[test]
fn boxes_within_boxes_without_end_cost_nothing() {
    let mut deep = boxed(b"cbor", b"x");
    for _ in 0..2_000 {
        deep = labelled(b"c2pa", "c2pa", &deep);
    }
    let chunk = [u32::try_from(deep.len()).unwrap().to_be_bytes().as_slice(), b"caBX", &deep, &[0; 4]].concat();
    let manifest = read(&[b"\x89PNG\r\n\x1a\n".as_slice(), &chunk].concat(), Kind::Png).unwrap();
    assert!(manifest.broken.is_some());
    let wide = labelled(b"c2pa", "c2pa", &labelled(b"c2ma", "m", &[]).repeat(50_000));
    let chunk = [u32::try_from(wide.len()).unwrap().to_be_bytes().as_slice(), b"caBX", &wide, &[0; 4]].concat();
    assert!(read(&[b"\x89PNG\r\n\x1a\n".as_slice(), &chunk].concat(), Kind::Png).unwrap().manifests <= 1_024);
}

#[test]
fn every_beginning_of_a_file_is_read_without_harm() {
    let file = bound(Wanted::default(), 300);
    for end in 0..file.len() {
        let read = read(&file[..end], Kind::Jpeg);
        assert!(read.is_none_or(|manifest| manifest.binding != Binding::Holds), "{end}");
    }
}

proptest! {
    #[test]
    fn hostile_bytes_are_read_without_harm(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12), most in 1..400_usize) {
        let mut file = bound(Wanted::default(), most);
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        let _ = read(&file, Kind::Jpeg);
        let inner = store(Wanted::default());
        let _ = jumbf::Store::read(&inner[..most.min(inner.len())]);
    }
}
