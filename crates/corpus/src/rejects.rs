//! The rejects file: what was not understood, laid aside with file, line and reason. `HOME/rejects/DATE.jsonl`.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use record::Moment;

use crate::error::{CorpusError, Result};
use crate::input::Reject;

/// Appends rejects to the file of a day; the file is made with the first of them.
#[derive(Debug)]
pub struct Rejects {
    path: PathBuf,
    file: Option<BufWriter<File>>,
    count: u64,
}

impl Rejects {
    /// The rejects of a home folder on the day of this moment.
    #[must_use]
    pub fn of(home: &Path, now: Moment) -> Self {
        let day = now.timestamp().strftime("%Y-%m-%d");
        Self { path: home.join("rejects").join(format!("{day}.jsonl")), file: None, count: 0 }
    }

    /// Lays one aside.
    ///
    /// # Errors
    /// Where the file can't be written.
    pub fn add(&mut self, reject: &Reject) -> Result<()> {
        let mut line = serde_json::to_vec(reject).map_err(std::io::Error::from).map_err(CorpusError::io(&self.path))?;
        line.push(b'\n');
        self.count += 1;
        let path = self.path.clone();
        self.file()?.write_all(&line).map_err(CorpusError::io(path))
    }

    fn file(&mut self) -> Result<&mut BufWriter<File>> {
        if self.file.is_none() {
            let folder = self.path.parent().unwrap_or(Path::new("."));
            std::fs::create_dir_all(folder).map_err(CorpusError::io(folder))?;
            let opened = File::options().create(true).append(true).open(&self.path).map_err(CorpusError::io(&self.path))?;
            return Ok(self.file.insert(BufWriter::new(opened)));
        }
        self.file.as_mut().ok_or_else(|| CorpusError::io(&self.path)(std::io::Error::other("not open")))
    }

    /// Brings everything to the disk.
    ///
    /// # Errors
    /// Where the file can't be written.
    pub fn flush(&mut self) -> Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush).map_err(CorpusError::io(&self.path))
    }

    /// How many were laid aside, and where.
    #[must_use]
    pub fn told(&self) -> (u64, Option<&Path>) {
        (self.count, (self.count > 0).then_some(self.path.as_path()))
    }
}
