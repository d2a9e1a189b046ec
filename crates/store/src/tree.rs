//! The hash tree over the log: its tiles as others may fetch them, and proofs from them.

use record::Digest;
use sqlx::{Any, AssertSqlSafe, Row, Transaction};
use tlog::tile::tiles_of;
use tlog::tree::{consistency_nodes, inclusion_nodes, prove_consistency, prove_inclusion};
use tlog::{Frontier, Hash, Node, Tile, Tiles, TreeHead};

use crate::log::Record;
use crate::{StoreError, rows};

/// Levels that a tile spans.
const TILE: u32 = 8;

/// Whether a node is the root of a full tile: only those are stored, all others are worked out from a tile.
pub(crate) fn is_tile_root(node: Node) -> bool {
    node.level > 0 && node.level.is_multiple_of(TILE)
}

/// Stores roots of tiles.
pub(crate) async fn insert(transaction: &mut Transaction<'_, Any>, nodes: &[(Node, Hash)]) -> Result<(), StoreError> {
    for (node, hash) in nodes {
        let statement = sqlx::query("INSERT INTO nodes (level, place, hash) VALUES ($1, $2, $3)");
        let statement = statement.bind(i64::from(node.level)).bind(rows::number(node.index)).bind(hash.as_bytes().to_vec());
        statement.execute(&mut **transaction).await?;
    }
    Ok(())
}

impl Record {
    /// The size of the log with the root over all its entries.
    ///
    /// # Errors
    /// Where the database does not answer or the head is broken.
    pub async fn tree_head(&self) -> Result<TreeHead, StoreError> {
        let row = sqlx::query("SELECT edge FROM head WHERE one = 1").fetch_one(self.pool()).await?;
        let edge: Vec<u8> = row.try_get("edge")?;
        Frontier::from_bytes(&edge).map(|edge| edge.head()).map_err(|error| StoreError::Head(error.to_string()))
    }

    /// The bytes of a tile (C2SP tlog-tiles); nothing where the log is not that large yet.
    ///
    /// # Errors
    /// Where the database does not answer.
    pub async fn tile(&self, tile: Tile) -> Result<Option<Vec<u8>>, StoreError> {
        let nodes: Vec<Node> = tile.nodes().collect();
        let Some(first) = nodes.first() else { return Ok(None) };
        let width = u64::try_from(nodes.len()).unwrap_or(0);
        let statement = match first.level {
            0 => "SELECT hash FROM entries WHERE place >= $1 AND place < $2 ORDER BY place".to_owned(),
            level => format!("SELECT hash FROM nodes WHERE level = {level} AND place >= $1 AND place < $2 ORDER BY place"),
        };
        let query = sqlx::query(AssertSqlSafe(statement)).bind(rows::number(first.index)).bind(rows::number(first.index + width));
        let found = query.fetch_all(self.pool()).await?;
        let bytes: Vec<Vec<u8>> = found.iter().map(|row| row.try_get("hash")).collect::<Result<_, _>>()?;
        Ok((bytes.len() == nodes.len()).then(|| bytes.concat()))
    }

    /// Shows that an entry stands in the log of this size.
    ///
    /// # Errors
    /// Where the log is smaller, or a tile is missing.
    pub async fn prove_entry(&self, place: u64, size: u64) -> Result<Vec<Hash>, StoreError> {
        let nodes = inclusion_nodes(place, size).map_err(|error| StoreError::Tree(error.to_string()))?;
        let tiles = self.tiles(&nodes, size).await?;
        prove_inclusion(place, size, |node| tiles.node(node)).map_err(|error| StoreError::Tree(error.to_string()))
    }

    /// Shows that the log of the larger size begins with all entries of the smaller one.
    ///
    /// # Errors
    /// Where the log is smaller, or a tile is missing.
    pub async fn prove_growth(&self, old: u64, new: u64) -> Result<Vec<Hash>, StoreError> {
        let nodes = consistency_nodes(old, new).map_err(|error| StoreError::Tree(error.to_string()))?;
        let tiles = self.tiles(&nodes, new).await?;
        prove_consistency(old, new, |node| tiles.node(node)).map_err(|error| StoreError::Tree(error.to_string()))
    }

    async fn tiles(&self, nodes: &[Node], size: u64) -> Result<Tiles, StoreError> {
        let mut tiles = Tiles::new();
        for tile in tiles_of(nodes, size) {
            let bytes = self.tile(tile).await?.ok_or_else(|| StoreError::Tree(format!("{tile} is missing")))?;
            tiles.insert(tile, &bytes).map_err(|error| StoreError::Tree(error.to_string()))?;
        }
        Ok(tiles)
    }
}

/// The hash as the tree has it.
pub(crate) fn hash(digest: Digest) -> Hash {
    Hash::from_bytes(digest.0)
}
