//! The witness's own key: a file that only its owner may read, made once.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use record::Digest;
use tlog::{Cosigner, KeyName};

use crate::WitnessError;

/// Reads the key of a file, or makes the file with what is given; nobody else may read it. The seed must be random.
///
/// # Errors
/// Where the file can't be read or written or holds no key, or the name can't be one.
pub fn cosigner_at(path: &Path, name: &str, seed: &[u8; 32]) -> Result<Cosigner, WitnessError> {
    match fs::read_to_string(path) {
        Ok(text) => from_text(&text).ok_or_else(|| WitnessError::NoKey(path.to_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let cosigner = KeyName::new(name).and_then(|name| Cosigner::new(name, seed)).map_err(WitnessError::BadName)?;
            write_secret(path, &format!("{name}\n{}\n", Digest(*seed)))?;
            Ok(cosigner)
        }
        Err(error) => Err(WitnessError::file(path)(error)),
    }
}

fn from_text(text: &str) -> Option<Cosigner> {
    let (name, seed) = text.trim_end().split_once('\n')?;
    Cosigner::new(KeyName::new(name).ok()?, &Digest::parse(seed)?.0).ok()
}

fn write_secret(path: &Path, text: &str) -> Result<(), WitnessError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(WitnessError::file(path))?;
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(WitnessError::file(path))?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(WitnessError::file(path))?;
    fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(WitnessError::file(folder))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_key_is_made_once_and_is_its_owners() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("witness/witness.key");
        let first = cosigner_at(&path, "ombudsman.example/w1", &[1; 32]).unwrap();
        let again = cosigner_at(&path, "other.example/w2", &[2; 32]).unwrap();
        assert_eq!(first.verifier(), again.verifier());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("witness.key");
        assert!(matches!(cosigner_at(&path, "two words", &[1; 32]), Err(WitnessError::BadName(_))));
        assert!(!path.exists());
        fs::write(&path, "nothing").unwrap();
        assert!(matches!(cosigner_at(&path, "w", &[1; 32]), Err(WitnessError::NoKey(_))));
        assert!(matches!(cosigner_at(folder.path(), "w", &[1; 32]), Err(WitnessError::File { .. })));
    }
}
