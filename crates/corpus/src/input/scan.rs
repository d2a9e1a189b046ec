//! A JSON scanner that walks through files of any size and cuts out the objects of `messages` lists.
//!
//! A parser of whole files would hold gigabytes, and would stop at the first damaged message. This one holds one message at a time; when
//! a message is damaged it goes on at the next line that opens a message with the same indentation (exports are indented).

use std::io::{self, BufRead};

use super::jsonl::MAX_LINE;

/// Longest name or key that is remembered.
const MAX_STRING: usize = 4_096;
/// Deepest nesting outside of messages.
const MAX_DEPTH: usize = 64;

/// What the scanner meets.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// `{` or `[`.
    Open(u8),
    /// `}` or `]`.
    Close,
    /// A string, unescaped as far as its beginning is remembered.
    String(String),
    /// A number or word.
    Plain(String),
    /// `:`.
    Colon,
    /// `,`.
    Comma,
}

/// What came of cutting out an object.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// The object is whole.
    Whole(Vec<u8>),
    /// The object is damaged; the scanner stands inside a new one if `inside`, otherwise behind it.
    Damaged { bytes: Vec<u8>, why: &'static str, inside: bool },
}

/// Reads tokens from a stream.
pub(crate) struct Scanner<'a> {
    reader: &'a mut dyn BufRead,
    /// Spaces since the last line break, as long as nothing else came.
    indent: Option<usize>,
}

