//! Cellebrite: `report.xml` as Physical Analyzer writes it, and the UFDR container around it.
//!
//! What is read: the fields of the project, device, extraction and case; the table of files with their hashes; how many models of each kind
//! were decoded; and messages (`InstantMessage`, `SMS`, `MMS`). Files and messages come one by one, as they stand in the report, so that a
//! report of many gigabytes takes little memory. Elements and fields of messages that are not read are counted by name.
//!
//! Entities are not expanded, a document type is refused, nothing is loaded from anywhere.

mod build;
mod frame;
mod ufdr;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use serde::Serialize;

pub use ufdr::{Container, NotOpened, read_ufdr};

use crate::gauge::{Full, Gauge};
use crate::hashlist::{Digests, Row};
use crate::{Broken, Limits, Message};
use build::Build;

/// What comes out of a report, in its order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// A file of the device.
    File(ReportedFile),
    /// A message.
    Message(Message),
}

/// A file as a report has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ReportedFile {
    /// Its identifier in the report.
    pub id: Option<String>,
    /// Its path on the device.
    pub path: Option<String>,
    /// Its path in the container, as it is written there.
    pub local_path: Option<String>,
    /// Its length.
    pub size: Option<u64>,
    /// Its hashes.
    pub digests: Digests,
    /// Hashes that stand there and are none.
    pub wrong_digests: u64,
    /// Whether it was deleted on the device, in the tool's word.
    pub deleted: Option<String>,
}

/// A field of a report, in the tool's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Where it stands: `project`, `case`, `image`, or the name of a section (`Device Info`, `Extraction Data`).
    pub section: String,
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// What a report says, besides its files and messages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// All fields.
    pub fields: Vec<Field>,
    /// Fields beyond the limit.
    pub more_fields: u64,
    /// How many files there are.
    pub files: u64,
    /// How many messages there are.
    pub messages: u64,
    /// How many models of each kind were decoded, also those within others.
    pub models: BTreeMap<String, u64>,
    /// What is not read: elements by name, fields of messages as `InstantMessage/Label`.
    pub unread: BTreeMap<String, u64>,
    /// Names beyond the limit.
    pub more_unread: u64,
    /// References to entities that are not of XML itself; they stay as they are written.
    pub references: u64,
    /// Texts that were cut.
    pub cut: u64,
    /// Why it was not read to its end.
    pub broken: Option<Broken>,
}

impl ReportedFile {
    /// It as a row of a list of hashes, to be compared with kept files; none where the report has no hash of it.
    #[must_use]
    pub fn row(&self, number: u64) -> Option<Row> {
        let row = || Row { line: number, digests: self.digests, name: self.path.clone(), exact: true, size: self.size };
        (!self.digests.is_empty()).then(row)
    }
}

impl Report {
    /// The value of the first field with this name, that is not empty.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|field| field.name == name && !field.value.is_empty()).map(|field| field.value.as_str())
    }

    /// The version of the program that wrote the report.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        self.field("UFED_PA_Version").or_else(|| self.field("reportVersion"))
    }

    /// When the extraction began, as written.
    #[must_use]
    pub fn started(&self) -> Option<&str> {
        self.field("DeviceInfoExtractionStartDateTime")
    }

    /// When the extraction ended, as written.
    #[must_use]
    pub fn ended(&self) -> Option<&str> {
        self.field("DeviceInfoExtractionEndDateTime")
    }
}

/// Reads a `report.xml`.
pub fn read_report(input: impl Read, limits: &Limits, each: &mut dyn FnMut(Entry)) -> Report {
    let gauge = Gauge::new(BufReader::with_capacity(64 << 10, input), limits.total, limits.piece);
    let mut xml = Reader::from_reader(gauge);
    let mut build = Build::new(limits, each);
    let mut buffer = Vec::new();
    let broken = loop {
        buffer.clear();
        xml.get_mut().mark();
        let event = match xml.read_event_into(&mut buffer) {
            Ok(Event::Eof) => break build.is_open().then_some(Broken::Ends),
            Ok(event) => event,
            Err(error) => break Some(why(&xml, &error)),
        };
        if let Err(broken) = take(&event, &mut build) {
            break Some(broken);
        }
    };
    build.end(broken)
}

fn why<R: BufRead>(xml: &Reader<Gauge<R>>, error: &quick_xml::Error) -> Broken {
    match xml.get_ref().full {
        Some(Full::Total) => Broken::TooLarge,
        Some(Full::Piece) => Broken::PieceTooLarge,
        None => match error {
            quick_xml::Error::Io(error) if ufdr::is_bomb(error) => Broken::Bomb,
            quick_xml::Error::Io(error) => Broken::Read(error.to_string()),
            error => Broken::Xml { at: xml.error_position(), why: error.to_string() },
        },
    }
}

fn take(event: &Event<'_>, build: &mut Build<'_>) -> Result<(), Broken> {
    match event {
        Event::Start(tag) => build.open(&name(tag), &attributes(tag)),
        Event::Empty(tag) => {
            build.open(&name(tag), &attributes(tag))?;
            build.close();
            Ok(())
        }
        Event::End(_) => {
            build.close();
            Ok(())
        }
        Event::Text(text) => {
            build.text(&text.xml_content(quick_xml::XmlVersion::Implicit1_0));
            Ok(())
        }
        Event::CData(text) => {
            build.text(&text.xml_content(quick_xml::XmlVersion::Implicit1_0));
            Ok(())
        }
        Event::GeneralRef(reference) => {
            refer(reference, build);
            Ok(())
        }
        Event::DocType(_) => Err(Broken::DocumentType),
        Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => Ok(()),
    }
}

/// A character, or one of the five entities of XML. Others are not looked up: they stay as they are written.
fn refer(reference: &BytesRef<'_>, build: &mut Build<'_>) {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        return build.text(letter.encode_utf8(&mut [0; 4]));
    }
    if let Some(text) = quick_xml::escape::resolve_predefined_entity(reference) {
        return build.text(text);
    }
    build.reference();
    build.text(&format!("&{};", &**reference));
}

fn name(tag: &BytesStart<'_>) -> String {
    crate::limits::shortened(tag.local_name().as_ref(), 100)
}

/// An element has so many attributes at most; more are not looked at.
const MOST_ATTRIBUTES: usize = 64;

/// The attributes, by their names without prefix.
fn attributes(tag: &BytesStart<'_>) -> BTreeMap<String, String> {
    let mut all = tag.attributes();
    // Looking for the same name twice takes the square of their number.
    let all = all.with_checks(false).flatten().take(MOST_ATTRIBUTES);
    all.map(|attribute| (crate::limits::shortened(attribute.key.local_name().as_ref(), 100), value(&attribute.value))).collect()
}

fn value(text: &str) -> String {
    let plain = quick_xml::escape::unescape(text).map_or_else(|_| text.to_owned(), std::borrow::Cow::into_owned);
    crate::limits::shortened(&plain, crate::limits::SHORT)
}

#[cfg(test)]
mod tests;
