//! A page becomes an item: captured, archived, sealed file by file, and described.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::sync::Arc;

use ::capture::CaptureError;
use ::capture::archive::{Times, write_archive};
use ::capture::browser::Launch;
use ::capture::exchange::{Body, Exchange, Lost};
use ::capture::guard::{Bounds, Resolve};
use ::capture::page::{Captured, Limits, Short, capture_hearing};
use custody::item::{Failure, Missing, MissingWhy, Response};
use custody::{FileName, FileRole, ItemId, KeptFile};
use package::warc::{Entry, RecordId};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::acquire::{AcquireError, Acquisition, Evidence, Wanted};
use crate::hashing::Hashing;
use crate::stamping::{Stamping, stamp};

/// Answers in one entry at most.
const MOST_RESPONSES: usize = 500;

/// How pages are loaded.
#[derive(Clone)]
pub struct Loading {
    /// The browser.
    pub launch: Launch,
    /// What it may reach.
    pub bounds: Bounds,
    /// Who resolves names.
    pub resolve: Resolve,
    /// How long and how much.
    pub limits: Limits,
    /// What made the archive, with its version.
    pub software: String,
    /// Who stamps the manifest; nobody where there is none.
    pub stamps: Vec<Stamping>,
}

/// What became of a capture.
#[derive(Debug)]
pub enum Acquired {
    /// It is there, as far as it could be got.
    Held {
        /// The item.
        item: ItemId,
        /// Its files.
        files: Vec<KeptFile>,
        /// What was not got.
        missing: Vec<Missing>,
        /// What came short.
        short: BTreeSet<Short>,
    },
    /// Nothing came of it; the attempt is in the record.
    Failed {
        /// The item.
        item: ItemId,
        /// Why.
        why: CaptureError,
    },
}

/// Captures a page and seals what came.
///
/// # Errors
/// Where the record or the vault does not answer. Then the item stays as far as it came, and a failure is entered where that is still
/// possible.
pub async fn capture_page(evidence: Evidence<'_>, wanted: Wanted, address: &str, loading: &Loading) -> Result<Acquired, AcquireError> {
    capture_into(Acquisition::begin(evidence, wanted).await?, address, loading).await
}

/// The same for an item that was begun, so that somebody can be told which one it is before the page is there.
///
/// # Errors
/// As above.
pub async fn capture_into(mut acquisition: Acquisition<'_>, address: &str, loading: &Loading) -> Result<Acquired, AcquireError> {
    let evidence = acquisition.evidence();
    let began = (evidence.clock)();
    let (loaded, entered) = load(&acquisition, address, loading).await;
    let times = Times { began, ended: (evidence.clock)() };
    let captured = match (loaded, entered) {
        (Ok(captured), Ok(())) => Arc::new(captured),
        (Ok(_), Err(why)) => {
            let _ = acquisition.fail(Failure::Broken).await;
            return Err(why);
        }
        (Err(why), _) => {
            let item = acquisition.fail(failure(&why)).await?;
            return Ok(Acquired::Failed { item, why });
        }
    };
    match keep(&mut acquisition, &captured, times, evidence, loading).await {
        Ok(missing) => {
            let (item, files) = acquisition.complete(missing.clone()).await?;
            Ok(Acquired::Held { item, files, missing, short: captured.short.clone() })
        }
        Err(why) => {
            // What matters is why; that the failure can't be entered either is likely the same.
            let _ = acquisition.fail(Failure::Broken).await;
            Err(why)
        }
    }
}

/// Loads the page; each answer is hashed and entered in the record while the page goes on loading, several in one entry where they come
/// faster than the record writes.
async fn load(
    acquisition: &Acquisition<'_>,
    address: &str,
    loading: &Loading,
) -> (Result<Captured, CaptureError>, Result<(), AcquireError>) {
    let (tell, mut told) = mpsc::unbounded_channel();
    let enter = async {
        let mut responses = Vec::new();
        while told.recv_many(&mut responses, MOST_RESPONSES).await > 0 {
            acquisition.arrive(std::mem::take(&mut responses)).await?;
        }
        Ok(())
    };
    let page = async move {
        let mut hear = |number: usize, exchange: &Exchange| {
            // Whoever listened is gone only where the record does not answer, which is told of there.
            let _ = response(number, exchange).map(|response| tell.send(response));
        };
        let (bounds, resolve) = (loading.bounds.clone(), Arc::clone(&loading.resolve));
        capture_hearing(&loading.launch, bounds, resolve, &loading.limits, address, &mut hear).await
    };
    tokio::join!(page, enter)
}

