//! Stamps of time by others (RFC 3161): each configured authority stamps the manifest of a capture, which lists everything, before the
//! item is complete. It is told a digest and nothing else. What was not stamped is named among what was not got.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use custody::item::{Missing, MissingWhy};
use custody::{FileName, FileRole, Sha256};
use stamp::{Authority, NoToken, Nonce, Refusal, Request, Token};
use store::Random;

use crate::acquire::{AcquireError, Acquisition};

/// An authority that takes longer does not answer.
const TIME: Duration = Duration::from_secs(20);

/// How an authority is asked: to which address, with which bytes.
pub type Send = Arc<dyn Fn(&str, &[u8]) -> io::Result<Vec<u8>> + std::marker::Send + Sync>;

/// An authority that stamps, and where it is asked.
#[derive(Clone)]
pub struct Stamping {
    /// The authority, by what its stamps are verified with.
    pub authority: Arc<Authority>,
    /// Its address.
    pub url: String,
    /// How it is asked.
    pub send: Send,
}

/// Why there is no stamp.
#[derive(Debug, thiserror::Error)]
enum NoStamp {
    #[error("no answer: {0}")]
    NoAnswer(#[from] io::Error),
    #[error(transparent)]
    NoToken(#[from] NoToken),
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error("the work was broken off")]
    BrokenOff,
}

impl NoStamp {
    fn why(&self) -> MissingWhy {
        match self {
            Self::NoAnswer(error) if error.kind() == io::ErrorKind::TimedOut => MissingWhy::TimedOut,
            Self::NoAnswer(_) | Self::BrokenOff => MissingWhy::Broken,
            Self::NoToken(_) | Self::Refused(_) => MissingWhy::Refused,
        }
    }
}

/// Asks over HTTP; follows no redirect.
#[must_use]
pub fn over_http() -> Send {
    let config = ureq::Agent::config_builder().max_redirects(0).timeout_global(Some(TIME));
    let agent = config.build().new_agent();
    Arc::new(move |url, request| {
        let sent = agent.post(url).header("content-type", "application/timestamp-query").send(request);
        let mut answer = sent.map_err(io::Error::other)?;
        let most = u64::try_from(stamp::MAX_BYTES).unwrap_or(u64::MAX);
        answer.body_mut().with_config().limit(most).read_to_vec().map_err(io::Error::other)
    })
}

/// Has the authorities stamp a digest; each stamp that holds becomes a file of the item, as it came. Gives what was not got.
pub(crate) async fn stamp(
    acquisition: &mut Acquisition<'_>,
    authorities: &[Stamping],
    digest: Sha256,
    random: &Random,
) -> Result<Vec<Missing>, AcquireError> {
    let mut missing = Vec::new();
    for (stamping, number) in authorities.iter().zip(1..) {
        match ask(stamping.clone(), digest, Nonce(random.bytes()?)).await {
            Ok(answer) => {
                let name = FileName::new(&format!("stamps/{number:04}.tsr")).map_err(io::Error::other)?;
                acquisition.read(name, FileRole::TimeStamp, io::Cursor::new(answer)).await?;
            }
            Err(error) => {
                tracing::warn!(authority = stamping.authority.name(), %error, "no stamp of time");
                missing.push(Missing { what: format!("time stamp: {}", stamping.authority.name()), why: error.why() });
            }
        }
    }
    Ok(missing)
}

/// The answer of an authority whose stamp holds.
async fn ask(stamping: Stamping, digest: Sha256, nonce: Nonce) -> Result<Vec<u8>, NoStamp> {
    let asked = tokio::task::spawn_blocking(move || {
        let request = Request::new(digest, nonce);
        let answer = (stamping.send)(&stamping.url, &request.to_der())?;
        stamping.authority.verify(&Token::from_answer(&answer)?, &request)?;
        Ok(answer)
    });
    asked.await.map_err(|_| NoStamp::BrokenOff)?
}
