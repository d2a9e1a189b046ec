//! The neutral form: one post a line.

use std::borrow::Cow;
use std::io::BufRead;

use record::{Post, PostKey};
use serde_json::{Map, Value};

use super::item::{Flow, Form, Out};
use super::lines::{Line, read_line};

/// A post longer than this is not a post.
pub(crate) const MAX_LINE: usize = 16 * 1024 * 1024;

/// Passes on every line that is not blank; they are parsed later, on all cores.
pub(crate) fn read(reader: &mut dyn BufRead, out: &mut Out<'_>) -> Flow {
    let mut buffer = Vec::new();
    let mut number = 0;
    loop {
        number += 1;
        match read_line(reader, &mut buffer, MAX_LINE) {
            Ok(Line::Read) if buffer.iter().all(u8::is_ascii_whitespace) => {}
            Ok(Line::Read) => out.raw(number, Form::Line, std::mem::take(&mut buffer))?,
            Ok(Line::TooLong) => out.reject(number, "the line is longer than 16 MiB", &buffer)?,
            Ok(Line::End) => return Flow::Continue(()),
            Err(error) => return out.reject(number, format!("can't be read further: {error}"), b""),
        }
    }
}

/// Parses one line.
///
/// # Errors
/// Why it is no post.
pub(crate) fn parse(line: &[u8]) -> Result<Post, String> {
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    let text = match std::str::from_utf8(line) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(super::encoding::decode(line)),
    };
    let post = match serde_json::from_str::<Post>(&text) {
        Ok(post) => post,
        Err(error) => loose(&text).ok_or_else(|| format!("not a post: {error}"))?,
    };
    PostKey::new(&*post.source, &*post.id).map_err(|error| error.to_string())?;
    Ok(post)
}

/// Forgives numbers for ids and authors, and moments without an offset.
fn loose(text: &str) -> Option<Post> {
    let Ok(Value::Object(fields)) = serde_json::from_str::<Value>(text) else { return None };
    Some(Post {
        source: plain(&fields, "source")?,
        id: plain(&fields, "id")?,
        published: plain(&fields, "published").and_then(|moment| super::dates::parse(&moment)),
        author: plain(&fields, "author"),
        text: match fields.get("text") {
            None | Some(Value::Null) => String::new(),
            Some(_) => plain(&fields, "text")?,
        },
        url: plain(&fields, "url"),
        media: match fields.get("media") {
            Some(Value::Array(paths)) => paths.iter().filter_map(|path| path.as_str().map(str::to_owned)).collect(),
            _ => Vec::new(),
        },
    })
}

fn plain(fields: &Map<String, Value>, name: &str) -> Option<String> {
    match fields.get(name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_are_read_strictly_and_then_loosely() {
        let post = parse(r#"{"source":"s","id":7,"published":"2025-03-01 10:00","text":"a"}"#.as_bytes()).unwrap();
        assert_eq!((post.id.as_str(), post.published.map(|at| at.to_string()).as_deref()), ("7", Some("2025-03-01T10:00:00Z")));
        let line = encoding_rs::WINDOWS_1251.encode(r#"{"source":"s","id":"1","text":"нужна работа на лето"}"#).0.into_owned();
        assert_eq!(parse(&line).unwrap().text, "нужна работа на лето");
    }

    #[test]
    fn what_is_no_post_says_why() {
        let why = |line: &str| parse(line.as_bytes()).unwrap_err();
        assert!(why("{").starts_with("not a post"));
        assert!(why(r#"{"id":"1"}"#).contains("source"));
        assert!(why(r#"{"source":"a/b","id":"1"}"#).contains("slash"));
        assert!(why(r#"{"source":"","id":"1"}"#).contains("SOURCE/ID"));
        assert!(why(r#"{"source":"s","id":"1","text":[]}"#).starts_with("not a post"));
    }
}
