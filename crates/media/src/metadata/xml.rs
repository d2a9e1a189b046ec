//! XMP packets (ISO 16684) and the properties of office documents: names with texts in XML.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{XmlVersion, escape};

use super::{Found, Told, What};

/// Most bytes of a packet that are read.
const LONGEST: usize = 1 << 20;
/// Most names with texts that are taken from one packet.
const MOST: usize = 512;
/// Deepest element whose name is kept.
const DEEPEST: usize = 64;
/// Longest text of one element.
const LONGEST_TEXT: usize = 4_096;

/// Names with texts: attributes, and elements that hold text. The parts of a list are named as the list is.
pub(super) fn leaves(bytes: &[u8]) -> Vec<(String, String)> {
    let bytes = bytes.get(..bytes.len().min(LONGEST)).unwrap_or_default();
    let (mut xml, mut leaves, mut buffer) = (Reader::from_reader(bytes), Leaves::default(), Vec::new());
    xml.config_mut().check_end_names = false;
    while leaves.found.len() < MOST {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Eof) | Err(_) => break,
            Ok(event) => leaves.take(&event),
        }
    }
    leaves.found
}

#[derive(Default)]
struct Leaves {
    path: Vec<String>,
    depth: usize,
    text: String,
    found: Vec<(String, String)>,
}

impl Leaves {
    fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => self.open(tag),
            Event::Empty(tag) => self.attributes(tag),
            Event::End(_) => self.close(),
            Event::Text(text) => self.add(&text.xml_content(XmlVersion::Implicit1_0)),
            Event::CData(text) => self.add(&text.xml_content(XmlVersion::Implicit1_0)),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(letter)) => self.add(&letter.to_string()),
                _ => self.add(escape::resolve_predefined_entity(reference).unwrap_or_default()),
            },
            _ => {}
        }
    }

    fn add(&mut self, text: &str) {
        let room = LONGEST_TEXT.saturating_sub(self.text.len());
        self.text.extend(text.chars().take(room));
    }

    fn open(&mut self, tag: &BytesStart<'_>) {
        self.attributes(tag);
        self.depth += 1;
        if self.path.len() < DEEPEST && self.depth == self.path.len() + 1 {
            self.path.push(tag.name().as_ref().to_owned());
        }
        self.text.clear();
    }

    fn close(&mut self) {
        let text = std::mem::take(&mut self.text);
        let name = self.path.iter().rev().find(|name| !name.starts_with("rdf:"));
        if let Some(name) = name.filter(|_| !text.trim().is_empty()) {
            self.found.push((name.clone(), text.trim().to_owned()));
        }
        self.depth = self.depth.saturating_sub(1);
        self.path.truncate(self.depth);
    }

    fn attributes(&mut self, tag: &BytesStart<'_>) {
        for attribute in tag.attributes().flatten().take(MOST) {
            let value: String = attribute.value.chars().take(LONGEST_TEXT).collect();
            let value = escape::unescape(&value).map_or_else(|_| value.clone(), std::borrow::Cow::into_owned);
            self.found.push((attribute.key.as_ref().to_owned(), value));
        }
    }
}

/// What an XMP packet says, under the names that programs commonly give.
pub(super) fn xmp(packet: &[u8], found: &mut Found) {
    for (name, text) in leaves(packet) {
        let what = match name.as_str() {
            "tiff:Make" => What::Make,
            "tiff:Model" => What::Model,
            "xmp:CreatorTool" | "tiff:Software" | "stEvt:softwareAgent" => What::Software,
            "pdf:Producer" => What::Producer,
            "Iptc4xmpExt:DigitalSourceType" | "Iptc4xmpExt:digitalSourceType" => What::SourceType,
            "dc:creator" => What::Author,
            "dc:title" => What::Title,
            "aux:SerialNumber" | "exifEX:BodySerialNumber" => What::SerialNumber,
            "xmp:CreateDate" => What::Created,
            "xmp:ModifyDate" => What::Changed,
            "exif:DateTimeOriginal" | "photoshop:DateCreated" => What::Taken,
            _ => continue,
        };
        take(what, &text, format!("XMP {name}"), found);
    }
}

/// What an office document says in `docProps/core.xml`, `docProps/app.xml` or `meta.xml`.
pub(super) fn office(file: &str, bytes: &[u8], found: &mut Found) {
    for (name, text) in leaves(bytes) {
        let what = match name.as_str() {
            "dc:creator" | "meta:initial-creator" => What::Author,
            "cp:lastModifiedBy" => What::ChangedBy,
            "dcterms:created" | "meta:creation-date" => What::Created,
            "dcterms:modified" | "dc:date" => What::Changed,
            "dc:title" => What::Title,
            "Application" | "meta:generator" => What::Software,
            _ => continue,
        };
        take(what, &text, format!("{file} {name}"), found);
    }
}

fn take(what: What, text: &str, from: String, found: &mut Found) {
    match what {
        What::Created | What::Changed | What::Taken => found.put_time(what, Told::iso(text), from),
        _ => found.put_text(what, text.as_bytes(), from),
    }
}
