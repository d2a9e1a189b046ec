//! Four hashes in one reading, as bytes arrive.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;

use md5::Digest as _;

use custody::{Hashes, Hex};

/// From so many bytes on, hashing goes on beside its caller: before, starting threads costs more than they save.
const LARGE: u64 = 1 << 20;
/// How many bytes go to a thread at once.
const BLOCK: usize = 256 << 10;
/// How many blocks may wait for a thread.
const WAITING: usize = 8;
/// So many bytes go through all hashes before the next ones do: they stay in the nearest cache.
const PIECE: usize = 16 << 10;

/// Works out the four hashes of what is written to it.
///
/// MD5 can't be hurried: it alone takes as long as the other three. So a large file's MD5 is worked out in a thread of its own, and the
/// others in a second one.
pub struct Hashing {
    work: Work,
    /// What was not yet given to the threads.
    block: Vec<u8>,
    /// How many bytes were given to `work`.
    bytes: u64,
    may_spread: bool,
}

enum Work {
    Here(Box<(md5::Md5, Others)>),
    Beside { md5: Lane<md5::Md5>, others: Lane<Others> },
}

#[derive(Clone, Default)]
struct Others {
    sha1: sha1::Sha1,
    sha256: sha2::Sha256,
    blake3: blake3::Hasher,
}

impl Others {
    fn update(&mut self, bytes: &[u8]) {
        for piece in bytes.chunks(PIECE) {
            self.sha1.update(piece);
            self.sha256.update(piece);
            self.blake3.update(piece);
        }
    }
}

impl Hashing {
    /// Nothing was written yet.
    #[must_use]
    pub fn new() -> Self {
        Self { work: Work::Here(Box::default()), block: Vec::new(), bytes: 0, may_spread: true }
    }

    /// One that starts no threads: for those who hash a file on every core already.
    pub(crate) fn on_one_core() -> Self {
        Self { may_spread: false, ..Self::new() }
    }

    /// How many bytes were written.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes.saturating_add(length(&self.block))
    }

    /// The hashes of what was written.
    #[must_use]
    pub fn finish(mut self) -> Hashes {
        self.pass_on();
        let (md5, others) = match self.work {
            Work::Here(sums) => *sums,
            Work::Beside { md5, others } => (md5.finish(), others.finish()),
        };
        Hashes {
            md5: Hex(md5.finalize().into()),
            sha1: Hex(others.sha1.finalize().into()),
            sha256: record::Digest(others.sha256.finalize().into()),
            blake3: Hex(*others.blake3.finalize().as_bytes()),
        }
    }

    /// Takes a block that others read too, without copying it where threads hash.
    pub(crate) fn share(&mut self, block: &Arc<Vec<u8>>) {
        self.pass_on();
        self.take(block);
    }

    fn take(&mut self, block: &Arc<Vec<u8>>) {
        self.bytes = self.bytes.saturating_add(length(block));
        match &mut self.work {
            Work::Here(sums) => update_all(sums, block),
            Work::Beside { md5, others } => {
                md5.send(block);
                others.send(block);
            }
        }
        self.spread_where_it_pays();
    }

    fn spread_where_it_pays(&mut self) {
        if let Work::Here(sums) = &self.work
            && self.may_spread
            && self.bytes >= LARGE
        {
            let md5 = Lane::begin(sums.0.clone(), |md5, bytes| md5.update(bytes));
            let others = Lane::begin(sums.1.clone(), Others::update);
            match (md5, others) {
                (Ok(md5), Ok(others)) => self.work = Work::Beside { md5, others },
                // The machine gives no threads: slower, and right all the same.
                _ => self.may_spread = false,
            }
        }
    }

    /// Gives the threads what was collected for them.
    fn pass_on(&mut self) {
        if !self.block.is_empty() {
            let block = Arc::new(std::mem::take(&mut self.block));
            self.take(&block);
        }
    }
}

/// A length in 64 bits.
pub(crate) fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

