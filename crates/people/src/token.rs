//! A token: with it a program of a person asks in their name, for one purpose and for a term.

use record::{Id, Moment, Purpose, id};
use serde::{Deserialize, Serialize};

/// The kind of a token's identifier.
#[derive(Debug)]
pub struct TokenWord;

impl id::Kind for TokenWord {
    const WORD: &'static str = "token";
}

/// The name of a token in the log. Knowing it opens nothing: the secret is kept elsewhere, by its digest.
pub type TokenId = Id<TokenWord>;

/// A token that was issued and not revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// For what purpose alone its program asks.
    pub purpose: Purpose,
    /// When it was issued.
    pub since: Moment,
    /// When it ends by itself. Nothing is written then: the log has known it from the beginning.
    pub until: Moment,
}

/// Why a token ended before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndOfToken {
    /// Its person or somebody who looks after people wished it.
    Asked,
    /// The person's access was recovered; whoever has the token may be somebody else.
    Recovered,
    /// The person left.
    Left,
}

impl EndOfToken {
    /// All reasons.
    pub const ALL: [Self; 3] = [Self::Asked, Self::Recovered, Self::Left];

    /// Its code, as in the log.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Recovered => "recovered",
            Self::Left => "left",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_the_ones_that_are_written() {
        assert!(EndOfToken::ALL.iter().all(|one| serde_json::to_value(one).unwrap() == one.code()));
    }
}
