//! What every command needs: the home folder, the way to speak, the knowledge in force.

use std::io::Write;
use std::path::{Path, PathBuf};

use corpus::Corpus;
use knowledge::{Book, Fault, Files, PlaceRegions};
use signals::Reader;

use crate::CommandError;

/// What every command needs.
#[derive(Clone)]
pub struct Context {
    /// The folder that holds the stores of this installation.
    pub home: PathBuf,
    /// Whether stdout carries JSON Lines and nothing else.
    pub json: bool,
    /// A folder of knowledge files in the place of the shipped ones.
    pub knowledge: Option<PathBuf>,
    /// Where the record is, if not in the home; may hold a password, so it is never shown.
    pub record: Option<String>,
}

impl Context {
    /// The knowledge files in force: the given folder, or `knowledge/` of the home where it exists, or those that were shipped.
    ///
    /// # Errors
    /// Where a file can't be read.
    pub fn files(&self) -> Result<Files, CommandError> {
        let own = self.home.join("knowledge");
        match &self.knowledge {
            Some(folder) => files_of(folder),
            None if own.is_dir() => files_of(&own),
            None => Ok(Files::shipped()),
        }
    }

    /// The knowledge in force.
    ///
    /// # Errors
    /// Where a file can't be read or is faulty.
    pub fn book(&self) -> Result<Book, CommandError> {
        Book::read(&self.files()?).map_err(faulty)
    }

    /// A reader with the knowledge in force.
    ///
    /// # Errors
    /// Where the knowledge is faulty.
    pub fn reader(&self) -> Result<Reader, CommandError> {
        Ok(Reader::new(&self.book()?)?)
    }

    /// The corpus of the home, with the regions of the places in force.
    ///
    /// # Errors
    /// Where the gazetteer is faulty or the corpus can't be opened.
    pub fn corpus(&self) -> Result<Corpus, CommandError> {
        let places = PlaceRegions::read(&self.files()?).map_err(faulty)?;
        Ok(Corpus::open(&self.home, places)?)
    }

    /// Writes one JSON line to stdout.
    ///
    /// # Errors
    /// Where stdout is closed.
    pub fn line<T: serde::Serialize>(&self, value: &T) -> Result<(), CommandError> {
        let mut out = std::io::stdout().lock();
        serde_json::to_writer(&mut out, value).map_err(std::io::Error::from)?;
        out.write_all(b"\n")?;
        Ok(())
    }

    /// Writes a line for people to stdout; nothing where JSON is asked for.
    ///
    /// # Errors
    /// Where stdout is closed.
    pub fn say(&self, words: &str) -> Result<(), CommandError> {
        if !self.json {
            writeln!(std::io::stdout().lock(), "{words}")?;
        }
        Ok(())
    }
}

fn faulty(faults: Vec<Fault>) -> CommandError {
    CommandError::Knowledge(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}

/// All files of a folder.
fn files_of(folder: &Path) -> Result<Files, CommandError> {
    let mut files = Files::default();
    gather(folder, folder, &mut files)?;
    Ok(files)
}

fn gather(root: &Path, folder: &Path, files: &mut Files) -> Result<(), CommandError> {
    let unreadable = |error: std::io::Error| CommandError::File { path: folder.to_owned(), error };
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_dir() {
            gather(root, &path, files)?;
        } else {
            let bytes = std::fs::read(&path).map_err(|error| CommandError::File { path: path.clone(), error })?;
            files.put(path.strip_prefix(root).unwrap_or(&path).to_string_lossy(), bytes);
        }
    }
    Ok(())
}
