//! Making what follows from the log anew, comparing it with what was there, and mending it.
//!
//! The log itself is read and never changed. Mentions are made anew a page at a time, so that others wait for moments only; broken off at
//! any instant, what was mended stays mended.

use std::collections::{BTreeMap, BTreeSet};

use record::Digest;
use sqlx::{Any, Row, Transaction};
use tlog::{Frontier, Hash, Node};

use crate::log::Record;
use crate::{StoreError, append, mentions, rows, tree};

/// Entries whose mentions are compared at a time.
const PAGE: u64 = 2_000;
/// Hashes that are read at a time.
const HASHES: u64 = 10_000;

/// What was made anew.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Rebuilt {
    /// Each projection.
    pub projections: Vec<Projection>,
}

/// A projection that was made anew.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Projection {
    /// Its name.
    pub name: &'static str,
    /// How many rows it has.
    pub rows: u64,
    /// How many rows were missing, too many or other than they should be, and were mended.
    pub differed: u64,
}

impl Rebuilt {
    /// Whether everything was as it should be.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.projections.iter().all(|projection| projection.differed == 0)
    }
}

impl Record {
    /// Makes everything that follows from the log anew (the mentions, the nodes of the hash tree), and mends what differed.
    ///
    /// # Errors
    /// Where the database does not answer, or entries are missing from the log; `verify` says which.
    pub async fn rebuild(&self) -> Result<Rebuilt, StoreError> {
        Ok(Rebuilt { projections: vec![self.rebuild_mentions().await?, self.rebuild_nodes().await?] })
    }

    async fn rebuild_mentions(&self) -> Result<Projection, StoreError> {
        let mut done = Projection { name: "mentions", rows: 0, differed: self.mend_position().await? };
        self.catch_up().await?;
        let mut from = Some(0);
        while let Some(place) = from {
            from = self.database.alone(async |transaction| self.rebuild_page(transaction, place, &mut done).await).await?;
        }
        Ok(done)
    }

    /// Makes the mentions of a page of entries anew; says where the next page begins.
    async fn rebuild_page(
        &self,
        transaction: &mut Transaction<'_, Any>,
        from: u64,
        done: &mut Projection,
    ) -> Result<Option<u64>, StoreError> {
        let end = mentions::position(transaction, self.database.read_position()).await?;
        let to = (from + PAGE).min(end);
        if from >= to {
            done.differed += remove_beyond(transaction, end).await?;
            return Ok(None);
        }
        let right = mentions::mentions(transaction, from, to).await?;
        done.rows += count(right.len());
        done.differed += mend_mentions(transaction, from, to, &right).await?;
        Ok(Some(to))
    }

    /// A position beyond the log would have entries to come left out.
    async fn mend_position(&self) -> Result<u64, StoreError> {
        let made = "INSERT INTO projections (name, next_place) VALUES ('mentions', 0) ON CONFLICT (name) DO NOTHING";
        let made = sqlx::query(made).execute(self.pool()).await?.rows_affected();
        let statement = "UPDATE projections SET next_place = (SELECT size FROM head) \
                         WHERE name = 'mentions' AND next_place > (SELECT size FROM head)";
        Ok(made + sqlx::query(statement).execute(self.pool()).await?.rows_affected())
    }

    async fn rebuild_nodes(&self) -> Result<Projection, StoreError> {
        let (mut edge, mut right) = (Frontier::new(), BTreeMap::new());
        let size = self.size().await?;
        let mut connection = self.pool().acquire().await?;
        while edge.size() < size {
            let to = (edge.size() + HASHES).min(size);
            grow(&mut connection, &mut edge, &mut right, to).await?;
        }
        drop(connection);
        let mend = async |transaction: &mut Transaction<'_, Any>| {
            // What came meanwhile is taken in while nobody writes.
            let head = append::Head::read(transaction, self.database.read_head()).await?;
            grow(transaction, &mut edge, &mut right, head.size()).await?;
            mend_nodes(transaction, &right).await
        };
        let differed = self.database.alone(mend).await?;
        Ok(Projection { name: "nodes", rows: count(right.len()), differed })
    }
}