/// All four hashes of a piece at a time.
fn update_all(sums: &mut (md5::Md5, Others), bytes: &[u8]) {
    for piece in bytes.chunks(PIECE) {
        sums.0.update(piece);
        sums.1.update(piece);
    }
}

impl Default for Hashing {
    fn default() -> Self {
        Self::new()
    }
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Work::Here(sums) = &mut self.work {
            update_all(sums, bytes);
            self.bytes = self.bytes.saturating_add(length(bytes));
            self.spread_where_it_pays();
            return Ok(bytes.len());
        }
        let taken = bytes.get(..bytes.len().min(BLOCK.saturating_sub(self.block.len()))).unwrap_or(bytes);
        self.block.reserve_exact(BLOCK.saturating_sub(self.block.len()));
        self.block.extend_from_slice(taken);
        if self.block.len() >= BLOCK {
            self.pass_on();
        }
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Shows nothing of what was hashed.
impl std::fmt::Debug for Hashing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Hashing({} bytes)", self.bytes())
    }
}

/// A thread that works something out of the blocks it is sent.
struct Lane<T> {
    blocks: SyncSender<Arc<Vec<u8>>>,
    thread: JoinHandle<T>,
}

impl<T: Send + 'static> Lane<T> {
    fn begin(mut state: T, update: fn(&mut T, &[u8])) -> io::Result<Self> {
        let (blocks, coming) = sync_channel::<Arc<Vec<u8>>>(WAITING);
        let work = move || {
            coming.into_iter().for_each(|block| update(&mut state, &block));
            state
        };
        let thread = std::thread::Builder::new().name("hashing".to_owned()).spawn(work)?;
        Ok(Self { blocks, thread })
    }

    fn send(&self, block: &Arc<Vec<u8>>) {
        // Nobody takes it only where the thread panicked, and `finish` tells that.
        let _ = self.blocks.send(Arc::clone(block));
    }

    fn finish(self) -> T {
        drop(self.blocks);
        self.thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at_once(bytes: &[u8]) -> Hashes {
        let mut hashing = Hashing::on_one_core();
        hashing.write_all(bytes).unwrap();
        hashing.finish()
    }

    /// Bytes that no two places share a run of.
    fn bytes(count: usize) -> Vec<u8> {
        (0_u64..).flat_map(|number| number.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes()).take(count).collect()
    }

    /// RFC 1321, FIPS 180-4 and the vectors of BLAKE3.
    #[test]
    fn the_hashes_are_the_standards_own() {
        let hashes = at_once(b"abc");
        assert_eq!(hashes.md5.to_string(), "900150983cd24fb0d6963f7d28e17f72");
        assert_eq!(hashes.sha1.to_string(), "a9993e364706816aba3e25717850c26c9cd0d89d");
        assert_eq!(hashes.sha256.to_string(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(hashes.blake3.to_string(), "6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85");
    }

    #[test]
    fn threads_find_what_one_core_finds() {
        let large = usize::try_from(LARGE).unwrap();
        for count in [large - 1, large, large + 1, large + BLOCK, 3 * large + 12_345] {
            let bytes = bytes(count);
            let mut hashing = Hashing::new();
            hashing.write_all(&bytes).unwrap();
            assert_eq!(hashing.bytes(), u64::try_from(count).unwrap());
            assert_eq!(matches!(hashing.work, Work::Beside { .. }), count >= large, "{count}");
            assert_eq!(hashing.finish(), at_once(&bytes), "{count}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn pieces_make_no_difference(count in 0_usize..3_000_000, cuts in prop::collection::vec(1_usize..700_000, 1..12), shared: bool) {
            let bytes = bytes(count);
            let (mut hashing, mut rest, mut cuts) = (Hashing::new(), bytes.as_slice(), cuts.iter().cycle());
            while !rest.is_empty() {
                let (piece, after) = rest.split_at((*cuts.next().unwrap()).min(rest.len()));
                if shared && piece.len() % 2 == 0 { hashing.share(&Arc::new(piece.to_vec())) } else { hashing.write_all(piece).unwrap() }
                rest = after;
            }
            prop_assert_eq!(hashing.finish(), at_once(&bytes));
        }
    }
}
