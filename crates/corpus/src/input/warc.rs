//! Web archives: WARC 1.0 and 1.1. Each HTML response becomes a post.
//!
//! The `warc` crate (0.4) is not used: its reader of plain files asks the system to create a file that it may not write, so none opens;
//! it holds whole records in memory whatever their size; and it ends at the first record that is damaged. What is needed here is small:
//! skip what is no page, take what can be read, and find the next record behind a damaged one.

use std::io::{self, BufRead};

use record::Moment;

use super::html::{self, MAX_PAGE};
use super::item::{Flow, Out};
use super::lines::{Line, read_line};

/// Longest line of a record's head.
const MAX_HEAD_LINE: usize = 64 * 1024;
/// Most lines of a record's head.
const MAX_HEAD_LINES: usize = 256;

#[derive(Debug, Default)]
struct Head {
    kind: String,
    length: Option<u64>,
    target: String,
    date: String,
    content: String,
}

/// Reads an archive record by record.
pub(crate) fn read(reader: &mut dyn BufRead, out: &mut Out<'_>) -> Flow {
    let mut records = Records { reader, line: Vec::new() };
    let mut number = 0;
    loop {
        match records.find() {
            Ok(Start::Record) => number += 1,
            Ok(Start::Garbage(sample)) => {
                out.reject(number + 1, "what stands here is no WARC record; looking for the next one", &sample)?;
                continue;
            }
            Ok(Start::End) => return Flow::Continue(()),
            Err(error) => return out.reject(number + 1, format!("can't be read further: {error}"), b""),
        }
        match records.record() {
            Ok(Ok(record)) => record.hand_on(number, out)?,
            Ok(Err(why)) => out.reject(number, why, b"")?,
            Err(error) => return out.reject(number, format!("the archive breaks off: {error}"), b""),
        }
    }
}

/// What stands at the beginning of a line where a record is expected.
enum Start {
    Record,
    Garbage(Vec<u8>),
    End,
}

struct Records<'a> {
    reader: &'a mut dyn BufRead,
    line: Vec<u8>,
}

struct Record {
    head: Head,
    block: Vec<u8>,
}

impl Records<'_> {
    /// Finds the line that opens the next record; tells of garbage before it once.
    fn find(&mut self) -> io::Result<Start> {
        if self.line.starts_with(b"WARC/") {
            return Ok(Start::Record);
        }
        let mut garbage: Option<Vec<u8>> = None;
        loop {
            let end = read_line(self.reader, &mut self.line, MAX_HEAD_LINE)? == Line::End;
            let found = self.line.starts_with(b"WARC/");
            match (end || found, garbage.take()) {
                (true, Some(sample)) => return Ok(Start::Garbage(sample)),
                (true, None) if found => return Ok(Start::Record),
                (true, None) => return Ok(Start::End),
                (false, Some(sample)) => garbage = Some(sample),
                (false, None) if self.line.iter().all(u8::is_ascii_whitespace) => {}
                (false, None) => garbage = Some(self.line.clone()),
            }
        }
    }

    /// The record whose opening line was found; the inner error leaves the stream where the search for the next record can begin.
    fn record(&mut self) -> io::Result<Result<Record, String>> {
        let head = self.head()?;
        self.line.clear();
        let Some(length) = head.length else { return Ok(Err("a record without a length".to_owned())) };
        if !head.is_wanted() {
            self.skip(length)?;
            return Ok(Ok(Record { head, block: Vec::new() }));
        }
        if length > MAX_PAGE as u64 {
            self.skip(length)?;
            return Ok(Err("the page is larger than 32 MiB".to_owned()));
        }
        let mut block = Vec::new();
        io::Read::read_to_end(&mut io::Read::take(&mut *self.reader, length), &mut block)?;
        if (block.len() as u64) < length {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the last record is cut off"));
        }
        Ok(Ok(Record { head, block }))
    }

    fn head(&mut self) -> io::Result<Head> {
        let mut head = Head::default();
        for _ in 0..MAX_HEAD_LINES {
            if read_line(self.reader, &mut self.line, MAX_HEAD_LINE)? == Line::End || self.line.is_empty() {
                break;
            }
            head.take(&String::from_utf8_lossy(&self.line));
        }
        Ok(head)
    }

    fn skip(&mut self, length: u64) -> io::Result<()> {
        let mut rest = io::Read::take(&mut *self.reader, length);
        let skipped = io::copy(&mut rest, &mut io::sink())?;
        if skipped < length {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the last record is cut off"));
        }
        Ok(())
    }
}

impl Head {
    fn take(&mut self, line: &str) {
        let Some((name, value)) = line.split_once(':') else { return };
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "warc-type" => self.kind = value.to_ascii_lowercase(),
            "content-length" => self.length = value.parse().ok(),
            // wget writes the address in angle brackets, which the standard does not.
            "warc-target-uri" => self.target = value.trim_matches(['<', '>']).replace(' ', "%20"),
            "warc-date" => self.date = value.to_owned(),
            "content-type" => self.content = value.to_ascii_lowercase(),
            _ => {}
        }
    }

    fn is_wanted(&self) -> bool {
        match self.kind.as_str() {
            "response" => self.content.starts_with("application/http") || self.content.starts_with("text/html") || self.content.is_empty(),
            "resource" | "conversion" => is_html(&self.content),
            _ => false,
        }
    }
}

fn is_html(kind: &str) -> bool {
    kind.starts_with("text/html") || kind.starts_with("application/xhtml")
}

impl Record {
    fn hand_on(self, number: u64, out: &mut Out<'_>) -> Flow {
        if !self.head.is_wanted() {
            return Flow::Continue(());
        }
        let (kind, body) = if self.head.content.starts_with("application/http") || self.block.starts_with(b"HTTP/") {
            match super::http::parse(&self.block, MAX_PAGE) {
                Ok(response) if (200..300).contains(&response.status) => (response.kind, response.body),
                Ok(_) => return Flow::Continue(()),
                Err(why) => return out.reject(number, why, &self.block),
            }
        } else {
            (self.head.content.clone(), self.block)
        };
        if !is_html(&kind) {
            return Flow::Continue(());
        }
        let page = html::read_page(&html::decode(&body, html::label_behind(&kind, "charset=").as_deref()));
        let Some((source, id)) = html::source_and_id(&self.head.target) else {
            return out.reject(number, format!("a page without an address on the web: {:?}", self.head.target), b"");
        };
        match html::post(page, source, id, Some(self.head.target), Moment::parse(&self.head.date).ok()) {
            Some(post) => out.post(number, post.into()),
            None => Flow::Continue(()),
        }
    }
}
