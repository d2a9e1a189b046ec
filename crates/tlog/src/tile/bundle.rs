//! Entry bundles: up to 256 neighbouring entries, each behind its length.

use std::fmt;
use std::str::FromStr;

use super::{TileError, WIDTH, parse_place, place_path, width_at};

/// Which entries a bundle holds: its place and how full it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bundle {
    index: u64,
    width: usize,
}

/// Why entries can't be bundled, or bytes are not the bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// An entry has more bytes than its length can say: 65,535.
    #[error("an entry of {0} bytes is too long for a bundle")]
    LongEntry(usize),
    /// The entries are not as many as the width says.
    #[error("a bundle of {width} does not have {entries} entries")]
    WrongCount {
        /// How many entries there should be.
        width: usize,
        /// How many there are, counted no further than one too many.
        entries: usize,
    },
    /// The bytes end within an entry.
    #[error("the bundle ends within an entry")]
    Cut,
}

impl Bundle {
    /// The bundle at a place with so many entries.
    ///
    /// # Errors
    /// Where the width is not between 1 and 256.
    pub fn new(index: u64, width: usize) -> Result<Self, TileError> {
        (1..=WIDTH).contains(&width).then_some(Self { index, width }).ok_or(TileError::NoSuchTile)
    }

    /// The bundle that holds an entry in the tree of a size. None where the entry is not in it.
    #[must_use]
    pub fn holding(entry: u64, size: u64) -> Option<Self> {
        let index = entry / WIDTH as u64;
        (entry < size).then(|| Self { index, width: width_at(index, size) })
    }

    /// The bundles that came to be or became wider when a tree grew: those to write. The last may be partial.
    pub fn grown(old: u64, new: u64) -> impl Iterator<Item = Self> {
        let indices = if new > old { old / WIDTH as u64..new.div_ceil(WIDTH as u64) } else { 0..0 };
        indices.map(move |index| Self { index, width: width_at(index, new) })
    }

    /// How many bundles stand left of it.
    #[must_use]
    pub fn index(self) -> u64 {
        self.index
    }

    /// How many entries it holds; 256 where it is full.
    #[must_use]
    pub fn width(self) -> usize {
        self.width
    }

    /// The bytes of the bundle with these entries.
    ///
    /// # Errors
    /// Where an entry is too long, or the entries are not as many as the width says.
    pub fn bytes(self, entries: &[impl AsRef<[u8]>]) -> Result<Vec<u8>, BundleError> {
        if entries.len() != self.width {
            return Err(BundleError::WrongCount { width: self.width, entries: entries.len() });
        }
        let mut bytes = Vec::new();
        for entry in entries.iter().map(AsRef::as_ref) {
            let length = u16::try_from(entry.len()).map_err(|_| BundleError::LongEntry(entry.len()))?;
            bytes.extend(length.to_be_bytes());
            bytes.extend(entry);
        }
        Ok(bytes)
    }

    /// The entries that the bytes of the bundle hold.
    ///
    /// # Errors
    /// Where the bytes end within an entry, or the entries are not as many as the width says.
    pub fn entries(self, bytes: &[u8]) -> Result<Vec<&[u8]>, BundleError> {
        let mut entries = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() && entries.len() <= self.width {
            let (length, behind) = rest.split_first_chunk().ok_or(BundleError::Cut)?;
            let (entry, behind) = behind.split_at_checked(u16::from_be_bytes(*length).into()).ok_or(BundleError::Cut)?;
            entries.push(entry);
            rest = behind;
        }
        if entries.len() == self.width { Ok(entries) } else { Err(BundleError::WrongCount { width: self.width, entries: entries.len() }) }
    }
}

/// The path below the log's prefix, such as `tile/entries/x001/067.p/8`.
impl fmt::Display for Bundle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tile/entries/{}", place_path(self.index, self.width))
    }
}

impl FromStr for Bundle {
    type Err = TileError;

    fn from_str(path: &str) -> Result<Self, TileError> {
        let (index, width) = path.strip_prefix("tile/entries/").and_then(parse_place).ok_or(TileError::NotAPath)?;
        Self::new(index, width).map_err(|_| TileError::NotAPath)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_written_and_read_back() {
        let bundle = Bundle::new(1067, 8).unwrap();
        assert_eq!(bundle.to_string(), "tile/entries/x001/067.p/8");
        assert_eq!("tile/entries/x001/067.p/8".parse(), Ok(bundle));
        for wrong in ["tile/entries/1067", "tile/0/000", "tile/entries/", "tile/entries/000.p/257"] {
            assert_eq!(wrong.parse::<Bundle>(), Err(TileError::NotAPath), "{wrong}");
        }
        assert_eq!(Bundle::new(0, 257), Err(TileError::NoSuchTile));
    }

    #[test]
    fn places_follow_the_tree() {
        assert_eq!(Bundle::holding(299, 300), Bundle::new(1, 44).ok());
        assert_eq!(Bundle::holding(0, 300), Bundle::new(0, 256).ok());
        assert_eq!(Bundle::holding(300, 300), None);
        assert_eq!(Bundle::grown(250, 300).collect::<Vec<_>>(), [Bundle::new(0, 256).unwrap(), Bundle::new(1, 44).unwrap()]);
        assert_eq!(Bundle::grown(300, 300).count(), 0);
    }

    #[test]
    fn entries_are_written_and_read_back() {
        let bundle = Bundle::new(0, 3).unwrap();
        let entries: [&[u8]; 3] = [b"one", b"", &[7; 65_535]];
        let bytes = bundle.bytes(&entries).unwrap();
        assert_eq!(bytes[..7], *b"\0\x03one\0\0");
        assert_eq!(bundle.entries(&bytes), Ok(entries.to_vec()));
        assert_eq!(bundle.entries(&bytes[..bytes.len() - 1]), Err(BundleError::Cut));
        assert_eq!(bundle.entries(&[0]), Err(BundleError::Cut));
        assert_eq!(bundle.entries(&[0; 4]), Err(BundleError::WrongCount { width: 3, entries: 2 }));
        assert_eq!(bundle.entries(&[0; 1000]), Err(BundleError::WrongCount { width: 3, entries: 4 }));
        assert_eq!(bundle.bytes(&entries[..2]), Err(BundleError::WrongCount { width: 3, entries: 2 }));
        let long = [vec![0; 65_536]];
        assert_eq!(Bundle::new(0, 1).unwrap().bytes(&long), Err(BundleError::LongEntry(65_536)));
    }
}
