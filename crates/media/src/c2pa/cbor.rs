//! Values of CBOR (RFC 8949), within bounds. The reading of single items is `minicbor`'s.

use minicbor::Decoder;
use minicbor::data::Type;

use crate::metadata::text;

/// Deepest value.
const DEEPEST: u8 = 16;
/// Most values in one piece of CBOR.
const MOST: usize = 4_096;

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// A text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A number that is not below zero.
    Number(u64),
    /// A list.
    List(Vec<Value>),
    /// Values by name; those that are not named by a text are left out.
    Map(Vec<(String, Value)>),
    /// Anything else.
    Other,
}

impl Value {
    /// Reads a value; none where it is broken, too deep or too large.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let mut left = MOST;
        read(&mut Decoder::new(bytes), DEEPEST, &mut left)
    }

    /// The value under a name.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Map(entries) => entries.iter().find(|(known, _)| known == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text under a name, plain and bounded.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        match self.get(name)? {
            Self::Text(text) => plain(text.as_bytes()),
            _ => None,
        }
    }

    /// The number under a name.
    pub(super) fn number(&self, name: &str) -> Option<u64> {
        if let Self::Number(number) = self.get(name)? { Some(*number) } else { None }
    }

    /// The bytes under a name.
    pub(super) fn bytes(&self, name: &str) -> Option<&[u8]> {
        if let Self::Bytes(bytes) = self.get(name)? { Some(bytes) } else { None }
    }

    /// The values of a list.
    pub(super) fn items(&self) -> Option<&[Self]> {
        if let Self::List(items) = self { Some(items) } else { None }
    }
}

/// A text for people.
pub(super) fn plain(bytes: &[u8]) -> Option<String> {
    text(bytes)
}

fn read(decoder: &mut Decoder<'_>, deep: u8, left: &mut usize) -> Option<Value> {
    *left = left.checked_sub(1)?;
    let deep = deep.checked_sub(1)?;
    Some(match decoder.datatype().ok()? {
        Type::String => Value::Text(decoder.str().ok()?.to_owned()),
        Type::Bytes => Value::Bytes(decoder.bytes().ok()?.to_vec()),
        Type::U8 | Type::U16 | Type::U32 | Type::U64 => Value::Number(decoder.u64().ok()?),
        Type::Array | Type::ArrayIndef => list(decoder, deep, left)?,
        Type::Map | Type::MapIndef => map(decoder, deep, left)?,
        Type::Tag => {
            decoder.tag().ok()?;
            read(decoder, deep, left)?
        }
        Type::Break => return None,
        _ => {
            decoder.skip().ok()?;
            Value::Other
        }
    })
}

/// Whether another item follows in a list of known or unknown length.
fn follows(decoder: &mut Decoder<'_>, length: &mut Option<u64>) -> Option<bool> {
    match length {
        Some(0) => Some(false),
        Some(left) => {
            *left -= 1;
            Some(true)
        }
        None if decoder.datatype().ok()? == Type::Break => {
            decoder.skip().ok()?;
            Some(false)
        }
        None => Some(true),
    }
}

fn list(decoder: &mut Decoder<'_>, deep: u8, left: &mut usize) -> Option<Value> {
    let (mut length, mut items) = (decoder.array().ok()?, Vec::new());
    while follows(decoder, &mut length)? {
        items.push(read(decoder, deep, left)?);
    }
    Some(Value::List(items))
}

fn map(decoder: &mut Decoder<'_>, deep: u8, left: &mut usize) -> Option<Value> {
    let (mut length, mut entries) = (decoder.map().ok()?, Vec::new());
    while follows(decoder, &mut length)? {
        let (name, value) = (read(decoder, deep, left)?, read(decoder, deep, left)?);
        if let Value::Text(name) = name {
            entries.push((name, value));
        }
    }
    Some(Value::Map(entries))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_whatever_the_form_of_their_lengths() {
        let whole = Value::read(b"\xa2\x61a\x01\x61b\x82\x61x\x42\x01\x02").unwrap();
        assert_eq!(whole.number("a"), Some(1));
        assert_eq!(whole.get("b").unwrap().items().unwrap(), [Value::Text("x".into()), Value::Bytes(vec![1, 2])]);
        let open = Value::read(b"\xbf\x61a\x9f\x01\xf4\xff\x02\x03\xff").unwrap();
        assert_eq!(open, Value::Map(vec![("a".into(), Value::List(vec![Value::Number(1), Value::Other]))]));
        assert_eq!(Value::read(b"\xc0\x61t"), Some(Value::Text("t".into())));
    }

    #[test]
    fn hostile_values_are_none() {
        assert_eq!(Value::read(&[0x81; 100_000]), None, "deep");
        assert_eq!(Value::read(&[0x9f; 100_000]), None, "deep, of unknown length");
        assert_eq!(Value::read(b"\x9b\xff\xff\xff\xff\xff\xff\xff\xff\x01"), None, "a list longer than any");
        assert_eq!(Value::read(b"\x7b\xff\xff\xff\xff\xff\xff\xff\xff\x01"), None, "a text longer than any");
        assert_eq!(Value::read(&[[0x9f].as_slice(), &[1; 10_000]].concat()), None, "too many");
        for bytes in [b"".as_slice(), b"\xff", b"\xa1\x61", b"\x62\xff\xff", b"\x1c"] {
            assert_eq!(Value::read(bytes), None, "{bytes:x?}");
        }
    }
}
