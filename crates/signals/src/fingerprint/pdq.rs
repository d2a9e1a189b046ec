//! PDQ: a 256-bit mark of a picture that survives re-encoding and resizing.
//!
//! Written from the published description ("The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm",
//! Facebook 2019): luminance, two passes of a box filter in each direction, 64 x 64 samples, the low 16 x 16 frequencies of
//! their cosine transform, one bit for each that lies above the median. Decoding a picture is somebody else's work.

use std::f32::consts::PI;

/// Two pictures at most this many bits apart are near copies (half of the distance that PDQ's authors call a match, 31).
pub const NEAR_PICTURE: u32 = 16;

const SAMPLES: usize = 64;
const FREQUENCIES: usize = 16;

/// The brightness of a picture, row by row, 0 (black) to 255 (white).
#[derive(Debug, Clone, PartialEq)]
pub struct Luminance {
    width: usize,
    height: usize,
    values: Vec<f32>,
}

/// Why numbers are not the brightness of a picture.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LuminanceError {
    /// The picture has no pixels.
    #[error("a picture of {width} x {height} has no pixels")]
    Empty {
        /// Pixels in a row.
        width: usize,
        /// Rows.
        height: usize,
    },
    /// There are more or fewer values than pixels.
    #[error("{values} values do not fill the pixels of the picture")]
    Size {
        /// Values given.
        values: usize,
    },
}

impl Luminance {
    /// Brightness from 8-bit red, green and blue, three bytes a pixel.
    ///
    /// # Errors
    /// Where there are no pixels or the bytes don't fill them.
    pub fn from_rgb(width: usize, height: usize, bytes: &[u8]) -> Result<Self, LuminanceError> {
        let values = bytes.chunks(3).map(|pixel| match pixel {
            [red, green, blue] => 0.299 * f32::from(*red) + 0.587 * f32::from(*green) + 0.114 * f32::from(*blue),
            _ => 0.0,
        });
        let values: Vec<f32> = values.collect();
        let whole = bytes.len().is_multiple_of(3);
        Self::new(width, height, if whole { values } else { Vec::new() })
    }

    /// Brightness from 8-bit grey.
    ///
    /// # Errors
    /// Where there are no pixels or the bytes don't fill them.
    pub fn from_grey(width: usize, height: usize, bytes: &[u8]) -> Result<Self, LuminanceError> {
        Self::new(width, height, bytes.iter().map(|&byte| f32::from(byte)).collect())
    }

    fn new(width: usize, height: usize, values: Vec<f32>) -> Result<Self, LuminanceError> {
        if width == 0 || height == 0 {
            return Err(LuminanceError::Empty { width, height });
        }
        if width.checked_mul(height) != Some(values.len()) {
            return Err(LuminanceError::Size { values: values.len() });
        }
        Ok(Self { width, height, values })
    }

    /// Blurred as PDQ wants it: twice along rows, twice along columns.
    fn blurred(&self) -> Vec<f32> {
        let mut values = self.values.clone();
        for _ in 0..2 {
            values = along_rows(&values, self.width, window(self.width));
            values = down_columns(&values, self.width, window(self.height));
        }
        values
    }

    /// 64 x 64 samples of the blurred picture, each from the middle of its square.
    fn samples(&self) -> Square<SAMPLES> {
        let blurred = self.blurred();
        let mut samples = [[0.0; SAMPLES]; SAMPLES];
        for (i, row) in samples.iter_mut().enumerate() {
            let from = middle(i, self.height) * self.width;
            for (j, sample) in row.iter_mut().enumerate() {
                *sample = blurred.get(from + middle(j, self.width)).copied().unwrap_or_default();
            }
        }
        samples
    }
}

type Square<const N: usize> = [[f32; N]; N];

/// The width of the box filter for a side of this many pixels.
fn window(side: usize) -> usize {
    side.div_ceil(2 * SAMPLES)
}

/// The pixel in the middle of the `at`-th of 64 equal stretches.
fn middle(at: usize, side: usize) -> usize {
    (2 * at + 1) * side / (2 * SAMPLES)
}

