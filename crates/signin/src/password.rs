//! Passwords: which are good enough, how they are kept, how they are compared.
//!
//! A password is never enough alone here; a one-time code stands beside it ([`code`](crate::code)). The rules follow NIST SP 800-63B-4,
//! section 3.1.1: length counts and composition does not, any character is good, common passwords and words of the context are refused.
//! It asks for 8 characters where there is a second factor; the 12 are ours.
//!
//! Kept is what Argon2id makes of it, with what the OWASP Password Storage Cheat Sheet names first: 19 MiB of memory, 2 passes, 1 lane.

mod common;

use std::fmt;

use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::refuse_if;

/// The fewest characters.
pub const LEAST: usize = 12;
/// The most characters.
pub const MOST: usize = 256;
/// What must be left of a password when common words and runs are taken away.
const LEAST_OWN: usize = 6;
/// A shorter sign-in name stands inside of too many passwords.
const LEAST_NAME: usize = 3;
/// Our own name, as people would write it.
const PRODUCT: [&str; 3] = ["arasha", "араша", "fhfif"];
/// What is compared with where there is nobody: its value does not matter, only its cost.
const NOBODY: [u8; 16] = [0; 16];

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    /// Fewer than [`LEAST`] characters.
    #[error("a password has {LEAST} characters or more")]
    TooShort,
    /// More than [`MOST`] characters.
    #[error("a password has {MOST} characters or fewer")]
    TooLong,
    /// Hardly more than words that everybody tries first.
    #[error("this password is among the first that are tried")]
    Common,
    /// The person's sign-in name stands in it.
    #[error("the sign-in name stands in the password")]
    HoldsName,
    /// The program's name stands in it.
    #[error("the program's name stands in the password")]
    HoldsProduct,
    /// There is not memory enough to keep it; the same password may do later.
    #[error("the password could not be kept; try again")]
    NotKept,
}

impl Refusal {
    /// One of each.
    pub const ALL: [Self; 6] = [Self::TooShort, Self::TooLong, Self::Common, Self::HoldsName, Self::HoldsProduct, Self::NotKept];

    /// The key of its message in the catalogues; [`LEAST`] and [`MOST`] are the numbers in it.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::TooShort => "password-too-short",
            Self::TooLong => "password-too-long",
            Self::Common => "password-common",
            Self::HoldsName => "password-holds-name",
            Self::HoldsProduct => "password-holds-product",
            Self::NotKept => "password-not-kept",
        }
    }
}

/// What is kept of a password: Argon2id's result with its salt and costs, as a PHC string.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PasswordHash(String);

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash")
    }
}

/// Whether a password may be chosen by whoever signs in under this name. Costs little.
///
/// # Errors
/// The first reason why not.
pub fn check(password: &str, sign_in_name: &str) -> Result<(), Refusal> {
    let password = normal(password).ok_or(Refusal::TooLong)?;
    refuse_if(password.chars().count() < LEAST, Refusal::TooShort)?;
    let small = Zeroizing::new(password.to_lowercase());
    refuse_if(PRODUCT.iter().any(|name| small.contains(name)), Refusal::HoldsProduct)?;
    refuse_if(names(sign_in_name).iter().any(|name| small.contains(name)), Refusal::HoldsName)?;
    refuse_if(common::left_over(&password) < LEAST_OWN, Refusal::Common)
}

/// What is kept of a password that [`check`] takes. The salt is random. Takes some tens of milliseconds and 19 MiB: not for an async thread.
///
/// # Errors
/// What [`check`] says, and [`Refusal::NotKept`].
pub fn keep(password: &str, sign_in_name: &str, salt: [u8; 16]) -> Result<PasswordHash, Refusal> {
    check(password, sign_in_name)?;
    let password = normal(password).ok_or(Refusal::TooLong)?;
    let hash = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
    hash.map(|hash| PasswordHash(hash.to_string())).map_err(|_| Refusal::NotKept)
}

/// Whether the password is the one that is kept. Where nothing is kept, because there is no such person or the person has no password,
/// the answer is no and takes as long. Not for an async thread, as [`keep`].
#[must_use]
pub fn fits(password: &str, kept: Option<&PasswordHash>) -> bool {
    // Too long to be anybody's; whoever sends it learns nothing of a person.
    let Some(password) = normal(password) else { return false };
    match kept {
        Some(kept) => Argon2::default().verify_password(password.as_bytes(), kept.0.as_str()).is_ok(),
        None => {
            let _spent = std::hint::black_box(Argon2::default().hash_password_with_salt(password.as_bytes(), &NOBODY));
            false
        }
    }
}

/// The password in the one form in which it is compared, so that it does not matter on which system it is typed (Unicode's NFC).
fn normal(password: &str) -> Option<Zeroizing<String>> {
    // No character has more than four bytes, and composing makes nothing longer than three times.
    if password.len() > MOST * 12 {
        return None;
    }
    let normal = Zeroizing::new(password.nfc().collect::<String>());
    (normal.chars().count() <= MOST).then_some(normal)
}

