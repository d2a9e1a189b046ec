//! One page: opened, waited for, looked through, and kept with all that came over the wire.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde::Serialize;
use tokio::time::Instant;

use crate::CaptureError;
use crate::browser::{About, Browser, Launch};
use crate::exchange::{Exchange, Fault};
use crate::guard::{Bounds, Dialled, Guard, Outcome, Resolve};
use crate::visit::{DRAWING, Visit};

/// How long and how much.
#[derive(Debug, Clone)]
pub struct Limits {
    /// The whole capture.
    pub time: Duration,
    /// Quiet on the wire for so long means that the page is there.
    pub quiet: Duration,
    /// A picture of the page is so high at most, in points.
    pub height: u32,
    /// So many exchanges are kept; behind them the page is stopped.
    pub exchanges: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { time: Duration::from_secs(60), quiet: Duration::from_millis(700), height: 16_000, exchanges: 2_000 }
    }
}

/// What was captured.
#[derive(Debug)]
pub struct Captured {
    /// The address that was asked for.
    pub asked: String,
    /// The address at which it ended.
    pub reached: String,
    /// What the browser says of itself.
    pub browser: About,
    /// Whether it ran within its own walls.
    pub sandboxed: bool,
    /// All exchanges, in the order in which they were sent.
    pub exchanges: Vec<Exchange>,
    /// The page as the browser had it in the end (HTML); none where it broke off before.
    pub rendered: Option<String>,
    /// A picture of the whole page (PNG), as high as the limit allows.
    pub screenshot: Option<Vec<u8>>,
    /// The page as it prints (PDF).
    pub print: Option<Vec<u8>>,
    /// Certificates that servers showed (DER, the server's own first), by origin.
    pub certificates: BTreeMap<String, Vec<Vec<u8>>>,
    /// Where connections led.
    pub dialled: Vec<Dialled>,
    /// Live connections, which are not kept.
    pub sockets: Vec<String>,
    /// What came short: the page was stopped, cut, or could not be drawn.
    pub short: BTreeSet<Short>,
}

/// Why a capture is less than the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Short {
    /// It was still loading when the time was over.
    Time,
    /// It sent more than a capture holds.
    Size,
    /// It asked for more than a capture holds.
    Exchanges,
    /// It is higher than a picture may be.
    Height,
    /// The browser could not draw, print or tell it.
    Drawing,
    /// It led to an address inside a network.
    Inside,
}

/// What is told of each answer whose body has come, at once: its number among the exchanges, and the exchange.
pub type Hear<'a> = &'a mut (dyn FnMut(usize, &Exchange) + Send);

/// Captures a page.
///
/// # Errors
/// As [`capture_hearing`].
pub async fn capture(launch: &Launch, bounds: Bounds, resolve: Resolve, limits: &Limits, address: &str) -> Result<Captured, CaptureError> {
    capture_hearing(launch, bounds, resolve, limits, address, &mut |_, _| ()).await
}

/// Captures a page, and tells of each answer as soon as its body has come.
///
/// # Errors
/// Where the address is none of a page, the browser does not run, or the page does not open at all. A page that breaks off later is given
/// as far as it came; [`Captured::short`] says so.
pub async fn capture_hearing(
    launch: &Launch,
    bounds: Bounds,
    resolve: Resolve,
    limits: &Limits,
    address: &str,
    hear: Hear<'_>,
) -> Result<Captured, CaptureError> {
    if !(address.starts_with("http://") || address.starts_with("https://")) || address.chars().any(char::is_control) {
        return Err(CaptureError::Address);
    }
    let guard = Guard::start(bounds, resolve).await?;
    let mut browser = Browser::start(launch, &guard).await?;
    let until = Instant::now() + limits.time;
    let made = tokio::time::timeout(limits.time + DRAWING * 4, async {
        let about = browser.about().await?;
        let (link, events) = browser.parts();
        let mut visit = Visit::open(link, events, limits, until, hear).await?;
        let reached = visit.go(address).await?;
        visit.finish(reached, about).await
    })
    .await
    .unwrap_or(Err(CaptureError::TooLate));
    browser.close().await;
    let mut captured = made.map_err(|error| held_back(error, &guard.dialled()))?;
    captured.asked = address.to_owned();
    captured.sandboxed = launch.sandbox;
    captured.dialled = guard.dialled();
    captured.place();
    Ok(captured)
}

