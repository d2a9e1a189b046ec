//! The canonical forms that are hashed. They never change: seals of the past are checked by them for ever (`docs/osint.md`).

use custody::Hex;
use record::Digest;
use sha2::Digest as _;

/// Random bytes that keep a commitment from being guessed.
pub type Salt = Hex<32>;

/// The digest of an ordered list: SHA-256 over its identifiers, each with a line feed behind it.
#[must_use]
pub fn list_digest<'a>(identifiers: impl IntoIterator<Item = &'a str>) -> Digest {
    sha256(identifiers.into_iter().flat_map(|identifier| [identifier.as_bytes(), b"\n"]))
}

pub(crate) fn sha256<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Digest {
    let mut hasher = sha2::Sha256::new();
    parts.into_iter().for_each(|part| hasher.update(part));
    Digest(hasher.finalize().into())
}

#[cfg(test)]
mod tests {
    use custody::commitment;

    use super::*;

    /// As coreutils work them out: `printf 'a\nb\n' | sha256sum`, and the recipe of `docs/osint.md`.
    #[test]
    fn coreutils_come_to_the_same() {
        let list = "911169ddaaf146aff539f58c26c489af3b892dff0fe283c1c264c65ae5aa59a2";
        assert_eq!(list_digest(["a", "b"]).to_string(), list);
        assert_eq!(list_digest([]).to_string(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        let of_note = commitment("note", &Hex([7; 32]), "Жұмыс");
        assert_eq!(of_note.to_string(), "faa74669a09724a5f1cacc4094a0978834ab1150fc4669f9ca93cc72354e4f4f");
    }

    #[test]
    fn order_and_borders_count() {
        assert_ne!(list_digest(["a", "b"]), list_digest(["b", "a"]));
        assert_ne!(list_digest(["ab"]), list_digest(["a", "b"]));
        assert_ne!(commitment("a", &Hex([1; 32]), "b"), commitment("a", &Hex([2; 32]), "b"));
        assert_ne!(commitment("a", &Hex([1; 32]), "b"), commitment("b", &Hex([1; 32]), "b"));
    }
}
