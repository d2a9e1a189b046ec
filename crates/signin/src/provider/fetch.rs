//! Requests to a provider: to safe addresses only, short, small, without redirects.

use std::time::Duration;

use openidconnect::{HttpRequest, HttpResponse};
use ureq::Agent;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use url::{Host, Url};

use super::settings::{ProviderSettings, SettingsError};

/// The longest that a request may take.
pub const SECONDS: u64 = 10;
/// The most bytes of an answer.
pub const MOST: u64 = 1024 * 1024;

/// Why nothing was fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum FetchError {
    /// Nobody answers, or not in time, or not with the right certificate.
    #[error("out of reach")]
    OutOfReach,
    /// The address is not one to ask.
    #[error("not an address to ask")]
    Forbidden,
    /// The answer is too large.
    #[error("the answer is too large")]
    TooMuch,
}

/// Asks one provider.
#[derive(Clone)]
pub(super) struct Fetcher {
    agent: Agent,
    is_loopback: bool,
}

impl Fetcher {
    pub(super) fn new(settings: &ProviderSettings) -> Result<Self, SettingsError> {
        let issuer = Url::parse(&settings.issuer).map_err(|_| SettingsError::Issuer)?;
        let is_loopback = issuer.scheme() == "http" && is_loopback(&issuer);
        let mut config = Agent::config_builder()
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .https_only(!is_loopback)
            .proxy(None)
            .user_agent("arasha")
            .timeout_global(Some(Duration::from_secs(SECONDS)));
        if let Some(pem) = &settings.authority {
            let certificate = Certificate::from_pem(pem.as_bytes()).map_err(|_| SettingsError::Authority)?;
            let roots = RootCerts::new_with_certs(&[certificate]);
            config = config.tls_config(TlsConfig::builder().root_certs(roots).build());
        }
        Ok(Self { agent: config.build().new_agent(), is_loopback })
    }

    /// Whether the address is one to ask: over TLS, or on the loopback where the provider is there itself.
    pub(super) fn may_ask(&self, address: &Url) -> bool {
        address.scheme() == "https" || (self.is_loopback && address.scheme() == "http" && is_loopback(address))
    }

    pub(super) fn fetch(&self, asked: HttpRequest) -> Result<HttpResponse, FetchError> {
        let address = Url::parse(&asked.uri().to_string()).map_err(|_| FetchError::Forbidden)?;
        if !self.may_ask(&address) {
            return Err(FetchError::Forbidden);
        }
        let (parts, body) = asked.into_parts();
        let answer = if body.is_empty() {
            self.agent.run(openidconnect::http::Request::from_parts(parts, ()))
        } else {
            self.agent.run(openidconnect::http::Request::from_parts(parts, body))
        };
        let (parts, body) = answer.map_err(|_| FetchError::OutOfReach)?.into_parts();
        let body = body.into_with_config().limit(MOST).read_to_vec().map_err(|error| match error {
            ureq::Error::BodyExceedsLimit(_) => FetchError::TooMuch,
            _ => FetchError::OutOfReach,
        })?;
        Ok(HttpResponse::from_parts(parts, body))
    }
}

pub(super) fn is_loopback(address: &Url) -> bool {
    match address.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(four)) => four.is_loopback(),
        Some(Host::Ipv6(six)) => six.is_loopback(),
        None => false,
    }
}
