//! A query string, read strictly: what is not written as the standard says is refused instead of guessed.

use super::errors::{Refusal, Wrong};

/// Names and values at most.
const MOST: usize = 200;

/// The names and values of a query.
///
/// # Errors
/// Where an escape is broken, something is not UTF-8, or there are too many.
pub fn pairs(query: &str) -> Result<Vec<(String, String)>, Refusal> {
    let unreadable = || Refusal::Question(Wrong::new("", "api-query-unreadable"));
    let mut pairs = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        pairs.push((decoded(name).ok_or_else(unreadable)?, decoded(value).ok_or_else(unreadable)?));
        if pairs.len() > MOST {
            return Err(unreadable());
        }
    }
    Ok(pairs)
}

/// A text without its escapes; nothing where one is broken.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => digit(rest.next()?)? << 4 | digit(rest.next()?)?,
            b'+' => b' ',
            _ => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone() {
        let found = pairs("q=%D2%9B%D1%8B%D0%B7+1&&x&y=a=b%00").unwrap();
        let found: Vec<(&str, &str)> = found.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(found, [("q", "қыз 1"), ("x", ""), ("y", "a=b\0")]);
    }

    #[test]
    fn what_is_broken_is_not_guessed() {
        for query in ["a=%", "a=%4", "a=%zz", "%ff=1", "a=%C3%28", &"a&".repeat(MOST + 1)] {
            assert!(matches!(pairs(query), Err(Refusal::Question(_))), "{query}");
        }
    }
}
