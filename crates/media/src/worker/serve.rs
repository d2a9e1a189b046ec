//! The child: shuts itself in, takes in one file, answers, ends.

use std::io::{Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::take::{Taken, take};
use super::wire::{Told, read_request, write_frame};
use super::{Limits, Seen, walls};
use crate::bytes::count;
use crate::c2pa;
use crate::cover::Cover;
use crate::fault::Fault;
use crate::kind::Kind;
use crate::metadata::{self, Found};
use crate::picture::{Bounds, mark, open};

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// What was asked, or the file, could not be read.
    #[error("what was asked can't be read: {0}")]
    Read(std::io::Error),
    /// The answer could not be written.
    #[error("the answer can't be written: {0}")]
    Write(std::io::Error),
}

/// Serves one request of a [`super::Worker`]. To be called before the program does anything else: it takes away the program's rights for
/// good.
///
/// # Errors
/// [`ServeError`] where nobody asked anything that can be read, or nobody listens.
pub fn serve(mut input: impl Read, mut output: impl Write) -> Result<(), ServeError> {
    let request = read_request(&mut input).map_err(ServeError::Read)?;
    let walls = walls::raise(&request.limits);
    let taken = take(input, request.length, request.limits.bytes).map_err(ServeError::Read)?;
    let (found, manifest) = told(&taken, &request.name);
    let (kind, named) = (found.metadata.kind, found.metadata.named);
    write_frame(&mut output, &Told { walls, metadata: found.metadata, manifest }).map_err(ServeError::Write)?;
    let seen = match &taken {
        Taken::Whole(bytes) => seen(bytes, kind, named, found.thumbnail.as_deref(), &request.limits),
        Taken::Told(_) => Err(Fault::NotAPicture),
        Taken::Head(_) => Err(Fault::TooLarge { bytes: request.length, most: request.limits.bytes }),
    };
    write_frame(&mut output, &seen).map_err(ServeError::Write)
}

/// What the file says of itself. A reader that gives up costs what it would have read.
fn told(taken: &Taken, name: &str) -> (Found, Option<c2pa::Manifest>) {
    let (Taken::Whole(bytes) | Taken::Told(bytes) | Taken::Head(bytes)) = taken;
    let read = AssertUnwindSafe(|| if matches!(taken, Taken::Head(_)) { metadata::head(bytes, name) } else { metadata::read(bytes, name) });
    let mut found = catch_unwind(read).unwrap_or_else(|_| metadata::head(bytes, name));
    if !matches!(taken, Taken::Whole(_)) {
        found.metadata.broken.push(format!("the file is large: only {} bytes of it were read", count(bytes.len())));
    }
    let manifest = AssertUnwindSafe(|| found.metadata.kind.and_then(|kind| c2pa::read(bytes, kind)));
    let manifest = catch_unwind(manifest).unwrap_or_default();
    (found, manifest)
}

fn seen(bytes: &[u8], kind: Option<Kind>, named: Option<Kind>, thumbnail: Option<&[u8]>, limits: &Limits) -> Result<Seen, Fault> {
    match (kind, named.filter(|named| named.is_picture())) {
        (Some(Kind::Jpeg | Kind::Png | Kind::Gif | Kind::Webp), _) => {}
        (Some(kind), _) if kind.is_picture() => return Err(Fault::NotDecoded { kind }),
        (_, Some(named)) => return Err(Fault::LyingName { named }),
        _ => return Err(Fault::NotAPicture),
    }
    let bounds = Bounds { pixels: limits.pixels, memory: limits.decoder };
    let opened = open(bytes, bounds)?;
    let (width, height) = opened.sides();
    let picture = opened.decode()?;
    let own = mark(&picture)?;
    let small = thumbnail.and_then(|small| mark(&open(small, bounds).ok()?.decode().ok()?).ok());
    let thumbnail = small.filter(|small| small.is_telling() && own.is_telling()).map(|small| small.distance(&own));
    Ok(Seen { width, height, pdq: own.hex(), quality: own.quality(), thumbnail, cover: Cover::of(&picture) })
}
