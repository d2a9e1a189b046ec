//! The list of sources with the ground on which each is read: `sources.toml` in the home folder.
//!
//! ```toml
//! [[source]]
//! name = "telegram:*"
//! ground = "Order 12 of the prosecutor's office, 2026-01-15"
//! scope = "public posts"
//! keep_days = 180
//! ```
//!
//! A name is exact or ends in `*`. The exact name goes before a pattern, a longer pattern before a shorter one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use record::{Mandate, MandateError};
use serde::Deserialize;

/// What is wrong with a list of mandates.
#[derive(Debug, thiserror::Error)]
pub enum MandateFault {
    /// The file can't be read or written.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is not a list of sources.
    #[error("{path}: {what}")]
    Form {
        /// The file.
        path: PathBuf,
        /// What is wrong, with the line.
        what: String,
    },
    /// One source's mandate does not hold.
    #[error("{path}: {name}: {source}")]
    Mandate {
        /// The file.
        path: PathBuf,
        /// The source.
        name: String,
        /// What is wrong.
        source: MandateError,
    },
    /// A name is empty, holds a slash, or has a star that is not at its end.
    #[error("{path}: {name:?} is not the name of a source (no slash; a star only at the end)")]
    Name {
        /// The file.
        path: PathBuf,
        /// The name.
        name: String,
    },
}

/// Mandates by the names of sources.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mandates {
    exact: BTreeMap<String, Mandate>,
    families: BTreeMap<String, Mandate>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct SourcesFile {
    #[serde(default)]
    source: Vec<SourceLine>,
}

#[derive(Deserialize)]
struct SourceLine {
    name: String,
    #[serde(flatten)]
    mandate: Mandate,
}

impl Mandates {
    /// Reads a list; an absent file is an empty list.
    ///
    /// # Errors
    /// Where the file can't be read, is no such list, or a mandate or name in it does not hold.
    pub fn read(path: &Path) -> Result<Self, MandateFault> {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(path, &text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(source) => Err(MandateFault::Io { path: path.into(), source }),
        }
    }

    /// Reads a list from a text; `path` is for the faults.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn parse(path: &Path, text: &str) -> Result<Self, MandateFault> {
        let file: SourcesFile = toml::from_str(text).map_err(|error| MandateFault::Form { path: path.into(), what: error.to_string() })?;
        let mut mandates = Self::default();
        for SourceLine { name, mandate } in file.source {
            mandate.check().map_err(|source| MandateFault::Mandate { path: path.into(), name: name.clone(), source })?;
            if !is_name(&name) {
                return Err(MandateFault::Name { path: path.into(), name });
            }
            mandates.enter(&name, mandate);
        }
        Ok(mandates)
    }

    /// The mandate for a source.
    #[must_use]
    pub fn get(&self, source: &str) -> Option<&Mandate> {
        self.exact.get(source).or_else(|| {
            let fitting = self.families.iter().filter(|(prefix, _)| source.starts_with(prefix.as_str()));
            fitting.max_by_key(|(prefix, _)| prefix.len()).map(|(_, mandate)| mandate)
        })
    }

    /// Enters a mandate under a name or a pattern; an older one of the same name gives way.
    pub fn enter(&mut self, name: &str, mandate: Mandate) {
        match name.strip_suffix('*') {
            Some(prefix) => self.families.insert(prefix.to_owned(), mandate),
            None => self.exact.insert(name.to_owned(), mandate),
        };
    }

    /// Takes over all mandates of another list.
    pub fn join(&mut self, other: &Self) {
        self.exact.extend(other.exact.iter().map(|(name, mandate)| (name.clone(), mandate.clone())));
        self.families.extend(other.families.iter().map(|(name, mandate)| (name.clone(), mandate.clone())));
    }

    /// All names (patterns with their star) and mandates, sorted by name.
    pub fn all(&self) -> impl Iterator<Item = (String, &Mandate)> {
        let families = self.families.iter().map(|(prefix, mandate)| (format!("{prefix}*"), mandate));
        families.chain(self.exact.iter().map(|(name, mandate)| (name.clone(), mandate)))
    }

    /// Writes the list so that a reader sees either the old or the new one, never half of it.
    ///
    /// # Errors
    /// Where the file can't be written.
    pub fn write(&self, path: &Path) -> Result<(), MandateFault> {
        let text: String = self.all().map(|(name, mandate)| block(&name, mandate)).collect();
        let draft = path.with_extension("toml.new");
        let put = || {
            let mut file = std::fs::File::create(&draft)?;
            std::io::Write::write_all(&mut file, text.as_bytes())?;
            file.sync_all()?;
            std::fs::rename(&draft, path)
        };
        put().map_err(|source| MandateFault::Io { path: path.into(), source })
    }
}

fn is_name(name: &str) -> bool {
    !name.trim().is_empty() && !name.contains('/') && name.find('*').is_none_or(|at| at + 1 == name.len())
}

/// One `[[source]]` block; a JSON string is a TOML string too.
fn block(name: &str, mandate: &Mandate) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f");
    let scope = mandate.scope.as_deref().map(|scope| format!("scope = {}\n", quoted(scope))).unwrap_or_default();
    format!("[[source]]\nname = {}\nground = {}\n{scope}keep_days = {}\n\n", quoted(name), quoted(&mandate.ground), mandate.keep_days)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mandate(days: u32) -> Mandate {
        Mandate::new("order 1", None, days).unwrap()
    }

    #[test]
    fn the_exact_name_goes_first_and_then_the_longest_pattern() {
        let mut list = Mandates::default();
        list.enter("telegram:*", mandate(1));
        list.enter("telegram:work*", mandate(2));
        list.enter("telegram:work in Almaty", mandate(3));
        let days = |name| list.get(name).map(|mandate| mandate.keep_days);
        assert_eq!(days("telegram:x"), Some(1));
        assert_eq!(days("telegram:workers"), Some(2));
        assert_eq!(days("telegram:work in Almaty"), Some(3));
        assert_eq!(days("web:x"), None);
    }

    #[test]
    fn what_is_written_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sources.toml");
        let mut list = Mandates::default();
        list.enter("телеграм:\"x\"\u{7f}", Mandate::new("статья 128\n\\", Some("посты".into()), 7).unwrap());
        list.enter("web:*", mandate(9));
        list.write(&path).unwrap();
        assert_eq!(Mandates::read(&path).unwrap(), list);
        assert_eq!(Mandates::read(&folder.path().join("absent.toml")).unwrap(), Mandates::default());
    }

    #[test]
    fn every_fault_is_told() {
        let parse = |text: &str| Mandates::parse(Path::new("s.toml"), text).unwrap_err();
        assert!(matches!(parse("[[source]]\nname=\"a\"\nground=\" \"\nkeep_days=3"), MandateFault::Mandate { .. }));
        assert!(matches!(parse("[[source]]\nname=\"a*b\"\nground=\"g\"\nkeep_days=3"), MandateFault::Name { .. }));
        assert!(matches!(parse("[[source]]\nname=\"a/b\"\nground=\"g\"\nkeep_days=3"), MandateFault::Name { .. }));
        assert!(matches!(parse("[[source]]\nname=\"a\""), MandateFault::Form { .. }));
        assert!(matches!(Mandates::read(Path::new("/")).unwrap_err(), MandateFault::Io { .. }));
    }
}
