//! Opens files, folders and archives, tells formats by their content and turns everything into posts.
//!
//! Everything streams: memory does not grow with the size of a file. What can't be understood becomes a [`Reject`] with file, line and
//! reason, and reading goes on behind it.

mod encoding;
mod feed;
mod html;
mod http;
mod item;
mod jsonl;
mod limits;
mod lines;
mod origin;
mod scan;
mod sniff;
mod table;
mod telegram;
#[cfg(test)]
mod tests;
mod unpack;
mod warc;

pub(crate) use item::beginning;
pub use item::{Flow, Form, Incoming, Item, Place, Reject, parse};
pub use limits::Limits;
pub(crate) use lines::read_all;
pub use origin::{Beside, Origin};
pub use table::Columns;
pub use telegram::Chat;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use record::dates;

/// How input is to be read.
#[derive(Debug, Clone, Default)]
pub struct InputOptions {
    /// Which columns of tables hold what, where the header does not tell.
    pub columns: Columns,
    /// How far archives may unfold.
    pub limits: Limits,
}

/// A file to be read, with its size in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// The file.
    pub path: PathBuf,
    /// Its size when it was found.
    pub size: u64,
}

/// All files of these files and folders, sorted by path inside each folder; hidden files are left out. Links to folders are not followed.
///
/// What can't be listed is told as a reject.
#[must_use]
pub fn list(paths: &[PathBuf]) -> (Vec<InputFile>, Vec<Reject>) {
    let (mut files, mut rejects) = (Vec::new(), Vec::new());
    let mut open: Vec<PathBuf> = paths.iter().rev().cloned().collect();
    while let Some(path) = open.pop() {
        match look(&path) {
            Ok(Looked::File(size)) => files.push(InputFile { path, size }),
            Ok(Looked::Folder(mut inside)) => {
                inside.sort();
                open.extend(inside.into_iter().rev());
            }
            Ok(Looked::Other) => rejects.push(reject(&path, "neither a file nor a folder")),
            Err(error) => rejects.push(reject(&path, &error.to_string())),
        }
    }
    (files, rejects)
}

enum Looked {
    File(u64),
    Folder(Vec<PathBuf>),
    Other,
}

fn look(path: &Path) -> std::io::Result<Looked> {
    let about = std::fs::metadata(path)?;
    if about.is_file() {
        return Ok(Looked::File(about.len()));
    }
    if !about.is_dir() {
        return Ok(Looked::Other);
    }
    let mut inside = Vec::new();
    for entry in std::fs::read_dir(path)? {
        let entry = entry?;
        let is_link_to_folder = entry.file_type()?.is_symlink() && entry.path().is_dir();
        if !is_link_to_folder && !entry.file_name().to_string_lossy().starts_with('.') {
            inside.push(entry.path());
        }
    }
    Ok(Looked::Folder(inside))
}

fn reject(path: &Path, why: &str) -> Reject {
    Reject { file: path.display().to_string(), line: 0, why: why.to_owned(), sample: String::new() }
}

/// Reads one file, whatever it is; `done` counts the bytes of the file itself as they are read.
pub fn read_file(path: &Path, options: &InputOptions, done: &Arc<AtomicU64>, sink: &mut dyn FnMut(Item) -> Flow) -> Flow {
    unpack::file(path, options, done, sink)
}

/// Reads bytes as if they were a file of this name.
pub fn read_bytes(name: &str, bytes: &[u8], options: &InputOptions, sink: &mut dyn FnMut(Item) -> Flow) -> Flow {
    unpack::stream(name, Box::new(bytes), options, sink)
}
