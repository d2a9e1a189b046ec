//! The sign-in that an agency has of its own (OpenID Connect Core 1.0): its people sign in there, and the agency's provider says who came.
//!
//! The authorization code flow only, with PKCE (RFC 7636, S256), `state` and `nonce`, each of 32 random bytes that are passed in. What the
//! browser brings back is good for one sign-in, the one it began, and for [`MINUTES`] minutes. The identity token must be signed with a key
//! that the provider publishes (never with a shared secret, never unsigned), name this provider as issuer and this installation as its
//! only audience. Nothing but issuer and subject is read from it; names and addresses of people stay where they are.
//!
//! At the beginning of each sign-in the provider's description and keys are fetched anew, so that nothing old is trusted; the caller limits
//! how often a sign-in may be begun. Requests go to `https` only, except where the provider itself is on the loopback; they follow no
//! redirect, know no proxy, end after [`SECONDS`] seconds and read [`MOST`] bytes at most.

mod fetch;
#[cfg(test)]
mod loopback;
mod refusal;
mod settings;
#[cfg(test)]
mod tests;

use std::fmt;
use std::time::{Duration, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use openidconnect::core::{CoreClient, CoreClientAuthMethod, CoreJwsSigningAlgorithm as Algorithm, CoreProviderMetadata, CoreResponseType};
use openidconnect::{
    AuthType, AuthenticationFlow, AuthorizationCode, ClientId, ClientSecret, CsrfToken, DiscoveryError, IssuerUrl, Nonce,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError, TokenResponse,
};
use record::{AgencyId, Digest, Moment};
use serde::Deserialize;
use url::Url;
use zeroize::Zeroizing;

pub use fetch::{MOST, SECONDS};
pub use refusal::Refusal;
pub use settings::{ProviderSettings, SettingsError};

use crate::{refuse_if, secret};
use fetch::Fetcher;

/// How long a sign-in with a provider may take.
pub const MINUTES: i64 = 10;
/// By how many seconds a provider's clock may be ahead of ours.
const AHEAD: i64 = 60;
/// Signatures that are taken: all those by a key that the provider alone has.
const SIGNATURES: [Algorithm; 9] = [
    Algorithm::EdDsa,
    Algorithm::EcdsaP256Sha256,
    Algorithm::EcdsaP384Sha384,
    Algorithm::RsaSsaPkcs1V15Sha256,
    Algorithm::RsaSsaPkcs1V15Sha384,
    Algorithm::RsaSsaPkcs1V15Sha512,
    Algorithm::RsaSsaPssSha256,
    Algorithm::RsaSsaPssSha384,
    Algorithm::RsaSsaPssSha512,
];

/// The random bytes of one sign-in.
pub struct Random {
    /// Ties what the browser brings back to the sign-in.
    pub state: [u8; 32],
    /// Ties the identity token to it.
    pub nonce: [u8; 32],
    /// Shows the provider that who asks for the token is who sent the browser.
    pub verifier: [u8; 32],
}

/// The provider of one agency.
pub struct Provider {
    settings: ProviderSettings,
    issuer: IssuerUrl,
    back: RedirectUrl,
    fetcher: Fetcher,
}

/// The first half of a sign-in. It is kept in memory under the browser's own cookie, and used once.
pub struct SignIn {
    client_id: String,
    metadata: CoreProviderMetadata,
    state: Digest,
    nonce: Nonce,
    verifier: PkceCodeVerifier,
    until: Moment,
}

/// What the browser brings back in the address: nothing of it is proven yet.
#[derive(Deserialize)]
pub struct Returned {
    state: Option<String>,
    code: Option<String>,
    iss: Option<String>,
    error: Option<String>,
}

/// An account with a provider: who came, as the provider knows them.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// The provider.
    pub issuer: String,
    /// The provider's name for the person; it never gives it to another.
    pub subject: String,
    /// The agency whose provider it is. Only that agency's people are let in by it.
    pub agency: AgencyId,
}

impl Account {
    /// The hash of issuer and subject, as the log and the drawer know it.
    #[must_use]
    pub fn digest(&self) -> Digest {
        secret::digest("account of a provider", &[self.issuer.as_bytes(), self.subject.as_bytes()])
    }
}

impl Provider {
    /// The provider with these settings, which sends the browser back to this address of ours.
    ///
    /// # Errors
    /// [`SettingsError`] that says what is wrong.
    pub fn new(settings: ProviderSettings, back: &str) -> Result<Self, SettingsError> {
        settings.check()?;
        let issuer = IssuerUrl::new(settings.issuer.clone()).map_err(|_| SettingsError::Issuer)?;
        let back = RedirectUrl::new(back.to_owned()).map_err(|_| SettingsError::Back)?;
        let fetcher = Fetcher::new(&settings)?;
        Ok(Self { settings, issuer, back, fetcher })
    }

    /// Its settings.
    #[must_use]
    pub fn settings(&self) -> &ProviderSettings {
        &self.settings
    }

