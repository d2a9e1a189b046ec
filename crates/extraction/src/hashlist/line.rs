//! One checksum of a line.

use super::{Algorithm, Digests, Row, SixtyFour};
use crate::Why;
use crate::lines::Line;

/// Reads a line of coreutils, BSD, OpenSSL, or digits alone.
pub(super) fn read(line: &Line, sixty_four: SixtyFour) -> Result<Row, Why> {
    let (escaped, text) = line.text.strip_prefix('\\').map_or((false, line.text.as_str()), |text| (true, text));
    let (digests, name) = match tagged(text) {
        Some((word, name, digits)) => (by_name(word, digits)?, Some(name)),
        None => untagged(text, sixty_four)?,
    };
    let name = match name {
        Some(name) if escaped => Some(unescaped(name).ok_or(Why::Escape)?),
        name => name.map(str::to_owned),
    };
    Ok(Row { line: line.number, digests, name, exact: line.exact, size: None })
}

/// `SHA256 (name) = digits` or `SHA2-256(name)= digits`.
fn tagged(text: &str) -> Option<(&str, &str, &str)> {
    let (word, rest) = text.split_once('(')?;
    let is_word = word.trim().chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-') && !word.trim().is_empty();
    // The name may hold what ends it: the last such sign does.
    let (name, digits) = rest.rsplit_once(") = ").or_else(|| rest.rsplit_once(")= "))?;
    is_word.then_some((word.trim(), name, digits))
}

fn by_name(word: &str, digits: &str) -> Result<Digests, Why> {
    let algorithm = Algorithm::named(word).ok_or_else(|| Why::Algorithm(word.to_owned()))?;
    Digests::default().with(algorithm, digits)
}

/// `digits  name`, `digits *name` or `digits`.
fn untagged(text: &str, sixty_four: SixtyFour) -> Result<(Digests, Option<&str>), Why> {
    let (digits, rest) = text.split_once(' ').map_or((text.trim_end(), None), |(digits, rest)| (digits, Some(rest)));
    let digests = Digests::default().with(by_length(digits, sixty_four)?, digits)?;
    let name = rest.map(|rest| rest.strip_prefix([' ', '*']).unwrap_or(rest));
    Ok((digests, name.filter(|name| !name.is_empty())))
}

fn by_length(digits: &str, sixty_four: SixtyFour) -> Result<Algorithm, Why> {
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return Err(Why::NoHash);
    }
    match (digits.len(), sixty_four) {
        (32, _) => Ok(Algorithm::Md5),
        (40, _) => Ok(Algorithm::Sha1),
        (64, SixtyFour::Sha256) => Ok(Algorithm::Sha256),
        (64, SixtyFour::Blake3) => Ok(Algorithm::Blake3),
        (56 | 96 | 128, _) => Err(Why::Algorithm(format!("{} digits", digits.len()))),
        _ => Err(Why::NoHash),
    }
}

/// What coreutils wrote as `\\`, `\n` and `\r`.
fn unescaped(name: &str) -> Option<String> {
    let mut plain = String::with_capacity(name.len());
    let mut letters = name.chars();
    while let Some(letter) = letters.next() {
        plain.push(match letter {
            '\\' => match letters.next()? {
                '\\' => '\\',
                'n' => '\n',
                'r' => '\r',
                _ => return None,
            },
            letter => letter,
        });
    }
    Some(plain)
}
