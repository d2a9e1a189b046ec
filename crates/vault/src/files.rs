//! The vault's folders and what is done to files there, each step durable.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use crate::Sha256;

/// Reading by the owner, and nothing else.
const READ_ONLY: u32 = 0o400;

/// Where things lie in a home folder.
#[derive(Debug, Clone)]
pub(crate) struct Folders {
    vault: PathBuf,
}

impl Folders {
    /// The folders of a home, made where they are missing; only their owner may look in.
    pub fn make(home: &Path) -> io::Result<Self> {
        let folders = Self { vault: home.join("vault") };
        let private = |path: &Path| DirBuilder::new().recursive(true).mode(0o700).create(path);
        private(&folders.incoming())?;
        // All at once, so that an original's way to its name crosses no folder that a loss of power could take back.
        (0..=u8::MAX).try_for_each(|start| private(&folders.originals().join(format!("{start:02x}"))))?;
        for folder in [&folders.originals(), &folders.incoming(), &folders.vault, home] {
            File::open(folder)?.sync_all()?;
        }
        Ok(folders)
    }

    pub fn originals(&self) -> PathBuf {
        self.vault.join("originals")
    }

    pub fn incoming(&self) -> PathBuf {
        self.vault.join("incoming")
    }

    pub fn keys(&self) -> PathBuf {
        self.vault.join("keys.redb")
    }

    /// How far items that were left half-way have been closed.
    pub fn swept(&self) -> PathBuf {
        self.vault.join("swept")
    }

    /// The final name of an original.
    pub fn original(&self, sha256: Sha256) -> PathBuf {
        let name = sha256.to_string();
        let (start, rest) = name.split_at_checked(2).unwrap_or_default();
        self.originals().join(start).join(rest)
    }

    /// Everything below the originals' folder but our own folders, by the original whose name it has, if any.
    pub fn listed(&self) -> io::Result<Vec<(PathBuf, Option<Sha256>)>> {
        let mut found = Vec::new();
        for folder in fs::read_dir(self.originals())? {
            let folder = folder?;
            let start = folder.file_name().to_string_lossy().into_owned();
            if !folder.file_type()?.is_dir() || start.parse::<custody::Hex<1>>().is_err() {
                found.push((folder.path(), None));
                continue;
            }
            for file in fs::read_dir(folder.path())? {
                let file = file?;
                let named = Sha256::parse(&format!("{start}{}", file.file_name().to_string_lossy()));
                found.push((file.path(), named));
            }
        }
        Ok(found)
    }
}

/// Makes an empty file that only its owner may read, where there is none.
pub(crate) fn make_private(path: &Path) -> io::Result<()> {
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// A new file to write to.
pub(crate) fn make_new(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// Makes a file read-only and has all of it on the disk.
pub(crate) fn finish(file: &File) -> io::Result<()> {
    file.set_permissions(Permissions::from_mode(READ_ONLY))?;
    file.sync_all()
}

/// Whether it is a file that anybody may write to (the mode of a link says nothing).
pub(crate) fn is_writable(metadata: &fs::Metadata) -> bool {
    metadata.is_file() && metadata.mode() & 0o222 != 0
}

/// Whether two names are of one file.
pub(crate) fn is_same(one: &Path, other: &Path) -> bool {
    let place = |path| fs::symlink_metadata(path).map(|metadata| (metadata.dev(), metadata.ino())).ok();
    place(one).is_some_and(|found| place(other) == Some(found))
}

/// Has the names in the folder of a file on the disk.
pub(crate) fn sync_folder_of(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

pub(crate) fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