    /// Begins a sign-in: asks the provider what it offers, and gives the address to send the browser to.
    ///
    /// # Errors
    /// [`Refusal::OutOfReach`] and [`Refusal::BadAnswer`].
    pub async fn begin(&self, random: Random, now: Moment) -> Result<(Url, SignIn), Refusal> {
        let metadata = self.discover().await?;
        let text = |bytes: [u8; 32]| BASE64.encode(Zeroizing::new(bytes));
        let (state, nonce) = (CsrfToken::new(text(random.state)), Nonce::new(text(random.nonce)));
        let verifier = PkceCodeVerifier::new(text(random.verifier));
        let sign_in = SignIn {
            client_id: self.settings.client_id.clone(),
            metadata: metadata.clone(),
            state: state_digest(state.secret()),
            nonce: nonce.clone(),
            verifier,
            until: later(now, MINUTES * 60),
        };
        let client = CoreClient::from_provider_metadata(metadata, ClientId::new(self.settings.client_id.clone()), None);
        let client = client.set_redirect_uri(self.back.clone());
        let flow = AuthenticationFlow::<CoreResponseType>::AuthorizationCode;
        let request = client.authorize_url(flow, || state, || nonce);
        let (address, _, _) = request.set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&sign_in.verifier)).url();
        Ok((address, sign_in))
    }

    /// Ends it: exchanges the code for an identity token and proves it.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn finish(&self, sign_in: SignIn, returned: &Returned, now: Moment) -> Result<Account, Refusal> {
        refuse_if(now >= sign_in.until, Refusal::Over)?;
        let is_its_own = returned.state.as_deref().map(state_digest) == Some(sign_in.state);
        // RFC 9207: a provider that names itself in the answer must be the one that was asked.
        let is_ours = returned.iss.as_ref().is_none_or(|iss| *iss == self.settings.issuer);
        let is_asked = *sign_in.metadata.issuer() == self.issuer && sign_in.client_id == self.settings.client_id;
        refuse_if(!is_its_own || !is_ours || !is_asked, Refusal::OtherSignIn)?;
        refuse_if(returned.error.is_some(), Refusal::Denied)?;
        let code = AuthorizationCode::new(returned.code.clone().ok_or(Refusal::BadAnswer)?);

        let secret = ClientSecret::new(self.settings.client_secret.clone());
        let auth = auth_type(&sign_in.metadata);
        let client = CoreClient::from_provider_metadata(sign_in.metadata, ClientId::new(sign_in.client_id), Some(secret));
        let client = client.set_redirect_uri(self.back.clone()).set_auth_type(auth);
        let (fetcher, verifier) = (self.fetcher.clone(), sign_in.verifier);
        let exchanged = {
            let client = client.clone();
            blocking(move || {
                let request = client.exchange_code(code).map_err(|_| Refusal::BadAnswer)?.set_pkce_verifier(verifier);
                request.request(&|asked| fetcher.fetch(asked)).map_err(|error| match error {
                    RequestTokenError::ServerResponse(_) => Refusal::Denied,
                    RequestTokenError::Request(error) => error.into(),
                    _ => Refusal::BadAnswer,
                })
            })
            .await?
        };

        let token = exchanged.id_token().ok_or(Refusal::BadAnswer)?;
        let unix = Duration::from_secs(u64::try_from(now.unix_seconds()).unwrap_or(0));
        let latest = now.unix_seconds().saturating_add(AHEAD);
        let proof = client.id_token_verifier().set_allowed_algs(SIGNATURES).set_time_fn(move || (UNIX_EPOCH + unix).into());
        let proof = proof.set_issue_time_verifier_fn(move |issued| if issued.timestamp() > latest { Err(String::new()) } else { Ok(()) });
        let claims = token.claims(&proof, &sign_in.nonce).map_err(|error| Refusal::of(&error))?;
        refuse_if(claims.subject().is_empty(), Refusal::BadAnswer)?;
        let (issuer, subject) = (claims.issuer().to_string(), claims.subject().to_string());
        Ok(Account { issuer, subject, agency: self.settings.agency })
    }

    async fn discover(&self) -> Result<CoreProviderMetadata, Refusal> {
        let (issuer, fetcher) = (self.issuer.clone(), self.fetcher.clone());
        let found = blocking(move || {
            CoreProviderMetadata::discover(&issuer, &|asked| fetcher.fetch(asked)).map_err(|error| match error {
                DiscoveryError::Request(error) => error.into(),
                DiscoveryError::Validation(_) => Refusal::OtherIssuer,
                _ => Refusal::BadAnswer,
            })
        })
        .await?;
        // The browser is sent there: to no other kind of address than ours go to.
        refuse_if(!self.fetcher.may_ask(found.authorization_endpoint().url()), Refusal::BadAnswer)?;
        Ok(found)
    }
}

/// How the installation shows its secret: as the standard says where nothing is said, else as the provider wants it.
fn auth_type(metadata: &CoreProviderMetadata) -> AuthType {
    let methods = metadata.token_endpoint_auth_methods_supported();
    let wants_body = methods.is_some_and(|known| !known.contains(&CoreClientAuthMethod::ClientSecretBasic));
    if wants_body { AuthType::RequestBody } else { AuthType::BasicAuth }
}

fn state_digest(state: &str) -> Digest {
    secret::digest("state of a sign-in", &[state.as_bytes()])
}

fn later(now: Moment, seconds: i64) -> Moment {
    Moment::from_unix_seconds(now.unix_seconds().saturating_add(seconds)).unwrap_or(now)
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Refusal> + Send + 'static) -> Result<T, Refusal> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Refusal::BadAnswer)?
}

impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Provider({})", self.settings.issuer)
    }
}

impl fmt::Debug for Random {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Random")
    }
}

impl fmt::Debug for SignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignIn")
    }
}

impl fmt::Debug for Returned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Returned")
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Account({})", self.digest())
    }
}
