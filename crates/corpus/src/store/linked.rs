//! Networks as the last relinking left them: rows by rank, details by name, and the network of each post.

use std::collections::BTreeMap;

use redb::{ReadableTable as _, ReadableTableMetadata as _, TableDefinition, WriteTransaction};

use super::{Fault, META, Outcome, Store, blobs, number};
use crate::error::Result;
use crate::networks::{NetworkDetail, NetworkRow};

const NETWORK_OF: TableDefinition<'_, &str, &str> = TableDefinition::new("network_of");
const ROWS: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("network_rows");
const DETAILS: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("networks");
/// Counts relinkings, so that copies in memory know when they are old.
const LINKED: &str = "linked";

pub(super) fn make(txn: &WriteTransaction) -> Outcome<()> {
    txn.open_table(NETWORK_OF)?;
    txn.open_table(ROWS)?;
    txn.open_table(DETAILS)?;
    Ok(())
}

/// Posts that are gone belong to no network; rows and details follow with the next relinking.
pub(super) fn forget(txn: &WriteTransaction, keys: &[String]) -> Outcome<()> {
    let mut table = txn.open_table(NETWORK_OF)?;
    for key in keys {
        table.remove(key.as_str())?;
    }
    Ok(())
}

/// A network ready to be written.
#[derive(Debug)]
pub(crate) struct Linked {
    pub(crate) row: NetworkRow,
    /// The details as they are stored.
    pub(crate) detail: Vec<u8>,
    /// Keys of its posts.
    pub(crate) members: Vec<String>,
}

impl Store {
    /// Puts these networks, ranked, in the place of all earlier ones.
    pub(crate) fn write_networks(&self, networks: &[Linked]) -> Result<()> {
        self.write(|txn| {
            txn.delete_table(NETWORK_OF)?;
            txn.delete_table(ROWS)?;
            txn.delete_table(DETAILS)?;
            let (mut of, mut rows, mut details) = (txn.open_table(NETWORK_OF)?, txn.open_table(ROWS)?, txn.open_table(DETAILS)?);
            let mut members: BTreeMap<&str, &str> = BTreeMap::new();
            for (rank, Linked { row, detail, members: posts }) in (0_u64..).zip(networks) {
                rows.insert(rank, blob(&row.id, row).map_err(Fault::Other)?.as_slice())?;
                details.insert(row.id.as_str(), detail.as_slice())?;
                members.extend(posts.iter().map(|post| (post.as_str(), row.id.as_str())));
            }
            for (post, network) in members {
                of.insert(post, network)?;
            }
            let mut meta = txn.open_table(META)?;
            let next = number(&meta, LINKED)? + 1;
            meta.insert(LINKED, next)?;
            Ok(())
        })
    }

    /// The number of the last relinking.
    pub(crate) fn linked(&self) -> Result<u64> {
        self.read(|txn| number(&txn.open_table(META)?, LINKED))
    }

    pub(crate) fn network_count(&self) -> Result<u64> {
        self.read(|txn| Ok(txn.open_table(ROWS)?.len()?))
    }

    /// Rows by rank.
    pub(crate) fn network_rows(&self, offset: u64, limit: u64) -> Result<Vec<NetworkRow>> {
        self.read(|txn| {
            let mut rows = Vec::new();
            for row in txn.open_table(ROWS)?.range(offset..offset.saturating_add(limit))? {
                rows.push(blobs::unpack("a network", row?.1.value()).map_err(Fault::Other)?);
            }
            Ok(rows)
        })
    }

    pub(crate) fn network_detail(&self, id: &str) -> Result<Option<NetworkDetail>> {
        self.read(|txn| match txn.open_table(DETAILS)?.get(id)? {
            Some(found) => Ok(Some(blobs::unpack(id, found.value()).map_err(Fault::Other)?)),
            None => Ok(None),
        })
    }

    /// Every post that belongs to a network, with its name.
    pub(crate) fn linked_posts(&self, mut each: impl FnMut(&str, &str)) -> Result<()> {
        self.read(|txn| {
            for row in txn.open_table(NETWORK_OF)?.iter()? {
                let (post, network) = row?;
                each(post.value(), network.value());
            }
            Ok(())
        })
    }

    /// The networks of posts, in their order.
    pub(crate) fn networks_of<'k>(&self, keys: impl Iterator<Item = &'k str>) -> Result<Vec<Option<String>>> {
        self.read(|txn| {
            let table = txn.open_table(NETWORK_OF)?;
            let mut found = Vec::new();
            for key in keys {
                found.push(table.get(key)?.map(|network| network.value().to_owned()));
            }
            Ok(found)
        })
    }
}

/// A value as it is stored.
pub(crate) fn blob<T: serde::Serialize>(key: &str, value: &T) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    blobs::pack(key, value, &mut packed)?;
    Ok(packed)
}
