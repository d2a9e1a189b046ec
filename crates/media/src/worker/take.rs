//! Takes in a file that may be larger than memory should be.

use std::io::{self, Read};

use crate::boxes::head;
use crate::bytes::{count, size};
use crate::kind::Kind;

/// Bytes that tell the form of a file.
const HEAD: u64 = 4_096;
/// Most bytes that are kept of a large film.
const KEPT: u64 = 32 << 20;

/// A file, or what of it tells about it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// All of it.
    Whole(Vec<u8>),
    /// What of it tells about it, without what it shows.
    Told(Vec<u8>),
    /// Its beginning: the file is too large.
    Head(Vec<u8>),
}

/// Takes in a file of this length.
///
/// # Errors
/// Where it ends before its end.
pub(super) fn take(mut input: impl Read, length: u64, most: u64) -> io::Result<Taken> {
    if length <= most {
        return exactly(&mut input, length).map(Taken::Whole);
    }
    let head = exactly(&mut input, HEAD.min(length))?;
    let rest = head.as_slice().chain(input.take(length - count(head.len())));
    match Kind::of_content(&head) {
        Some(kind) if kind.is_boxed() => boxes(rest).map(Taken::Told),
        // What Matroska tells of itself stands first.
        Some(Kind::Matroska) => up_to(rest, KEPT).map(Taken::Told),
        _ => Ok(Taken::Head(head)),
    }
}

fn up_to(input: impl Read, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn exactly(input: impl Read, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(size(length.min(KEPT)));
    input.take(length).read_to_end(&mut bytes)?;
    if count(bytes.len()) == length { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

/// The boxes of a film that tell about it. What it shows is passed over as it comes.
fn boxes(mut input: impl Read) -> io::Result<Vec<u8>> {
    let mut kept = Vec::new();
    loop {
        let mut start = up_to(&mut input, 8)?;
        if start.get(..4) == Some(&[0, 0, 0, 1]) {
            start.extend(up_to(&mut input, 8)?);
        }
        let Some((kind, from, length)) = head(&start) else { return Ok(kept) };
        let body = length.unwrap_or(u64::MAX).saturating_sub(count(from));
        let room = KEPT.saturating_sub(count(kept.len()));
        if matches!(&kind, b"ftyp" | b"moov" | b"meta" | b"uuid" | b"udta") && body <= room {
            kept.extend_from_slice(&start);
            let part = up_to(&mut input, body)?;
            kept.extend_from_slice(&part);
        } else {
            io::copy(&mut input.by_ref().take(body), &mut io::sink())?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
        [u32::try_from(body.len() + 8).unwrap().to_be_bytes().as_slice(), kind, body].concat()
    }

    #[test]
    fn of_a_large_film_what_it_tells_is_kept() {
        let large = [&[0, 0, 0, 1], b"mdat".as_slice(), &(16 + 9_000_u64).to_be_bytes(), &[7; 9_000]].concat();
        let film = [made(b"ftyp", b"isom"), large, made(b"moov", b"told"), made(b"free", &[0; 90])].concat();
        let told = [made(b"ftyp", b"isom"), made(b"moov", b"told")].concat();
        let length = count(film.len());
        assert_eq!(take(film.as_slice(), length, 100).unwrap(), Taken::Told(told.clone()));
        assert_eq!(take(film.as_slice(), length, length).unwrap(), Taken::Whole(film.clone()));
        // A box that says it is endless, and one that says nothing that is so.
        let endless = [told.as_slice(), b"\0\0\0\0mdat", &[7; 9_000]].concat();
        assert_eq!(take(endless.as_slice(), count(endless.len()), 100).unwrap(), Taken::Told(told.clone()));
        let odd = [told.as_slice(), b"\0\0\0\x01mdat\xff\xff\xff\xff\xff\xff\xff\xff", &[7; 9_000]].concat();
        assert_eq!(take(odd.as_slice(), count(odd.len()), 100).unwrap(), Taken::Told(told));
    }

    #[test]
    fn what_is_too_large_is_a_head_and_what_is_short_an_error() {
        let text = vec![b'x'; 10_000];
        assert_eq!(take(text.as_slice(), 10_000, 9_999).unwrap(), Taken::Head(vec![b'x'; 4_096]));
        assert!(take(text.as_slice(), 10_001, 20_000).is_err());
        assert!(take(b"".as_slice(), u64::MAX, 5).is_err());
        let film = [b"\x1a\x45\xdf\xa3".as_slice(), &[0; 9_000]].concat();
        assert_eq!(take(film.as_slice(), count(film.len()), 100).unwrap(), Taken::Told(film.clone()));
    }
}
