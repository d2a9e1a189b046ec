//! A capture as a web archive (WARC/1.1).
//!
//! The archive says of each answer whether its head and body are what went over the wire. Where the browser gives a body in another form
//! than its head tells (without the marks of chunks, unpacked, not at all), the headers that would then be untrue keep their values under
//! `X-Archive-Orig-`, as other archives do it, so that every message can still be read as HTTP.

use std::io::Write;

use package::warc::{Entry, Head as RecordHead, HeadError, Kind, RecordId, Truncated, WriteError, Writer};
use record::Moment;

use crate::exchange::{Answer, Body, Exchange, Head, Lost};
use crate::page::Captured;

/// Before the names of headers that are no longer true of the body beside them.
const FORMER: &str = "X-Archive-Orig-";

/// When a capture began and ended, as the clock of the machine said.
#[derive(Debug, Clone, Copy)]
pub struct Times {
    /// The beginning.
    pub began: Moment,
    /// The end.
    pub ended: Moment,
}

/// What was written.
#[derive(Debug)]
pub struct Archived {
    /// The records, in their order.
    pub entries: Vec<Entry>,
    /// What an archive can't hold, with why: an address that is none, for instance.
    pub aside: Vec<(String, String)>,
}

/// Writes a capture; `software` names what made it, `id` gives a fresh identifier each time.
///
/// # Errors
/// Where the stream can't be written.
pub fn write_archive<W: Write>(
    captured: &Captured,
    times: Times,
    software: &str,
    id: &mut dyn FnMut() -> RecordId,
    out: W,
) -> Result<(W, Archived), WriteError> {
    let mut archive = Archive { writer: Writer::new(out), info: id(), id, archived: Archived { entries: Vec::new(), aside: Vec::new() } };
    archive.describe(captured, times, software)?;
    for exchange in &captured.exchanges {
        archive.exchange(exchange)?;
    }
    archive.views(captured, times)?;
    Ok((archive.writer.finish()?, archive.archived))
}

struct Archive<'a, W: Write> {
    writer: Writer<W>,
    info: RecordId,
    id: &'a mut dyn FnMut() -> RecordId,
    archived: Archived,
}

