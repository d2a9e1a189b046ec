//! Files made for the tests.

use std::io::{Cursor, Write as _};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// An invented landscape: a slope, a disc, stripes.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let picture = RgbImage::from_fn(width, height, |x, y| {
        let (u, v) = (x * 1_000 / width, y * 1_000 / height);
        let disc = u32::from(u.abs_diff(300).pow(2) + v.abs_diff(400).pow(2) < 40_000);
        let value = u8::try_from((u / 10 + 70 * disc + 40 * (u * 3 / 100 % 2) + 30 * (v / 130 % 2)).min(255)).unwrap();
        Rgb([value, value / 2, 255 - value])
    });
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut sum = flate2::Crc::new();
    sum.update(kind);
    sum.update(body);
    [&u32::try_from(body.len()).unwrap().to_be_bytes(), kind.as_slice(), body, &sum.sum().to_be_bytes()].concat()
}

/// A PNG that says it has this many pixels, and has few.
pub fn png_that_says(width: u32, height: u32) -> Vec<u8> {
    let head = [width.to_be_bytes().as_slice(), &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    [b"\x89PNG\r\n\x1a\n".as_slice(), &chunk(b"IHDR", &head), &chunk(b"IDAT", &packed(100)), &chunk(b"IEND", b"")].concat()
}

fn packed(length: usize) -> Vec<u8> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(&vec![0; length]).unwrap();
    packer.finish().unwrap()
}

/// A small PNG whose note and profile unpack to very much.
pub fn png_with_a_bomb() -> Vec<u8> {
    let head = [16_u32.to_be_bytes().as_slice(), &16_u32.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let bomb = packed(40 << 20);
    let (note, profile) = ([b"a\0\0".as_slice(), &bomb].concat(), [b"p\0\0".as_slice(), &bomb].concat());
    let parts = [chunk(b"IHDR", &head), chunk(b"zTXt", &note), chunk(b"iCCP", &profile), chunk(b"IDAT", &bomb[..90]), chunk(b"IEND", b"")];
    [b"\x89PNG\r\n\x1a\n".as_slice(), &parts.concat()].concat()
}

/// An office document whose properties unpack to very much.
pub fn zip_bomb() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("docProps/core.xml", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(&vec![b'<'; 40 << 20]).unwrap();
    zip.finish().unwrap().into_inner()
}

fn boxed(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    [u32::try_from(body.len() + 8).unwrap().to_be_bytes().as_slice(), kind, body].concat()
}

/// What stands before and behind what a film shows.
pub fn film() -> (Vec<u8>, Vec<u8>) {
    let numbers = [0_u32, 3_786_912_000, 3_786_912_060, 1_000, 7_000];
    let header: Vec<u8> = numbers.iter().flat_map(|number| number.to_be_bytes()).chain([0; 80]).collect();
    (boxed(b"ftyp", b"isom\0\0\x02\0isom"), boxed(b"moov", &boxed(b"mvhd", &header)))
}
