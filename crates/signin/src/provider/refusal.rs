//! Why a sign-in with a provider fails.

use openidconnect::ClaimsVerificationError;

use super::fetch::FetchError;

/// Why a sign-in with a provider fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    /// The provider does not answer.
    #[error("the provider does not answer")]
    OutOfReach,
    /// The provider answers something that the standard does not know, too much, or about another issuer.
    #[error("the provider's answer can't be used")]
    BadAnswer,
    /// The provider did not let the person in, or did not take the code.
    #[error("the provider refused")]
    Denied,
    /// It took longer than [`MINUTES`](super::MINUTES) minutes.
    #[error("this took too long; begin again")]
    Over,
    /// What the browser brought back belongs to another sign-in or another provider.
    #[error("the answer belongs to another sign-in")]
    OtherSignIn,
    /// The identity token is not signed by the provider.
    #[error("the identity token is not signed by the provider")]
    WrongSignature,
    /// It is from another issuer.
    #[error("the identity token is from another issuer")]
    OtherIssuer,
    /// It is for another installation.
    #[error("the identity token is for another installation")]
    OtherAudience,
    /// It is of another sign-in.
    #[error("the identity token is of another sign-in")]
    OtherNonce,
    /// It is over, or not yet good.
    #[error("the identity token is not good at this moment")]
    TokenOver,
}

impl Refusal {
    /// One of each.
    pub const ALL: [Self; 10] = [
        Self::OutOfReach,
        Self::BadAnswer,
        Self::Denied,
        Self::Over,
        Self::OtherSignIn,
        Self::WrongSignature,
        Self::OtherIssuer,
        Self::OtherAudience,
        Self::OtherNonce,
        Self::TokenOver,
    ];

    /// The key of its message in the catalogues.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::OutOfReach => "provider-out-of-reach",
            Self::BadAnswer => "provider-bad-answer",
            Self::Denied => "provider-denied",
            Self::Over => "provider-over",
            Self::OtherSignIn => "provider-other-sign-in",
            Self::WrongSignature => "provider-wrong-signature",
            Self::OtherIssuer => "provider-other-issuer",
            Self::OtherAudience => "provider-other-audience",
            Self::OtherNonce => "provider-other-nonce",
            Self::TokenOver => "provider-token-over",
        }
    }

    pub(super) fn of(error: &ClaimsVerificationError) -> Self {
        match error {
            ClaimsVerificationError::Expired(_) | ClaimsVerificationError::InvalidAuthTime(_) => Self::TokenOver,
            ClaimsVerificationError::InvalidAudience(_) => Self::OtherAudience,
            ClaimsVerificationError::InvalidIssuer(_) => Self::OtherIssuer,
            ClaimsVerificationError::InvalidNonce(_) => Self::OtherNonce,
            ClaimsVerificationError::SignatureVerification(_) => Self::WrongSignature,
            _ => Self::BadAnswer,
        }
    }
}

impl From<FetchError> for Refusal {
    fn from(error: FetchError) -> Self {
        match error {
            FetchError::OutOfReach => Self::OutOfReach,
            FetchError::Forbidden | FetchError::TooMuch => Self::BadAnswer,
        }
    }
}
