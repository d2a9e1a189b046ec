//! Watching a folder: a file is taken once, when it has stopped growing.
//!
//! The folder is looked through every second. That sees files on network drives, where the system's own notices don't come, and needs
//! no more code than it needs words here. A file counts as finished when two looks in a row find it with the same size and time.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use crate::error::{CorpusError, Result};
use crate::input::{self, InputFile, Reject};

/// What a file looked like: its size and the time of its last change in nanoseconds.
type Looks = (u64, u64);

/// A watched folder, with what was taken from it. Nothing is moved or changed there.
#[derive(Debug)]
pub struct Watch {
    folder: PathBuf,
    memory: PathBuf,
    taken: BTreeMap<PathBuf, Looks>,
    last_look: BTreeMap<PathBuf, Looks>,
    skipped: BTreeMap<PathBuf, Looks>,
}

impl Watch {
    /// Watches a folder; what was taken in earlier runs is remembered in the home folder.
    ///
    /// # Errors
    /// Where the folder or the memory can't be read.
    pub fn open(home: &Path, folder: &Path) -> Result<Self> {
        let folder = folder.canonicalize().map_err(CorpusError::io(folder))?;
        let memory = home.join("watched.json");
        let taken = match std::fs::read(&memory) {
            Ok(text) => serde_json::from_slice(&text).unwrap_or_default(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => BTreeMap::new(),
            Err(error) => return Err(CorpusError::io(memory)(error)),
        };
        Ok(Self { folder, memory, taken, last_look: BTreeMap::new(), skipped: BTreeMap::new() })
    }

    /// Looks once; gives the files that are finished and were not taken yet, or have changed since.
    pub fn look(&mut self) -> (Vec<InputFile>, Vec<Reject>) {
        let (files, rejects) = input::list(std::slice::from_ref(&self.folder));
        let now: BTreeMap<PathBuf, Looks> = files.iter().filter_map(|file| Some((file.path.clone(), looks(&file.path)?))).collect();
        let is_ready = |file: &InputFile| {
            let looks = now.get(&file.path);
            let is_finished = looks.is_some() && looks == self.last_look.get(&file.path);
            is_finished && looks != self.taken.get(&file.path) && looks != self.skipped.get(&file.path)
        };
        let ready = files.into_iter().filter(is_ready).collect();
        self.last_look = now;
        (ready, rejects)
    }

    /// Leaves files alone for this run as they were at the last look; the next run looks at them again.
    pub fn skip(&mut self, files: &[InputFile]) {
        let looks = files.iter().filter_map(|file| Some((file.path.clone(), *self.last_look.get(&file.path)?)));
        self.skipped.extend(looks.collect::<Vec<_>>());
    }

    /// Remembers that files were taken as they were at the last look.
    ///
    /// # Errors
    /// Where the memory can't be written.
    pub fn take(&mut self, files: &[InputFile]) -> Result<()> {
        for file in files {
            if let Some(looks) = self.last_look.get(&file.path) {
                self.taken.insert(file.path.clone(), *looks);
            }
        }
        let draft = self.memory.with_extension("json.new");
        let text = serde_json::to_vec(&self.taken).map_err(std::io::Error::from).map_err(CorpusError::io(&self.memory))?;
        std::fs::write(&draft, text).map_err(CorpusError::io(&draft))?;
        std::fs::rename(&draft, &self.memory).map_err(CorpusError::io(&self.memory))
    }
}

fn looks(path: &Path) -> Option<Looks> {
    let about = std::fs::metadata(path).ok()?;
    let changed = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some((about.len(), u64::try_from(changed.as_nanos()).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(files: &[InputFile]) -> Vec<String> {
        files.iter().map(|file| file.path.file_name().unwrap().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn a_file_is_taken_once_and_only_when_finished() {
        let (home, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let mut watch = Watch::open(home.path(), folder.path()).unwrap();
        std::fs::write(folder.path().join("a.jsonl"), "1").unwrap();
        assert!(watch.look().0.is_empty(), "seen for the first time");
        std::fs::write(folder.path().join("a.jsonl"), "12").unwrap();
        assert!(watch.look().0.is_empty(), "it has grown");
        let ready = watch.look().0;
        assert_eq!(names(&ready), ["a.jsonl"]);
        watch.take(&ready).unwrap();
        assert!(watch.look().0.is_empty(), "taken");

        let mut again = Watch::open(home.path(), folder.path()).unwrap();
        again.look();
        assert!(again.look().0.is_empty(), "taken in an earlier run");
        std::fs::write(folder.path().join("a.jsonl"), "123").unwrap();
        again.look();
        assert_eq!(names(&again.look().0), ["a.jsonl"], "changed since");
    }

    #[test]
    fn an_absent_folder_is_an_error() {
        let home = tempfile::tempdir().unwrap();
        assert!(matches!(Watch::open(home.path(), Path::new("/absent/folder")), Err(CorpusError::Io { .. })));
    }
}
