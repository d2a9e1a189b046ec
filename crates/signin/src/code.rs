//! One-time codes of an app on a telephone, the second sign beside a password: TOTP, RFC 6238.
//!
//! Six digits, SHA-1, 30 seconds, because these are what every app knows; SHA-1's weakness (collisions) does not touch HMAC. One step
//! before and after is taken too (RFC 6238, section 5.2), as telephones' clocks are not exact. A code is taken once: the caller keeps the
//! step that was used last, writes it down before it opens a session, and neither this code nor an older one is taken again.

use std::fmt;

use base32::Alphabet::Rfc4648;
use record::Moment;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use totp_rs::{Builder, Totp};
use zeroize::{Zeroize, Zeroizing};

/// Bytes of a seed: as long as what SHA-1 gives, as RFC 4226, section 4, recommends.
pub const SEED: usize = 20;
/// Seconds for which a code is shown.
const STEP: u64 = 30;
/// Digits of a code.
const DIGITS: usize = 6;

/// The number of a stretch of 30 seconds since 1970.
pub type Step = u64;

/// Why a code is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    /// It is not six digits.
    #[error("a code is six digits")]
    Malformed,
    /// It is not the code of this moment.
    #[error("this is not the code of this moment")]
    Wrong,
    /// It was used before, or a later one was.
    #[error("this code was used; wait for the next one")]
    Used,
}

impl Refusal {
    /// One of each.
    pub const ALL: [Self; 3] = [Self::Malformed, Self::Wrong, Self::Used];

    /// The key of its message in the catalogues.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Malformed => "code-malformed",
            Self::Wrong => "code-wrong",
            Self::Used => "code-used",
        }
    }
}

/// What the app and the installation both know; written in base 32. Wiped from memory when dropped.
#[derive(Clone)]
pub struct Seed([u8; SEED]);

impl Seed {
    /// The seed with these bytes, which must be random.
    #[must_use]
    pub fn new(bytes: [u8; SEED]) -> Self {
        Self(bytes)
    }

    /// Its text for people who type it into the app (RFC 4648, without padding).
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(base32::encode(Rfc4648 { padding: false }, &self.0))
    }

    /// The address that a QR code shows to the app; it holds the seed. The names are shown in the app, and a colon in them becomes a blank.
    #[must_use]
    pub fn address(&self, installation: &str, sign_in_name: &str) -> Zeroizing<String> {
        let plain = |name: &str| name.replace(':', " ");
        // An address needs a name; people who have none get a dash, so that the address can always be made.
        let account = if sign_in_name.is_empty() { "-".to_owned() } else { plain(sign_in_name) };
        let builder = self.builder().with_issuer(Some(plain(installation))).with_account_name(account);
        Zeroizing::new(builder.build_noncompliant().to_url().unwrap_or_default())
    }

    /// Which step a code belongs to; the caller keeps it as the one that was used last. Blanks in the code do not matter.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn check(&self, code: &str, at: Moment, last: Option<Step>) -> Result<Step, Refusal> {
        let digits: Zeroizing<String> = Zeroizing::new(code.chars().filter(|sign| !sign.is_whitespace()).take(DIGITS + 1).collect());
        if digits.len() != DIGITS || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(Refusal::Malformed);
        }
        let seconds = u64::try_from(at.unix_seconds()).map_err(|_| Refusal::Wrong)?;
        let step = self.totp().check(&digits, seconds).ok_or(Refusal::Wrong)?;
        if last.is_some_and(|last| step <= last) { Err(Refusal::Used) } else { Ok(step) }
    }

    fn totp(&self) -> Totp {
        self.builder().build_noncompliant()
    }

    fn builder(&self) -> Builder {
        Builder::new().with_secret(self.0).with_digits(6).with_step_duration(STEP).with_skew(1)
    }
}

impl Drop for Seed {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed")
    }
}

impl Serialize for Seed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text())
    }
}

