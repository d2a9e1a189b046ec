//! A home folder with a vault, bytes to keep, and the ways to harm them.

use std::fs::{self, Permissions};
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use store::{FileKey, Random};
use vault::{Checked, Damage, Depth, Finding, Kept, Means, Originals, Sha256, VaultError};

/// The most bytes that an original of these tests may have.
pub const LARGEST: u64 = 16 << 20;

pub fn means(master: u8) -> Means {
    Means { master: Arc::new(FileKey::new([master; 32])), random: Random::system(), largest: LARGEST }
}

/// A home folder that goes with this.
pub struct Home {
    pub folder: tempfile::TempDir,
}

impl Home {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn open(&self) -> Originals {
        Originals::at(self.folder.path(), means(1)).unwrap()
    }

    pub fn vault(&self) -> PathBuf {
        self.folder.path().join("vault")
    }

    /// Where an original lies: what no caller of the vault is told.
    pub fn path(&self, original: Sha256) -> PathBuf {
        let name = original.to_string();
        let (start, rest) = name.split_at(2);
        self.vault().join("originals").join(start).join(rest)
    }

    pub fn leftovers(&self) -> usize {
        fs::read_dir(self.vault().join("incoming")).unwrap().count()
    }

    pub fn files(&self) -> usize {
        let folders = fs::read_dir(self.vault().join("originals")).unwrap();
        folders.map(|folder| fs::read_dir(folder.unwrap().path()).unwrap().count()).sum()
    }
}

pub fn keep(originals: &Originals, bytes: &[u8]) -> Result<Kept, VaultError> {
    let mut incoming = originals.begin()?;
    incoming.write_all(bytes)?;
    incoming.finish()
}

pub fn read(originals: &Originals, original: Sha256) -> Result<Vec<u8>, VaultError> {
    let (mut reading, mut bytes) = (originals.open(original)?, Vec::new());
    let read = reading.read_to_end(&mut bytes);
    if let Err(error) = &read {
        assert!(reading.read(&mut [0; 9]).is_err(), "what failed once fails again");
        assert!(VaultError::of(error).is_some(), "{error}");
    }
    read.map_err(|error| error.downcast::<VaultError>().unwrap())?;
    Ok(bytes)
}

pub fn damage<T: std::fmt::Debug>(result: Result<T, VaultError>) -> Damage {
    match result {
        Err(VaultError::Damaged { damage, .. }) => damage,
        other => panic!("{other:?}"),
    }
}

pub fn check(originals: &Originals, depth: Depth) -> Checked {
    originals.check(depth, &|_| ()).unwrap()
}

/// What both checks find; they agree wherever no key is needed to see it.
pub fn findings(originals: &Originals) -> Vec<Finding> {
    let quick = check(originals, Depth::Quick).findings;
    assert_eq!(check(originals, Depth::Deep).findings, quick);
    quick
}

pub fn about(original: Sha256, damage: Damage) -> Finding {
    Finding { original: Some(original), file: None, damage }
}

pub fn stranger(file: &str, damage: Damage) -> Finding {
    Finding { original: None, file: Some(file.to_owned()), damage }
}

/// Bytes that can't be compressed, others for each seed.
pub fn noise(seed: u64, count: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(2).wrapping_add(0x9E37_79B9_7F4A_7C14) | 1;
    let mut next = || {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        state.wrapping_mul(0x2545_F491_4F6C_DD1D).to_le_bytes()
    };
    std::iter::repeat_with(&mut next).flatten().take(count).collect()
}

/// Invented text that can.
pub fn text(seed: u64, count: usize) -> Vec<u8> {
    (seed..).flat_map(|number| format!("Work abroad, offer {number}: good pay, call now.\n").into_bytes()).take(count).collect()
}

/// Writes other bytes in place of a file of the vault, read-only as before: what somebody with the rights of its owner can do.
pub fn forge(path: &Path, bytes: &[u8]) {
    let _ = fs::remove_file(path);
    fs::write(path, bytes).unwrap();
    fs::set_permissions(path, Permissions::from_mode(0o400)).unwrap();
}
