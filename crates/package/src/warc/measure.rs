//! Length and digests of a block, worked out while it comes in.

use super::Kind;
use super::http::HeadEnd;
use crate::Sha256;
use crate::hash::Hasher;

/// Works out what a record must say of its block before the block can be written: fed with the pieces as they are received.
#[derive(Debug)]
pub struct Measure {
    length: u64,
    block: Hasher,
    payload: Payload,
}

#[derive(Debug)]
enum Payload {
    None,
    Whole,
    BehindHead(HeadEnd),
    Body(Hasher),
}

/// Length and digests of a whole block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measured {
    /// The block's length, in bytes.
    pub length: u64,
    /// The digest of the block.
    pub block: Sha256,
    /// The digest of the payload: what follows the head of an HTTP message as it was sent, transfer coding included; the block elsewhere.
    /// None for types that have no payload of their own, and where the head of a message does not end.
    pub payload: Option<Sha256>,
}

impl Measure {
    /// Of a record of this type; `is_http` where its block is an HTTP message.
    #[must_use]
    pub fn new(kind: Kind, is_http: bool) -> Self {
        let payload = match kind {
            Kind::Warcinfo | Kind::Revisit | Kind::Continuation => Payload::None,
            Kind::Request | Kind::Response if is_http => Payload::BehindHead(HeadEnd::default()),
            _ => Payload::Whole,
        };
        Self { length: 0, block: Hasher::default(), payload }
    }

    /// The next piece.
    pub fn update(&mut self, bytes: &[u8]) {
        self.length += bytes.len() as u64;
        self.block.update(bytes);
        match &mut self.payload {
            Payload::None | Payload::Whole => {}
            Payload::Body(hasher) => hasher.update(bytes),
            Payload::BehindHead(end) => {
                if let Some(body) = end.find(bytes) {
                    let mut hasher = Hasher::default();
                    hasher.update(body);
                    self.payload = Payload::Body(hasher);
                }
            }
        }
    }

    /// All pieces came.
    #[must_use]
    pub fn finish(self) -> Measured {
        let block = self.block.finish();
        let payload = match self.payload {
            Payload::None | Payload::BehindHead(_) => None,
            Payload::Whole => Some(block),
            Payload::Body(hasher) => Some(hasher.finish()),
        };
        Measured { length: self.length, block, payload }
    }

    /// Of a block that is in memory.
    #[must_use]
    pub fn of(kind: Kind, is_http: bool, block: &[u8]) -> Measured {
        let mut measure = Self::new(kind, is_http);
        measure.update(block);
        measure.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_payload_is_the_same_however_the_block_is_cut() {
        let block = b"HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody\r\n\r\nmore";
        let whole = Measure::of(Kind::Response, true, block);
        assert_eq!(whole.payload, Some(Sha256::of(b"body\r\n\r\nmore")));
        assert_eq!((whole.length, whole.block), (block.len() as u64, Sha256::of(block)));
        for size in 1..block.len() {
            let mut measure = Measure::new(Kind::Response, true);
            block.chunks(size).for_each(|piece| measure.update(piece));
            assert_eq!(measure.finish(), whole);
        }
    }

    #[test]
    fn each_type_has_its_payload() {
        assert_eq!(Measure::of(Kind::Resource, false, b"x").payload, Some(Sha256::of(b"x")));
        assert_eq!(Measure::of(Kind::Response, false, b"x\r\n\r\ny").payload, Some(Sha256::of(b"x\r\n\r\ny")));
        assert_eq!(Measure::of(Kind::Request, true, b"GET / HTTP/1.1\r\n\r\n").payload, Some(Sha256::of(b"")));
        for (kind, is_http) in [(Kind::Warcinfo, false), (Kind::Revisit, true), (Kind::Response, true)] {
            assert_eq!(Measure::of(kind, is_http, b"no end").payload, None);
        }
    }
}
