//! Names of subjects and issuers (X.501).

use crate::der::{Element, OBJECT_IDENTIFIER, SEQUENCE, SET};
use crate::{Malformed, Oid};

const WHAT: &str = "a name";
/// A name with more parts is not read.
const MAX_PARTS: usize = 64;
/// A longer text is cut; real ones have a hundred characters.
const MAX_TEXT: usize = 512;

/// The parts of a name that people know by letters.
const LETTERS: &[(&[u8], &str)] = &[
    (&[0x55, 4, 3], "CN"),
    (&[0x55, 4, 4], "SN"),
    (&[0x55, 4, 5], "serialNumber"),
    (&[0x55, 4, 6], "C"),
    (&[0x55, 4, 7], "L"),
    (&[0x55, 4, 8], "ST"),
    (&[0x55, 4, 10], "O"),
    (&[0x55, 4, 11], "OU"),
    (&[0x55, 4, 97], "organizationIdentifier"),
];

/// One part: what it is, and its text.
#[derive(Debug, PartialEq, Eq)]
struct Part {
    kind: Oid,
    text: String,
    /// It belongs to the part before.
    joined: bool,
}

/// A name as people read it, in the order in which it stands: `C=KZ, O=Example, CN=Example stamps`.
pub(crate) fn text(name: Element<'_>) -> Result<String, Malformed> {
    let mut text = String::new();
    for part in parts(name)? {
        text.push_str(if text.is_empty() {
            ""
        } else if part.joined {
            " + "
        } else {
            ", "
        });
        let letters = LETTERS.iter().find(|(kind, _)| *kind == part.kind.as_bytes());
        text.push_str(&letters.map_or_else(|| part.kind.to_string(), |(_, letters)| (*letters).to_owned()));
        text.push('=');
        text.push_str(&escaped(&part.text));
    }
    Ok(text.chars().take(MAX_TEXT).collect())
}

/// Whether two names are the same: to the byte, or in all their texts but for case and outer spaces (two encoders, one name).
pub(crate) fn same(one: Element<'_>, other: Element<'_>) -> bool {
    one.whole == other.whole || matches!((folded(one), folded(other)), (Ok(one), Ok(other)) if one == other)
}

fn folded(name: Element<'_>) -> Result<Vec<Part>, Malformed> {
    let fold = |part: Part| Part { text: part.text.trim().to_lowercase(), ..part };
    Ok(parts(name)?.into_iter().map(fold).collect())
}

fn parts(name: Element<'_>) -> Result<Vec<Part>, Malformed> {
    let mut parts = Vec::new();
    for set in name.reader().all(SET, WHAT)? {
        for (at, part) in set.reader().all(SEQUENCE, WHAT)?.into_iter().enumerate() {
            parts.push(read_part(part, at > 0)?);
        }
    }
    if parts.len() <= MAX_PARTS { Ok(parts) } else { Err(Malformed::Form(WHAT)) }
}

fn read_part(part: Element<'_>, joined: bool) -> Result<Part, Malformed> {
    let mut reader = part.reader();
    let kind = Oid::read(reader.expect(OBJECT_IDENTIFIER, WHAT)?, WHAT)?;
    let value = reader.next(WHAT)?;
    reader.end(WHAT)?;
    Ok(Part { kind, text: decoded(value), joined })
}

/// UTF-8, Printable and IA5 strings; Teletex as Latin-1, as everybody writes it; BMP. What is none of them is shown in hexadecimal.
fn decoded(value: Element<'_>) -> String {
    match value.tag {
        0x0c | 0x13 | 0x16 => String::from_utf8_lossy(value.body).into_owned(),
        0x14 => value.body.iter().map(|byte| char::from(*byte)).collect(),
        0x1e => String::from_utf16_lossy(&value.body.chunks(2).map(pair).collect::<Vec<u16>>()),
        _ => std::iter::once("#".to_owned()).chain(value.whole.iter().map(|byte| format!("{byte:02x}"))).collect(),
    }
}

fn pair(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |value, byte| value << 8 | u16::from(*byte))
}

/// What separates parts is escaped, so that no text passes for two.
fn escaped(text: &str) -> String {
    let mut shown = String::new();
    for letter in visible(text).chars() {
        if matches!(letter, ',' | '+' | '\\') {
            shown.push('\\');
        }
        shown.push(letter);
    }
    shown
}

/// What is not seen, or turns the line around, is shown as a box.
pub(crate) fn visible(text: &str) -> String {
    text.chars().take(MAX_TEXT).map(|letter| if is_hidden(letter) { '\u{fffd}' } else { letter }).collect()
}

fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{061c}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::der::{Reader, element};

    fn part(kind: u8, tag: u8, value: &[u8]) -> Vec<u8> {
        element(SEQUENCE, &[&element(OBJECT_IDENTIFIER, &[&[0x55, 4, kind]]), &element(tag, &[value])])
    }

    fn name(sets: &[&[u8]]) -> Vec<u8> {
        element(SEQUENCE, &[&sets.iter().flat_map(|set| element(SET, &[set])).collect::<Vec<_>>()])
    }

    fn read(bytes: &[u8]) -> Element<'_> {
        Reader::new(bytes).next("name").unwrap()
    }

    #[test]
    fn a_name_is_read_in_its_order() {
        let two = [part(10, 0x14, b"Caf\xe9"), part(99, 0x1e, &[4, 0x16])].concat();
        let bytes = name(&[&part(6, 0x13, b"KZ"), &two, &part(3, 0x0c, "Уақыт".as_bytes()), &part(11, 0x03, &[0, 1])]);
        assert_eq!(text(read(&bytes)).as_deref(), Ok("C=KZ, O=Café + 2.5.4.99=Ж, CN=Уақыт, OU=#03020001"));
    }

    #[test]
    fn a_name_does_not_pass_for_another() {
        let bytes = name(&[&part(3, 0x0c, "A, O=B\n\u{202e}c".as_bytes())]);
        assert_eq!(text(read(&bytes)).as_deref(), Ok("CN=A\\, O=B\u{fffd}\u{fffd}c"));
        assert_eq!(text(read(&name(&[&part(3, 0x0c, &[b'a'; 9000])]))).unwrap().len(), MAX_TEXT);
    }

    #[test]
    fn encoders_differ_and_names_do_not() {
        let one = name(&[&part(3, 0x0c, b"Example Stamps")]);
        assert!(same(read(&one), read(&name(&[&part(3, 0x13, b"example stamps ")]))));
        assert!(!same(read(&one), read(&name(&[&part(10, 0x0c, b"Example Stamps")]))));
        assert!(!same(read(&one), read(&name(&[&part(3, 0x0c, b"Example Stamp")]))));
    }

    #[test]
    fn what_is_no_name_is_refused() {
        let many: Vec<Vec<u8>> = (0..=MAX_PARTS).map(|_| part(3, 0x0c, b"a")).collect();
        let many: Vec<&[u8]> = many.iter().map(Vec::as_slice).collect();
        for bytes in [name(&many), element(SEQUENCE, &[&part(3, 0x0c, b"a")]), name(&[&element(SEQUENCE, &[])])] {
            assert!(text(read(&bytes)).is_err());
        }
    }
}
