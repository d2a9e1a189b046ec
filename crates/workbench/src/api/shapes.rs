//! The shapes that go out as JSON: those of the command line's `--json` contracts and those that only the API sends.
//!
//! The command line writes the same types, so that a program that reads the one reads the other. Each type is also its own description in
//! the API's document; what is said here is what people read there.

use corpus::{Entry, NetworkDetail, NetworkHint, NetworkIdentifier, NetworkLink, NetworkReason, Version};
use record::{Moment, Post, PostKey};
use serde::Serialize;
use signals::identifiers::{Identifier, Kind};
use signals::score::{Band, Reason};
use signals::{Signals, Span};
use utoipa::ToSchema;

pub use office::{Agencies, AgencyLine, AgencyName, Colleague, HeldRole, LogEntry, LogLines, Me, People, ReadingLine, SeenBy};
pub use schemas::{Contact, ContactCount, Earlier, Hint, Link, Mandated, PostFields, Sign, SourceLine, Weighed};

mod office;
mod schemas;

/// What a text shows: a line of `arasha check --json`.
#[derive(Debug, Serialize, ToSchema)]
pub struct Checked<'a> {
    /// The post's key `SOURCE/ID`, or `line/N` for a text without one.
    pub key: &'a str,
    /// Code of the language, ISO 639-1; `und` where unknown.
    #[schema(example = "ru")]
    pub language: &'static str,
    /// How much it deserves a person's look.
    #[schema(schema_with = schemas::band)]
    pub band: Band,
    /// Sum of the weights of evidence, natural log-odds. A reason to look, never a verdict.
    pub score: f32,
    /// Code of the kind of trafficking that the reasons point to.
    #[schema(required = true, example = "recruitment.work_abroad")]
    pub category: Option<&'a str>,
    /// The stage that the reasons point to.
    #[schema(required = true, schema_with = schemas::stage)]
    pub stage: Option<knowledge::Stage>,
    /// Why, heaviest first.
    #[schema(value_type = Vec<Weighed>)]
    pub reasons: &'a [Reason],
    /// Contacts.
    #[schema(value_type = Vec<Contact>)]
    pub identifiers: Vec<CheckedContact<'a>>,
}

/// A contact in a text.
#[derive(Debug, Serialize)]
pub struct CheckedContact<'a> {
    kind: Kind,
    value: &'a str,
    as_written: &'a str,
    span: Span,
}

impl<'a> From<&'a Identifier> for CheckedContact<'a> {
    fn from(one: &'a Identifier) -> Self {
        Self { kind: one.kind, value: &one.value, as_written: &one.as_written, span: one.span }
    }
}

impl<'a> Checked<'a> {
    /// What was read under this key.
    #[must_use]
    pub fn of(key: &'a str, signals: &'a Signals) -> Self {
        Self {
            key,
            language: signals.language.code(),
            band: signals.band,
            score: signals.score,
            category: signals.category.as_deref(),
            stage: signals.stage,
            reasons: &signals.reasons,
            identifiers: signals.identifiers.iter().map(CheckedContact::from).collect(),
        }
    }
}

/// A post that was found: a line of `arasha search --json`.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundPost<'a> {
    /// The post.
    #[serde(flatten)]
    #[schema(value_type = PostFields)]
    pub post: &'a Post,
    /// Sum of the weights of evidence, natural log-odds.
    pub score: f32,
    /// How much it deserves a person's look.
    #[schema(schema_with = schemas::band)]
    pub band: Band,
}

impl<'a> FoundPost<'a> {
    /// The line of a post.
    #[must_use]
    pub fn of(entry: &'a Entry) -> Self {
        Self { post: &entry.post, score: entry.signals.score, band: entry.signals.band }
    }
}

/// A page of posts.
#[derive(Debug, Serialize, ToSchema)]
pub struct Posts<'a> {
    /// How many posts match in all.
    pub total: u64,
    /// How many were left out before these.
    pub offset: usize,
    /// How many were asked for.
    pub limit: usize,
    /// The posts.
    pub posts: Vec<FoundPost<'a>>,
}

