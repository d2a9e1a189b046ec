//! What the corpus keeps of a post.

use record::{KeepUntil, Mandate, Moment, Post};
use serde::{Deserialize, Serialize};
use signals::Signals;
use signals::score::Band;

/// A kept post with all that is known about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The post in its newest version.
    pub post: Post,
    /// From whom it was forwarded, where the source tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forwarded_from: Option<String>,
    /// When its author last changed it, where the source tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited: Option<Moment>,
    /// What its text shows.
    pub signals: Signals,
    /// When it was collected first (whole seconds).
    pub collected: Moment,
    /// Until when it may be kept: by the mandate in force, or by the one it was collected under where there is none any more.
    pub keep_until: KeepUntil,
    /// The network it belongs to, as of the last [`crate::Corpus::relink`].
    pub network: Option<String>,
    /// Earlier versions of its text, oldest first; an organiser who edits a post hides nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Version>,
}

/// An earlier version of a post's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// The text as it was.
    pub text: String,
    /// When a newer version took its place (whole seconds).
    pub replaced: Moment,
}

/// A source with its mandate and what is kept of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SourceRow {
    /// Its name; a pattern like `telegram:*` where a mandate covers a family of sources and nothing was collected yet.
    pub name: String,
    /// The mandate in force; none where it was withdrawn after posts were collected.
    pub mandate: Option<Mandate>,
    /// Posts kept now.
    pub posts: u64,
    /// Posts of them at band high or medium.
    pub worth_a_look: u64,
    /// Posts ever read, kept or not; none where it is not told.
    pub read: Option<u64>,
    /// Publication of the earliest kept post (collection where unknown).
    pub first: Option<Moment>,
    /// Publication of the latest kept post (collection where unknown).
    pub last: Option<Moment>,
}

/// Whether a post bears on trafficking and may be kept; everything else is counted and forgotten.
#[must_use]
pub fn bears_on_trafficking(signals: &Signals) -> bool {
    signals.band >= Band::Low
}
