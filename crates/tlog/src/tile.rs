//! Tiles: how the hashes of a tree are kept and served as files that never change (C2SP tlog-tiles).
//!
//! A tile holds up to 256 neighbouring hashes of one level in eight; what stands between the levels is computed from them. Entries are
//! served likewise, as [`Bundle`]s.

mod bundle;
mod held;

use std::fmt;
use std::str::FromStr;

pub use bundle::{Bundle, BundleError};
pub use held::{Tiles, tiles_of};

use crate::hash::Hash;
use crate::text::decimal;
use crate::tree::Node;

/// How many hashes a full tile has, and entries a full bundle.
pub const WIDTH: usize = 256;
/// How many levels of the tree one level of tiles spans.
const HEIGHT: u32 = 8;
/// Tiles of a higher level have no hash in a tree of any size ([`crate::tree::MAX_SIZE`]).
const LEVELS: u32 = 8;
/// The highest level that a path may name.
const HIGHEST: u32 = 63;

/// Which hashes a file of tiles holds: its level, its place and how full it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    level: u32,
    index: u64,
    width: usize,
}

/// Why something is not a tile or a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TileError {
    /// The level is above 63, or the width is not between 1 and 256.
    #[error("there is no such tile")]
    NoSuchTile,
    /// The path is not the one of a tile, or is written in another way.
    #[error("this is not the path of a tile")]
    NotAPath,
    /// The bytes are not as many as the width says.
    #[error("a tile of {width} hashes does not have {bytes} bytes")]
    WrongSize {
        /// How many hashes there should be.
        width: usize,
        /// How many bytes there are.
        bytes: usize,
    },
}

impl Tile {
    /// The tile of a level at a place, with so many hashes.
    ///
    /// # Errors
    /// Where the level is above 63 or the width is not between 1 and 256.
    pub fn new(level: u32, index: u64, width: usize) -> Result<Self, TileError> {
        let is_one = level <= HIGHEST && (1..=WIDTH).contains(&width);
        is_one.then_some(Self { level, index, width }).ok_or(TileError::NoSuchTile)
    }

    /// The level of tiles: zero holds leaves, each next one stands eight levels of the tree higher.
    #[must_use]
    pub fn level(self) -> u32 {
        self.level
    }

    /// How many tiles of its level stand left of it.
    #[must_use]
    pub fn index(self) -> u64 {
        self.index
    }

    /// How many hashes it holds; 256 where it is full.
    #[must_use]
    pub fn width(self) -> usize {
        self.width
    }

    /// The tile that holds what a node's hash is made of, in the tree of a size. None where the node is not full in it.
    #[must_use]
    pub fn holding(node: Node, size: u64) -> Option<Self> {
        let (level, first, last) = place(node)?;
        let held = size.checked_shr(level * HEIGHT)?;
        let index = first / WIDTH as u64;
        (last < held).then(|| Self { level, index, width: width_at(index, held) })
    }

    /// The tiles that came to be or became wider when a tree grew: those to write. The last of each level may be partial.
    pub fn grown(old: u64, new: u64) -> impl Iterator<Item = Self> {
        (0..LEVELS).flat_map(move |level| {
            let (before, now) = (old >> (level * HEIGHT), new >> (level * HEIGHT));
            let indices = if now > before { before / WIDTH as u64..now.div_ceil(WIDTH as u64) } else { 0..0 };
            indices.map(move |index| Self { level, index, width: width_at(index, now) })
        })
    }

    /// The nodes whose hashes the tile holds, from left to right.
    pub fn nodes(self) -> impl Iterator<Item = Node> {
        // A place beyond every tree has no nodes; saturating leads to a node that no reader has.
        let first = self.index.saturating_mul(WIDTH as u64);
        (0..self.width as u64).map(move |at| Node { level: self.level * HEIGHT, index: first.saturating_add(at) })
    }

    /// The bytes of the tile. None where the reader does not have a node.
    pub fn bytes(self, mut read: impl FnMut(Node) -> Option<Hash>) -> Option<Vec<u8>> {
        let hashes: Option<Vec<[u8; Hash::SIZE]>> = self.nodes().map(|node| read(node).map(|hash| *hash.as_bytes())).collect();
        Some(hashes?.concat())
    }