/// A post with all that is known about it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PostDetail<'a> {
    /// The post in its newest version.
    #[serde(flatten)]
    #[schema(value_type = PostFields)]
    pub post: &'a Post,
    /// From whom it was forwarded, where the source tells.
    #[schema(required = true)]
    pub forwarded_from: Option<&'a str>,
    /// When its author last changed it, where the source tells.
    #[schema(required = true, value_type = Option<String>, format = DateTime)]
    pub edited: Option<Moment>,
    /// When it was collected first.
    #[schema(value_type = String, format = DateTime)]
    pub collected: Moment,
    /// Until when it may be kept.
    #[schema(value_type = String, format = DateTime)]
    pub keep_until: Moment,
    /// The network that it belongs to.
    #[schema(required = true)]
    pub network: Option<&'a str>,
    /// Earlier versions of its text, oldest first.
    #[schema(value_type = Vec<Earlier>)]
    pub earlier: &'a [Version],
    /// What its text shows.
    pub signals: Checked<'a>,
}

impl<'a> PostDetail<'a> {
    /// All of a post that has this key.
    #[must_use]
    pub fn of(key: &'a str, entry: &'a Entry) -> Self {
        Self {
            post: &entry.post,
            forwarded_from: entry.forwarded_from.as_deref(),
            edited: entry.edited,
            collected: entry.collected,
            keep_until: entry.keep_until,
            network: entry.network.as_deref(),
            earlier: &entry.earlier,
            signals: Checked::of(key, &entry.signals),
        }
    }
}

/// A network of posts by one organiser: a line of `arasha networks --json`.
#[derive(Debug, Serialize, ToSchema)]
pub struct NetworkLine<'a> {
    /// Its name.
    pub network: &'a str,
    /// How organised it looks; higher is more.
    pub score: f32,
    /// Keys of its posts, earliest first.
    #[schema(value_type = Vec<String>)]
    pub posts: &'a [PostKey],
    /// Its contacts, those in most posts first.
    #[schema(value_type = Vec<ContactCount>)]
    pub identifiers: &'a [NetworkIdentifier],
    /// Codes of places, most frequent first.
    pub places: &'a [String],
    /// The earliest post.
    #[schema(required = true, value_type = Option<String>, format = DateTime)]
    pub first: Option<Moment>,
    /// The latest post.
    #[schema(required = true, value_type = Option<String>, format = DateTime)]
    pub last: Option<Moment>,
    /// Signs of organisation, heaviest first.
    #[schema(value_type = Vec<Sign>)]
    pub reasons: &'a [NetworkReason],
}

impl<'a> NetworkLine<'a> {
    /// The line of a network.
    #[must_use]
    pub fn of(network: &'a NetworkDetail) -> Self {
        let row = &network.row;
        Self {
            network: &row.id,
            score: row.score,
            posts: &network.members,
            identifiers: &network.identifiers,
            places: &row.places,
            first: row.first,
            last: row.last,
            reasons: &row.reasons,
        }
    }
}

/// A page of networks.
#[derive(Debug, Serialize, ToSchema)]
pub struct Networks<'a> {
    /// How many networks match in all.
    pub total: u64,
    /// How many were left out before these.
    pub offset: usize,
    /// How many were asked for.
    pub limit: usize,
    /// The networks.
    pub networks: Vec<NetworkLine<'a>>,
}

/// A network in full.
#[derive(Debug, Serialize, ToSchema)]
pub struct NetworkFull<'a> {
    /// What lists show of it.
    #[serde(flatten)]
    pub line: NetworkLine<'a>,
    /// Codes of categories, most frequent first.
    pub categories: &'a [String],
    /// Why its posts are held together, heaviest first.
    #[schema(value_type = Vec<Link>)]
    pub links: &'a [NetworkLink],
    /// Contacts that stand in too many unlike posts to weigh anything.
    #[schema(value_type = Vec<ContactCount>)]
    pub suppressed: &'a [NetworkIdentifier],
    /// Where else its texts stand; a copied text alone links nothing.
    #[schema(value_type = Vec<Hint>)]
    pub hints: &'a [NetworkHint],
}

impl<'a> NetworkFull<'a> {
    /// All of a network.
    #[must_use]
    pub fn of(network: &'a NetworkDetail) -> Self {
        Self {
            line: NetworkLine::of(network),
            categories: &network.row.categories,
            links: &network.links,
            suppressed: &network.suppressed,
            hints: &network.hints,
        }
    }
}

/// Sources with their mandates.
#[derive(Debug, Serialize, ToSchema)]
pub struct Sources<'a> {
    /// The sources, by name.
    #[schema(value_type = Vec<SourceLine>)]
    pub sources: &'a [corpus::SourceRow],
}
