//! How the drawer hides names and values: two keys, drawn from the one that stands under the master key.

use std::fmt;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::Mac as _;
use record::{Digest, NONCE, PersonId, SubjectKey};
use zeroize::Zeroizing;

type Hmac = hmac::Hmac<sha2::Sha256>;

/// The keys of a drawer.
pub(crate) struct Sealing {
    names: Zeroizing<[u8; 32]>,
    values: Zeroizing<[u8; 32]>,
}

/// Where a value belongs: it can be opened there only, and for no longer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spot<'a> {
    pub kind: &'static str,
    /// The hidden name.
    pub name: &'a str,
    pub owner: Option<PersonId>,
    /// Unix seconds.
    pub until: Option<i64>,
}

impl Sealing {
    pub fn new(key: &SubjectKey) -> Self {
        let part = |what: &[u8]| Zeroizing::new(hmac(key.bytes(), &[what]));
        Self { names: part(b"arasha drawer names 1"), values: part(b"arasha drawer values 1") }
    }

    /// A name as the database has it: HMAC-SHA256 (RFC 2104) of kind, a zero byte and the name. A bare hash of a short name could be
    /// guessed by trying.
    pub fn name(&self, kind: &str, name: &[u8]) -> String {
        Digest(hmac(&self.names, &[kind.as_bytes(), &[0], name])).to_string()
    }

    /// Encrypts a value for its spot; a nonce is used once. Nothing where it is too long to be encrypted.
    pub fn seal(&self, spot: Spot<'_>, value: &[u8], nonce: [u8; NONCE]) -> Option<Vec<u8>> {
        let aad = spot.aad();
        let hidden = self.cipher().encrypt(&XNonce::from(nonce), Payload { msg: value, aad: aad.as_bytes() }).ok()?;
        Some([nonce.as_slice(), &hidden].concat())
    }

    /// Reads a value. Nothing where it belongs to another spot or key, or was changed.
    pub fn open(&self, spot: Spot<'_>, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, hidden) = sealed.split_first_chunk::<NONCE>()?;
        let aad = spot.aad();
        self.cipher().decrypt(&XNonce::from(*nonce), Payload { msg: hidden, aad: aad.as_bytes() }).ok().map(Zeroizing::new)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.values).into())
    }
}

impl Spot<'_> {
    fn aad(&self) -> String {
        let owner = self.owner.map_or_else(|| "nobody".to_owned(), |owner| owner.to_string());
        let until = self.until.map_or_else(|| "for ever".to_owned(), |until| until.to_string());
        format!("arasha drawer 1\n{}\n{}\n{owner}\n{until}", self.kind, self.name)
    }
}

/// Shows nothing.
impl fmt::Debug for Sealing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealing")
    }
}

/// HMAC-SHA256. A key shorter than a block is filled up with zeros, as RFC 2104 has it.
fn hmac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    let mut block = Zeroizing::new([0; 64]);
    block.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
    let mut mac = <Hmac as hmac::KeyInit>::new((&*block).into());
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealing() -> Sealing {
        Sealing::new(&SubjectKey::new([9; 32]))
    }

    fn spot(name: &str) -> Spot<'_> {
        Spot { kind: "session", name, owner: Some(PersonId::from_bits(1)), until: Some(5) }
    }

    /// RFC 4231, case 1, with the key filled up as there.
    #[test]
    fn it_is_the_standards_hmac() {
        let mut key = [0; 32];
        key[..20].fill(0x0b);
        let text = Digest(hmac(&key, &[b"Hi ", b"There"])).to_string();
        assert_eq!(text, "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    }

    #[test]
    fn a_name_is_hidden_by_key_and_kind() {
        let name = sealing().name("session", b"x");
        assert_eq!(name.len(), 64);
        assert_eq!(name, sealing().name("session", b"x"));
        assert_ne!(name, sealing().name("token", b"x"));
        assert_ne!(name, sealing().name("sessio", b"n\0x"), "kind and name don't run into each other");
        assert_ne!(name, Sealing::new(&SubjectKey::new([8; 32])).name("session", b"x"));
    }

    #[test]
    fn a_value_opens_in_its_spot_only() {
        let sealed = sealing().seal(spot("a"), b"value", [3; NONCE]).unwrap();
        assert_eq!(sealing().open(spot("a"), &sealed).unwrap().as_slice(), b"value");
        let elsewhere = [
            spot("b"),
            Spot { kind: "token", ..spot("a") },
            Spot { owner: None, ..spot("a") },
            Spot { owner: Some(PersonId::from_bits(2)), ..spot("a") },
            Spot { until: None, ..spot("a") },
            Spot { until: Some(6), ..spot("a") },
        ];
        for other in elsewhere {
            assert_eq!(sealing().open(other, &sealed), None, "{other:?}");
        }
        assert_eq!(Sealing::new(&SubjectKey::new([8; 32])).open(spot("a"), &sealed), None);
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(sealing().open(spot("a"), &changed), None, "{at}");
        }
        assert_eq!(sealing().open(spot("a"), &[1; 5]), None);
    }
}
