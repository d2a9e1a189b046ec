//! How long a look-up of near copies takes among a million marks: `cargo run --release -p media --example bench_near`.

#![expect(clippy::print_stdout, reason = "it says what it measured")]

use std::time::Instant;

use media::near::{FARTHEST, Near};
use signals::fingerprint::PictureMark;

const MARKS: u64 = 1_000_000;
const LOOK_UPS: u64 = 1_000;

/// Well mixed bits: no two marks are near each other.
fn mark(number: u64) -> Option<PictureMark> {
    let mixed =
        |n: u64| (n ^ 0x9E37_79B9_7F4A_7C15).wrapping_mul(0xBF58_476D_1CE4_E5B9).rotate_left(31).wrapping_mul(0x94D0_49BB_1331_11EB);
    let hex: String = (0..4).map(|word| format!("{:016x}", mixed(number * 4 + word))).collect();
    PictureMark::from_hex(&hex, 90)
}

/// The same with its first 31 bits turned round: all in two pieces, as far as a match may be.
fn far(mark: &PictureMark) -> PictureMark {
    let mut bytes = mark.to_bytes();
    bytes.iter_mut().take(3).for_each(|byte| *byte ^= 0xFF);
    bytes.iter_mut().skip(3).take(1).for_each(|byte| *byte ^= 0x7F);
    PictureMark::from_bytes(&bytes)
}

fn main() {
    let marks: Vec<(PictureMark, u64)> = (0..MARKS).filter_map(|number| Some((mark(number)?, number))).collect();
    let began = Instant::now();
    let near: Near<u64> = marks.iter().copied().collect();
    println!("{} marks filed in {:?}", near.len(), began.elapsed());
    let wanted: Vec<PictureMark> =
        marks.iter().step_by(997).map(|(mark, _)| far(mark)).take(usize::try_from(LOOK_UPS).unwrap_or_default()).collect();
    let began = Instant::now();
    let found: usize = wanted.iter().map(|mark| near.find(mark, FARTHEST).len()).sum();
    println!("a look-up at distance {FARTHEST}: {:?}, found {found} of {}", began.elapsed() / 1_000, wanted.len());
    let began = Instant::now();
    let found: usize =
        wanted.iter().take(20).map(|wanted| marks.iter().filter(|(mark, _)| mark.distance(wanted) <= FARTHEST).count()).sum();
    println!("one by one: {:?}, found {found} of 20", began.elapsed() / 20);
}
