//! What was collected from open sources.

use corpus::{NetworkOrder, NetworkQuery, Query, Sort};
use record::PostKey;
use serde::Deserialize;
use signals::language::Language;
use utoipa::ToSchema;

use super::errors::{Refusal, Wrong};
use super::routes::{LIMIT, OFFSET};
use super::shapes::{Checked, FoundPost, NetworkFull, NetworkLine, Networks, PostDetail, Posts, Sources};
use super::{Call, json};
use crate::desk::Desk;
use crate::fault::Fault;
use crate::names;

/// The longest text that is checked, in characters; the same as on the page.
const LONGEST: usize = 20_000;

/// A text to be checked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ToCheck {
    /// The text: one post.
    #[schema(max_length = 20_000, example = "Девушки 18-25, работа за границей. Пиши в телегу @dream_job_000")]
    text: String,
}

/// Posts.
pub fn posts(desk: &Desk, call: &Call) -> Result<String, Refusal> {
    let query = question(call);
    let found = desk.find(&call.viewer, &query)?;
    let posts = found.hits.iter().map(|hit| FoundPost::of(&hit.entry)).collect();
    json(&Posts { total: found.total, offset: query.offset, limit: query.limit, posts })
}

fn question(call: &Call) -> Query {
    let given = &call.given;
    Query {
        words: given.text("query").unwrap_or_default().to_owned(),
        bands: given.all("bands").filter_map(names::band_of).collect(),
        categories: given.texts("categories"),
        languages: given.all("languages").filter_map(language).collect(),
        sources: given.texts("sources"),
        places: given.texts("places"),
        identifier: given.text("contact").map(str::to_owned),
        network: given.text("network").map(str::to_owned),
        from: given.moment("from"),
        until: given.moment("until"),
        sort: match given.text("sort") {
            Some("newest") => Sort::Newest,
            Some("relevance") => Sort::Relevance,
            _ => Sort::Score,
        },
        offset: given.number(&OFFSET),
        limit: given.number(&LIMIT),
        // The desk looks no further than the person may.
        within: None,
    }
}

fn language(code: &str) -> Option<Language> {
    let known = [Language::Ru, Language::Kk, Language::Ky, Language::Uz, Language::Tg, Language::En, Language::Unknown];
    known.into_iter().find(|language| language.code() == code)
}

/// One post.
pub fn post(desk: &Desk, call: &Call) -> Result<String, Refusal> {
    let key = call.given.text("key").unwrap_or_default();
    let entry = desk.post(&call.viewer, &PostKey::parse(key).map_err(|_| Fault::NoPost)?)?;
    json(&PostDetail::of(key, &entry))
}

/// Networks.
pub fn networks(desk: &Desk, call: &Call) -> Result<String, Refusal> {
    let given = &call.given;
    let query = NetworkQuery {
        categories: given.texts("categories"),
        places: given.texts("places"),
        identifier: given.text("contact").map(str::to_owned),
        sort: match given.text("sort") {
            Some("newest") => NetworkOrder::Newest,
            Some("size") => NetworkOrder::Size,
            _ => NetworkOrder::Score,
        },
        offset: given.number(&OFFSET),
        limit: given.number(&LIMIT),
        ..NetworkQuery::default()
    };
    let page = desk.networks(&call.viewer, &query)?;
    let mut found = Vec::new();
    for row in &page.rows {
        match desk.network(&call.viewer, &row.id) {
            Ok(network) => found.push(network),
            // Gathered anew in this moment.
            Err(Fault::NoNetwork) => {}
            Err(fault) => return Err(fault.into()),
        }
    }
    let networks = found.iter().map(NetworkLine::of).collect();
    json(&Networks { total: page.total, offset: query.offset, limit: query.limit, networks })
}

/// One network.
pub fn network(desk: &Desk, call: &Call) -> Result<String, Refusal> {
    let network = desk.network(&call.viewer, call.given.text("id").unwrap_or_default())?;
    json(&NetworkFull::of(&network))
}

/// Sources.
pub fn sources(desk: &Desk, call: &Call) -> Result<String, Refusal> {
    json(&Sources { sources: &desk.sources(&call.viewer)? })
}

/// What a text shows.
pub fn check(desk: &Desk, call: &Call) -> Result<String, Refusal> {
    let ToCheck { text } = to_check(&call.body)?;
    if text.chars().count() > LONGEST {
        return Err(Refusal::Shape(Wrong::new("text", "api-body-long").with("most", LONGEST)));
    }
    json(&Checked::of("line/1", &desk.read(&text)))
}

/// Reads what was sent. The parser goes 128 brackets deep and no deeper; a list of values is no object, though the parser would take it.
fn to_check(body: &str) -> Result<ToCheck, Refusal> {
    let shape = || Refusal::Shape(Wrong::new("", "api-body-shape").with("shape", "{\"text\": \"…\"}"));
    let parsed = serde_json::from_str(body).map_err(|error| match error.classify() {
        serde_json::error::Category::Data => shape(),
        _ => Refusal::NotJson,
    })?;
    if body.trim_start().starts_with('{') { Ok(parsed) } else { Err(shape()) }
}
