//! Prints a document of ours to PDF: tagged, so that a reader for the blind and a search find their way in it.
//!
//! The document comes as text and stands in the browser under no address. It has nothing to load and could load nothing: the guard lets
//! no connection through, and scripts are switched off.

use std::io;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use crate::CaptureError;
use crate::browser::{Browser, Launch};
use crate::guard::{Bounds, Guard, Resolve};
use crate::link::{Link, text};

/// Why a document was not printed.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// It is longer than may be printed.
    #[error("the document is longer than may be printed")]
    TooLong,
    /// It was not ready when the time was over.
    #[error("printing took longer than it may")]
    TooLate,
    /// What came out is no PDF.
    #[error("what the browser printed is no PDF")]
    NotPdf,
    /// The browser does not run, or refused.
    #[error(transparent)]
    Browser(#[from] CaptureError),
}

/// How much may be printed, and how long it may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// From the start of the browser to the last byte.
    pub time: Duration,
    /// The document, in bytes.
    pub document: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { time: Duration::from_secs(60), document: 32 * 1024 * 1024 }
    }
}

/// Prints an HTML document. Size and margins of the sheets, and what stands in the margins, are the document's own (CSS `@page`).
///
/// # Errors
/// Where the document is too long, the browser does not run or refuses, or it takes too long.
pub async fn print(launch: &Launch, html: &str, limits: Limits) -> Result<Vec<u8>, PrintError> {
    if html.len() > limits.document {
        return Err(PrintError::TooLong);
    }
    let guard = Guard::start(Bounds { most_bytes: 0, dial_time: Duration::from_secs(1), also: Vec::new() }, nowhere())
        .await
        .map_err(CaptureError::from)?;
    let browser = Browser::start(launch, &guard).await?;
    let printed = tokio::time::timeout(limits.time, printed(browser.link(), html)).await;
    browser.close().await;
    printed.unwrap_or(Err(PrintError::TooLate))
}

/// Knows no name at all.
fn nowhere() -> Resolve {
    std::sync::Arc::new(|_, _| Box::pin(async { Err(io::Error::from(io::ErrorKind::NotFound)) }))
}

async fn printed(link: &Link, html: &str) -> Result<Vec<u8>, PrintError> {
    let target = link.call("", "Target.createTarget", json!({ "url": "about:blank" })).await?;
    let attach = json!({ "targetId": text(&target, "targetId"), "flatten": true });
    let session = text(&link.call("", "Target.attachToTarget", attach).await?, "sessionId");
    link.call(&session, "Emulation.setScriptExecutionDisabled", json!({ "value": true })).await?;
    let tree = link.call(&session, "Page.getFrameTree", json!({})).await?;
    let frame = tree.pointer("/frameTree/frame/id").cloned().unwrap_or_default();
    link.call(&session, "Page.setDocumentContent", json!({ "frameId": frame, "html": html })).await?;
    let how = json!({
        "printBackground": true,
        "preferCSSPageSize": true,
        "generateTaggedPDF": true,
        "generateDocumentOutline": true,
        "transferMode": "ReturnAsBase64",
    });
    let said = link.call(&session, "Page.printToPDF", how).await?;
    let pdf = STANDARD.decode(text(&said, "data")).unwrap_or_default();
    if pdf.starts_with(b"%PDF-") { Ok(pdf) } else { Err(PrintError::NotPdf) }
}
