//! Logs that are known: which keys to believe for which origin.

use crate::checkpoint::{MAX_ORIGIN, is_origin};
use crate::note::{KeyKind, TrustError, VerifierKey};

/// A log that is known: its origin, and the keys with which it signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    origin: String,
    keys: Vec<VerifierKey>,
}

/// Why a log is not to be trusted, or can't be pinned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LogError {
    /// The origin is empty, too long, or has control characters.
    #[error("the origin of a log is a line of at most {MAX_ORIGIN} bytes")]
    BadOrigin,
    /// No key, so that nothing of the log could be trusted.
    #[error("a log that is known has a key")]
    NoKeys,
    /// A key of a witness among the keys of the log.
    #[error("the key {0} is not one that a log signs with")]
    NotALogKey(Box<VerifierKey>),
    /// The checkpoint is of another log.
    #[error("the checkpoint is of another log: {0}")]
    OtherOrigin(String),
    /// The log did not sign.
    #[error(transparent)]
    Untrusted(#[from] TrustError),
}

impl Log {
    /// Pins a log to its keys. It has several while it changes from one to the next; each alone is enough.
    ///
    /// # Errors
    /// Where the origin can't be one, there is no key, or a key is one of a witness.
    pub fn new(origin: &str, keys: Vec<VerifierKey>) -> Result<Self, LogError> {
        if !is_origin(origin) {
            return Err(LogError::BadOrigin);
        }
        if let Some(key) = keys.iter().find(|key| key.kind() != KeyKind::Note) {
            return Err(LogError::NotALogKey(Box::new(key.clone())));
        }
        if keys.is_empty() { Err(LogError::NoKeys) } else { Ok(Self { origin: origin.to_owned(), keys }) }
    }

    /// The first line of the log's checkpoints.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The keys with which the log signs.
    #[must_use]
    pub fn keys(&self) -> &[VerifierKey] {
        &self.keys
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkpoint::{Checkpoint, SignedCheckpoint};
    use crate::cosignature::Cosigner;
    use crate::note::KeyName;
    use crate::testing::signer;
    use crate::tree::TreeHead;

    #[test]
    fn a_log_is_trusted_by_its_origin_and_keys() {
        let signer_of_log = signer("example.com/log", 1);
        let log = Log::new("example.com/log", vec![signer_of_log.verifier().clone()]).unwrap();
        assert_eq!((log.origin(), log.keys().len()), ("example.com/log", 1));
        let sign = |origin, signer| SignedCheckpoint::sign(Checkpoint::new(origin, TreeHead::EMPTY, &[]).unwrap(), signer).unwrap();
        let good = sign("example.com/log", &signer_of_log);
        assert_eq!(good.verify(&log), Ok(good.checkpoint()));
        assert_eq!(sign("other", &signer_of_log).verify(&log), Err(LogError::OtherOrigin("other".to_owned())));
        let stranger = sign("example.com/log", &signer("example.com/log", 2));
        assert_eq!(stranger.verify(&log), Err(LogError::Untrusted(TrustError::NoKnownKey)));
    }

    #[test]
    fn a_log_is_pinned_to_keys_of_logs() {
        let witness = Cosigner::new(KeyName::new("w").unwrap(), &[3; 32]).unwrap();
        let key = witness.verifier().clone();
        assert_eq!(Log::new("a", vec![key.clone()]), Err(LogError::NotALogKey(Box::new(key))));
        assert_eq!(Log::new("a", vec![]), Err(LogError::NoKeys));
        assert_eq!(Log::new("", vec![]), Err(LogError::BadOrigin));
    }
}