/// Compares the mentions of some entries with what is right, and mends them.
async fn mend_mentions(
    transaction: &mut Transaction<'_, Any>,
    from: u64,
    to: u64,
    right: &BTreeSet<mentions::Mention>,
) -> Result<u64, StoreError> {
    let query = sqlx::query("SELECT id, place FROM mentions WHERE place >= $1 AND place < $2");
    let found = query.bind(rows::number(from)).bind(rows::number(to)).fetch_all(&mut **transaction).await?;
    let mut there = BTreeSet::new();
    for row in &found {
        there.insert((row.try_get::<String, _>("id")?, rows::count(row, "place").unwrap_or(0)));
    }
    let missing: Vec<_> = right.difference(&there).cloned().collect();
    mentions::insert(transaction, &missing).await?;
    let mut differed = count(missing.len());
    for (id, place) in there.difference(right) {
        let query = sqlx::query("DELETE FROM mentions WHERE id = $1 AND place = $2").bind(id.clone()).bind(rows::number(*place));
        differed += query.execute(&mut **transaction).await?.rows_affected();
    }
    Ok(differed)
}

/// Removes mentions of entries that are none.
async fn remove_beyond(transaction: &mut Transaction<'_, Any>, end: u64) -> Result<u64, StoreError> {
    let query = sqlx::query("DELETE FROM mentions WHERE place >= $1 OR place < 0").bind(rows::number(end));
    Ok(query.execute(&mut **transaction).await?.rows_affected())
}

/// Grows a tree by the hashes of the entries up to a size, and keeps the roots of full tiles.
async fn grow(
    connection: &mut sqlx::AnyConnection,
    edge: &mut Frontier,
    nodes: &mut BTreeMap<Node, Hash>,
    to: u64,
) -> Result<(), StoreError> {
    let query = sqlx::query("SELECT place, hash FROM entries WHERE place >= $1 AND place < $2 ORDER BY place");
    let found = query.bind(rows::number(edge.size())).bind(rows::number(to)).fetch_all(&mut *connection).await?;
    for row in &found {
        let wrong = |error: crate::error::ColumnError| StoreError::Entry { place: edge.size(), what: error.to_string() };
        let hash: Digest = rows::digest(row, "hash").map_err(wrong)?;
        if rows::count(row, "place").map_err(wrong)? != edge.size() {
            break;
        }
        nodes.extend(edge.append(tree::hash(hash)).into_iter().filter(|(node, _)| tree::is_tile_root(*node)));
    }
    if edge.size() < to { Err(StoreError::Tree(format!("entry {} is missing", edge.size()))) } else { Ok(()) }
}

/// Compares the stored nodes with what is right, and mends them.
async fn mend_nodes(transaction: &mut Transaction<'_, Any>, right: &BTreeMap<Node, Hash>) -> Result<u64, StoreError> {
    let mut missing = right.clone();
    let mut differed = 0;
    for row in sqlx::query("SELECT level, place, hash FROM nodes").fetch_all(&mut **transaction).await? {
        let (level, place): (i64, i64) = (row.try_get("level")?, row.try_get("place")?);
        let node = u32::try_from(level).ok().zip(u64::try_from(place).ok()).map(|(level, index)| Node { level, index });
        let is_right = node.is_some_and(|node| {
            let hash = rows::digest(&row, "hash").ok().map(tree::hash);
            hash.is_some() && missing.get(&node).copied() == hash && missing.remove(&node).is_some()
        });
        if !is_right {
            let query = sqlx::query("DELETE FROM nodes WHERE level = $1 AND place = $2").bind(level).bind(place);
            query.execute(&mut **transaction).await?;
            // One that is other than it should be is missing too, and counted once.
            differed += u64::from(node.is_none_or(|node| !missing.contains_key(&node)));
        }
    }
    tree::insert(transaction, &missing.iter().map(|(node, hash)| (*node, *hash)).collect::<Vec<_>>()).await?;
    Ok(differed + count(missing.len()))
}

fn count(things: usize) -> u64 {
    u64::try_from(things).unwrap_or(u64::MAX)
}
