//! Why a page can't be shown.

use access::AccessError;
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
    /// What was sent did not come in time.
    #[error("too slow")]
    TooSlow,
    /// The request did not come from a page of ours.
    #[error("not sent from a page of the workbench")]
    Refused,
    /// The house refuses it, or does not answer.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The corpus did not answer.
    #[error(transparent)]
    Corpus(#[from] CorpusError),
    /// A template failed or a task died.
    #[error("{0}")]
    Broken(String),
}

impl Fault {
    /// The status of an answer that says why the house did not do something.
    #[must_use]
    pub fn from_status(error: &AccessError) -> StatusCode {
        status_of(error)
    }

    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NoPage | Self::NoPost | Self::NoNetwork => StatusCode::NOT_FOUND,
            Self::Bad(_) => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Refused => StatusCode::FORBIDDEN,
            Self::Access(error) => status_of(error),
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
            Self::TooSlow => ("error-slow", "error-slow-what"),
            Self::Refused => ("error-refused", "error-refused-what"),
            Self::Access(error) => keys_of(error),
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

fn status_of(error: &AccessError) -> StatusCode {
    match error {
        AccessError::NotIn | AccessError::NotProven => StatusCode::UNAUTHORIZED,
        AccessError::Wait { .. } => StatusCode::TOO_MANY_REQUESTS,
        AccessError::NoCode => StatusCode::GONE,
        AccessError::Denied(_) => StatusCode::FORBIDDEN,
        AccessError::Refused(_) | AccessError::Field { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        AccessError::Changed => StatusCode::CONFLICT,
        AccessError::Unknown => StatusCode::NOT_FOUND,
        AccessError::Store(_) | AccessError::Vault(_) | AccessError::Acquire(_) => StatusCode::SERVICE_UNAVAILABLE,
        AccessError::Safe(_) | AccessError::Rights(_) | AccessError::Kept(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn keys_of(error: &AccessError) -> (&'static str, &'static str) {
    match error {
        AccessError::NotIn => ("error-not-in", "error-not-in-what"),
        AccessError::NotProven => ("error-not-proven", "error-not-proven-what"),
        AccessError::Wait { .. } => ("error-wait", "error-wait-what"),
        AccessError::NoCode => ("error-no-code", "error-no-code-what"),
        AccessError::Denied(_) => ("error-denied", "error-denied-what"),
        AccessError::Refused(_) | AccessError::Field { .. } => ("error-not-done", "error-not-done-what"),
        AccessError::Changed => ("error-changed", "error-changed-what"),
        AccessError::Unknown => ("error-unknown", "error-unknown-what"),
        AccessError::Store(_) | AccessError::Vault(_) | AccessError::Acquire(_) => ("error-record", "error-record-what"),
        AccessError::Safe(_) | AccessError::Rights(_) | AccessError::Kept(_) => ("error-broken", "error-broken-what"),
    }
}
