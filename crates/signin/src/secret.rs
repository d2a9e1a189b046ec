//! Secrets that are handed out: codes in links, sessions, devices, tokens of programs.
//!
//! Each is made of random bytes and written in Crockford's base 32, which has no letters that look like figures. Whoever types one in may
//! use small or capital letters, blanks and dashes, and O for 0 and I or L for 1. The secret itself is never stored, only its
//! [digest](Secret::digest), by which it is found again: with this many random bits nobody finds the secret from the digest, so that no
//! slow hash is needed.

use std::fmt;
use std::marker::PhantomData;

use base32::Alphabet::Crockford;
use record::Digest;
use sha2::{Digest as _, Sha256};
use zeroize::{Zeroize, Zeroizing};

/// For what a secret is.
pub trait Kind {
    /// The word that keeps digests of different kinds apart.
    const WORD: &'static str;
    /// What stands before the digits, so that a lost one is known for what it is.
    const PREFIX: &'static str = "";
    /// How many digits stand together where people read it; 0 where they do not.
    const GROUP: usize = 0;
}

/// Kinds of secrets.
pub mod kind {
    use super::Kind;

    /// A link that is used once: an invitation, a recovery.
    #[derive(Debug)]
    pub struct Link;
    /// What a browser holds while its person is signed in.
    #[derive(Debug)]
    pub struct Session;
    /// What a browser holds after its person has signed in there once.
    #[derive(Debug)]
    pub struct Device;
    /// What a program shows in place of a person.
    #[derive(Debug)]
    pub struct Token;

    impl Kind for Link {
        const WORD: &'static str = "link";
        const GROUP: usize = 5;
    }
    impl Kind for Session {
        const WORD: &'static str = "session";
    }
    impl Kind for Device {
        const WORD: &'static str = "device";
    }
    impl Kind for Token {
        const WORD: &'static str = "token";
        const PREFIX: &'static str = "arasha_token_";
    }
}

/// A secret of one kind, made of `N` random bytes; wiped from memory when dropped.
pub struct Secret<K, const N: usize> {
    bytes: [u8; N],
    kind: PhantomData<fn() -> K>,
}

/// The code in a link that is used once, short enough to be read out: 26 digits.
pub type LinkCode = Secret<kind::Link, 16>;
/// What a browser holds while its person is signed in.
pub type SessionSecret = Secret<kind::Session, 32>;
/// What a browser holds after its person has signed in there once; see [`throttle`](crate::throttle).
pub type DeviceCookie = Secret<kind::Device, 32>;
/// What a program shows in place of a person: `arasha_token_…`.
pub type ApiToken = Secret<kind::Token, 32>;

/// The text is no secret of the kind that was asked for. It is not repeated here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a {kind} secret")]
pub struct SecretError {
    /// The kind that was asked for.
    pub kind: &'static str,
}

impl<K: Kind, const N: usize> Secret<K, N> {
    /// The secret with these bytes, which must be random.
    #[must_use]
    pub fn new(bytes: [u8; N]) -> Self {
        Self { bytes, kind: PhantomData }
    }

    /// Reads what somebody typed or a browser sent. Every secret has one spelling, apart from case, blanks, dashes and look-alikes.
    ///
    /// # Errors
    /// [`SecretError`] where it can't be one.
    pub fn parse(text: &str) -> Result<Self, SecretError> {
        read::<N>(text, K::PREFIX).map(Self::new).ok_or(SecretError { kind: K::WORD })
    }

    /// Its text, for the one who is to have it.
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        let digits = digits(&self.bytes);
        let mut text = Zeroizing::new(String::with_capacity(K::PREFIX.len() + digits.len() * 2));
        text.push_str(K::PREFIX);
        for (place, digit) in digits.chars().enumerate() {
            // No digit is left alone at the end.
            if K::GROUP > 0 && place > 0 && place % K::GROUP == 0 && digits.len() - place >= K::GROUP {
                text.push('-');
            }
            text.push(digit);
        }
        text
    }

    /// By what it is found again: SHA-256 over its kind and its bytes.
    #[must_use]
    pub fn digest(&self) -> Digest {
        digest(K::WORD, &[&self.bytes])
    }
}

/// SHA-256 over what the bytes are and the bytes, each part with its length before it, so that no two lists of parts are the same bytes.
pub(crate) fn digest(what: &str, parts: &[&[u8]]) -> Digest {
    let mut hash = Sha256::new_with_prefix(b"arasha signin\n");
    for part in std::iter::once(what.as_bytes()).chain(parts.iter().copied()) {
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part);
    }
    Digest(hash.finalize().into())
}

