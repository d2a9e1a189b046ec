//! A session: from signing in to signing out, so that the log tells who was in when.

use record::{Id, Moment, id};
use serde::{Deserialize, Serialize};

use crate::CredentialKind;

/// The kind of a session's identifier.
#[derive(Debug)]
pub struct SessionWord;

impl id::Kind for SessionWord {
    const WORD: &'static str = "session";
}

/// The name of a session in the log. Knowing it opens nothing: it is not the secret that the browser holds.
pub type SessionId = Id<SessionWord>;

/// A session that was opened and not closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    /// By what its person signed in.
    pub by: CredentialKind,
    /// When.
    pub since: Moment,
    /// When it ends by itself. Nothing is written then: the log has known it from the beginning.
    pub until: Moment,
}

/// Why a session ended before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndOfSession {
    /// Its person signed out, here or from another session of theirs.
    Asked,
    /// Nobody did anything in it for too long.
    Idle,
    /// A credential of the kind that had opened it was removed.
    CredentialRemoved,
    /// The person's access was recovered; whoever was in may be somebody else.
    Recovered,
    /// The person was suspended.
    Suspended,
    /// The person left.
    Left,
}

impl EndOfSession {
    /// All reasons.
    pub const ALL: [Self; 6] = [Self::Asked, Self::Idle, Self::CredentialRemoved, Self::Recovered, Self::Suspended, Self::Left];

    /// Its code, as in the log.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Idle => "idle",
            Self::CredentialRemoved => "credential_removed",
            Self::Recovered => "recovered",
            Self::Suspended => "suspended",
            Self::Left => "left",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_the_ones_that_are_written() {
        assert!(EndOfSession::ALL.iter().all(|one| serde_json::to_value(one).unwrap() == one.code()));
    }
}
