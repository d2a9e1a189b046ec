//! What an installation knows of the providers that it trusts: a file in TOML, kept where secrets are.
//!
//! ```toml
//! [[provider]]
//! issuer = "https://sso.police.example"
//! client_id = "arasha"
//! client_secret = "…"
//! label = "Police account"
//! agency = "agency-0000000000000000000000000g"
//! authority = "-----BEGIN CERTIFICATE-----…"   # where the agency has an authority of its own for certificates
//! ```

use std::fmt;

use record::AgencyId;
use serde::Deserialize;
use url::Url;

use super::fetch::is_loopback;
use crate::refuse_if;

/// A provider and how this installation is known to it.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderSettings {
    /// The provider's address, exactly as it names itself.
    pub issuer: String,
    /// The installation's name with the provider.
    pub client_id: String,
    /// The installation's secret with the provider.
    pub(super) client_secret: String,
    /// What stands on the button.
    pub label: String,
    /// Whose provider it is.
    pub agency: AgencyId,
    /// The certificate (PEM) of the agency's own authority; trusted in place of the public ones, for this provider only.
    pub authority: Option<String>,
}

/// The file as a whole.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    provider: Vec<ProviderSettings>,
}

/// What is wrong with the settings. Secrets are not repeated here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// The file is no TOML of this form.
    #[error("not the settings of providers: {0}")]
    Form(String),
    /// The issuer is no `https` address without query, nor one on the loopback.
    #[error("the issuer must be an https address without a query")]
    Issuer,
    /// Something that must be there is empty.
    #[error("client_id, client_secret and label must not be empty")]
    Empty,
    /// The certificate can't be read.
    #[error("the authority must be a certificate in PEM")]
    Authority,
    /// Two providers are the same.
    #[error("an issuer stands twice")]
    Twice,
    /// The address to come back to is none.
    #[error("the address to come back to is none")]
    Back,
}

impl ProviderSettings {
    /// Reads and checks the file.
    ///
    /// # Errors
    /// [`SettingsError`].
    pub fn read(text: &str) -> Result<Vec<Self>, SettingsError> {
        // The parser's full message quotes the line, which may hold a secret; what it says of the form does not.
        let file: File = toml::from_str(text).map_err(|error| SettingsError::Form(form(text, &error)))?;
        for (place, provider) in file.provider.iter().enumerate() {
            provider.check()?;
            let before = file.provider.iter().take(place);
            refuse_if(before.into_iter().any(|other| other.issuer == provider.issuer), SettingsError::Twice)?;
        }
        Ok(file.provider)
    }

    pub(super) fn check(&self) -> Result<(), SettingsError> {
        let issuer = Url::parse(&self.issuer).map_err(|_| SettingsError::Issuer)?;
        let is_safe = issuer.scheme() == "https" || (issuer.scheme() == "http" && is_loopback(&issuer));
        let is_bare =
            issuer.query().is_none() && issuer.fragment().is_none() && issuer.username().is_empty() && issuer.password().is_none();
        refuse_if(!is_safe || !is_bare, SettingsError::Issuer)?;
        let needed = [&self.client_id, &self.client_secret, &self.label];
        refuse_if(needed.iter().any(|text| text.trim().is_empty()), SettingsError::Empty)
    }
}

fn form(text: &str, error: &toml::de::Error) -> String {
    let line = error.span().and_then(|span| text.get(..span.start)).map_or(1, |before| before.matches('\n').count() + 1);
    // The message may quote a value too ("invalid type: string …"); nothing from the first quote on is repeated.
    let what = error.message().split(['"', '`']).next().unwrap_or_default().trim_end();
    format!("line {line}: {what}")
}

impl fmt::Debug for ProviderSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProviderSettings").field("issuer", &self.issuer).field("agency", &self.agency).finish_non_exhaustive()
    }
}
