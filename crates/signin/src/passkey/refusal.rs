//! Why a passkey is not enrolled or does not let in.

use webauthn_rs::prelude::WebauthnError;

/// Why a passkey is not enrolled or does not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    /// It took longer than [`MINUTES`](super::MINUTES) minutes.
    #[error("this took too long; begin again")]
    Over,
    /// The browser's answer is not of the standard's form.
    #[error("the browser's answer can't be read")]
    Malformed,
    /// A name for the device to show is missing.
    #[error("a passkey needs a name to be shown under")]
    NoName,
    /// The answer was made for another site.
    #[error("the answer was made for another site")]
    OtherSite,
    /// The answer belongs to another ceremony, for instance to one that was seen before.
    #[error("the answer belongs to another sign-in")]
    OtherCeremony,
    /// The device did not verify its user.
    #[error("the device has not verified its user")]
    NotVerified,
    /// The key is not known, or is somebody else's.
    #[error("this passkey is not known")]
    Unknown,
    /// The person has enrolled this device already.
    #[error("this device is enrolled already")]
    AlreadyEnrolled,
    /// The signature is wrong.
    #[error("the signature is wrong")]
    WrongSignature,
    /// The key's count of signatures did not grow: there may be a copy of it.
    #[error("there may be a copy of this passkey")]
    Copied,
    /// The device can't give what is needed.
    #[error("this device can't be used")]
    Unsuitable,
}

impl Refusal {
    /// One of each.
    pub const ALL: [Self; 11] = [
        Self::Over,
        Self::Malformed,
        Self::NoName,
        Self::OtherSite,
        Self::OtherCeremony,
        Self::NotVerified,
        Self::Unknown,
        Self::AlreadyEnrolled,
        Self::WrongSignature,
        Self::Copied,
        Self::Unsuitable,
    ];

    /// The key of its message in the catalogues.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Over => "passkey-over",
            Self::Malformed => "passkey-malformed",
            Self::NoName => "passkey-no-name",
            Self::OtherSite => "passkey-other-site",
            Self::OtherCeremony => "passkey-other-ceremony",
            Self::NotVerified => "passkey-not-verified",
            Self::Unknown => "passkey-unknown",
            Self::AlreadyEnrolled => "passkey-already-enrolled",
            Self::WrongSignature => "passkey-wrong-signature",
            Self::Copied => "passkey-copied",
            Self::Unsuitable => "passkey-unsuitable",
        }
    }

    pub(super) fn of(error: &WebauthnError) -> Self {
        match error {
            WebauthnError::InvalidRPOrigin | WebauthnError::InvalidRPIDHash | WebauthnError::CredentialCrossOrigin => Self::OtherSite,
            WebauthnError::MismatchedChallenge | WebauthnError::InvalidClientDataType => Self::OtherCeremony,
            WebauthnError::UserNotPresent | WebauthnError::UserNotVerified => Self::NotVerified,
            WebauthnError::CredentialNotFound | WebauthnError::InvalidUserUniqueId => Self::Unknown,
            WebauthnError::AuthenticationFailure => Self::WrongSignature,
            WebauthnError::CredentialPossibleCompromise => Self::Copied,
            WebauthnError::InvalidUsername => Self::NoName,
            WebauthnError::ParseBase64Failure(_) | WebauthnError::ParseCBORFailure(_) | WebauthnError::ParseJSONFailure(_) => {
                Self::Malformed
            }
            WebauthnError::ParseNOMFailure | WebauthnError::ParseInsufficientBytesAvailable => Self::Malformed,
            _ => Self::Unsuitable,
        }
    }
}
