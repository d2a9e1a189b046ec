//! The logs that a witness knows: a TOML file that its operator writes, from what the agencies that run the logs handed over.

use std::collections::BTreeMap;
use std::str::FromStr;

use record::Digest;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use tlog::log::LogError;
use tlog::note::KeyError;
use tlog::{Log, VerifierKey};

/// The logs that a witness knows, by their origins.
#[derive(Debug, Clone)]
pub struct KnownLogs(BTreeMap<String, Log>);

/// Why a file is no list of logs.
#[derive(Debug, thiserror::Error)]
pub enum LogsError {
    /// The file is not TOML, or has other keys.
    #[error("not a list of logs ([[log]] with origin and key): {0}")]
    Form(Box<toml::de::Error>),
    /// The file names no log.
    #[error("the list names no log; each is a [[log]] with origin and key")]
    Empty,
    /// A key is none.
    #[error("the key of {origin}: {error}")]
    Key {
        /// Of which log.
        origin: String,
        /// What is wrong with it.
        error: KeyError,
    },
    /// A log can't be known so.
    #[error("the log {origin:?}: {error}")]
    Log {
        /// Which.
        origin: String,
        /// What is wrong with it.
        error: Box<LogError>,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    log: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    origin: String,
    key: String,
}

impl KnownLogs {
    /// The log of an origin.
    #[must_use]
    pub fn get(&self, origin: &str) -> Option<&Log> {
        self.0.get(origin)
    }

    /// All of them, by origin.
    pub fn iter(&self) -> impl Iterator<Item = &Log> {
        self.0.values()
    }
}

/// A log that stands there twice has two keys: it changes from one to the next.
impl FromStr for KnownLogs {
    type Err = LogsError;

    fn from_str(text: &str) -> Result<Self, LogsError> {
        let file: File = toml::from_str(text).map_err(|error| LogsError::Form(Box::new(error)))?;
        let mut keys = BTreeMap::<String, Vec<VerifierKey>>::new();
        for Row { origin, key } in file.log {
            let key = key.trim().parse().map_err(|error| LogsError::Key { origin: origin.clone(), error })?;
            keys.entry(origin).or_default().push(key);
        }
        if keys.is_empty() {
            return Err(LogsError::Empty);
        }
        let log = |(origin, keys): (String, _)| match Log::new(&origin, keys) {
            Ok(log) => Ok((origin, log)),
            Err(error) => Err(LogsError::Log { origin, error: Box::new(error) }),
        };
        keys.into_iter().map(log).collect::<Result<_, _>>().map(Self)
    }
}

/// By what files and addresses name a log: the SHA-256 of its origin, in hexadecimal. Origins have slashes and more in them.
#[must_use]
pub fn name_of(origin: &str) -> String {
    Digest(Sha256::digest(origin.as_bytes()).into()).to_string()
}

#[cfg(test)]
mod tests {
    use tlog::{Cosigner, KeyName, Signer};

    use super::*;

    fn key(seed: u8) -> VerifierKey {
        Signer::new(KeyName::new("example.kz/log").unwrap(), &[seed; 32]).unwrap().verifier().clone()
    }

    fn row(origin: &str, key: impl std::fmt::Display) -> String {
        format!("[[log]]\norigin = \"{origin}\"\nkey = \"{key}\"\n")
    }

    #[test]
    fn a_log_may_have_two_keys() {
        let text = [row("b", key(1)), row("a", key(1)), row("b", key(2))].concat();
        let logs: KnownLogs = text.parse().unwrap();
        assert_eq!(logs.get("b").unwrap().keys(), [key(1), key(2)]);
        assert_eq!(logs.iter().map(Log::origin).collect::<Vec<_>>(), ["a", "b"]);
        assert!(logs.get("c").is_none());
    }

    #[test]
    fn what_is_no_list_is_refused() {
        let fault = |text: &str| text.parse::<KnownLogs>().unwrap_err();
        assert!(matches!(fault("log = 1"), LogsError::Form(_)));
        assert!(matches!(fault("[[log]]\norigin = \"a\"\n"), LogsError::Form(_)));
        assert!(matches!(fault(&format!("{}more = 1\n", row("a", key(1)))), LogsError::Form(_)));
        assert!(matches!(fault(""), LogsError::Empty));
        assert!(matches!(fault(&row("a", "x")), LogsError::Key { .. }));
        let witness = Cosigner::new(KeyName::new("w").unwrap(), &[1; 32]).unwrap();
        assert!(matches!(fault(&row("a", witness.verifier())), LogsError::Log { .. }));
        assert!(matches!(fault(&row("", key(1))), LogsError::Log { .. }));
    }

    #[test]
    fn a_name_is_fit_for_a_file() {
        assert_eq!(name_of(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