fn response(number: usize, exchange: &Exchange) -> Option<Response> {
    let answer = exchange.answer.as_ref()?;
    let body = answer.body.bytes()?;
    let mut hashing = Hashing::new();
    hashing.write_all(body).ok()?;
    let bytes = u64::try_from(body.len()).ok()?;
    Some(Response { exchange: u32::try_from(number).ok()?, status: answer.status, hashes: hashing.finish(), bytes })
}

async fn keep(
    acquisition: &mut Acquisition<'_>,
    captured: &Arc<Captured>,
    times: Times,
    evidence: Evidence<'_>,
    loading: &Loading,
) -> Result<Vec<Missing>, AcquireError> {
    // Identifiers of records: the first is random, the others follow it.
    let first = u128::from_be_bytes(evidence.random.bytes()?);
    let (page, software) = (Arc::clone(captured), loading.software.clone());
    let archived = acquisition.write(name("page.warc.gz")?, FileRole::WebArchive, move |into| {
        let mut number = first;
        let mut id = || {
            number = number.wrapping_add(1);
            RecordId::from_random(number)
        };
        Ok(write_archive(&page, times, &software, &mut id, into)?)
    });
    let archived = archived.await?;
    for (file, role, bytes) in views(captured) {
        acquisition.read(name(file)?, role, std::io::Cursor::new(bytes)).await?;
    }
    let mut missing = missing(captured, &archived.aside);
    let manifest = manifest(acquisition, captured, times, loading, &archived.entries, &missing);
    let manifest = serde_json::to_vec_pretty(&manifest)?;
    acquisition.read(name("manifest.json")?, FileRole::Manifest, std::io::Cursor::new(manifest)).await?;
    let Some(manifest) = acquisition.files().last().map(|file| file.hashes.sha256) else { return Ok(missing) };
    missing.extend(stamp(acquisition, &loading.stamps, manifest, evidence.random).await?);
    Ok(missing)
}

/// The files beside the archive.
fn views(captured: &Captured) -> Vec<(&'static str, FileRole, Vec<u8>)> {
    let received = page_of(captured).and_then(|exchange| exchange.answer.as_ref()?.body.bytes()).map(<[u8]>::to_vec);
    let certificates = captured.certificates.values().flatten().map(|der| pem(der)).collect::<String>();
    let all = [
        ("received.html", FileRole::Received, received),
        ("rendered.html", FileRole::Rendered, captured.rendered.clone().map(String::into_bytes)),
        ("screenshot.png", FileRole::Screenshot, captured.screenshot.clone()),
        ("print.pdf", FileRole::Print, captured.print.clone()),
        ("certificates.pem", FileRole::Circumstances, Some(certificates.into_bytes()).filter(|text| !text.is_empty())),
    ];
    all.into_iter().filter_map(|(name, role, bytes)| Some((name, role, bytes?))).collect()
}

/// The exchange that brought the page itself: the last of its redirects.
fn page_of(captured: &Captured) -> Option<&Exchange> {
    let here = captured.reached.split('#').next().unwrap_or_default();
    captured.exchanges.iter().find(|exchange| exchange.address == here).or_else(|| captured.exchanges.first())
}

/// A certificate as openssl reads it (RFC 7468).
fn pem(der: &[u8]) -> String {
    use base64::Engine as _;
    let text = base64::engine::general_purpose::STANDARD.encode(der);
    let lines: Vec<&str> = text.as_bytes().chunks(64).filter_map(|line| std::str::from_utf8(line).ok()).collect();
    format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"))
}

/// What was not got, with why.
fn missing(captured: &Captured, aside: &[(String, String)]) -> Vec<Missing> {
    let empty = captured.exchanges.iter().filter(|exchange| bytes_of(exchange).is_none());
    let lost = empty.filter_map(|exchange| {
        let why = why_of(exchange.fault.as_ref()?.why);
        Some(Missing { what: exchange.address.clone(), why })
    });
    let sockets = captured.sockets.iter().map(|address| Missing { what: address.clone(), why: MissingWhy::Refused });
    let aside = aside.iter().map(|(address, _)| Missing { what: address.clone(), why: MissingWhy::Refused });
    lost.chain(sockets).chain(aside).collect()
}

