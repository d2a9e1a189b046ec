//! Finds the file that a post names, beside the file that the post came in, and never anywhere else.

use std::fs::File;
use std::io::{BufReader, ErrorKind, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use image::ImageFormat;
use zip::ZipArchive;
use zip::result::ZipError;

use super::{Fault, MOST_BYTES};
use crate::input::{Beside, read_all};

/// Bytes that tell the format of a picture.
const HEAD: usize = 32;
/// Archives held open.
const MOST_OPEN: usize = 4;

/// Zip archives that were opened for pictures: reading their lists of files anew for each picture would take longer than the pictures.
#[derive(Default)]
pub(super) struct Archives(Mutex<Vec<(PathBuf, ZipArchive<BufReader<File>>)>>);

impl Archives {
    /// The bytes of a picture; none where there is no such file, or it is no picture (a film, a document).
    pub(super) fn read(&self, beside: &Beside, path: &str) -> Result<Option<Vec<u8>>, Fault> {
        match beside {
            Beside::Nowhere => Ok(None),
            Beside::Folder(folder) => in_folder(folder, &inner(path)?),
            Beside::Zip { archive, folder } => self.in_zip(archive, folder, &inner(path)?),
        }
    }

    fn in_zip(&self, archive: &Path, folder: &str, path: &[&str]) -> Result<Option<Vec<u8>>, Fault> {
        let name = format!("{folder}{}", path.join("/"));
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = open.iter().position(|(known, _)| known == archive);
        let known = match at {
            Some(at) => open.swap_remove(at),
            None => (archive.to_owned(), ZipArchive::new(BufReader::new(File::open(archive)?))?),
        };
        open.truncate(MOST_OPEN - 1);
        open.insert(0, known);
        let Some((_, zip)) = open.first_mut() else { return Ok(None) };
        match zip.by_name(&name) {
            Ok(entry) if entry.is_dir() => Err(Fault::NoFile),
            Ok(mut entry) => picture(&mut entry, &name),
            Err(ZipError::FileNotFound) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// The parts of a path that leads further in; one that could lead out is refused.
fn inner(path: &str) -> Result<Vec<&str>, Fault> {
    let parts = Path::new(path).components().filter(|part| *part != Component::CurDir);
    parts.map(|part| if let Component::Normal(name) = part { name.to_str().ok_or(Fault::Outside) } else { Err(Fault::Outside) }).collect()
}

fn in_folder(folder: &Path, path: &[&str]) -> Result<Option<Vec<u8>>, Fault> {
    let (folder, file) = (folder.canonicalize()?, path.iter().fold(folder.to_owned(), |at, part| at.join(part)));
    let file = match file.canonicalize() {
        Ok(file) => file,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidFilename) => {
            return Ok(None);
        }
        Err(error) => return Err(error.into()),
    };
    // Behind links the real path tells where a file lies.
    if !file.starts_with(&folder) {
        return Err(Fault::Outside);
    }
    if !file.metadata()?.is_file() {
        return Err(Fault::NoFile);
    }
    picture(&mut File::open(&file)?, &file.to_string_lossy())
}

/// All bytes of a picture; none where neither content nor name says that it is one.
fn picture(reader: &mut dyn Read, name: &str) -> Result<Option<Vec<u8>>, Fault> {
    let mut head = Vec::new();
    reader.take(HEAD as u64).read_to_end(&mut head)?;
    let read = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP];
    let is_read = |format: Option<ImageFormat>| format.is_some_and(|format| read.contains(&format));
    if !is_read(image::guess_format(&head).ok()) {
        let is_called_so = is_read(ImageFormat::from_path(name).ok());
        return if is_called_so { Err(Fault::NoPicture) } else { Ok(None) };
    }
    let whole = read_all(&mut head.chain(reader), MOST_BYTES)?;
    whole.map(Some).ok_or(Fault::Bytes)
}
