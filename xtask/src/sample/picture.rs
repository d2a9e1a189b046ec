//! Pictures of the sample feed: shapes drawn in sixteen greys, so that the page of a post has a shared picture to show.

use super::posts::Made;

const WIDTH: u32 = 80;
const HEIGHT: u32 = 60;
const WHITE: u32 = 15;

/// The picture that goes with a post of the feed, where one does. Two organisers use one picture, as copied pictures are used.
pub fn of(post: &Made) -> Option<&'static str> {
    match (post.kind.as_str(), post.id % 3) {
        ("bodrum", 0) => Some("pictures/bay.png"),
        ("dubai", 0) => Some("pictures/bay-again.png"),
        ("webcam", 0) => Some("pictures/room.png"),
        _ => None,
    }
}

/// All pictures: their path below the feed's folder and their bytes.
pub fn files() -> Vec<(&'static str, Vec<u8>)> {
    // The same picture once more as another program would have stored it: a little darker and rougher.
    let again = |x: u32, y: u32| (bay(x, y) + u32::from((x * 3 + y * 5).is_multiple_of(11))).saturating_sub(1).min(WHITE);
    vec![("pictures/bay.png", png(bay)), ("pictures/bay-again.png", png(again)), ("pictures/room.png", png(room))]
}

/// The middle of a pixel in thousandths of the sides.
fn at(x: u32, y: u32) -> (u32, u32) {
    ((2 * x + 1) * 500 / WIDTH, (2 * y + 1) * 500 / HEIGHT)
}

/// A sun above a hill and the sea.
fn bay(x: u32, y: u32) -> u32 {
    let (u, v) = at(x, y);
    match () {
        () if v > 640 => 5 + (u / 3 + v * 4) / 160 % 3 * 3,
        () if v + 300_u32.saturating_sub(u.abs_diff(300)) > 560 => 3,
        () if u.abs_diff(700).pow(2) + v.abs_diff(240).pow(2) < 150 * 150 => WHITE,
        () => 14 - v * 6 / 1_000,
    }
}

/// A window and a lamp above a floor.
fn room(x: u32, y: u32) -> u32 {
    let (u, v) = at(x, y);
    match () {
        () if v > 720 => 3 + (u + v) / 140 % 2 * 4,
        () if u.abs_diff(750).pow(2) + v.abs_diff(250).pow(2) < 110 * 110 => 2,
        () if u.abs_diff(280) < 150 && v.abs_diff(330) < 200 && u.abs_diff(280) > 12 => WHITE,
        () => 8 + u / 250,
    }
}

/// A PNG of sixteen greys, not compressed: so it needs no library and is the same with every one.
fn png(grey: impl Fn(u32, u32) -> u32) -> Vec<u8> {
    let nibble = |x, y| u8::try_from(grey(x, y).min(WHITE)).unwrap_or_default();
    // Each row begins with the number of its filter: none.
    let row = |y| std::iter::once(0).chain((0..WIDTH / 2).map(move |pair| nibble(2 * pair, y) << 4 | nibble(2 * pair + 1, y)));
    let rows: Vec<u8> = (0..HEIGHT).flat_map(row).collect();
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let head = [&WIDTH.to_be_bytes(), &HEIGHT.to_be_bytes(), [4, 0, 0, 0, 0].as_slice()].concat();
    for (name, data) in [(b"IHDR", head), (b"IDAT", stored(&rows)), (b"IEND", Vec::new())] {
        let named = [name.as_slice(), &data].concat();
        bytes.extend(u32::try_from(data.len()).unwrap_or_default().to_be_bytes());
        bytes.extend(&named);
        bytes.extend(crc(&named).to_be_bytes());
    }
    bytes
}

/// A zlib stream of one block that is stored as it is.
fn stored(data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap_or_default();
    let (a, b) = data.iter().fold((1_u32, 0_u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    [&[0x78, 0x01, 0x01], length.to_le_bytes().as_slice(), &(!length).to_le_bytes(), data, &(b << 16 | a).to_be_bytes()].concat()
}

fn crc(data: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
    !data.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_small_and_lie_where_posts_say() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(crate::sample::FOLDER);
        for (name, bytes) in files() {
            assert!(bytes.len() < 3_000, "{name}: {}", bytes.len());
            assert_eq!(std::fs::read(folder.join(name)).unwrap(), bytes, "{name}: run `cargo run -p xtask -- sample-feed`");
            assert!(crate::sample::make().iter().filter(|post| of(post) == Some(name)).count() > 2, "{name}");
        }
        assert_eq!(crc(b"IEND"), 0xAE42_6082);
    }
}
