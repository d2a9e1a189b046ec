//! What connectors hand on: posts, raw pieces that are parsed later on all cores, and rejects.

use std::ops::ControlFlow;
use std::sync::Arc;

use record::{Moment, Post};
use serde::{Deserialize, Serialize};

use super::origin::Origin;
use super::telegram::Chat;

/// Whether to read on; a break ends the run cleanly (Ctrl-C, or nobody listens any more).
pub type Flow = ControlFlow<()>;

/// A post as it comes in, with what only some sources tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// The post.
    pub post: Post,
    /// From whom it was forwarded.
    pub forwarded_from: Option<String>,
    /// When it was last changed.
    pub edited: Option<Moment>,
}

impl From<Post> for Incoming {
    fn from(post: Post) -> Self {
        Self { post, forwarded_from: None, edited: None }
    }
}

/// Where something stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: Arc<Origin>,
    /// The line, or the number of the message, row, item or record where the format has no lines; from 1. 0 for the file as a whole.
    pub line: u64,
}

/// Something that was not understood and is laid aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reject {
    /// The file; inside archives `archive.zip!inner/name`.
    pub file: String,
    /// The line (or message, row, item, record); 0 for the file as a whole.
    pub line: u64,
    /// Why.
    pub why: String,
    /// The beginning of what was not understood.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sample: String,
}

/// How a raw piece is to be parsed.
#[derive(Debug, Clone)]
pub enum Form {
    /// A line of neutral JSON Lines.
    Line,
    /// A message of a Telegram export.
    Message(Arc<Chat>),
}

/// One piece of input.
#[derive(Debug, Clone)]
pub enum Item {
    /// A post.
    Post(Place, Box<Incoming>),
    /// Bytes that [`parse`] turns into a post, on any core.
    Raw(Place, Form, Vec<u8>),
    /// Something laid aside.
    Reject(Reject),
}

/// Parses a raw piece; `Ok(None)` where it is no post (a service message).
///
/// # Errors
/// Why it is none, in plain words.
pub fn parse(form: &Form, bytes: &[u8]) -> Result<Option<Incoming>, String> {
    match form {
        Form::Line => super::jsonl::parse(bytes).map(|post| Some(post.into())),
        Form::Message(chat) => super::telegram::parse(chat, bytes),
    }
}

/// The outlet of a connector: knows the file it reads and passes items on.
pub(crate) struct Out<'a> {
    pub(crate) file: Arc<Origin>,
    pub(crate) sink: &'a mut dyn FnMut(Item) -> Flow,
}

impl Out<'_> {
    fn place(&self, line: u64) -> Place {
        Place { file: self.file.clone(), line }
    }

    pub(crate) fn post(&mut self, line: u64, incoming: Incoming) -> Flow {
        let place = self.place(line);
        (self.sink)(Item::Post(place, Box::new(incoming)))
    }

    pub(crate) fn raw(&mut self, line: u64, form: Form, bytes: Vec<u8>) -> Flow {
        let place = self.place(line);
        (self.sink)(Item::Raw(place, form, bytes))
    }

    pub(crate) fn reject(&mut self, line: u64, why: impl Into<String>, sample: &[u8]) -> Flow {
        (self.sink)(Item::Reject(Reject { file: self.file.to_string(), line, why: why.into(), sample: beginning(sample) }))
    }
}

/// The first 200 characters of what was not understood.
pub(crate) fn beginning(sample: &[u8]) -> String {
    let head = sample.get(..800).unwrap_or(sample);
    String::from_utf8_lossy(head).chars().take(200).collect()
}