/// Why a page did not open, from the guard where it was the guard that did not connect. What else the browser dialled, of its own or for
/// other pages, tells nothing of this one.
fn held_back(error: CaptureError, dialled: &[Dialled]) -> CaptureError {
    match error {
        CaptureError::NoPage { at, fault } => {
            let (host, port) = host_of(&at);
            let last = dialled.iter().rev().find(|one| one.host == host && one.port == port);
            CaptureError::NoPage { fault: last.and_then(|one| Fault::held(one.outcome)).unwrap_or(fault), at }
        }
        error => error,
    }
}

impl Captured {
    /// Writes down from where each answer came, and what the guard held back: the browser knows only that a proxy did not connect.
    fn place(&mut self) {
        for exchange in &mut self.exchanges {
            let (host, port) = host_of(&exchange.address);
            let mut led = self.dialled.iter().rev().filter(|one| one.host == host && one.port == port);
            match &mut exchange.answer {
                Some(answer) => answer.from = led.find_map(|one| one.address),
                None => exchange.fault = led.next().and_then(|one| Fault::held(one.outcome)).or(exchange.fault.take()),
            }
        }
        let met = |outcome| self.dialled.iter().any(|one| one.outcome == outcome);
        let held_back = [(Outcome::Refused, Short::Inside), (Outcome::Full, Short::Size)];
        let more: Vec<Short> = held_back.into_iter().filter(|(outcome, _)| met(*outcome)).map(|(_, short)| short).collect();
        self.short.extend(more);
    }
}

/// Host and port of an address.
fn host_of(address: &str) -> (String, u16) {
    let (scheme, rest) = address.split_once("://").unwrap_or(("http", address));
    let place = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let place = place.rsplit_once('@').map_or(place, |(_, place)| place);
    let usual = if scheme == "https" { 443 } else { 80 };
    let (host, port) = match place.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, port.parse().unwrap_or(usual)),
        _ => (place, usual),
    };
    (host.trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase(), port)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::Lost;

    /// The browser dials places of its own now and then; a dead one of those made a forbidden page look like one that is not there.
    #[test]
    fn what_was_held_back_is_told_of_the_place_that_did_not_answer() {
        let one = |host: &str, outcome| Dialled { host: host.into(), port: 443, outcome, answers: Vec::new(), address: None };
        let error = || CaptureError::NoPage { at: "https://a.example/".into(), fault: Fault::said("net::ERR") };
        let told = |dialled: &[Dialled]| match held_back(error(), dialled) {
            CaptureError::NoPage { fault, .. } => fault.why,
            other => unreachable!("{other}"),
        };
        assert_eq!(told(&[one("a.example", Outcome::Refused), one("other.example", Outcome::Unknown)]), Lost::Refused);
        assert_eq!(told(&[one("other.example", Outcome::Refused), one("a.example", Outcome::Connected)]), Lost::Other);
    }

    #[test]
    fn the_place_of_an_address() {
        let places = [
            ("https://Example.org/a:1", "example.org", 443),
            ("http://example.org:8080?x", "example.org", 8_080),
            ("http://user:pass@example.org/", "example.org", 80),
            ("https://[2001:db8::1]/", "2001:db8::1", 443),
            ("https://[2001:db8::1]:444/", "2001:db8::1", 444),
        ];
        for (address, host, port) in places {
            assert_eq!(host_of(address), (host.to_owned(), port), "{address}");
        }
    }
}
