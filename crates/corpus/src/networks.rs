//! Networks as the pages show them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use record::{Moment, PostKey, Regions};
use serde::{Deserialize, Serialize};
use signals::identifiers::Kind;

use crate::Corpus;
use crate::error::Result;

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
    /// Networks of which a post may be read for these regions, as far as such posts show them; all where there is no such bound.
    pub within: Option<Regions>,
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
            within: None,
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
    /// How many of its posts may not be read; nothing else here tells of them.
    #[serde(default)]
    pub outside: u64,
    /// Where else its texts stand, most posts first; a copied text alone links nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hints: Vec<NetworkHint>,
}

/// Posts outside a network that show one of its texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NetworkHint {
    /// The network of these posts; none where they belong to none.
    pub network: Option<String>,
    /// How many posts.
    pub posts: u32,
    /// The first of them.
    pub examples: Vec<PostKey>,
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

/// What is kept in memory, each as of a relinking.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    /// Rows; only filtered lists need them.
    rows: Mutex<Option<(u64, Arc<Vec<NetworkRow>>)>>,
    /// How many posts the networks have that were asked for.
    sizes: Mutex<(u64, HashMap<String, u32>)>,
    pub(crate) parts: crate::parts::Cache,
}

impl Corpus {
    /// A page of networks, as of the last relinking.
    ///
    /// # Errors
    /// Where the store can't be read.
    pub fn networks(&self, query: &NetworkQuery) -> Result<NetworkPage> {
        let limit = query.limit.min(1_000);
        if (NetworkQuery { offset: 0, limit: 50, ..query.clone() }) == NetworkQuery::default() {
            let rows = self.store.network_rows(query.offset as u64, limit as u64)?;
            return Ok(NetworkPage { total: self.store.network_count()?, rows });
        }
        let all = self.rows_within(query.within.as_ref())?;
        let holders = match &query.identifier {
            Some(identifier) => Some(self.networks_with(identifier, query.within.as_ref())?),
            None => None,
        };
        let mut found: Vec<&NetworkRow> =
            all.iter().filter(|row| query.fits(row) && holders.as_ref().is_none_or(|ids| ids.contains(&row.id))).collect();
        match query.sort {
            NetworkOrder::Score => {}
            NetworkOrder::Newest => found.sort_by_key(|row| std::cmp::Reverse(row.last)),
            NetworkOrder::Size => found.sort_by_key(|row| std::cmp::Reverse(row.posts)),
        }
        let rows = found.iter().skip(query.offset).take(limit).map(|row| (*row).clone()).collect();
        Ok(NetworkPage { total: found.len() as u64, rows })
    }

    /// One network in full, as far as posts show it that may be read; one that has none of them is as one that is not there.
    ///
    /// # Errors
    /// Where store or index can't be read.
    pub fn network(&self, id: &str, within: Option<&Regions>) -> Result<Option<NetworkDetail>> {
        match (self.store.network_detail(id)?, within) {
            (Some(detail), Some(within)) => self.part_of(detail, within),
            (detail, None) => Ok(detail),
            (None, Some(_)) => Ok(None),
        }
    }

    /// How many posts of a network may be read, as of the last relinking; 0 where it is gone.
    ///
    /// # Errors
    /// Where store or index can't be read.
    pub fn network_size(&self, id: &str, within: Option<&Regions>) -> Result<u64> {
        if within.is_none() {
            return self.whole_size(id);
        }
        let Some(network) = self.store.network_detail(id)? else { return Ok(0) };
        let seen = self.seen_within(within)?;
        Ok(network.members.iter().filter(|member| seen.has(&member.to_string())).count() as u64)
    }

    fn whole_size(&self, id: &str) -> Result<u64> {
        let linked = self.store.linked()?;
        let mut sizes = self.networks.sizes.lock().unwrap_or_else(PoisonError::into_inner);
        if sizes.0 != linked {
            *sizes = (linked, HashMap::new());
        }
        if let Some(size) = sizes.1.get(id) {
            return Ok(u64::from(*size));
        }
        let Some(network) = self.store.network_detail(id)? else { return Ok(0) };
        sizes.1.insert(id.to_owned(), network.row.posts);
        Ok(u64::from(network.row.posts))
    }

    /// Rows of all networks, most organised first, as far as posts show them that may be read.
    fn rows_within(&self, within: Option<&Regions>) -> Result<Arc<Vec<NetworkRow>>> {
        match within {
            Some(within) => self.parts(within),
            None => self.all_networks(),
        }
    }

    pub(crate) fn all_networks(&self) -> Result<Arc<Vec<NetworkRow>>> {
        let linked = self.store.linked()?;
        let mut cache = self.networks.rows.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, rows)) = &*cache
            && *at == linked
        {
            return Ok(rows.clone());
        }
        let rows = Arc::new(self.store.network_rows(0, u64::MAX)?);
        *cache = Some((linked, rows.clone()));
        Ok(rows)
    }

    /// Networks of the posts that show a contact.
    fn networks_with(&self, identifier: &str, within: Option<&Regions>) -> Result<std::collections::BTreeSet<String>> {
        let query =
            crate::Query { identifier: Some(identifier.to_owned()), within: within.cloned(), limit: 1_000, ..crate::Query::default() };
        let posts = self.index.find(&query, None)?.keys;
        Ok(self.store.networks_of(posts.iter().map(|(key, _)| key.as_str()))?.into_iter().flatten().collect())
    }
}

impl NetworkQuery {
    fn fits(&self, row: &NetworkRow) -> bool {
        let shares = |wanted: &[String], shown: &[String]| wanted.is_empty() || wanted.iter().any(|code| shown.contains(code));
        row.posts >= self.min_posts && shares(&self.categories, &row.categories) && shares(&self.places, &row.places)
    }
}
