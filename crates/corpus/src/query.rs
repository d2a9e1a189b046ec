//! Questions to the corpus and their answers.

use record::{Moment, Regions};
use serde::{Deserialize, Serialize};
use signals::language::Language;
use signals::score::Band;

use crate::Entry;

/// Which posts are wanted. Empty lists and `None` mean "all"; several values of one list are alternatives, the lists together narrow down.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Query {
    /// Words (all must occur, in any inflection), `"exact words"`, `-without`, a phone in any spelling or its last digits, `@handle`,
    /// a link. Empty for all posts.
    pub words: String,
    /// Bands.
    pub bands: Vec<Band>,
    /// Codes of categories.
    pub categories: Vec<String>,
    /// Languages.
    pub languages: Vec<Language>,
    /// Names of sources.
    pub sources: Vec<String>,
    /// Codes of places.
    pub places: Vec<String>,
    /// Posts with this contact in its one written form, for instance `+77050010203` or `name`, with or without its kind (`phone:+7705…`).
    pub identifier: Option<String>,
    /// Posts of this network.
    pub network: Option<String>,
    /// Published (or, where unknown, collected) at this moment or later.
    pub from: Option<Moment>,
    /// Published (or, where unknown, collected) before this moment.
    pub until: Option<Moment>,
    /// Posts that may be read for these regions ([`crate::lies_within`]); all where there is no such bound.
    pub within: Option<Regions>,
    /// The order of the hits.
    pub sort: Sort,
    /// How many hits to leave out.
    pub offset: usize,
    /// How many hits to give, at most 1,000.
    pub limit: usize,
}

impl Default for Query {
    fn default() -> Self {
        Self {
            words: String::new(),
            bands: Vec::new(),
            categories: Vec::new(),
            languages: Vec::new(),
            sources: Vec::new(),
            places: Vec::new(),
            identifier: None,
            network: None,
            from: None,
            until: None,
            within: None,
            sort: Sort::Score,
            offset: 0,
            limit: 50,
        }
    }
}

/// The order of hits. Ties are broken so that the same corpus always gives the same order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Highest score first.
    #[default]
    Score,
    /// Latest publication first.
    Newest,
    /// Best match of the words first.
    Relevance,
}

/// The answer to a [`Query`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Found {
    /// How many posts match in all.
    pub total: u64,
    /// How the matching posts spread.
    pub facets: Facets,
    /// The wanted page of them.
    pub hits: Vec<Hit>,
}

/// One hit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// The post.
    pub entry: Entry,
    /// How well it matches the words (BM25); 0 where the order is another.
    pub relevance: f32,
}

/// Counts of the matching posts, most frequent first, values that occur only.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Facets {
    /// By band (`high`, `medium`, `low`).
    pub bands: Vec<Count>,
    /// By code of category.
    pub categories: Vec<Count>,
    /// By code of language.
    pub languages: Vec<Count>,
    /// By name of source.
    pub sources: Vec<Count>,
    /// By code of place; a post with several places counts for each.
    pub places: Vec<Count>,
}

/// How many posts have a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The value.
    pub value: String,
    /// How many.
    pub posts: u64,
}