/// Each value becomes the mean of those around it in its row, as many as there are at the ends.
fn along_rows(values: &[f32], width: usize, window: usize) -> Vec<f32> {
    let mut blurred = Vec::with_capacity(values.len());
    for row in values.chunks(width) {
        let (mut sum, mut entering, mut leaving) = (0.0_f64, row.iter(), row.iter());
        blurred.extend(stretches(width, window).map(|(enter, leave, share)| {
            entering.by_ref().take(enter).for_each(|value| sum += f64::from(*value));
            leaving.by_ref().take(leave).for_each(|value| sum -= f64::from(*value));
            to_f32(sum * share)
        }));
    }
    blurred
}

/// Each value becomes the mean of those around it in its column. Whole rows enter and leave the sums: memory is read in its order.
fn down_columns(values: &[f32], width: usize, window: usize) -> Vec<f32> {
    let mut blurred = Vec::with_capacity(values.len());
    let (mut sums, mut entering, mut leaving) = (vec![0.0_f64; width], values.chunks(width), values.chunks(width));
    for (enter, leave, share) in stretches(values.len() / width.max(1), window) {
        for row in entering.by_ref().take(enter) {
            sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += f64::from(*value));
        }
        for row in leaving.by_ref().take(leave) {
            sums.iter_mut().zip(row).for_each(|(sum, value)| *sum -= f64::from(*value));
        }
        blurred.extend(sums.iter().map(|sum| to_f32(sum * share)));
    }
    blurred
}

/// How many values enter and leave the sum at each place along a side, and the share of one in the mean.
fn stretches(side: usize, window: usize) -> impl Iterator<Item = (usize, usize, f64)> {
    let half = window.midpoint(2);
    (0..side).map(move |at| {
        let ends = |at: usize| ((at + half).saturating_sub(window), (at + half).min(side));
        let (from, to) = ends(at);
        let (left, entered) = at.checked_sub(1).map_or((0, 0), ends);
        (to - entered, from - left, 1.0 / (to - from).max(1) as f64)
    })
}

#[expect(clippy::cast_possible_truncation, reason = "brightness lies between 0 and 255; only digits behind the point are lost")]
fn to_f32(value: f64) -> f32 {
    value as f32
}

/// The PDQ hash of a picture with its quality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PictureMark {
    bits: [u64; 4],
    quality: u8,
}

impl PictureMark {
    /// Below this quality (a plain wall, a logo on white) a mark says little.
    pub const GOOD_QUALITY: u8 = 50;

    /// The mark of a picture.
    #[must_use]
    pub fn of(picture: &Luminance) -> Self {
        let samples = picture.samples();
        Self { bits: bits_above_median(&low_frequencies(&samples)), quality: quality(&samples) }
    }

    /// How much there is to see in the picture, 0 to 100.
    #[must_use]
    pub fn quality(&self) -> u8 {
        self.quality
    }

    /// Whether there is enough to see in the picture for its mark to tell it from others.
    #[must_use]
    pub fn is_telling(&self) -> bool {
        self.quality >= Self::GOOD_QUALITY
    }

    /// In how many of the 256 bits two marks differ.
    #[must_use]
    pub fn distance(&self, other: &Self) -> u32 {
        self.bits.iter().zip(&other.bits).map(|(a, b)| (a ^ b).count_ones()).sum()
    }

    /// Sixty-four hexadecimal digits, highest bit first, as other PDQ programs write it.
    #[must_use]
    pub fn hex(&self) -> String {
        self.bits.iter().rev().map(|word| format!("{word:016x}")).collect()
    }