impl<W: Write> Archive<'_, W> {
    fn describe(&mut self, captured: &Captured, times: Times, software: &str) -> Result<(), WriteError> {
        let line = |name: &str, value: &str| format!("{name}: {}\r\n", value.replace(['\r', '\n', '\0'], " "));
        let about = &captured.browser;
        let fields = [
            line("software", &format!("{software} with {} ({})", about.product, about.revision)),
            line("format", "WARC File Format 1.1"),
            line("conformsTo", "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
            line("http-header-user-agent", &about.user_agent),
        ];
        let head =
            RecordHead { content_type: Some("application/warc-fields".into()), ..RecordHead::new(Kind::Warcinfo, self.info, times.began) };
        self.write(&captured.asked, &head, fields.concat().as_bytes())
    }

    fn exchange(&mut self, exchange: &Exchange) -> Result<(), WriteError> {
        let (asked, answered) = ((self.id)(), (self.id)());
        let ip = exchange.answer.as_ref().and_then(|answer| answer.from);
        let request = RecordHead {
            ip,
            concurrent_to: exchange.answer.iter().map(|_| answered).collect(),
            content_type: Some("application/http; msgtype=request".into()),
            more: vec![("X-Arasha-Head".into(), form_of(&exchange.request).into())],
            ..self.head(Kind::Request, asked, exchange.sent, &exchange.address)
        };
        let message = [exchange.request.text().as_bytes(), &exchange.sent_body].concat();
        self.write(&exchange.address, &request, &message)?;
        match (&exchange.answer, &exchange.fault) {
            (Some(answer), fault) => {
                let truncated = fault.as_ref().map(|fault| cut_by(fault.why));
                let head = RecordHead {
                    ip,
                    truncated,
                    concurrent_to: vec![asked],
                    content_type: Some("application/http; msgtype=response".into()),
                    more: vec![("X-Arasha-Head".into(), form_of(&answer.head).into()), ("X-Arasha-Body".into(), body_of(answer).into())],
                    ..self.head(Kind::Response, answered, answer.received, &exchange.address)
                };
                self.write(&exchange.address, &head, &message_of(answer))
            }
            (None, fault) => {
                let told = format!(
                    "outcome: {}\r\n",
                    fault.as_ref().map_or("no answer", |fault| fault.words.as_str()).replace(['\r', '\n', '\0'], " ")
                );
                let head = RecordHead {
                    concurrent_to: vec![asked],
                    content_type: Some("application/warc-fields".into()),
                    ..self.head(Kind::Metadata, answered, exchange.sent, &exchange.address)
                };
                self.write(&exchange.address, &head, told.as_bytes())
            }
        }
    }

    /// What the browser made of it all.
    fn views(&mut self, captured: &Captured, times: Times) -> Result<(), WriteError> {
        let views = [
            ("urn:rendered:", "text/html; charset=utf-8", captured.rendered.as_ref().map(|html| html.as_bytes())),
            ("urn:view:", "image/png", captured.screenshot.as_deref()),
            ("urn:print:", "application/pdf", captured.print.as_deref()),
        ];
        for (name, media, bytes) in views {
            let Some(bytes) = bytes else { continue };
            let (id, address) = ((self.id)(), format!("{name}{}", captured.reached));
            let head = RecordHead { content_type: Some(media.into()), ..self.head(Kind::Resource, id, times.ended, &address) };
            self.write(&address, &head, bytes)?;
        }
        Ok(())
    }

    fn head(&self, kind: Kind, id: RecordId, date: Moment, address: &str) -> RecordHead {
        RecordHead { uri: Some(address.to_owned()), warcinfo: Some(self.info), ..RecordHead::new(kind, id, date) }
    }

    /// Writes a record; one that an archive can't hold is laid aside, and the others go on.
    fn write(&mut self, address: &str, head: &RecordHead, block: &[u8]) -> Result<(), WriteError> {
        match self.writer.write_bytes(head, block) {
            Ok(entry) => self.archived.entries.push(entry),
            Err(WriteError::Head(why @ HeadError::NotAUri(_))) => self.archived.aside.push((address.to_owned(), why.to_string())),
            Err(why @ WriteError::NotHttp) => self.archived.aside.push((address.to_owned(), why.to_string())),
            Err(other) => return Err(other),
        }
        Ok(())
    }
}

fn form_of(head: &Head) -> &'static str {
    match head {
        Head::Wire(_) => "wire",
        Head::Rebuilt(_) => "rebuilt",
    }
}

fn body_of(answer: &Answer) -> &'static str {
    match &answer.body {
        Body::Wire(_) => "wire",
        Body::Decoded(_) => "decoded",
        Body::None => "none",
    }
}

/// Why an answer is less than it should be, as archives say it.
fn cut_by(lost: Lost) -> Truncated {
    match lost {
        Lost::TooLarge => Truncated::Length,
        Lost::Late => Truncated::Time,
        Lost::Broken => Truncated::Disconnect,
        Lost::Refused | Lost::Abandoned | Lost::Other => Truncated::Unspecified,
    }
}

/// Head and body as one HTTP message that is true of itself.
fn message_of(answer: &Answer) -> Vec<u8> {
    let body = answer.body.bytes().unwrap_or_default();
    let mut message = Vec::with_capacity(body.len() + 1_024);
    let mut length_is_told = false;
    let mut lines = answer.head.text().trim_end_matches("\r\n").split("\r\n");
    message.extend_from_slice(lines.next().unwrap_or_default().as_bytes());
    message.extend_from_slice(b"\r\n");
    for line in lines {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let is_true = match name.trim().to_ascii_lowercase().as_str() {
            "transfer-encoding" => false,
            "content-encoding" => !matches!(answer.body, Body::Decoded(_)),
            "content-length" => value.trim().parse() == Ok(body.len()),
            _ => true,
        };
        length_is_told |= is_true && name.eq_ignore_ascii_case("content-length");
        message.extend_from_slice(if is_true { b"" } else { FORMER.as_bytes() });
        message.extend_from_slice(line.as_bytes());
        message.extend_from_slice(b"\r\n");
    }
    if !length_is_told && answer.body != Body::None {
        message.extend_from_slice(format!("Content-Length: {}\r\n", body.len()).as_bytes());
    }
    message.extend_from_slice(b"\r\n");
    message.extend_from_slice(body);
    message
}

#[cfg(test)]
mod tests;
