//! Checks a log from its first entry to its last, against itself and against what others have seen of it.
//!
//! What is wrong with the rows themselves is found by hashing all of them again. Whoever can write the database can make rows that hash
//! right; then the root differs from what was signed before, and whoever has the signing key too can't change what witnesses, inspectors
//! and printed protocols have: their checkpoints are given as `seen`.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use record::{Digest, Moment};
use sqlx::Row;
use sqlx::any::AnyRow;
use tlog::{Frontier, Hash, Log, Node, SignedCheckpoint};
use tokio::sync::mpsc;

use crate::StoreError;
use crate::log::Record;
use crate::rows::{self, Hashed};
use crate::tree;

/// At most so many faults are told; the rest is counted.
const MOST: usize = 200;
/// Entries read at a time.
const PAGE: u32 = 2_000;

/// What is wrong with a log.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case", tag = "fault")]
pub enum Fault {
    /// Entries that should be there are not.
    Missing {
        /// The first place without an entry.
        from: u64,
        /// The next place that has one.
        to: u64,
    },
    /// A row is no entry.
    Unreadable {
        /// Where.
        place: u64,
        /// Why.
        what: String,
    },
    /// An entry is not what was hashed.
    Altered {
        /// Where.
        place: u64,
    },
    /// An entry does not follow the one before it.
    Unchained {
        /// Where.
        place: u64,
    },
    /// The history of a thing has a gap or goes back.
    Version {
        /// Where.
        place: u64,
    },
    /// The head does not fit the entries.
    Head,
    /// A stored node of the hash tree does not fit the entries.
    Node {
        /// Its level.
        level: u32,
        /// How many of its level stand before.
        place: u64,
    },
    /// A checkpoint can't be read.
    Checkpoint {
        /// Why.
        what: String,
    },
    /// A checkpoint is not signed by a key that this log is known by.
    Stranger {
        /// Its size.
        size: u64,
    },
    /// The log is shorter than it was when it was signed: it was rolled back.
    Shortened {
        /// The size that was signed.
        size: u64,
        /// The size now.
        now: u64,
    },
    /// The log does not begin with what was signed: it was rewritten.
    Rewritten {
        /// The size that was signed.
        size: u64,
    },
}

/// What was checked, and what is wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Verified {
    /// Entries read.
    pub entries: u64,
    /// Checkpoints compared, those of others among them.
    pub checkpoints: usize,
    /// What is wrong, in the order in which it was found.
    pub faults: Vec<Fault>,
    /// How many faults more were found than are listed.
    pub more: u64,
    /// Places at which the machine's clock stood earlier than at the entry before. No fault: the order is that of places.
    pub clock_back: u64,
}

impl Verified {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    fn fault(&mut self, fault: Fault) {
        if self.faults.len() < MOST {
            self.faults.push(fault);
        } else {
            self.more += 1;
        }
    }
}

/// A checkpoint that waits until the log has come to its size.
#[derive(PartialEq)]
struct Awaited {
    size: u64,
    root: Hash,
}

/// The walk over a log.
struct Walk {
    done: Verified,
    edge: Frontier,
    last: Digest,
    at: Option<Moment>,
    /// The version of each thing, by the hash of its name.
    versions: HashMap<u64, u64>,
    names: RandomState,
    nodes: HashMap<Node, Hash>,
    /// The next one last.
    awaited: Vec<Awaited>,
}

impl Record {
    /// Checks the whole log. `log` says by which keys it is known; `seen` are checkpoints that others have; `progress` hears how many
    /// entries are done.
    ///
    /// # Errors
    /// Where the database does not answer; what is wrong with the log is no error but a [`Fault`].
    pub async fn verify(&self, log: &Log, seen: &[SignedCheckpoint], progress: impl Fn(u64)) -> Result<Verified, StoreError> {
        let mut walk = Walk::new();
        walk.await_checkpoints(log, &self.checkpoints().await?, seen);
        walk.nodes = self.stored_nodes().await?;
        walk.reach();
        let (sender, mut pages) = mpsc::channel(2);
        let reading = tokio::spawn(self.clone().read_pages(sender));
        while let Some(page) = pages.recv().await {
            page.iter().for_each(|row| walk.row(row));
            progress(walk.done.entries);
        }
        reading.await.map_err(|_| StoreError::Closed)??;
        walk.end(self).await
    }

    /// Reads on while the pages before are checked.
    async fn read_pages(self, pages: mpsc::Sender<Vec<AnyRow>>) -> Result<(), StoreError> {
        let mut from = 0;
        loop {
            let page = self.page(from).await?;
            let Some(last) = page.last() else { return Ok(()) };
            from = rows::count(last, "place").map_or(u64::MAX, |place| place + 1);
            if pages.send(page).await.is_err() {
                return Ok(());
            }
        }
    }

    async fn page(&self, from: u64) -> Result<Vec<AnyRow>, StoreError> {
        let statement = format!("SELECT {} FROM entries WHERE place >= $1 ORDER BY place LIMIT {PAGE}", rows::COLUMNS);
        Ok(sqlx::query(sqlx::AssertSqlSafe(statement)).bind(rows::number(from)).fetch_all(self.pool()).await?)
    }

