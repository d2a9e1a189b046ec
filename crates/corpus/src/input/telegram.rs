//! Exports of Telegram Desktop (`result.json`), of one chat or of a whole account.
//!
//! The source is `telegram:NAME` with the chat's name (its id where it has none), the post's id is the message's. Of several chats of one
//! name in an export, all but the first get their id behind the name, because message numbers repeat between chats. Service messages are
//! no posts. Contacts that stand beside the text (hidden links, buttons, shared contacts, poll questions) are written into it, so that
//! none is lost.

use std::collections::BTreeMap;
use std::io::{self, BufRead};
use std::sync::Arc;

use record::{Moment, Post};
use serde::Deserialize;
use serde_json::Value;

use super::item::{Flow, Form, Incoming, Out};
use super::scan::{Cut, Met, Walk};

/// A chat of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chat {
    /// The name of the source.
    pub source: String,
    /// The public name, where the export has it.
    pub username: Option<String>,
}

/// Passes on every message; they are parsed later, on all cores.
pub(crate) fn read(reader: &mut dyn BufRead, out: &mut Out<'_>) -> Flow {
    let mut walk = Walk::new(reader);
    let mut chats = Chats::default();
    let mut number = 0;
    loop {
        match walk.next() {
            Ok(Met::Message(cut, facts)) => {
                number += 1;
                match cut {
                    Cut::Whole(bytes) => out.raw(number, Form::Message(chats.of(&facts)), bytes)?,
                    Cut::Damaged { bytes, why, .. } => out.reject(number, why, &bytes)?,
                }
            }
            Ok(Met::End { broken }) => return end(broken, number, out),
            Ok(Met::TooDeep) => return out.reject(number, "nested deeper than any Telegram export", b""),
            Err(error) => return out.reject(number, broken_off(&error), b""),
        }
    }
}

fn end(broken: bool, messages: u64, out: &mut Out<'_>) -> Flow {
    match (broken, messages) {
        (true, _) => out.reject(messages, "the export breaks off", b""),
        (false, 0) => out.reject(0, "a JSON file without posts or messages", b""),
        _ => Flow::Continue(()),
    }
}

fn broken_off(error: &io::Error) -> String {
    format!("can't be read further: {error}")
}

/// The chats met so far in one export.
#[derive(Default)]
struct Chats {
    known: BTreeMap<(String, String), Arc<Chat>>,
    names: BTreeMap<String, String>,
}

impl Chats {
    fn of(&mut self, facts: &[(String, String)]) -> Arc<Chat> {
        let fact = |key: &str| facts.iter().find(|(name, _)| name == key).map(|(_, value)| value.trim().to_owned());
        let (name, id) = (fact("name").unwrap_or_default(), fact("id").unwrap_or_default());
        if let Some(chat) = self.known.get(&(name.clone(), id.clone())) {
            return chat.clone();
        }
        let shown = if name.is_empty() { id.clone() } else { name.replace('/', "_") };
        let shown = if shown.is_empty() { "unnamed".to_owned() } else { shown };
        let first = self.names.entry(shown.clone()).or_insert_with(|| id.clone());
        let source = if *first == id { format!("telegram:{shown}") } else { format!("telegram:{shown}#{id}") };
        let username = fact("username").filter(|username| !username.is_empty());
        let chat = Arc::new(Chat { source, username });
        self.known.insert((name, id), chat.clone());
        chat
    }
}

#[derive(Deserialize)]
struct Message {
    id: Value,
    #[serde(default, rename = "type")]
    kind: Option<String>,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    date_unixtime: Option<Value>,
    #[serde(default)]
    edited: Option<String>,
    #[serde(default)]
    edited_unixtime: Option<Value>,
    #[serde(default)]
    from: Option<String>,
    #[serde(default)]
    author: Option<String>,
    #[serde(default)]
    forwarded_from: Option<String>,
    #[serde(default)]
    text: Value,
    #[serde(default)]
    photo: Option<String>,
    #[serde(default)]
    file: Option<String>,
    #[serde(default)]
    contact_information: Option<Contact>,
    #[serde(default)]
    poll: Option<Poll>,
    #[serde(default)]
    inline_bot_buttons: Vec<Vec<Button>>,
}

