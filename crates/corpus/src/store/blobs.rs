//! How posts and findings lie in the store: a short head that can be read without unpacking, then JSON packed with zstd.

use record::{KeepUntil, Moment, Post};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use signals::Signals;
use signals::score::Band;

use crate::entry::Version;
use crate::error::{CorpusError, Result};
use crate::input::Incoming;
use crate::mandates::Mandates;

/// Bytes of a post's head: collected, keep until, published (or collected), seconds since 1970 each.
const POST_HEAD: usize = 24;
/// Most bytes that one blob unpacks to.
const MAX_BLOB: usize = 1 << 30;

/// A kept post as the store holds it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Kept {
    pub(crate) post: Post,
    pub(crate) forwarded_from: Option<String>,
    pub(crate) edited: Option<Moment>,
    pub(crate) earlier: Vec<Version>,
    pub(crate) collected: Moment,
    /// By the mandate under which it was collected.
    pub(crate) keep_until: KeepUntil,
}

#[derive(Serialize, Deserialize)]
struct Body {
    post: Post,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    forwarded_from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    edited: Option<Moment>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    earlier: Vec<Version>,
}

impl Kept {
    /// A post that was collected now.
    pub(crate) fn new(incoming: &Incoming, now: Moment, mandates: &Mandates) -> Self {
        let collected = whole_seconds(now);
        let keep_until = mandates.get(&incoming.post.source).map_or(collected, |mandate| mandate.keep_until(collected));
        Self {
            post: incoming.post.clone(),
            forwarded_from: incoming.forwarded_from.clone(),
            edited: incoming.edited,
            earlier: Vec::new(),
            collected,
            keep_until,
        }
    }

    /// The same post with a newer version on top.
    pub(crate) fn edited(mut self, incoming: &Incoming, now: Moment) -> Self {
        let newer = Self { post: incoming.post.clone(), ..self.clone() };
        self.earlier.push(Version { text: self.post.text, replaced: whole_seconds(now) });
        Self {
            earlier: self.earlier,
            forwarded_from: incoming.forwarded_from.clone().or(self.forwarded_from),
            edited: incoming.edited.or(self.edited),
            ..newer
        }
    }

    /// When it was published, or collected where that is unknown.
    pub(crate) fn when(&self) -> Moment {
        self.post.published.unwrap_or(self.collected)
    }

    pub(crate) fn encode(&self) -> Result<Vec<u8>> {
        let mut blob = Vec::with_capacity(1_024);
        for moment in [self.collected, self.keep_until, self.when()] {
            blob.extend_from_slice(&moment.unix_seconds().to_le_bytes());
        }
        let body = Body {
            post: self.post.clone(),
            forwarded_from: self.forwarded_from.clone(),
            edited: self.edited,
            earlier: self.earlier.clone(),
        };
        pack(&self.post.id, &body, &mut blob)?;
        Ok(blob)
    }

    pub(crate) fn decode(key: &str, blob: &[u8]) -> Result<Self> {
        let (head, body) = blob.split_at_checked(POST_HEAD).ok_or_else(|| damaged(key, "it is cut off"))?;
        let moment = |slot: usize| moment_at(head, slot).ok_or_else(|| damaged(key, "its head holds no moment"));
        let (collected, keep_until) = (moment(0)?, moment(1)?);
        let Body { post, forwarded_from, edited, earlier } = unpack(key, body)?;
        Ok(Self { post, forwarded_from, edited, earlier, collected, keep_until })
    }
}

fn moment_at(head: &[u8], slot: usize) -> Option<Moment> {
    let bytes = head.get(slot * 8..slot * 8 + 8)?.try_into().ok()?;
    Moment::from_unix_seconds(i64::from_le_bytes(bytes))
}

/// Until when a stored post may be kept: by the mandate in force, otherwise by the one it was collected under.
pub(crate) fn keep_until(key: &str, blob: &[u8], mandates: &Mandates) -> Option<KeepUntil> {
    let source = key.split_once('/').map_or(key, |(source, _)| source);
    match mandates.get(source) {
        Some(mandate) => moment_at(blob, 0).map(|collected| mandate.keep_until(collected)),
        None => moment_at(blob, 1),
    }
}

/// When a stored post was published (or collected).
pub(crate) fn when(blob: &[u8]) -> Option<Moment> {
    moment_at(blob, 2)
}

/// What was read from a post, and with which edition of the knowledge.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Finding {
    pub(crate) edition: String,
    pub(crate) signals: Signals,
}

impl Finding {
    pub(crate) fn encode(edition: &str, signals: &Signals) -> Result<Vec<u8>> {
        let length = u8::try_from(edition.len()).map_err(|_| damaged(edition, "the name of an edition is at most 255 bytes long"))?;
        let mut blob = vec![band_code(signals.band), length];
        blob.extend_from_slice(edition.as_bytes());
        pack(edition, signals, &mut blob)?;
        Ok(blob)
    }

    pub(crate) fn decode(key: &str, blob: &[u8]) -> Result<Self> {
        let (edition, body) = split_finding(blob).ok_or_else(|| damaged(key, "its finding is cut off"))?;
        Ok(Self { edition: edition.to_owned(), signals: unpack(key, body)? })
    }
}

fn split_finding(blob: &[u8]) -> Option<(&str, &[u8])> {
    let [_, length, rest @ ..] = blob else { return None };
    let (edition, body) = rest.split_at_checked(usize::from(*length))?;
    Some((std::str::from_utf8(edition).ok()?, body))
}

/// The edition of a stored finding; none where it is damaged.
pub(crate) fn edition(blob: &[u8]) -> Option<&str> {
    split_finding(blob).map(|(edition, _)| edition)
}

/// Whether a stored finding is at band high or medium.
pub(crate) fn is_worth_a_look(blob: &[u8]) -> bool {
    blob.first().is_some_and(|code| *code >= band_code(Band::Medium))
}

fn band_code(band: Band) -> u8 {
    match band {
        Band::None => 0,
        Band::Low => 1,
        Band::Medium => 2,
        Band::High => 3,
    }
}

fn whole_seconds(moment: Moment) -> Moment {
    Moment::from_unix_seconds(moment.unix_seconds()).unwrap_or(moment)
}

/// Appends a value as JSON packed with zstd.
pub(crate) fn pack<T: Serialize>(key: &str, value: &T, blob: &mut Vec<u8>) -> Result<()> {
    let json = serde_json::to_vec(value).map_err(|error| damaged(key, &error.to_string()))?;
    let packed = zstd::bulk::compress(&json, 1).map_err(|error| damaged(key, &error.to_string()))?;
    blob.extend_from_slice(&packed);
    Ok(())
}

/// Reads a value that [`pack`] wrote.
pub(crate) fn unpack<T: DeserializeOwned>(key: &str, blob: &[u8]) -> Result<T> {
    let size = zstd::zstd_safe::get_frame_content_size(blob).ok().flatten().and_then(|size| usize::try_from(size).ok());
    let json = zstd::bulk::decompress(blob, size.unwrap_or(MAX_BLOB).min(MAX_BLOB)).map_err(|error| damaged(key, &error.to_string()))?;
    serde_json::from_slice(&json).map_err(|error| damaged(key, &error.to_string()))
}

fn damaged(key: &str, what: &str) -> CorpusError {
    CorpusError::Damaged { key: key.to_owned(), what: what.to_owned() }
}