    /// Thirty-two bytes, highest bit first, and the quality behind them.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 33] {
        let mut bytes = [self.quality; 33];
        let words = self.bits.iter().rev().flat_map(|word| word.to_be_bytes());
        bytes.iter_mut().zip(words).for_each(|(byte, given)| *byte = given);
        bytes
    }

    /// Reads what [`PictureMark::to_bytes`] writes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 33]) -> Self {
        let (mut bits, [.., quality]) = ([0; 4], *bytes);
        for (word, given) in bits.iter_mut().rev().zip(bytes.chunks_exact(8)) {
            *word = given.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
        }
        Self { bits, quality }
    }

    /// Reads what [`PictureMark::hex`] writes; none where the text has another form.
    #[must_use]
    pub fn from_hex(hex: &str, quality: u8) -> Option<Self> {
        if hex.len() != 64 || !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let mut bits = [0; 4];
        for (at, word) in bits.iter_mut().rev().enumerate() {
            *word = u64::from_str_radix(hex.get(at * 16..at * 16 + 16)?, 16).ok()?;
        }
        Some(Self { bits, quality })
    }
}

/// The sum of steps between neighbours, scaled as PDQ does.
fn quality(samples: &Square<SAMPLES>) -> u8 {
    let step = |a: &f32, b: &f32| ((a - b) * 100.0 / 255.0).trunc().abs();
    let down: f32 = samples.iter().zip(samples.iter().skip(1)).flat_map(|(row, next)| row.iter().zip(next)).map(|(a, b)| step(a, b)).sum();
    let along: f32 = samples.iter().flat_map(|row| row.iter().zip(row.iter().skip(1))).map(|(a, b)| step(a, b)).sum();
    percent(((down + along) / 90.0).min(100.0))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the value lies between 0 and 100")]
fn percent(value: f32) -> u8 {
    value as u8
}

/// Rows of the cosine transform: frequencies 1 to 16 of 64 samples.
fn cosines() -> [[f32; SAMPLES]; FREQUENCIES] {
    let scale = (2.0 / SAMPLES as f32).sqrt();
    let mut rows = [[0.0; SAMPLES]; FREQUENCIES];
    for (i, row) in rows.iter_mut().enumerate() {
        for (j, cell) in row.iter_mut().enumerate() {
            *cell = scale * (PI / 2.0 / SAMPLES as f32 * (i + 1) as f32 * (2 * j + 1) as f32).cos();
        }
    }
    rows
}

fn low_frequencies(samples: &Square<SAMPLES>) -> Square<FREQUENCIES> {
    let cosines = cosines();
    let mut result = [[0.0; FREQUENCIES]; FREQUENCIES];
    for (row, waves) in result.iter_mut().zip(&cosines) {
        let mut mixed = [0.0_f32; SAMPLES];
        for (wave, line) in waves.iter().zip(samples) {
            mixed.iter_mut().zip(line).for_each(|(sum, value)| *sum += wave * value);
        }
        for (cell, other) in row.iter_mut().zip(&cosines) {
            *cell = mixed.iter().zip(other).map(|(value, wave)| value * wave).sum();
        }
    }
    result
}

fn bits_above_median(frequencies: &Square<FREQUENCIES>) -> [u64; 4] {
    let mut sorted: Vec<f32> = frequencies.iter().flatten().copied().collect();
    sorted.sort_unstable_by(f32::total_cmp);
    let median = sorted.get(sorted.len() / 2 - 1).copied().unwrap_or_default();
    let mut bits = [0_u64; 4];
    for (word, values) in bits.iter_mut().zip(frequencies.chunks(4)) {
        for (place, value) in values.iter().flatten().enumerate() {
            *word |= u64::from(*value > median) << place;
        }
    }
    bits
}

/// All pairs of marks at most `distance` bits apart, ordered by position. Marks of low quality are left out.
///
/// Of 16 pieces of 16 bits at least one is equal (up to 15 bits apart) or one bit off (from 16 to 31), so only those are compared.
#[must_use]
pub fn near_pictures(marks: &[PictureMark], distance: u32) -> Vec<(usize, usize)> {
    let mut pieces = rustc_hash::FxHashMap::<(usize, u16), Vec<usize>>::default();
    let mut pairs = Vec::new();
    for (second, mark) in marks.iter().enumerate().filter(|(_, mark)| mark.is_telling()) {
        let mut candidates: Vec<usize> = looked_up(mark, distance).filter_map(|key| pieces.get(&key)).flatten().copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        pairs.extend(candidates.into_iter().filter(|&first| near(marks, first, mark, distance)).map(|first| (first, second)));
        for key in pieces_of(mark) {
            pieces.entry(key).or_default().push(second);
        }
    }
    pairs.sort_unstable();
    pairs
}

fn near(marks: &[PictureMark], first: usize, mark: &PictureMark, distance: u32) -> bool {
    marks.get(first).is_some_and(|other| other.distance(mark) <= distance)
}

fn pieces_of(mark: &PictureMark) -> impl Iterator<Item = (usize, u16)> + '_ {
    let words = mark.bits.iter().flat_map(|word| (0..4).map(move |piece| word >> (16 * piece)));
    words.enumerate().map(|(at, word)| (at, u16::try_from(word & 0xFFFF).unwrap_or_default()))
}

