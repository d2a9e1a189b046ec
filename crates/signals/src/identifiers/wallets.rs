//! Wallets of digital currencies and bank accounts (IBAN), each by its checksum.

use std::ops::Range;

use sha3::{Digest, Keccak256};

use super::scene::Scene;
use super::{Hit, Hits, Kind};
use crate::unfold::class::Class;

/// The shortest wallet address.
const SHORTEST: usize = 26;
/// The longest wallet address.
const LONGEST: usize = 90;
/// The shortest and the longest IBAN.
const IBAN: Range<usize> = 15..35;

/// Finds wallets and bank accounts.
pub(super) fn find(scene: &Scene<'_>, hits: &mut Hits) {
    for token in &scene.tokens {
        let long = token.end - token.start >= SHORTEST;
        if !long && !may_be_iban(scene, token.start, token.end) {
            continue;
        }
        let hit = if long { wallet(scene, token.start..token.end) } else { None };
        if let Some(hit) = hit.or_else(|| iban(scene, token.start))
            && hits.is_free(hit.glyphs.clone())
        {
            hits.push(hit);
        }
    }
}

fn wallet(scene: &Scene<'_>, glyphs: Range<usize>) -> Option<Hit> {
    let address: String = glyphs.clone().filter_map(|at| scene.cased(at)).collect();
    is_wallet(&address).then_some(Hit { kind: Kind::Wallet, value: address, glyphs })
}

/// Whether a word is an address with a right checksum.
fn is_wallet(address: &str) -> bool {
    if address.len() > LONGEST || !address.is_ascii() {
        return false;
    }
    match address.as_bytes() {
        [b'0', b'x' | b'X', rest @ ..] => rest.len() == 40 && is_ethereum(address.get(2..).unwrap_or("")),
        [b'b' | b'B', b'c' | b'C', b'1', ..] | [b'l', b't', b'c', ..] => bech32::segwit::decode(address).is_ok(),
        [b'1' | b'3' | b'T' | b'L' | b'D', ..] => is_base58(address),
        _ => false,
    }
}

/// Version bytes: Bitcoin 0 and 5, TRON 0x41, Litecoin 0x30 and 0x32, Dogecoin 0x1e.
fn is_base58(address: &str) -> bool {
    let decoded = bs58::decode(address).with_check(None).into_vec();
    decoded
        .is_ok_and(|bytes| bytes.len() == 21 && bytes.first().is_some_and(|version| matches!(version, 0 | 5 | 0x41 | 0x30 | 0x32 | 0x1E)))
}

/// EIP-55: the case of the letters is a checksum; addresses of one case have none.
fn is_ethereum(address: &str) -> bool {
    if !address.chars().all(|c| c.is_ascii_hexdigit()) {
        return false;
    }
    let one_case = !address.contains(|c: char| c.is_ascii_uppercase()) || !address.contains(|c: char| c.is_ascii_lowercase());
    if one_case {
        return address.contains(|c: char| c.is_ascii_alphabetic());
    }
    let hash = Keccak256::digest(address.to_ascii_lowercase().as_bytes());
    address.chars().enumerate().all(|(place, c)| {
        let byte = hash.get(place / 2).copied().unwrap_or(0);
        let half = if place % 2 == 0 { byte >> 4 } else { byte & 15 };
        c.is_ascii_digit() || c.is_ascii_uppercase() == (half >= 8)
    })
}

/// Whether a word begins as an IBAN does: two letters, two digits.
fn may_be_iban(scene: &Scene<'_>, start: usize, end: usize) -> bool {
    let at = |place: usize| scene.cased(start + place);
    let letter = |place: usize| at(place).is_some_and(|c| c.is_ascii_uppercase());
    let digit = |place: usize| at(place).is_some_and(|c| c.is_ascii_digit());
    end - start >= 4 && letter(0) && letter(1) && digit(2) && digit(3)
}

/// The lengths of the IBANs of the region and of the countries it deals with (ISO 13616 registry).
fn iban_length(country: &str) -> Option<usize> {
    Some(match country {
        "NO" => 15,
        "BE" => 16,
        "DK" | "FI" | "NL" => 18,
        "AT" | "EE" | "KZ" | "LT" | "LU" => 20,
        "CH" | "LI" | "LV" | "HR" => 21,
        "DE" | "GB" | "GE" | "IE" | "BG" | "BH" | "ME" | "RS" => 22,
        "AE" | "IL" => 23,
        "CZ" | "ES" | "MD" | "PK" | "RO" | "SA" | "SE" | "SK" => 24,
        "PT" => 25,
        "IT" | "FR" | "GR" | "MC" => 27,
        "AZ" | "BY" | "CY" | "HU" | "LB" | "PL" => 28,
        "QA" | "UA" => 29,
        "JO" | "KW" => 30,
        "RU" => 33,
        "TR" => 26,
        _ => return None,
    })
}

/// An IBAN that begins at a glyph, in one piece or in groups of four.
fn iban(scene: &Scene<'_>, start: usize) -> Option<Hit> {
    let mut value = String::new();
    let mut at = start;
    let mut end = start;
    let mut length = IBAN.end;
    while value.len() < length {
        match scene.cased(at)? {
            ' ' if value.len().is_multiple_of(4) && !value.is_empty() => {}
            c if c.is_ascii_alphanumeric() => {
                value.push(c.to_ascii_uppercase());
                end = at + 1;
            }
            _ => return None,
        }
        if value.len() == 2 {
            length = iban_length(&value)?;
        }
        at += 1;
    }
    let ends_here = scene.ch(end).is_none_or(|c| !Class::of(c).is_wordish());
    (ends_here && is_iban(&value)).then_some(Hit { kind: Kind::Iban, value, glyphs: start..end })
}

/// ISO 7064 mod 97-10 over the rearranged characters.
fn is_iban(value: &str) -> bool {
    let Some((head, rest)) = value.split_at_checked(4) else { return false };
    let remainder = rest.chars().chain(head.chars()).try_fold(0u32, |sum, c| {
        let digit = c.to_digit(36)?;
        Some(if digit < 10 { (sum * 10 + digit) % 97 } else { (sum * 100 + digit) % 97 })
    });
    remainder == Some(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_with_right_checksums_are_wallets() {
        for address in [
            "TGVRCYGyLED2wsKrmJy9noLrxhNNQDLnV1",
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
            "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        ] {
            assert!(is_wallet(address), "{address}");
        }
    }

    #[test]
    fn a_wrong_checksum_is_no_wallet() {
        for address in [
            "TGVRCYGyLED2wsKrmJy9noLrxhNNQDLnV2",
            "0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
            "1BoatSLRHtKNngkdXEeobR76b53LETtpy1",
            "0x1234567890123456789012345678901234567890",
        ] {
            assert!(!is_wallet(address), "{address}");
        }
    }

    #[test]
    fn an_iban_has_its_remainder() {
        assert!(is_iban("DE89370400440532013000"));
        assert!(is_iban("KZ86125KZT5004100100"));
        assert!(!is_iban("KZ86125KZT5004100101"));
    }
}