fn digits(bytes: &[u8]) -> Zeroizing<String> {
    let capitals = Zeroizing::new(base32::encode(Crockford, bytes));
    Zeroizing::new(capitals.to_ascii_lowercase())
}

fn read<const N: usize>(text: &str, prefix: &str) -> Option<[u8; N]> {
    // Far longer than any secret with its blanks: not worth reading.
    if text.len() > 400 {
        return None;
    }
    let rest = text.trim();
    let (head, rest) = rest.split_at_checked(prefix.len())?;
    if !head.eq_ignore_ascii_case(prefix) {
        return None;
    }
    let written: Zeroizing<String> = Zeroizing::new(rest.chars().filter(|sign| !is_blank(*sign)).map(plain).collect());
    let bytes = Zeroizing::new(base32::decode(Crockford, &written)?);
    // What stands for no whole byte must be nothing: one secret, one spelling.
    let is_whole = *digits(&bytes) == *written;
    is_whole.then(|| bytes.as_slice().try_into().ok()).flatten()
}

fn is_blank(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn plain(sign: char) -> char {
    match sign.to_ascii_lowercase() {
        'o' => '0',
        'i' | 'l' => '1',
        other => other,
    }
}

impl<K, const N: usize> Drop for Secret<K, N> {
    fn drop(&mut self) {
        self.bytes.zeroize();
    }
}

impl<K: Kind, const N: usize> fmt::Debug for Secret<K, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({})", K::WORD)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_link_is_read_as_people_type_it() {
        let code = LinkCode::new([0x0f; 16]);
        let text = code.text();
        assert_eq!(text.as_str(), "1w7gy-3rf1w-7gy3r-f1w7g-y3rf1w");
        for typed in [
            "1W7GY-3RF1W-7GY3R-F1W7G-Y3RF1W",
            " 1w7gy 3rf1w 7gy3r f1w7g y3rf1w\n",
            "lw7gy3rfIw7gy3rfiw7gy3rf1w",
            "1w7gy\u{2013}3rf1w\u{2212}7gy3rf1w7gy3rf1w",
        ] {
            assert_eq!(LinkCode::parse(typed).map(|read| read.digest()), Ok(code.digest()), "{typed}");
        }
        assert_eq!(LinkCode::parse("OOOOO-ooooo-00000-00000-000000").unwrap().digest(), LinkCode::new([0; 16]).digest());
    }

    #[test]
    fn other_texts_are_refused() {
        let long = "0".repeat(500);
        let cases =
            ["", "1w7gy", "1w7gy-3rf1w-7gy3r-f1w7g-y3rf1", "1w7gy-3rf1w-7gy3r-f1w7g-y3rf1x", "uw7gy-3rf1w-7gy3r-f1w7g-y3rf1w", &long];
        for text in cases {
            assert_eq!(LinkCode::parse(text).unwrap_err(), SecretError { kind: "link" }, "{text}");
        }
        let token = ApiToken::new([7; 32]).text();
        assert!(token.starts_with("arasha_token_"));
        assert!(ApiToken::parse(token.trim_start_matches("arasha_token_")).is_err());
        assert!(SessionSecret::parse(&token).is_err());
        assert!(ApiToken::parse("жетон").is_err());
    }

    #[test]
    fn kinds_have_digests_of_their_own_and_show_nothing() {
        let digests =
            BTreeSet::from([SessionSecret::new([1; 32]).digest(), ApiToken::new([1; 32]).digest(), DeviceCookie::new([1; 32]).digest()]);
        assert_eq!(digests.len(), 3);
        assert_eq!(format!("{:?}", ApiToken::new([1; 32])), "Secret(token)");
        assert_ne!(digest("a", &[b"bc", b"d"]), digest("a", &[b"b", b"cd"]));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(link: [u8; 16], token: [u8; 32]) {
            let (link, token) = (LinkCode::new(link), ApiToken::new(token));
            prop_assert_eq!(LinkCode::parse(&link.text()).unwrap().digest(), link.digest());
            prop_assert_eq!(ApiToken::parse(&token.text()).unwrap().digest(), token.digest());
        }

        #[test]
        fn one_secret_has_one_spelling(text in "[0-9a-hjkmnp-tv-z]{26}") {
            if let Ok(code) = LinkCode::parse(&text) {
                prop_assert_eq!(code.text().replace('-', ""), text);
            }
        }

        #[test]
        fn no_text_panics(text: String) {
            let _ = ApiToken::parse(&text);
        }
    }
}
