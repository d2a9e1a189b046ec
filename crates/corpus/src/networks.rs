//! Networks as the pages show them.

use record::{Moment, PostKey};
use serde::{Deserialize, Serialize};
use signals::identifiers::Kind;

/// Which networks are wanted. Empty lists and `None` mean "all".
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct NetworkQuery {
    /// Codes of categories, one of which a network must show.
    pub categories: Vec<String>,
    /// Codes of places, one of which a network must show.
    pub places: Vec<String>,
    /// Networks with this contact, in its one written form.
    pub identifier: Option<String>,
    /// Networks of at least so many posts.
    pub min_posts: u32,
    /// The order.
    pub sort: NetworkOrder,
    /// How many rows to leave out.
    pub offset: usize,
    /// How many rows to give, at most 1,000.
    pub limit: usize,
}

impl Default for NetworkQuery {
    fn default() -> Self {
        Self {
            categories: Vec::new(),
            places: Vec::new(),
            identifier: None,
            min_posts: 0,
            sort: NetworkOrder::Score,
            offset: 0,
            limit: 50,
        }
    }
}

/// The order of networks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NetworkOrder {
    /// Most organised first.
    #[default]
    Score,
    /// Latest post first.
    Newest,
    /// Most posts first.
    Size,
}

/// One page of networks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NetworkPage {
    /// How many networks match in all.
    pub total: u64,
    /// The wanted page of them.
    pub rows: Vec<NetworkRow>,
}

/// A network in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NetworkRow {
    /// Its name.
    pub id: String,
    /// How organised it looks; higher is more.
    pub score: f32,
    /// How many posts.
    pub posts: u32,
    /// Up to five contacts that hold it together, those in most posts first.
    pub identifiers: Vec<NetworkIdentifier>,
    /// How many contacts in all.
    pub identifier_count: u32,
    /// Codes of places, most frequent first.
    pub places: Vec<String>,
    /// Codes of categories, most frequent first.
    pub categories: Vec<String>,
    /// The earliest post.
    pub first: Option<Moment>,
    /// The latest post.
    pub last: Option<Moment>,
    /// Signs of organisation, heaviest first.
    pub reasons: Vec<NetworkReason>,
}

/// A contact in a network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NetworkIdentifier {
    /// What it is.
    pub kind: Kind,
    /// Its one written form.
    pub value: String,
    /// In how many posts of the network it stands.
    pub posts: u32,
}

/// One sign of organisation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NetworkReason {
    /// Code of the sign, for instance `several_cities`.
    pub code: String,
    /// What it adds to the score.
    pub weight: f32,
    /// What was seen, in plain words or values (names of places, sums, counts).
    pub detail: Vec<String>,
}

/// A network in full.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NetworkDetail {
    /// What the list shows.
    pub row: NetworkRow,
    /// Its posts, earliest first.
    pub members: Vec<PostKey>,
    /// All its contacts, those in most posts first.
    pub identifiers: Vec<NetworkIdentifier>,
    /// Why its posts are held together, heaviest first.
    pub links: Vec<NetworkLink>,
    /// Contacts that stand in too many unlike posts to weigh anything (a help line, an advertising bot).
    pub suppressed: Vec<NetworkIdentifier>,
}

/// Why two posts are held together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NetworkLink {
    /// One post.
    pub a: PostKey,
    /// The other post.
    pub b: PostKey,
    /// How strong the link is.
    pub weight: f32,
    /// Why: codes with what was seen.
    pub reasons: Vec<NetworkReason>,
}

/// What [`crate::Corpus::relink`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Relinked {
    /// Posts looked at.
    pub posts: u64,
    /// Networks found.
    pub networks: u64,
    /// Posts that belong to one.
    pub linked: u64,
}
