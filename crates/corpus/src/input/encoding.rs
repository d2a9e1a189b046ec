//! Tells in which encoding a text was written and reads it as UTF-8.
//!
//! Order: byte order mark, the zero bytes of UTF-16, valid UTF-8, and then the guess of `chardetng`. That guess is weak between
//! windows-1251 and KOI8-R on short posts (the two hold the same letters in another order and with case swapped), so the two are
//! compared by the frequency of Russian letters.

use std::io::{self, Read};

use encoding_rs::{Decoder, Encoding, IBM866, KOI8_U, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251};

/// The encoding of a text of which this is the beginning.
pub(crate) fn detect(head: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return encoding;
    }
    if let Some(encoding) = utf_16_by_zeros(head) {
        return encoding;
    }
    if is_utf_8(head) { UTF_8 } else { single_byte(head) }
}

/// Text of bytes in whatever encoding.
pub(crate) fn decode(bytes: &[u8]) -> String {
    detect(bytes).decode(bytes).0.into_owned()
}

/// Whether the bytes are UTF-8; a character cut at the end is forgiven.
fn is_utf_8(head: &[u8]) -> bool {
    match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    }
}

/// UTF-16 without a mark: every second byte is 0 (ASCII) or 4 (Cyrillic).
fn utf_16_by_zeros(head: &[u8]) -> Option<&'static Encoding> {
    let pairs = head.chunks_exact(2).take(2_000);
    let (mut first, mut second, mut all) = (0_usize, 0_usize, 0_usize);
    for pair in pairs {
        let [a, b] = *pair else { continue };
        all += 1;
        first += usize::from(a == 0 || (a == 4 && b != 4));
        second += usize::from(b == 0 || (b == 4 && a != 4));
    }
    if all < 4 {
        return None;
    }
    let most = |count: usize| count * 10 >= all * 8;
    match (most(first), most(second)) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

fn single_byte(head: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(head, true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
    let candidates = [WINDOWS_1251, KOI8_U, IBM866];
    let best = candidates.into_iter().map(|encoding| (plausibility(head, encoding), encoding)).fold(None, better);
    match best {
        Some((score, encoding)) if score > 0 => encoding,
        _ => guess,
    }
}

fn better(best: Option<(i64, &'static Encoding)>, next: (i64, &'static Encoding)) -> Option<(i64, &'static Encoding)> {
    match best {
        Some(best) if best.0 >= next.0 => Some(best),
        _ => Some(next),
    }
}

/// How much the text looks Russian when read so: frequent letters speak for it; rare ones, capitals inside words and signs that are no
/// letters against.
fn plausibility(head: &[u8], encoding: &'static Encoding) -> i64 {
    let head = head.get(..8_192).unwrap_or(head);
    let text = encoding.decode_without_bom_handling(head).0;
    let mut score = 0;
    let mut before = ' ';
    for letter in text.chars() {
        score += weight(letter) - if before.is_lowercase() && letter.is_uppercase() { 6 } else { 0 };
        before = letter;
    }
    score
}

fn weight(letter: char) -> i64 {
    if letter.is_ascii() {
        return 0;
    }
    match letter.to_lowercase().next().unwrap_or(letter) {
        'о' | 'е' | 'а' | 'и' | 'н' | 'т' => 4,
        'с' | 'р' | 'в' | 'л' | 'к' | 'м' | 'д' | 'п' | 'у' => 2,
        'я' | 'ы' | 'ь' | 'г' | 'з' | 'б' | 'ч' | 'й' | 'х' | 'ж' => 0,
        'ш' | 'ю' | 'ц' | 'щ' | 'э' | 'ф' | 'ъ' | 'ё' => -3,
        '«' | '»' | '—' | '–' | '…' | '№' | '\u{a0}' | '“' | '”' | '•' => 0,
        _ => -6,
    }
}

/// Reads a text of another encoding as UTF-8; what is no character becomes U+FFFD.
pub(crate) struct Utf8<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    text: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<R: Read> Utf8<R> {
    /// A reader that decodes from this encoding (or what a byte order mark says).
    pub(crate) fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self { inner, decoder: encoding.new_decoder(), raw: Vec::new(), text: Vec::new(), given: 0, ended: false }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.raw.resize(16 * 1024, 0);
        let read = loop {
            match self.inner.read(&mut self.raw) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        self.ended = read == 0;
        let piece = self.raw.get(..read).unwrap_or_default();
        let room = self.decoder.max_utf8_buffer_length(piece.len()).unwrap_or(64 * 1024);
        self.text.resize(room, 0);
        let (_, _, written, _) = self.decoder.decode_to_utf8(piece, &mut self.text, self.ended);
        self.text.truncate(written);
        self.given = 0;
        Ok(())
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given >= self.text.len() {
            if self.ended {
                return Ok(0);
            }
            self.fill()?;
        }
        let ready = self.text.get(self.given..).unwrap_or_default();
        let count = ready.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), ready.get(..count)) {
            to.copy_from_slice(from);
        }
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 5] = [
        "Требуются девушки на работу за границей, жильё и билет за наш счёт. Пишите в личку.",
        "СРОЧНО НУЖНЫ ДЕВУШКИ ДЛЯ РАБОТЫ В КЛУБЕ, ОПЛАТА КАЖДЫЙ ДЕНЬ",
        "работа есть, звони",
        "Курьер, 8 705 000 11 22, оплата сразу",
        "Hostess wanted в клуб, оплата от 2000$",
    ];

    #[test]
    fn cyrillic_encodings_are_told_apart() {
        for text in TEXTS {
            for encoding in [WINDOWS_1251, KOI8_U, IBM866] {
                let bytes = encoding.encode(text).0;
                assert_eq!(decode(&bytes), text, "{}", encoding.name());
            }
            assert_eq!(decode(text.as_bytes()), text);
        }
    }

    #[test]
    fn utf_16_is_told_with_and_without_a_mark() {
        for text in TEXTS {
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!((decode(&little), decode(&big)), (text.to_owned(), text.to_owned()));
            let marked: Vec<u8> = [0xFF, 0xFE].into_iter().chain(little).collect();
            assert_eq!(decode(&marked), text);
        }
    }

    #[test]
    fn a_stream_is_decoded_piece_by_piece() {
        let text = "привет, мир\n".repeat(5_000);
        let bytes = WINDOWS_1251.encode(&text).0.into_owned();
        let mut decoded = String::new();
        Utf8::new(&bytes[..], WINDOWS_1251).read_to_string(&mut decoded).unwrap();
        assert_eq!(decoded, text);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_decode_to_something(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400)) {
            let _ = decode(&bytes);
            let mut text = String::new();
            Utf8::new(&bytes[..], detect(&bytes)).read_to_string(&mut text).unwrap();
        }
    }
}
