//! Gives the child its file.

use std::io::{Read, Write};
use std::process::ChildStdin;

use super::wire::{Request, write_frame};

/// Bytes handed over at once.
const PIECE: usize = 64 << 10;

/// Writes the request and the file. A child that wants no more of it has its reasons; a file that can't be read is an error.
pub(super) fn feed(stdin: Option<ChildStdin>, request: &Request, source: impl Read) -> Result<(), String> {
    let Some(mut stdin) = stdin else { return Ok(()) };
    if write_frame(&mut stdin, request).is_err() {
        return Ok(());
    }
    let (mut source, mut piece) = (source.take(request.length), vec![0; PIECE]);
    let mut left = request.length;
    loop {
        let read = match source.read(&mut piece) {
            Ok(0) if left > 0 => return Err(format!("it ended {left} bytes before its end")),
            Ok(0) => return Ok(()),
            Ok(read) => read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.to_string()),
        };
        left = left.saturating_sub(crate::bytes::count(read));
        if stdin.write_all(piece.get(..read).unwrap_or_default()).is_err() {
            return Ok(());
        }
    }
}
