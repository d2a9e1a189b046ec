//! By what a person shows who they are. The log has the fact that there is such a thing, never the secret itself.

use record::{Digest, Moment};
use serde::{Deserialize, Serialize};

/// By what a person shows who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Credential {
    /// A passkey.
    Passkey {
        /// The hash of its identifier.
        id: Digest,
        /// Where it lives, so that its owner knows it again.
        device: Device,
    },
    /// A password together with one-time codes. There is one at most; enrolling it again replaces it.
    PasswordAndCode {},
    /// An account with the agency's own sign-in (OpenID Connect).
    OpenId {
        /// The hash of its issuer and subject.
        id: Digest,
    },
}

/// Where a passkey lives. The choice is closed: free words could name a person, and the log can't forget them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Device {
    /// A key that is plugged in or held near.
    SecurityKey,
    /// A computer.
    Computer,
    /// A telephone or tablet.
    Phone,
    /// Something else.
    Other,
}

/// A kind of credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CredentialKind {
    /// A passkey.
    Passkey,
    /// A password together with one-time codes.
    PasswordAndCode,
    /// An account with the agency's own sign-in.
    OpenId,
}

/// A credential that a person has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Enrolled {
    /// The credential.
    pub credential: Credential,
    /// When it was enrolled.
    pub at: Moment,
}

impl Credential {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> CredentialKind {
        match self {
            Self::Passkey { .. } => CredentialKind::Passkey,
            Self::PasswordAndCode {} => CredentialKind::PasswordAndCode,
            Self::OpenId { .. } => CredentialKind::OpenId,
        }
    }

    /// Whether both are the same key, account or password, wherever it is said to live.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Passkey { id: one, .. }, Self::Passkey { id: other, .. }) | (Self::OpenId { id: one }, Self::OpenId { id: other }) => {
                one == other
            }
            (one, other) => one.kind() == other.kind() && one.kind() == CredentialKind::PasswordAndCode,
        }
    }
}

impl Device {
    /// All devices.
    pub const ALL: [Self; 4] = [Self::SecurityKey, Self::Computer, Self::Phone, Self::Other];

    /// Its code, as in the log.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::SecurityKey => "security_key",
            Self::Computer => "computer",
            Self::Phone => "phone",
            Self::Other => "other",
        }
    }
}

impl CredentialKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Passkey, Self::PasswordAndCode, Self::OpenId];

    /// Its code, as in the log.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Passkey => "passkey",
            Self::PasswordAndCode => "password_and_code",
            Self::OpenId => "open_id",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_the_ones_that_are_written() {
        assert!(Device::ALL.iter().all(|one| serde_json::to_value(one).unwrap() == one.code()));
        assert!(CredentialKind::ALL.iter().all(|one| serde_json::to_value(one).unwrap() == one.code()));
    }

    #[test]
    fn a_key_is_the_same_wherever_it_lives() {
        let passkey = |byte, device| Credential::Passkey { id: Digest([byte; 32]), device };
        let account = Credential::OpenId { id: Digest([1; 32]) };
        assert!(passkey(1, Device::Phone).is_same(&passkey(1, Device::Other)));
        assert!(!passkey(1, Device::Phone).is_same(&passkey(2, Device::Phone)));
        assert!(!passkey(1, Device::Phone).is_same(&account));
        assert!(account.is_same(&account));
        assert!(Credential::PasswordAndCode {}.is_same(&Credential::PasswordAndCode {}));
        assert!(!Credential::PasswordAndCode {}.is_same(&account));
    }
}
