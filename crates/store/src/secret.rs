//! Files that hold a secret: made once, read by their owner alone.

use std::fmt::Display;
use std::fs;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use zeroize::Zeroizing;

use crate::StoreError;

/// The text of such a file; where there is none, the file is made with the text that is given.
pub(crate) fn read_or_make(path: &Path, fresh: &str) -> Result<Zeroizing<String>, StoreError> {
    match make(path, fresh) {
        Ok(()) => Ok(Zeroizing::new(fresh.to_owned())),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => read(path),
        // A folder that can't be written may hold the file all the same.
        Err(error) => read(path).map_err(|_| wrong(path, &error)),
    }
}

fn read(path: &Path) -> Result<Zeroizing<String>, StoreError> {
    fs::read_to_string(path).map(Zeroizing::new).map_err(|error| wrong(path, &error))
}

fn make(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// What is wrong with a file of a secret.
pub(crate) fn wrong(path: &Path, what: &dyn Display) -> StoreError {
    StoreError::Key { path: path.display().to_string(), what: what.to_string() }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_secret_is_made_once_and_is_its_owners() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record/some.key");
        assert_eq!(read_or_make(&path, "one").unwrap().as_str(), "one");
        assert_eq!(read_or_make(&path, "two").unwrap().as_str(), "one");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let below_a_file = path.join("other.key");
        assert!(matches!(read_or_make(&below_a_file, "three"), Err(StoreError::Key { .. })));
    }
}
