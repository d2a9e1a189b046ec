//! The pages of Arasha: for people who sign in, and in a single-user form on the loopback only.
//!
//! The way of a request:
//!
//! 1. [`guard`] lets in only what comes from our own pages, and puts the strict policy on every answer;
//! 2. [`site`] finds the address in the table of [`ways`], which says what it takes to use it, and the [`viewer::Viewer`]: who asks, in
//!    which language, in which zone, with which rights ([`people`]);
//! 3. a function of [`pages`] reads what it needs through the [`desk::Desk`] and fills a template; it knows nothing of HTTP;
//! 4. all words come from the catalogues through [`words`]; all state stands in the [`address`].
//!
//! Programs of people go through [`api`] instead: the same rights, JSON, and a token in the place of a cookie.
//!
//! Posts are hostile text: templates escape everything, and no link of a post is ever made live.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpListener;

pub mod address;
pub mod answer;
pub mod api;
pub mod collate;
pub mod connections;
pub mod dates;
pub mod desk;
pub mod drawing;
pub mod fault;
pub mod front;
pub mod guard;
pub mod marks;
pub mod names;
pub mod pages;
pub mod people;
pub mod problem;
pub mod regions;
pub mod seat;
pub mod sight;
pub mod site;
pub mod viewer;
pub mod ways;

pub use desk::Desk;
pub use seat::{Seat, SeatError};
pub use site::Site;
pub use words;

/// Why the workbench can't be served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address would let other machines in.
    #[error("{0} is not of this machine alone; without people who sign in and an https origin the workbench serves 127.0.0.1 and ::1 only")]
    NotLoopback(SocketAddr),
    /// The port can't be had.
    #[error("can't listen at {address}: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        source: io::Error,
    },
}

/// Takes a port. Where nobody signs in, and where no encrypted way leads here, only this machine may reach it.
///
/// # Errors
/// Where the address is not of this machine alone though it must be, or the port is taken.
pub async fn listen(address: SocketAddr, open_to_others: bool) -> Result<TcpListener, ServeError> {
    if !open_to_others && !seat::is_loopback(address.ip()) {
        return Err(ServeError::NotLoopback(address));
    }
    TcpListener::bind(address).await.map_err(|source| ServeError::Listen { address, source })
}

/// Serves a site until `stop` is done.
pub async fn serve(listener: TcpListener, site: Site, stop: impl Future<Output = ()> + Send + 'static) {
    let site = Arc::new(site);
    let sweeping = tokio::spawn(site::sweep(Arc::clone(&site)));
    let patience = site.patience();
    connections::serve(listener, site::router(site), patience, stop).await;
    sweeping.abort();
}

#[cfg(test)]
mod tests;
