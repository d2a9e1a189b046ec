//! Why somebody does not come in, or something is not done.

use custody::item;
use people::{agency, emergency, oversight, person};
use record::{Moment, ReasonError, subject};
use rights::{Decision, RightsError};
use store::{ActError, SafeError, StoreError};
use vault::acquire::AcquireError;

/// What a person is told: the key of a message in the catalogues, with its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The key.
    pub key: &'static str,
    /// Values of the message by their names.
    pub values: Vec<(&'static str, String)>,
}

/// Why somebody does not come in, or something is not done.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// Nobody is signed in, or the session is over.
    #[error("nobody is signed in")]
    NotIn,
    /// What was shown does not prove who it is. It is not said what of it was wrong.
    #[error("the sign-in was not accepted")]
    NotProven,
    /// Too many attempts; the next one counts from this moment on.
    #[error("too many attempts; wait until {until}")]
    Wait {
        /// The moment.
        until: Moment,
    },
    /// The one-time code is not known, was used or is over.
    #[error("this code is not known, was used or is over")]
    NoCode,
    /// The rights do not give it.
    #[error("the rights do not give this")]
    Denied(Decision),
    /// The rules refuse it.
    #[error("refused: {}", .0.key)]
    Refused(Said),
    /// Somebody changed it since the person looked.
    #[error("changed since it was looked at")]
    Changed,
    /// There is no such thing, or none that this person may know of.
    #[error("there is no such thing")]
    Unknown,
    /// A field is wrong; the message says how.
    #[error("the field {field} is wrong: {}", .said.key)]
    Field {
        /// The field of the form.
        field: &'static str,
        /// What is wrong.
        said: Said,
    },
    /// The record did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Personal data could not be kept or read.
    #[error(transparent)]
    Safe(SafeError),
    /// The vault did not answer.
    #[error(transparent)]
    Vault(#[from] vault::VaultError),
    /// Evidence could not be taken in.
    #[error(transparent)]
    Acquire(AcquireError),
    /// The policies do not load.
    #[error(transparent)]
    Rights(#[from] RightsError),
    /// What is kept beside the log is no longer what was written.
    #[error("what is kept beside the log can't be read: {0}")]
    Kept(#[from] serde_json::Error),
}

impl Said {
    /// A message without values.
    #[must_use]
    pub fn plain(key: &'static str) -> Self {
        Self { key, values: Vec::new() }
    }
}

impl AccessError {
    /// A wrong field.
    #[must_use]
    pub fn field(field: &'static str, key: &'static str) -> Self {
        Self::Field { field, said: Said::plain(key) }
    }

    /// A reason that is none.
    #[must_use]
    pub fn reason(error: ReasonError) -> Self {
        match error {
            ReasonError::Empty => Self::field("reason", "reason-empty"),
            ReasonError::TooLong => Self::field("reason", "reason-too-long"),
        }
    }
}

/// A refusal that has words in the catalogues.
pub(crate) trait Sayable {
    fn said(&self) -> Said;
}

impl Sayable for person::Refusal {
    fn said(&self) -> Said {
        match self {
            Self::Excluded { held } => Said { key: self.key(), values: vec![("held", held.code().to_owned())] },
            other => Said::plain(other.key()),
        }
    }
}

impl Sayable for agency::Refusal {
    fn said(&self) -> Said {
        Said::plain(self.key())
    }
}

impl Sayable for emergency::Refusal {
    fn said(&self) -> Said {
        Said::plain(self.key())
    }
}

impl Sayable for oversight::Refusal {
    fn said(&self) -> Said {
        Said::plain(self.key())
    }
}

impl Sayable for item::Refusal {
    fn said(&self) -> Said {
        Said::plain(self.key())
    }
}

impl Sayable for subject::Refusal {
    fn said(&self) -> Said {
        Said::plain(self.key())
    }
}

impl From<AcquireError> for AccessError {
    fn from(error: AcquireError) -> Self {
        match error {
            AcquireError::Refused(refusal) => Self::Refused(refusal.said()),
            AcquireError::Record(error) => Self::Store(error),
            AcquireError::Vault(error) => Self::Vault(error),
            other => Self::Acquire(other),
        }
    }
}

impl<R: Sayable> From<ActError<R>> for AccessError {
    fn from(error: ActError<R>) -> Self {
        match error {
            ActError::Refused(refusal) => Self::Refused(refusal.said()),
            ActError::Changed { .. } => Self::Changed,
            ActError::Store(error) => Self::Store(error),
        }
    }
}

impl From<SafeError> for AccessError {
    fn from(error: SafeError) -> Self {
        match error {
            SafeError::Refused(refusal) => Self::Refused(refusal.said()),
            SafeError::Store(error) => Self::Store(error),
            SafeError::NoKey => Self::Unknown,
            error @ (SafeError::Master(_) | SafeError::Protected(_)) => Self::Safe(error),
        }
    }
}
