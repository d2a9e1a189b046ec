//! Why a page can't be shown.

use axum::http::StatusCode;
use corpus::CorpusError;

/// Why a page can't be shown; each becomes a page in the reader's language.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// There is no such page.
    #[error("no such page")]
    NoPage,
    /// There is no such post.
    #[error("no such post")]
    NoPost,
    /// There is no such network.
    #[error("no such network")]
    NoNetwork,
    /// The address holds a wrong value.
    #[error("a wrong value: {0}")]
    Bad(String),
    /// What was sent is too long.
    #[error("too long")]
    TooLarge,
    /// The request did not come from a page of ours.
    #[error("not sent from a page of the workbench")]
    Refused,
    /// The corpus did not answer.
    #[error(transparent)]
    Corpus(#[from] CorpusError),
    /// A template failed or a task died.
    #[error("{0}")]
    Broken(String),
}

impl Fault {
    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NoPage | Self::NoPost | Self::NoNetwork => StatusCode::NOT_FOUND,
            Self::Bad(_) => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Refused => StatusCode::FORBIDDEN,
            Self::Corpus(_) | Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Keys of the title and of what to do about it.
    #[must_use]
    pub fn keys(&self) -> (&'static str, &'static str) {
        match self {
            Self::NoPage => ("error-not-found", "error-not-found-what"),
            Self::NoPost => ("error-post", "error-post-what"),
            Self::NoNetwork => ("error-network", "error-network-what"),
            Self::Bad(_) => ("error-bad", "error-bad-what"),
            Self::TooLarge => ("error-large", "error-large-what"),
            Self::Refused => ("error-refused", "error-refused-what"),
            Self::Corpus(_) | Self::Broken(_) => ("error-broken", "error-broken-what"),
        }
    }

    /// What helps the person who keeps the machine; empty where the words above say all.
    #[must_use]
    pub fn detail(&self) -> String {
        match self {
            Self::Bad(what) => what.clone(),
            Self::Corpus(error) => error.to_string(),
            Self::Broken(what) => what.clone(),
            _ => String::new(),
        }
    }
}
