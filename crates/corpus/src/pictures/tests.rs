//! Pictures that are safe to read and pictures that are not; the look-up.

use std::io::{Cursor, Write as _};
use std::path::Path;
use std::sync::Mutex;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use record::PostKey;
use signals::fingerprint::PictureMark;

use super::alike::near;
use super::beside::Archives;
use super::{Fault, decode};
use crate::input::Beside;

/// An invented picture: a slope, two discs and stripes.
fn drawn(width: u32, height: u32, seed: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        let (u, v) = (x * 1_000 / width, y * 1_000 / height);
        let disc = |across: u32, down: u32, reach: u32| u32::from(u.abs_diff(across).pow(2) + v.abs_diff(down).pow(2) < reach.pow(2));
        let stripes = (u * (1 + seed % 4) + v * (1 + seed % 3)) / (90 + seed * 7) % 2;
        let value = u / 10 + 60 * disc(200 + seed * 90, 300, 180) + 70 * disc(700, 150 + seed * 110, 220) + 40 * stripes;
        let value = u8::try_from(value.min(255)).unwrap();
        Rgb([value, value, 255 - value])
    }))
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn mark(bytes: &[u8]) -> Result<PictureMark, Fault> {
    decode::mark(bytes, &Mutex::default())
}

/// A PNG that says it has this many pixels, and has none.
fn png_of(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = encoded(&drawn(8, 8, 1), ImageFormat::Png);
    bytes.splice(16..24, [width.to_be_bytes(), height.to_be_bytes()].concat());
    let sum = {
        let mut crc = flate2::Crc::new();
        crc.update(&bytes[12..29]);
        crc.sum()
    };
    bytes.splice(29..33, sum.to_be_bytes());
    bytes
}

#[test]
fn re_encoded_and_resized_pictures_are_near_and_others_far() {
    let first = mark(&encoded(&drawn(640, 480, 1), ImageFormat::Png)).unwrap();
    let small = drawn(640, 480, 1).thumbnail(320, 240);
    let large = drawn(640, 480, 1).resize(3_000, 2_250, image::imageops::FilterType::Triangle);
    for (name, bytes) in [
        ("jpeg", encoded(&drawn(640, 480, 1), ImageFormat::Jpeg)),
        ("small jpeg", encoded(&small, ImageFormat::Jpeg)),
        ("large", encoded(&large, ImageFormat::Jpeg)),
        ("webp", encoded(&drawn(640, 480, 1), ImageFormat::WebP)),
        ("gif", encoded(&drawn(640, 480, 1), ImageFormat::Gif)),
    ] {
        let distance = first.distance(&mark(&bytes).unwrap());
        assert!(distance <= signals::fingerprint::NEAR_PICTURE, "{name}: {distance}");
    }
    for seed in 2..6 {
        let other = mark(&encoded(&drawn(640, 480, seed), ImageFormat::Png)).unwrap();
        assert!(first.distance(&other) > 40, "{seed}: {}", first.distance(&other));
    }
}

#[test]
fn hostile_pictures_are_refused_and_cost_nothing() {
    let began = std::time::Instant::now();
    assert!(matches!(mark(&png_of(60_000, 60_000)), Err(Fault::Pixels(60_000, 60_000) | Fault::Broken(_))));
    assert!(matches!(mark(&png_of(9_000, 9_000)), Err(Fault::Pixels(9_000, 9_000))));
    assert!(matches!(mark(&png_of(0, 5)), Err(Fault::Broken(_))));
    assert!(began.elapsed().as_secs() < 2, "a bomb was unpacked");
    let whole = encoded(&drawn(200, 100, 1), ImageFormat::Png);
    assert!(matches!(mark(&whole[..whole.len() / 2]), Err(Fault::Broken(_))));
    assert!(mark(b"\xFF\xD8\xFF nothing").is_err());
    assert!(mark(b"").is_err());
}

fn read(folder: &Path, path: &str) -> Result<Option<Vec<u8>>, Fault> {
    Archives::default().read(&Beside::Folder(folder.to_owned()), path)
}

