//! The pages of Arasha: the single-user form, on the loopback only.
//!
//! The way of a request:
//!
//! 1. [`guard`] lets in only what comes from this machine's own pages, and puts the strict policy on every answer;
//! 2. [`site`] finds the page and the [`viewer::Viewer`]: who asks, in which language, in which zone;
//! 3. a function of [`pages`] reads what it needs through the [`desk::Desk`] and fills a template; it knows nothing of HTTP;
//! 4. all words come from the catalogues through [`words`]; all state stands in the [`address`].
//!
//! Posts are hostile text: templates escape everything, and no link of a post is ever made live.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpListener;

pub mod address;
pub mod dates;
pub mod desk;
pub mod drawing;
pub mod fault;
pub mod front;
pub mod guard;
pub mod marks;
pub mod names;
pub mod pages;
pub mod site;
pub mod viewer;
pub mod words;

pub use desk::Desk;
pub use site::Site;

/// Why the workbench can't be served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address would let other machines in.
    #[error("{0} is not of this machine alone; this form of the workbench serves 127.0.0.1 and ::1 only")]
    NotLoopback(SocketAddr),
    /// The port can't be had.
    #[error("can't listen at {address}: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        source: io::Error,
    },
    /// Listening broke off.
    #[error("serving broke off: {0}")]
    Serve(#[from] io::Error),
}

/// Takes a port on the loopback.
///
/// # Errors
/// Where the address is not of this machine alone or the port is taken.
pub async fn listen(address: SocketAddr) -> Result<TcpListener, ServeError> {
    if !guard::is_loopback(address.ip()) {
        return Err(ServeError::NotLoopback(address));
    }
    TcpListener::bind(address).await.map_err(|source| ServeError::Listen { address, source })
}

/// Serves a site until `stop` is done.
///
/// # Errors
/// Where listening breaks off.
pub async fn serve(listener: TcpListener, site: Site, stop: impl Future<Output = ()> + Send + 'static) -> Result<(), ServeError> {
    axum::serve(listener, site::router(Arc::new(site))).with_graceful_shutdown(stop).await?;
    Ok(())
}

#[cfg(test)]
mod tests;