    async fn stored_nodes(&self) -> Result<HashMap<Node, Hash>, StoreError> {
        let found = sqlx::query("SELECT level, place, hash FROM nodes").fetch_all(self.pool()).await?;
        let node = |row| -> Option<(Node, Hash)> {
            let level = u32::try_from(rows::count(row, "level").ok()?).ok()?;
            Some((Node { level, index: rows::count(row, "place").ok()? }, tree::hash(rows::digest(row, "hash").ok()?)))
        };
        Ok(found.iter().filter_map(node).collect())
    }
}

impl Walk {
    fn new() -> Self {
        Self {
            done: Verified::default(),
            edge: Frontier::new(),
            last: Digest::NONE,
            at: None,
            versions: HashMap::new(),
            names: RandomState::new(),
            nodes: HashMap::new(),
            awaited: Vec::new(),
        }
    }

    fn await_checkpoints(&mut self, log: &Log, own: &[String], seen: &[SignedCheckpoint]) {
        for note in own {
            match SignedCheckpoint::parse(note.as_bytes()) {
                Ok(signed) => self.await_checkpoint(log, &signed),
                Err(error) => self.done.fault(Fault::Checkpoint { what: error.to_string() }),
            }
        }
        seen.iter().for_each(|signed| self.await_checkpoint(log, signed));
        // Our own and that of a witness are mostly the same: what is wrong with both is told once.
        self.awaited.sort_by(|a, b| b.size.cmp(&a.size).then_with(|| a.root.as_bytes().cmp(b.root.as_bytes())));
        self.awaited.dedup();
    }

    fn await_checkpoint(&mut self, log: &Log, signed: &SignedCheckpoint) {
        let head = signed.checkpoint().head();
        self.done.checkpoints += 1;
        match signed.verify(log) {
            Ok(_) => self.awaited.push(Awaited { size: head.size, root: head.root }),
            Err(_) => self.done.fault(Fault::Stranger { size: head.size }),
        }
    }

    fn row(&mut self, row: &AnyRow) {
        let place = rows::count(row, "place").unwrap_or(self.edge.size());
        match rows::entry(row) {
            Ok(hashed) => self.entry(&hashed),
            Err(error) => {
                self.gap(place);
                self.done.fault(Fault::Unreadable { place, what: error.to_string() });
                self.grow(place, rows::digest(row, "hash").unwrap_or(Digest::NONE));
            }
        }
        self.done.entries += 1;
    }

    fn entry(&mut self, hashed: &Hashed) {
        let Hashed { entry, hash } = hashed;
        self.gap(entry.place);
        // What follows is compared with what this row is, not with what it says of itself, so that one fault is not told twice.
        if rows::leaf_hash(entry).ok() != Some(*hash) {
            self.done.fault(Fault::Altered { place: entry.place });
        }
        if entry.previous != self.last {
            self.done.fault(Fault::Unchained { place: entry.place });
        }
        let version = self.versions.entry(self.names.hash_one(entry.stream.as_str())).or_default();
        *version += 1;
        if *version != entry.version {
            *version = entry.version;
            self.done.fault(Fault::Version { place: entry.place });
        }
        self.done.clock_back += u64::from(self.at.is_some_and(|before| entry.at < before));
        self.at = Some(entry.at);
        self.grow(entry.place, *hash);
    }

    /// Tells of places without entries; the tree goes on as if they had been there, or every later checkpoint would be told too.
    fn gap(&mut self, place: u64) {
        let from = self.edge.size();
        if place > from {
            self.done.fault(Fault::Missing { from, to: place });
        }
    }

    fn grow(&mut self, place: u64, hash: Digest) {
        // A gap can be as large as an attacker likes; nothing that is compared behind it can be right.
        if place != self.edge.size() {
            self.edge = skip_to(place);
        }
        self.last = hash;
        for (node, root) in self.edge.append(tree::hash(hash)) {
            if tree::is_tile_root(node) && self.nodes.remove(&node) != Some(root) {
                self.done.fault(Fault::Node { level: node.level, place: node.index });
            }
        }
        self.reach();
    }

    /// Compares the checkpoints of the size that the walk has come to.
    fn reach(&mut self) {
        while let Some(awaited) = self.awaited.pop_if(|awaited| awaited.size <= self.edge.size()) {
            if awaited.size != self.edge.size() || awaited.root != self.edge.root() {
                self.done.fault(Fault::Rewritten { size: awaited.size });
            }
        }
    }

    async fn end(mut self, record: &Record) -> Result<Verified, StoreError> {
        let now = self.edge.size();
        while let Some(awaited) = self.awaited.pop() {
            self.done.fault(Fault::Shortened { size: awaited.size, now });
        }
        let mut left: Vec<Node> = self.nodes.keys().copied().collect();
        left.sort_unstable();
        left.into_iter().for_each(|node| self.done.fault(Fault::Node { level: node.level, place: node.index }));
        let row = sqlx::query("SELECT size, last, edge FROM head WHERE one = 1").fetch_optional(record.pool()).await?;
        let fits = row.is_some_and(|row| {
            rows::count(&row, "size").ok() == Some(now)
                && rows::digest(&row, "last").ok() == Some(self.last)
                && row.try_get::<Vec<u8>, _>("edge").ok() == Some(self.edge.to_bytes())
        });
        if !fits {
            self.done.fault(Fault::Head);
        }
        Ok(self.done)
    }
}

/// A tree of this size whose entries are not known: its root is like no other.
fn skip_to(size: u64) -> Frontier {
    Frontier::read(size, |node| Some(Hash::leaf(format!("missing {} {}", node.level, node.index).as_bytes()))).unwrap_or_default()
}