/// The pieces under which a mark within `distance` must be filed (up to 31 bits; more are not asked of PDQ).
fn looked_up(mark: &PictureMark, distance: u32) -> impl Iterator<Item = (usize, u16)> + '_ {
    let flips = if distance < 16 { 0 } else { 16 };
    pieces_of(mark).flat_map(move |(at, piece)| std::iter::once((at, piece)).chain((0..flips).map(move |bit| (at, piece ^ (1 << bit)))))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An invented picture: a few soft blobs and stripes, at any size.
    fn scene(width: usize, height: usize, seed: f32) -> Luminance {
        let mut values = Vec::new();
        for y in 0..height {
            for x in 0..width {
                let (u, v) = (x as f32 / width as f32, y as f32 / height as f32);
                let blob = (-((u - 0.3 - seed * 0.1).powi(2) + (v - 0.6).powi(2)) * 20.0).exp();
                let stripes = (u * (9.0 + seed) + v * 4.0 * seed).sin() * (v * 13.0 + seed).cos();
                values.push((120.0 + 90.0 * blob + 60.0 * stripes).clamp(0.0, 255.0));
            }
        }
        Luminance::new(width, height, values).unwrap()
    }

    #[test]
    fn a_resized_picture_is_near_and_another_is_far() {
        let mark = PictureMark::of(&scene(640, 480, 1.0));
        let small = PictureMark::of(&scene(320, 240, 1.0));
        let other = PictureMark::of(&scene(640, 480, 2.7));
        assert!(mark.quality() >= PictureMark::GOOD_QUALITY, "{}", mark.quality());
        assert!(mark.distance(&small) <= NEAR_PICTURE, "{}", mark.distance(&small));
        assert!(mark.distance(&other) > 60, "{}", mark.distance(&other));
        assert_eq!(near_pictures(&[mark, other, small], NEAR_PICTURE), [(0, 2)]);
        assert_eq!(near_pictures(&[mark, other, mark], 0), [(0, 2)]);
    }

    #[test]
    fn half_of_the_bits_are_set_and_hex_is_read_back() {
        let mark = PictureMark::of(&scene(200, 100, 1.3));
        assert_eq!(mark.bits.iter().map(|word| word.count_ones()).sum::<u32>(), 128);
        assert_eq!(PictureMark::from_hex(&mark.hex(), mark.quality()), Some(mark));
        assert_eq!(PictureMark::from_hex("zz", 100), None);
        assert_eq!(PictureMark::from_hex(&"я".repeat(32), 100), None);
    }

    #[test]
    fn a_plain_picture_has_no_quality() {
        let plain = PictureMark::of(&Luminance::from_grey(70, 70, &[9; 4900]).unwrap());
        assert_eq!(plain.quality(), 0);
        assert!(near_pictures(&[plain, plain], NEAR_PICTURE).is_empty());
    }

    #[test]
    fn numbers_that_are_no_picture_are_refused() {
        assert_eq!(Luminance::from_grey(0, 5, &[]), Err(LuminanceError::Empty { width: 0, height: 5 }));
        assert_eq!(Luminance::from_grey(2, 2, &[1]), Err(LuminanceError::Size { values: 1 }));
        assert_eq!(Luminance::from_rgb(1, 1, &[1, 2, 3, 4]), Err(LuminanceError::Size { values: 0 }));
        assert!(Luminance::from_rgb(1, 1, &[255, 255, 255]).is_ok());
        let _ = PictureMark::of(&Luminance::from_rgb(1, 1, &[255, 255, 255]).unwrap());
    }

    /// A picture in whole numbers: a slope, soft discs and, with odd seeds, stripes. Every fourth is coloured.
    fn drawn(width: i64, height: i64, seed: i64) -> Luminance {
        let mut bytes = Vec::new();
        for y in 0..height {
            for x in 0..width {
                let (u, v) = (x * 1024 / width, y * 1024 / height);
                bytes.extend((0..3).map(|channel| brightness(u, v, if seed % 4 == 0 { seed + channel } else { seed })));
            }
        }
        Luminance::from_rgb(usize::try_from(width).unwrap(), usize::try_from(height).unwrap(), &bytes).unwrap()
    }

    fn brightness(u: i64, v: i64, seed: i64) -> u8 {
        let mut value = 30 + (u * (seed % 3) + v * (2 - seed % 3)) / 16;
        for disc in 0..2 + seed % 4 {
            let (across, down) = ((seed * 131 + disc * 397) % 1024, (seed * 211 + disc * 523) % 1024);
            let reach = (120 + (seed * 37 + disc * 61) % 200).pow(2);
            let away = (u - across).pow(2) + (v - down).pow(2);
            value += if away < reach { 40 - 30 * (disc % 3) + (reach - away) * 90 / reach } else { 0 };
        }
        if seed % 2 == 1 {
            value += (u * (1 + seed % 7) + v * (1 + seed / 7 % 5)) / (64 + seed % 50) % 2 * (20 + seed % 30);
        }
        u8::try_from(value.clamp(0, 255)).unwrap()
    }

    /// Expected values are those of `pdqhash` 0.2.8 (PyPI), which wraps the C++ of PDQ's authors. All 50 of 50 such pictures agreed in
    /// every bit and in quality; these are some of them, of all proportions.
    #[test]
    fn marks_are_those_of_the_authors_program() {
        let table = [
            (320, 240, 1, 100, "05f00be207cd0f27e6b5f8f0e3f8ede56db7b0cc7878797878f0cb6c04070403"),
            (64, 64, 4, 100, "da8aeeee5464e03d6b3b2b102b9a8bb58ca6f427476a1560d27bf01d2f10e3d4"),
            (90, 640, 8, 100, "520ca50b7bf4c528e19f3c31941cc342b0b5ef787287f8f3efbc03078dc37298"),
            (777, 111, 9, 100, "520c834a7bf5cf08a3072df58d2c621334b58e78728758f3ef7883878d43f2bc"),
            (48, 40, 10, 100, "f19c36087f5376e3cfa4c0ce3498d939f06127a66fe6fe5a4dac412d0c930c13"),
            (640, 480, 22, 78, "d67d58ad6944bb5235abf5abfad59acd9756d5524a694829b4d434864ca32482"),
            (512, 512, 46, 69, "be916d0f692dda5af25ea0bcc2d2012d2da49342dedb2e8725361e2f4a093e5e"),
        ];
        for (width, height, seed, quality, hex) in table {
            let mark = PictureMark::of(&drawn(width, height, seed));
            assert_eq!((mark.hex().as_str(), mark.quality()), (hex, quality), "{width} x {height}, {seed}");
        }
    }

    #[test]
    fn bytes_are_read_back_and_stand_as_the_hex_does() {
        let mark = PictureMark::of(&drawn(64, 64, 3));
        assert_eq!(PictureMark::from_bytes(&mark.to_bytes()), mark);
        let hex: String = mark.to_bytes().iter().take(32).map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, mark.hex());
    }
}