/// A sign-in name and, of an address, what stands before the `@`.
fn names(sign_in_name: &str) -> Vec<String> {
    let small: String = sign_in_name.trim().nfc().collect::<String>().to_lowercase();
    let before = small.split('@').next().unwrap_or_default().to_owned();
    [small, before].into_iter().filter(|name| name.chars().count() >= LEAST_NAME).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::time::Instant;

    use proptest::prelude::*;

    use super::*;

    const GOOD: &str = "верблюд читает вслух";

    #[test]
    fn each_has_a_key_of_its_own() {
        let keys: BTreeSet<_> = Refusal::ALL.iter().map(Refusal::key).collect();
        assert_eq!(keys.len(), Refusal::ALL.len());
    }

    #[test]
    fn bad_passwords_are_refused_with_their_reason() {
        let long = "ю7".repeat(129);
        let huge = "x".repeat(1_000_000);
        let cases = [
            ("k7#vLq2!xZ", Refusal::TooShort),
            ("одиннадцать", Refusal::TooShort),
            (&long, Refusal::TooLong),
            (&huge, Refusal::TooLong),
            ("passwordpassword", Refusal::Common),
            ("Password2024!", Refusal::Common),
            ("qwertyuiop123", Refusal::Common),
            ("qwertyuiop[]", Refusal::Common),
            ("1qaz2wsx3edc4rfv", Refusal::Common),
            ("aaaaaaaaaaaaaa", Refusal::Common),
            ("123456789012", Refusal::Common),
            ("abcdefghijklmnop", Refusal::Common),
            ("ЙЦУКЕНГШЩЗХЪ12", Refusal::Common),
            ("пароль123456", Refusal::Common),
            ("gfhjkm123456", Refusal::Common),
            ("Ghbdtnghbdtn1", Refusal::Common),
            ("қазақстан2025", Refusal::Common),
            ("0fpf0cnfy2025", Refusal::Common),
            ("айналайын111", Refusal::Common),
            ("Almaty_Astana_1", Refusal::Common),
            ("тигр, Aidana.T1: восемь", Refusal::HoldsName),
            ("восемь тигров aidana.t1@police.example", Refusal::HoldsName),
            ("восемь тигров Arasha", Refusal::HoldsProduct),
            ("восемь тигров Араша", Refusal::HoldsProduct),
        ];
        for (password, refusal) in cases {
            assert_eq!(check(password, "Aidana.T1@police.example"), Err(refusal), "{password}");
        }
    }

    #[test]
    fn good_passwords_are_taken_whatever_they_are_made_of() {
        let cases =
            [GOOD, "correct horse battery staple", "84719305518273", "күн сәулесі терезеден", "xkvjqzwyphbd", "🐪📖🔊🌵🏜🌙⭐🔥💧🪨🌿🍃"];
        for password in cases {
            assert_eq!(check(password, "ai"), Ok(()), "{password}");
        }
    }

    #[test]
    fn only_the_same_password_fits() {
        let kept = keep(GOOD, "aidana", [7; 16]).unwrap();
        assert!(kept.0.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", kept.0);
        assert!(fits(GOOD, Some(&kept)));
        assert!(!fits("верблюд читает вслуx", Some(&kept)));
        assert!(!fits("", Some(&kept)));
        assert!(!fits(GOOD, None));
        assert!(!fits(GOOD, Some(&PasswordHash(String::new()))));
        let again: PasswordHash = serde_json::from_str(&serde_json::to_string(&kept).unwrap()).unwrap();
        assert!(fits(GOOD, Some(&again)));
        assert_ne!(keep(GOOD, "aidana", [8; 16]).unwrap(), kept);
        assert_eq!(format!("{kept:?}"), "PasswordHash");
        assert_eq!(keep("short", "aidana", [7; 16]), Err(Refusal::TooShort));
    }

    #[test]
    fn a_letter_is_the_same_composed_and_in_parts() {
        let kept = keep("йод и ёж на йотациях", "aidana", [7; 16]).unwrap();
        assert!(fits("и\u{306}од и е\u{308}ж на и\u{306}отациях", Some(&kept)));
        assert_eq!(check(&"й".repeat(MOST), "aidana"), Err(Refusal::Common));
        assert_eq!(check(&"и\u{306}".repeat(MOST), "aidana"), Err(Refusal::Common));
    }

    #[test]
    fn nobody_costs_as_much_as_somebody() {
        let kept = keep(GOOD, "aidana", [7; 16]).unwrap();
        let spent = |kept: Option<&PasswordHash>| {
            let start = Instant::now();
            assert!(!fits("тигр читает про себя", kept));
            start.elapsed()
        };
        // In turns, and the quickest of many: other tests run at the same time. Without the work, nobody would cost next to nothing.
        let turns: Vec<_> = (0..9).map(|_| (spent(Some(&kept)), spent(None))).collect();
        let somebody = turns.iter().map(|turn| turn.0).min().unwrap();
        let nobody = turns.iter().map(|turn| turn.1).min().unwrap();
        assert!(nobody * 3 > somebody && somebody * 3 > nobody, "{somebody:?} and {nobody:?}");
    }

    proptest! {
        #[test]
        fn no_password_panics(password: String, name: String) {
            let _ = check(&password, &name);
        }
    }
}