#[test]
fn only_pictures_of_the_folder_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("feed");
    std::fs::create_dir_all(inside.join("photos/folder.png")).unwrap();
    let png = encoded(&drawn(40, 40, 1), ImageFormat::Png);
    for name in ["secret.png", "feed/photos/a.png", "feed/photos/without ending"] {
        std::fs::write(folder.path().join(name), &png).unwrap();
    }
    std::fs::write(inside.join("photos/text.jpg"), "text").unwrap();
    std::fs::write(inside.join("film.mp4"), "film").unwrap();
    for path in ["photos/a.png", "./photos/./a.png", "photos/without ending"] {
        assert_eq!(read(&inside, path).unwrap().as_ref(), Some(&png), "{path}");
    }
    for path in ["photos/b.png", "film.mp4", "photos/a.png/deeper", "https://x.example/a.png"] {
        assert!(matches!(read(&inside, path), Ok(None)), "{path}");
    }
    let absolute = folder.path().join("secret.png");
    for path in ["../secret.png", "photos/../../secret.png", "../../etc/passwd", "/etc/passwd", absolute.to_str().unwrap()] {
        assert!(matches!(read(&inside, path), Err(Fault::Outside)), "{path}");
    }
    assert!(matches!(read(&inside, "photos/text.jpg"), Err(Fault::NoPicture)));
    for path in ["photos/folder.png", "photos", ""] {
        assert!(matches!(read(&inside, path), Err(Fault::NoFile)), "{path}");
    }
    assert!(matches!(read(&inside, "nul\0.png"), Err(Fault::Io(_))));
    assert!(matches!(Archives::default().read(&Beside::Nowhere, "photos/a.png"), Ok(None)));
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("feed");
    std::fs::create_dir_all(&inside).unwrap();
    let png = encoded(&drawn(40, 40, 1), ImageFormat::Png);
    std::fs::write(folder.path().join("secret.png"), &png).unwrap();
    std::fs::write(inside.join("a.png"), &png).unwrap();
    std::os::unix::fs::symlink("../secret.png", inside.join("out.png")).unwrap();
    std::os::unix::fs::symlink(folder.path(), inside.join("up")).unwrap();
    std::os::unix::fs::symlink("a.png", inside.join("in.png")).unwrap();
    assert!(matches!(read(&inside, "out.png"), Err(Fault::Outside)));
    assert!(matches!(read(&inside, "up/secret.png"), Err(Fault::Outside)));
    assert_eq!(read(&inside, "in.png").unwrap(), Some(png));
}

#[test]
fn pictures_of_a_zip_are_read_from_it_and_bombs_are_not() {
    let folder = tempfile::tempdir().unwrap();
    let png = encoded(&drawn(40, 40, 1), ImageFormat::Png);
    let bomb = [b"\x89PNG\r\n\x1a\n".as_slice(), &vec![0; super::MOST_BYTES]].concat();
    let archive = folder.path().join("export.zip");
    let mut zip = zip::ZipWriter::new(std::fs::File::create(&archive).unwrap());
    for (name, bytes) in [("chat/photos/a.png", &png), ("chat/bomb.png", &bomb), ("chat/text.png", &b"text".to_vec()), ("out.png", &png)] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
    let archives = Archives::default();
    let read = |path: &str| archives.read(&Beside::Zip { archive: archive.clone(), folder: "chat/".into() }, path);
    assert_eq!(read("photos/a.png").unwrap(), Some(png));
    assert!(matches!(read("photos/b.png"), Ok(None)));
    assert!(matches!(read("../out.png"), Err(Fault::Outside)));
    assert!(matches!(read("bomb.png"), Err(Fault::Bytes)));
    assert!(matches!(read("text.png"), Err(Fault::NoPicture)));
}

#[test]
fn near_pictures_are_found_among_many() {
    let mark = |number: u64, quality| {
        // Well mixed numbers: no two of them are near each other.
        let mixed =
            |n: u64| (n ^ 0x9E37_79B9_7F4A_7C15).wrapping_mul(0xBF58_476D_1CE4_E5B9).rotate_left(31).wrapping_mul(0x94D0_49BB_1331_11EB);
        let hex: String = (0..4).map(|word| format!("{:016x}", mixed(number * 4 + word))).collect();
        PictureMark::from_hex(&hex, quality).unwrap()
    };
    let flipped = |mark: &PictureMark, bits: usize| {
        let mut bytes = mark.to_bytes();
        (0..bits).for_each(|bit| bytes[bit % 32] ^= 1 << (bit / 32));
        PictureMark::from_bytes(&bytes)
    };
    let wanted = mark(7, 90);
    let mut marks: Vec<(PictureMark, String)> = (0..100_000).map(|number| (mark(number + 10, 90), format!("s/{number}"))).collect();
    marks.extend([(wanted, "s/own".to_owned()), (flipped(&wanted, 16), "s/b".to_owned()), (flipped(&wanted, 17), "s/far".to_owned())]);
    marks.extend([(flipped(&wanted, 9), "s/c".to_owned()), (flipped(&wanted, 3), "s/b".to_owned())]);
    let began = std::time::Instant::now();
    let found = near(&marks, &wanted, "s/own");
    println!("a look-up among {} took {:?}", marks.len(), began.elapsed());
    let key = |id: &str| PostKey::new("s", id).unwrap();
    assert_eq!(found, [(key("b"), 3), (key("c"), 9)]);
    assert_eq!(near(&marks, &PictureMark::from_hex(&wanted.hex(), 49).unwrap(), "s/own"), []);
}