#[derive(Deserialize)]
struct Contact {
    #[serde(default)]
    first_name: String,
    #[serde(default)]
    last_name: String,
    #[serde(default)]
    phone_number: String,
}

#[derive(Deserialize)]
struct Poll {
    #[serde(default)]
    question: Value,
}

#[derive(Deserialize)]
struct Button {
    #[serde(default)]
    text: String,
    #[serde(default)]
    data: Option<String>,
}

/// Parses one message; `Ok(None)` for service messages.
///
/// # Errors
/// Why it is no message.
pub(crate) fn parse(chat: &Chat, bytes: &[u8]) -> Result<Option<Incoming>, String> {
    let message: Message = serde_json::from_slice(bytes).map_err(|error| format!("not a message: {error}"))?;
    if message.kind.as_deref().is_some_and(|kind| kind != "message") {
        return Ok(None);
    }
    let id = match &message.id {
        Value::Number(number) => number.to_string(),
        Value::String(text) if !text.is_empty() => text.clone(),
        _ => return Err("the message has no id".to_owned()),
    };
    let published = moment(message.date_unixtime.as_ref(), message.date.as_deref());
    let edited = moment(message.edited_unixtime.as_ref(), message.edited.as_deref());
    let url = chat.username.as_ref().map(|name| format!("https://t.me/{name}/{id}"));
    let text = full_text(&message);
    let media = [message.photo, message.file].into_iter().flatten().filter(|path| !path.starts_with('(') && !path.is_empty()).collect();
    let author = message.from.or(message.author);
    let post = Post { source: chat.source.clone(), id, published, author, text, url, media };
    Ok(Some(Incoming { post, forwarded_from: message.forwarded_from, edited }))
}

fn moment(unix: Option<&Value>, local: Option<&str>) -> Option<Moment> {
    let exact = match unix {
        Some(Value::String(text)) => text.parse().ok(),
        Some(Value::Number(number)) => number.as_i64(),
        _ => None,
    };
    exact.and_then(Moment::from_unix_seconds).or_else(|| local.and_then(super::dates::parse))
}

fn full_text(message: &Message) -> String {
    let mut text = String::new();
    write_text(&message.text, &mut text);
    if let Some(poll) = &message.poll {
        let mut question = String::new();
        write_text(&poll.question, &mut question);
        add_line(&mut text, &question);
    }
    if let Some(contact) = &message.contact_information {
        add_line(&mut text, [&*contact.first_name, &*contact.last_name, &*contact.phone_number].join(" ").trim());
    }
    for button in message.inline_bot_buttons.iter().flatten() {
        if let Some(link) = button.data.as_deref().filter(|data| is_link(data)) {
            add_line(&mut text, &format!("{} ({link})", button.text));
        }
    }
    text
}

fn is_link(text: &str) -> bool {
    ["http://", "https://", "tg://", "tel:", "mailto:"].iter().any(|scheme| text.starts_with(scheme))
}

fn add_line(text: &mut String, line: &str) {
    if !line.is_empty() {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(line);
    }
}

/// Joins a text that is a string or a list of strings and entities.
fn write_text(value: &Value, text: &mut String) {
    match value {
        Value::String(piece) => text.push_str(piece),
        Value::Array(pieces) => pieces.iter().for_each(|piece| write_text(piece, text)),
        Value::Object(entity) => {
            let shown = entity.get("text").and_then(Value::as_str).unwrap_or_default();
            text.push_str(shown);
            if let Some(href) = entity.get("href").and_then(Value::as_str).filter(|href| *href != shown && !href.is_empty()) {
                text.push_str(" (");
                text.push_str(href);
                text.push(')');
            }
        }
        _ => {}
    }
}