    /// The hashes that the bytes of the tile hold.
    ///
    /// # Errors
    /// Where the bytes are not as many as the width says.
    pub fn hashes(self, bytes: &[u8]) -> Result<Vec<Hash>, TileError> {
        match bytes.as_chunks() {
            (hashes, []) if hashes.len() == self.width => Ok(hashes.iter().copied().map(Hash::from_bytes).collect()),
            _ => Err(TileError::WrongSize { width: self.width, bytes: bytes.len() }),
        }
    }
}

/// The path below the log's prefix, such as `tile/0/x001/067` or `tile/1/000.p/17`.
impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tile/{}/{}", self.level, place_path(self.index, self.width))
    }
}

impl FromStr for Tile {
    type Err = TileError;

    fn from_str(path: &str) -> Result<Self, TileError> {
        let (level, rest) = path.strip_prefix("tile/").and_then(|rest| rest.split_once('/')).ok_or(TileError::NotAPath)?;
        let level = decimal(level).and_then(|level| u32::try_from(level).ok()).ok_or(TileError::NotAPath)?;
        let (index, width) = parse_place(rest).ok_or(TileError::NotAPath)?;
        Self::new(level, index, width).map_err(|_| TileError::NotAPath)
    }
}

/// The level of the tiles in which a node's hash is computed, with the first and the last place there that it is computed from.
fn place(node: Node) -> Option<(u32, u64, u64)> {
    let (level, above) = (node.level / HEIGHT, node.level % HEIGHT);
    let first = node.index.checked_mul(1 << above)?;
    let last = first.checked_add((1 << above) - 1)?;
    (level < LEVELS).then_some((level, first, last))
}

/// How wide the tile at a place is where its level has so many hashes.
fn width_at(index: u64, held: u64) -> usize {
    let left = held.saturating_sub(index.saturating_mul(WIDTH as u64));
    usize::try_from(left).unwrap_or(WIDTH).min(WIDTH)
}

/// The end of a path: the index in groups of three digits, all but the last behind an `x`, and the width where it is partial.
fn place_path(index: u64, width: usize) -> String {
    let mut path = format!("{:03}", index % 1000);
    let mut rest = index / 1000;
    while rest > 0 {
        path = format!("x{:03}/{path}", rest % 1000);
        rest /= 1000;
    }
    if width < WIDTH {
        path.push_str(&format!(".p/{width}"));
    }
    path
}