fn bytes_of(exchange: &Exchange) -> Option<&[u8]> {
    exchange.answer.as_ref()?.body.bytes()
}

/// Why something did not come, in the words of custody.
fn why_of(lost: Lost) -> MissingWhy {
    match lost {
        Lost::Refused => MissingWhy::Refused,
        Lost::TooLarge => MissingWhy::TooLarge,
        Lost::Late => MissingWhy::TimedOut,
        Lost::Abandoned => MissingWhy::Abandoned,
        Lost::Broken | Lost::Other => MissingWhy::Broken,
    }
}

fn failure(why: &CaptureError) -> Failure {
    match why {
        CaptureError::Address => Failure::Forbidden,
        CaptureError::NoPage { fault, .. } => match fault.why {
            Lost::Refused => Failure::Forbidden,
            Lost::TooLarge => Failure::TooLarge,
            Lost::Late => Failure::TimedOut,
            Lost::Broken | Lost::Abandoned | Lost::Other => Failure::Unreachable,
        },
        CaptureError::TooLate => Failure::TimedOut,
        CaptureError::Io(_) | CaptureError::Ended | CaptureError::Speech(_) | CaptureError::Refused { .. } => Failure::Broken,
    }
}

/// All that is known about how it was got.
fn manifest(
    acquisition: &Acquisition<'_>,
    captured: &Captured,
    times: Times,
    loading: &Loading,
    records: &[Entry],
    missing: &[Missing],
) -> Value {
    let form = |exchange: &Exchange| match exchange.answer.as_ref().map(|answer| &answer.body) {
        Some(Body::Wire(_)) => "wire",
        Some(Body::Decoded(_)) => "decoded",
        Some(Body::None) | None => "none",
    };
    let exchanges = captured.exchanges.iter().map(|exchange| {
        json!({
            "address": exchange.address, "method": exchange.method, "sent": exchange.sent, "body": form(exchange), "fault": exchange.fault,
            "status": exchange.answer.as_ref().map(|answer| answer.status), "from": exchange.answer.as_ref().and_then(|answer| answer.from),
            "protocol": exchange.answer.as_ref().map(|answer| answer.protocol.as_str()),
        })
    });
    json!({
        "item": acquisition.item().to_string(),
        "asked": captured.asked, "reached": captured.reached,
        "began": times.began, "ended": times.ended, "clock_offset": Value::Null,
        "software": loading.software, "browser": captured.browser, "sandboxed": captured.sandboxed,
        "limits": {
            "seconds": loading.limits.time.as_secs(), "bytes": loading.bounds.most_bytes, "exchanges": loading.limits.exchanges,
            "height": loading.limits.height,
        },
        "exchanges": exchanges.collect::<Vec<_>>(),
        "dialled": captured.dialled, "short": captured.short, "missing": missing,
        "files": acquisition.files(), "records": records,
    })
}

fn name(name: &str) -> Result<FileName, AcquireError> {
    FileName::new(name).map_err(|error| AcquireError::Bytes(std::io::Error::other(error)))
}

#[cfg(test)]
mod tests {
    use ::capture::exchange::Fault;
    use ::capture::guard::Outcome;

    use super::*;

    #[test]
    fn what_did_not_open_has_a_reason() {
        let not_opened = |fault| CaptureError::NoPage { at: "https://example.org/".into(), fault };
        let held = |outcome| failure(&not_opened(Fault::held(outcome).unwrap()));
        let held = [Outcome::Refused, Outcome::Unknown, Outcome::Silent, Outcome::Full].map(held);
        assert_eq!(held, [Failure::Forbidden, Failure::Unreachable, Failure::Unreachable, Failure::TooLarge]);
        assert_eq!(failure(&not_opened(Fault::said("net::ERR_TOO_MANY_REDIRECTS"))), Failure::Unreachable);
        assert_eq!(failure(&CaptureError::TooLate), Failure::TimedOut);
    }

    #[test]
    fn certificates_are_written_as_others_read_them() {
        let text = pem(&[7; 100]);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!((lines.len(), lines[0], lines[1].len()), (5, "-----BEGIN CERTIFICATE-----", 64));
    }
}
