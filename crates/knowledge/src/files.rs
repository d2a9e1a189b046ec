//! The texts of knowledge files by their paths.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};
use serde::de::DeserializeOwned;

use crate::Fault;

static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../knowledge");

/// Knowledge files by path relative to `knowledge/`, with their bytes.
#[derive(Debug, Clone, Default)]
pub struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    /// The files that the program was built with.
    #[must_use]
    pub fn shipped() -> Self {
        let mut files = Self::default();
        collect(&SHIPPED, &mut files);
        files
    }

    /// Adds a file or puts it in the place of the one with the same path.
    pub fn put(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.0.insert(path.into(), bytes.into());
    }

    /// The bytes of a file.
    #[must_use]
    pub fn bytes(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    /// All files below a folder with this ending, in the order of their paths.
    pub fn below<'a>(&'a self, folder: &'a str, ending: &'a str) -> impl Iterator<Item = (&'a str, &'a [u8])> {
        self.0
            .iter()
            .filter(move |(path, _)| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')) && path.ends_with(ending))
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// The paths of all files.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

fn collect(folder: &Dir<'_>, files: &mut Files) {
    for file in folder.files() {
        files.put(file.path().to_string_lossy(), file.contents());
    }
    for inner in folder.dirs() {
        collect(inner, files);
    }
}

/// Reads one TOML file into a type.
///
/// # Errors
/// A [`Fault`] with the parser's words, which name line and column.
pub(crate) fn read_toml<T: DeserializeOwned>(path: &str, bytes: &[u8]) -> Result<T, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|error| Fault::new(path, format!("is not UTF-8: {error}")))?;
    toml::from_str(text).map_err(|error| Fault::new(path, error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_lists_only_what_is_below_it() {
        let mut files = Files::default();
        files.put("places/a.toml", "");
        files.put("places_old/b.toml", "");
        files.put("places/c.jsonl", "");
        assert_eq!(files.below("places", ".toml").map(|(path, _)| path).collect::<Vec<_>>(), ["places/a.toml"]);
    }

    #[test]
    fn a_bad_file_is_named() {
        let fault = read_toml::<toml::Table>("x.toml", b"a = ").unwrap_err();
        assert_eq!(fault.file, "x.toml");
        let fault = read_toml::<toml::Table>("x.toml", b"\xff").unwrap_err();
        assert!(fault.what.contains("UTF-8"));
    }
}
