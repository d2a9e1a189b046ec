//! Where something was read, and where the files lie that stand beside it.

use std::fmt;
use std::path::{Path, PathBuf};

/// A file that was read, on the disk or in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Its name for people; inside archives `archive.zip!inner/name`.
    pub name: String,
    /// Where the files lie that its posts name.
    pub beside: Beside,
}

/// Where the files lie that posts name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Beside {
    /// Nowhere that can be read again: in memory, or in an archive inside another.
    Nowhere,
    /// In a folder of the disk.
    Folder(PathBuf),
    /// In a zip archive of the disk.
    Zip {
        /// The archive.
        archive: PathBuf,
        /// The folder in it: empty, or ending with a slash.
        folder: String,
    },
}

impl Origin {
    /// Something that has only a name.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned(), beside: Beside::Nowhere }
    }

    /// A file of the disk.
    pub(super) fn file(path: &Path) -> Self {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Self { name: path.display().to_string(), beside: Beside::Folder(folder.to_owned()) }
    }

    /// A file inside of this archive; `disk` is the archive's path where it lies on the disk by itself.
    pub(super) fn inner(&self, name: &str, disk: Option<&Path>) -> Self {
        let beside = disk.map_or(Beside::Nowhere, |archive| {
            let folder = name.rsplit_once('/').map_or_else(String::new, |(folder, _)| format!("{folder}/"));
            Beside::Zip { archive: archive.to_owned(), folder }
        });
        Self { name: format!("{}!{name}", self.name), beside }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}
