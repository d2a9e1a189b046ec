//! What parent and child say to each other: frames of JSON, each behind its length in four bytes, and bounded.

use std::io::{self, Read, Write};
use std::process::ChildStdout;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Limits, Seen, Wall};
use crate::bytes::{be32, count, piece, size};
use crate::c2pa::Manifest;
use crate::fault::Fault;
use crate::metadata::Metadata;

/// Longest frame.
const LONGEST: u32 = 1 << 20;

/// What the child is asked. The bytes of the file follow.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Request {
    pub(super) name: String,
    pub(super) length: u64,
    pub(super) limits: Limits,
}

/// What the child says first, before it decodes anything.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Told {
    pub(super) walls: Vec<Wall>,
    pub(super) metadata: Metadata,
    pub(super) manifest: Option<Manifest>,
}

/// What came of it.
#[derive(Debug, Default)]
pub(super) struct Answer {
    pub(super) told: Option<Told>,
    pub(super) picture: Option<Result<Seen, Fault>>,
    /// Something was said that is no answer.
    pub(super) garbled: bool,
}

pub(super) fn write_frame(output: &mut impl Write, frame: &impl Serialize) -> io::Result<()> {
    let text = serde_json::to_vec(frame)?;
    let length = u32::try_from(text.len()).ok().filter(|length| *length <= LONGEST);
    let length = length.ok_or_else(|| io::Error::other("a frame that is too long"))?;
    output.write_all(&length.to_be_bytes())?;
    output.write_all(&text)?;
    output.flush()
}

pub(super) fn read_request(input: &mut impl Read) -> io::Result<Request> {
    let mut length = [0; 4];
    input.read_exact(&mut length)?;
    let length = u32::from_be_bytes(length);
    if length > LONGEST {
        return Err(io::Error::other("a request that is too long"));
    }
    let mut text = vec![0; size(length)];
    input.read_exact(&mut text)?;
    Ok(serde_json::from_slice(&text)?)
}

/// Reads what a child says until it says no more, or says too much.
pub(super) fn read_answer(stdout: Option<ChildStdout>) -> Answer {
    let Some(stdout) = stdout else { return Answer::default() };
    let (mut bytes, most) = (Vec::new(), 2 * (u64::from(LONGEST) + 4));
    // What was said before reading failed counts; the rest is missing.
    stdout.take(most + 1).read_to_end(&mut bytes).ok();
    if count(bytes.len()) > most { Answer { garbled: true, ..Answer::default() } } else { parsed(&bytes) }
}

fn parsed(bytes: &[u8]) -> Answer {
    let mut answer = Answer::default();
    let Some(rest) = frame(bytes, &mut answer.told, &mut answer.garbled) else { return answer };
    let Some(rest) = frame(rest, &mut answer.picture, &mut answer.garbled) else { return answer };
    answer.garbled |= !rest.is_empty();
    answer
}

/// One frame, and what follows it; none where it is not there whole.
fn frame<'a, T: DeserializeOwned>(bytes: &'a [u8], into: &mut Option<T>, garbled: &mut bool) -> Option<&'a [u8]> {
    let length = size(be32(bytes, 0)?);
    *garbled |= length > size(LONGEST);
    let text = piece(bytes, 4, length)?;
    match serde_json::from_slice(text) {
        Ok(read) => *into = Some(read),
        Err(_) => *garbled = true,
    }
    bytes.get(length + 4..)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told() -> Vec<u8> {
        let mut bytes = Vec::new();
        let told = Told { walls: vec![Wall::SystemCalls], metadata: Metadata::default(), manifest: None };
        write_frame(&mut bytes, &told).unwrap();
        bytes
    }

    #[test]
    fn an_answer_that_breaks_off_counts_as_far_as_it_goes() {
        let mut whole = told();
        write_frame(&mut whole, &Err::<Seen, _>(Fault::NotAPicture)).unwrap();
        let read = parsed(&whole);
        assert!(read.told.is_some() && !read.garbled);
        assert_eq!(read.picture, Some(Err(Fault::NotAPicture)));
        for end in 0..whole.len() {
            let read = parsed(&whole[..end]);
            assert_eq!((read.told.is_some(), read.picture, read.garbled), (end >= told().len(), None, false), "{end}");
        }
    }

    #[test]
    fn what_is_no_answer_is_garbled() {
        for bytes in [b"\0\0\0\x02{}".to_vec(), b"\xff\xff\xff\xff".to_vec(), [told(), b"\0\0\0\x04null".to_vec()].concat()] {
            assert!(parsed(&bytes).garbled, "{bytes:?}");
        }
        let mut long = told();
        write_frame(&mut long, &Err::<Seen, _>(Fault::NotAPicture)).unwrap();
        long.push(0);
        assert!(parsed(&long).garbled, "too much");
        assert!(write_frame(&mut Vec::new(), &"x".repeat(2 << 20)).is_err());
    }

    #[test]
    fn a_request_is_read_as_it_is_written_and_no_longer_one() {
        let request = Request { name: "Фото 1.jpg".into(), length: 7, limits: Limits::default() };
        let mut bytes = Vec::new();
        write_frame(&mut bytes, &request).unwrap();
        let read = read_request(&mut bytes.as_slice()).unwrap();
        assert_eq!((read.name, read.length, read.limits), (request.name, 7, Limits::default()));
        assert!(read_request(&mut [0xFF; 9].as_slice()).is_err());
        assert!(read_request(&mut &bytes[..bytes.len() - 1]).is_err());
    }
}