impl<'de> Deserialize<'de> for Seed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Zeroizing::new(String::deserialize(deserializer)?);
        let bytes = base32::decode(Rfc4648 { padding: false }, &text).map(Zeroizing::new);
        let seed = bytes.and_then(|bytes| bytes.as_slice().try_into().ok()).map(Self);
        seed.ok_or_else(|| serde::de::Error::custom("not the seed of one-time codes"))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn at(seconds: i64) -> Moment {
        Moment::from_unix_seconds(seconds).unwrap()
    }

    fn seed() -> Seed {
        Seed::new(*b"12345678901234567890")
    }

    /// RFC 6238, appendix B, the rows of SHA-1; of its eight digits the last six.
    const TABLE: [(i64, &str); 6] = [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ];

    #[test]
    fn codes_are_those_of_the_standard() {
        for (seconds, code) in TABLE {
            assert_eq!(seed().check(code, at(seconds), None), Ok(seconds.unsigned_abs() / 30), "{seconds}");
        }
    }

    #[test]
    fn a_code_is_good_one_step_before_and_after() {
        let cases = [(-59, true), (-30, true), (0, true), (30, true), (31, false), (-60, false), (3_600, false)];
        for (late, good) in cases {
            // The step runs from 1,111,111,080 to 1,111,111,109.
            let found = seed().check("081804", at(1_111_111_109 + late), None);
            assert_eq!(found.is_ok(), good, "{late}: {found:?}");
        }
        assert_eq!(seed().check("081804", at(-5), None), Err(Refusal::Wrong));
    }

    #[test]
    fn a_code_is_taken_once() {
        let step = seed().check("050471", at(1_111_111_111), None).unwrap();
        assert_eq!(seed().check("050471", at(1_111_111_112), Some(step)), Err(Refusal::Used));
        assert_eq!(seed().check("081804", at(1_111_111_112), Some(step)), Err(Refusal::Used));
        assert_eq!(seed().check("050471", at(1_111_111_112), Some(step - 1)), Ok(step));
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "28708", "2870822", "28708a", "+28708", "２８７０８２", "287082287082"] {
            assert_eq!(seed().check(text, at(59), None), Err(Refusal::Malformed), "{text}");
        }
        assert_eq!(seed().check(" 287 082\n", at(59), None), Ok(1));
        assert_eq!(seed().check("287083", at(59), None), Err(Refusal::Wrong));
        assert_eq!(Seed::new([1; SEED]).check("287082", at(59), None), Err(Refusal::Wrong));
    }

    #[test]
    fn an_app_reads_the_address() {
        let address = seed().address("Арашa: тест", "aidana.t1@police.example");
        assert!(address.starts_with("otpauth://totp/"), "{}", *address);
        let read = Totp::from_url(address.as_str()).unwrap();
        assert_eq!(read.secret().as_bytes(), b"12345678901234567890");
        assert_eq!((read.digits(), read.step(), read.issuer()), (6, 30, Some("Арашa  тест")));
        assert_eq!(read.account_name(), "aidana.t1@police.example");
        assert!(Totp::from_url(seed().address("", "").as_str()).is_ok());
    }

    #[test]
    fn a_seed_is_kept_as_text_and_shows_nothing() {
        let kept = serde_json::to_string(&seed()).unwrap();
        assert_eq!(kept, "\"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\"");
        assert_eq!(serde_json::from_str::<Seed>(&kept).unwrap().0, seed().0);
        assert!(serde_json::from_str::<Seed>("\"GEZDGNBV\"").is_err());
        assert_eq!(format!("{:?}", seed()), "Seed");
    }

    #[test]
    fn each_has_a_key_of_its_own() {
        let keys: BTreeSet<_> = Refusal::ALL.iter().map(Refusal::key).collect();
        assert_eq!(keys.len(), Refusal::ALL.len());
    }

    proptest! {
        #[test]
        fn no_text_panics(code: String, seconds in -10_000_000_000_i64..200_000_000_000) {
            let _ = seed().check(&code, at(seconds), Some(3));
        }
    }
}