impl<'a> Scanner<'a> {
    pub(crate) fn new(reader: &'a mut dyn BufRead) -> Self {
        Self { reader, indent: Some(0) }
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        loop {
            match self.reader.fill_buf() {
                Ok(bytes) => return Ok(bytes.first().copied()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn next_byte(&mut self) -> io::Result<Option<u8>> {
        let byte = self.peek()?;
        if let Some(byte) = byte {
            self.reader.consume(1);
            self.indent = match (byte, self.indent) {
                (b'\n', _) => Some(0),
                (b' ' | b'\t', Some(count)) => Some(count + 1),
                (b'{', indent) => indent,
                _ => None,
            };
        }
        Ok(byte)
    }

    /// The next token; `None` at the end. Bytes that begin no token are passed over.
    pub(crate) fn token(&mut self) -> io::Result<Option<Token>> {
        while let Some(byte) = self.next_byte()? {
            let token = match byte {
                b'{' | b'[' => Token::Open(byte),
                b'}' | b']' => Token::Close,
                b':' => Token::Colon,
                b',' => Token::Comma,
                b'"' => Token::String(self.string()?),
                b'-' | b'0'..=b'9' | b'a'..=b'z' => Token::Plain(self.plain(byte)?),
                _ => continue,
            };
            return Ok(Some(token));
        }
        Ok(None)
    }

    fn plain(&mut self, first: u8) -> io::Result<String> {
        let mut text = vec![first];
        while let Some(byte) = self.peek()? {
            if !(byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'+' | b'-')) {
                break;
            }
            self.next_byte()?;
            if text.len() < MAX_STRING {
                text.push(byte);
            }
        }
        Ok(String::from_utf8_lossy(&text).into_owned())
    }

    /// A string behind its opening quote.
    fn string(&mut self) -> io::Result<String> {
        let mut raw = vec![b'"'];
        let mut escaped = false;
        while let Some(byte) = self.next_byte()? {
            if raw.len() < MAX_STRING {
                raw.push(byte);
            }
            match byte {
                b'\n' => break,
                b'"' if !escaped => break,
                _ => escaped = byte == b'\\' && !escaped,
            }
        }
        Ok(serde_json::from_slice(&raw).unwrap_or_else(|_| String::from_utf8_lossy(raw.get(1..).unwrap_or_default()).into_owned()))
    }

    /// Cuts out the object whose opening brace was just read.
    pub(crate) fn object(&mut self) -> io::Result<Cut> {
        let opened_at = self.indent.filter(|indent| *indent > 0);
        let mut cutter = Cutter { bytes: vec![b'{'], depth: 1, in_string: false, escaped: false, too_long: false };
        loop {
            let Some(byte) = self.next_byte()? else {
                return Ok(cutter.damaged("the file ends inside a message", false));
            };
            let sibling = byte == b'{' && opened_at.is_some() && self.indent == opened_at;
            if sibling {
                return Ok(cutter.damaged("the message is damaged", true));
            }
            if cutter.take(byte) {
                return Ok(if cutter.too_long {
                    cutter.damaged("the message is longer than 16 MiB", false)
                } else {
                    Cut::Whole(cutter.bytes)
                });
            }
        }
    }
}

struct Cutter {
    bytes: Vec<u8>,
    depth: usize,
    in_string: bool,
    escaped: bool,
    too_long: bool,
}

impl Cutter {
    /// Takes a byte; true where the object is complete with it.
    fn take(&mut self, byte: u8) -> bool {
        if self.bytes.len() < MAX_LINE {
            self.bytes.push(byte);
        } else {
            self.too_long = true;
        }
        if self.in_string {
            // JSON has no line breaks inside strings: where one stands, the closing quote is lost.
            self.in_string = byte != b'\n' && (byte != b'"' || self.escaped);
            self.escaped = byte == b'\\' && !self.escaped;
            return false;
        }
        match byte {
            b'"' => (self.in_string, self.escaped) = (true, false),
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth -= 1,
            _ => {}
        }
        self.depth == 0
    }

    fn damaged(self, why: &'static str, inside: bool) -> Cut {
        Cut::Damaged { bytes: self.bytes, why, inside }
    }
}

/// An open object or list on the way to the messages.
#[derive(Debug, Default)]
pub(crate) struct Frame {
    /// The key under which it stands.
    pub(crate) under: String,
    /// The last key read inside.
    key: String,
    /// Whether the next string is a value.
    expects_value: bool,
    /// `name`, `type`, `id` and `username` as read so far.
    pub(crate) facts: Vec<(String, String)>,
    is_list: bool,
}

/// What the walk meets on its way.
pub(crate) enum Met {
    /// A message of the object whose facts are given, with its number in the file.
    Message(Cut, Vec<(String, String)>),
    /// The end; true where the file broke off.
    End { broken: bool },
    /// Nesting that no export has.
    TooDeep,
}

/// Walks through an export and stops at each message.
pub(crate) struct Walk<'a> {
    scanner: Scanner<'a>,
    frames: Vec<Frame>,
    inside: bool,
}

impl<'a> Walk<'a> {
    pub(crate) fn new(reader: &'a mut dyn BufRead) -> Self {
        Self { scanner: Scanner::new(reader), frames: Vec::new(), inside: false }
    }

    /// Goes on to the next message or the end.
    pub(crate) fn next(&mut self) -> io::Result<Met> {
        if std::mem::take(&mut self.inside) {
            return self.message();
        }
        while let Some(token) = self.scanner.token()? {
            match token {
                Token::Open(b'{') if self.in_messages() => return self.message(),
                Token::Open(brace) => {
                    if self.frames.len() >= MAX_DEPTH {
                        return Ok(Met::TooDeep);
                    }
                    self.open(brace == b'[');
                }
                Token::Close => drop(self.frames.pop()),
                Token::Colon => self.with_last(|frame| frame.expects_value = true),
                Token::Comma => self.with_last(|frame| frame.expects_value = false),
                Token::String(text) => self.with_last(|frame| frame.take_string(text)),
                Token::Plain(text) => self.with_last(|frame| frame.take_value(text)),
            }
        }
        Ok(Met::End { broken: !self.frames.is_empty() })
    }

    fn with_last(&mut self, act: impl FnOnce(&mut Frame)) {
        if let Some(frame) = self.frames.last_mut() {
            act(frame);
        }
    }

    fn open(&mut self, is_list: bool) {
        let under = self.frames.last().map(|frame| frame.key.clone()).unwrap_or_default();
        self.frames.push(Frame { under, is_list, ..Frame::default() });
    }

    fn in_messages(&self) -> bool {
        self.frames.last().is_some_and(|frame| frame.is_list && frame.under == "messages")
    }

    fn message(&mut self) -> io::Result<Met> {
        let cut = self.scanner.object()?;
        self.inside = matches!(cut, Cut::Damaged { inside: true, .. });
        let chat = self.frames.iter().rev().nth(1);
        Ok(Met::Message(cut, chat.map(|frame| frame.facts.clone()).unwrap_or_default()))
    }
}

impl Frame {
    fn take_string(&mut self, text: String) {
        if self.expects_value || self.is_list {
            self.take_value(text);
        } else {
            self.key = text;
        }
    }

    fn take_value(&mut self, text: String) {
        if matches!(self.key.as_str(), "name" | "type" | "id" | "username") && text != "null" {
            self.facts.retain(|(key, _)| *key != self.key);
            self.facts.push((self.key.clone(), text));
        }
    }
}
