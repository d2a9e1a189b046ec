//! The index of an archive: a line of CDXJ for each capture, sorted.

use serde::Serialize;

use super::Kind;
use super::seen::Seen;
use crate::Sha256;
use crate::surt;

/// Lines of CDXJ, in the order in which the records were seen.
#[derive(Debug, Default)]
pub(crate) struct Index(Vec<String>);

/// What a player must know of a capture; numbers are written as text, as indexers do.
#[derive(Serialize)]
struct Line<'a> {
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    mime: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    digest: Option<Sha256>,
    length: String,
    offset: String,
    filename: &'a str,
    #[serde(rename = "recordDigest")]
    record_digest: Sha256,
}

impl Index {
    /// Takes a record; what is no capture, or can't be found again, has no line.
    pub(crate) fn take(&mut self, seen: &Seen, filename: &str) {
        let (Some(url), Some(extent)) = (seen.capture(), seen.extent) else { return };
        let line = Line {
            url,
            mime: mime(seen),
            status: seen.http.as_ref().and_then(|http| http.status).map(|status| status.to_string()),
            digest: seen.payload(),
            length: extent.length.to_string(),
            offset: extent.offset.to_string(),
            filename,
            record_digest: extent.stored,
        };
        let stamp: String = seen.field("WARC-Date").unwrap_or_default().chars().filter(char::is_ascii_digit).take(14).collect();
        // A line of texts always becomes JSON.
        let Ok(json) = serde_json::to_string(&line) else { return };
        self.0.push(format!("{} {stamp} {json}\n", surt::key(url)));
    }

    /// The whole index.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.0.sort_unstable();
        self.0.concat().into_bytes()
    }
}

fn mime(seen: &Seen) -> Option<String> {
    match (seen.kind, &seen.http) {
        (Some(Kind::Revisit), _) => Some("warc/revisit".to_owned()),
        (_, Some(http)) => http.mime.clone(),
        _ => seen.field("Content-Type").and_then(|kind| kind.split([';', ' ']).next()).map(str::to_ascii_lowercase),
    }
}