/// The index and width that [`place_path`] wrote; None for anything else.
fn parse_place(path: &str) -> Option<(u64, usize)> {
    let (groups, width) = match path.split_once(".p/") {
        Some((groups, width)) => (groups, usize::try_from(decimal(width)?).ok()?),
        None => (path, WIDTH),
    };
    let mut index = 0_u64;
    for group in groups.split('/') {
        let digits: u64 = group.strip_prefix('x').unwrap_or(group).parse().ok()?;
        index = index.checked_mul(1000)?.checked_add(digits)?;
    }
    // Whatever else reads as this place is written in another way.
    (width > 0 && place_path(index, width) == path).then_some((index, width))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{leaves, node_of};

    #[test]
    fn paths_are_written_and_read_back() {
        // C2SP tlog-tiles, and golang.org/x/mod sumdb/tlog with its height left out.
        for (path, level, index, width) in [
            ("tile/0/x001/x234/067", 0, 1_234_067, 256),
            ("tile/0/x001/067", 0, 1067, 256),
            ("tile/1/000.p/17", 1, 0, 17),
            ("tile/5/x123/x456/078.p/2", 5, 123_456_078, 2),
            ("tile/63/x018/x446/x744/x073/x709/x551/615.p/255", 63, u64::MAX, 255),
        ] {
            let tile = Tile::new(level, index, width).unwrap();
            assert_eq!(tile.to_string(), path);
            assert_eq!(path.parse(), Ok(tile));
        }
    }

    #[test]
    fn what_is_no_path_is_refused() {
        for wrong in [
            "",
            "tile",
            "tile/0",
            "tile/0/",
            "tile/64/000",
            "tile/00/000",
            "tile/-1/000",
            "tile/entries/000",
            "tile/0/0",
            "tile/0/0000",
            "tile/0/x000/001",
            "tile/0/123/456/078",
            "tile/0/x123/x456",
            "tile/0/000.p/0",
            "tile/0/000.p/256",
            "tile/0/000.p/01",
            "tile/0/000.p/",
            "tile/0/+01",
            "tile/0/000/",
            "/tile/0/000",
            "tile/0/000.p/1/",
            "tile/0/x018/x446/x744/x073/x709/x551/616",
            "tile/0/../000",
            "tile/0/000.p/1.p/1",
            "tile/0/xx01/000",
        ] {
            assert_eq!(wrong.parse::<Tile>(), Err(TileError::NotAPath), "{wrong}");
        }
        for (level, width) in [(64, 1), (0, 0), (0, 257)] {
            assert_eq!(Tile::new(level, 0, width), Err(TileError::NoSuchTile));
        }
    }

    #[test]
    fn a_tree_is_cut_into_tiles() {
        // The two examples of C2SP tlog-tiles.
        let tiles: Vec<Tile> = Tile::grown(0, 70_000).collect();
        let of = |level| tiles.iter().filter(|tile| tile.level == level).map(|tile| tile.width).collect::<Vec<_>>();
        assert_eq!(of(0), [vec![256; 273], vec![112]].concat());
        assert_eq!((of(1), of(2), of(3)), (vec![256, 17], vec![1], vec![]));
        let small: Vec<String> = Tile::grown(0, 256).map(|tile| tile.to_string()).collect();
        assert_eq!(small, ["tile/0/000", "tile/1/000.p/1"]);
    }

    #[test]
    fn growth_writes_what_changed() {
        let grown = |old, new| Tile::grown(old, new).map(|tile| tile.to_string()).collect::<Vec<_>>();
        assert_eq!(grown(255, 257), ["tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1"]);
        assert_eq!(grown(256, 257), ["tile/0/001.p/1"]);
        assert_eq!(grown(7, 7), Vec::<String>::new());
        assert_eq!(grown(8, 7), Vec::<String>::new());
        assert_eq!(Tile::grown(u64::MAX - 1, u64::MAX).count(), 1);
    }

    #[test]
    fn a_tile_holds_the_hashes_of_its_level() {
        let all = leaves(600);
        let read = |node| node_of(&all, node);
        let tile = Tile::new(0, 2, 88).unwrap();
        assert_eq!(tile.hashes(&tile.bytes(read).unwrap()), Ok(all[512..].to_vec()));
        assert_eq!(Tile::new(0, 2, 89).unwrap().bytes(read), None);
        let above = Tile::new(1, 0, 2).unwrap();
        assert_eq!(above.bytes(read).unwrap()[32..], node_of(&all, Node { level: 8, index: 1 }).unwrap().as_bytes()[..]);
        assert_eq!(tile.hashes(&[0; 32]), Err(TileError::WrongSize { width: 88, bytes: 32 }));
        assert_eq!(tile.hashes(&[0; 88 * 32 + 1]), Err(TileError::WrongSize { width: 88, bytes: 88 * 32 + 1 }));
        assert_eq!(Tile::new(63, u64::MAX, 2).unwrap().bytes(read), None);
    }

    #[test]
    fn a_node_stands_in_one_tile() {
        let holding = |level, index, size| Tile::holding(Node { level, index }, size).map(|tile| tile.to_string());
        assert_eq!(holding(0, 299, 300).as_deref(), Some("tile/0/001.p/44"));
        assert_eq!(holding(7, 1, 300).as_deref(), Some("tile/0/000"));
        assert_eq!(holding(8, 0, 300).as_deref(), Some("tile/1/000.p/1"));
        assert_eq!(holding(0, 300, 300), None);
        assert_eq!(holding(3, 37, 300), None);
        assert_eq!(holding(64, 0, u64::MAX), None);
        assert_eq!(holding(9, u64::MAX, u64::MAX), None);
    }
}
