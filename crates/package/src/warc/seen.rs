//! A record that was read whole, and what is wrong with it by itself.

use std::io::BufRead;

use record::Moment;

use super::head::is_http;
use super::http::{HttpCheck, HttpHead};
use super::{Extent, Flaw, Kind, Measure, Measured, Part, ReadError, Reader, Record, RecordId};
use crate::Sha256;
use crate::warc::flaw::HttpFlaw;

/// A record that was read to its end.
#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) record: Record,
    pub(crate) kind: Option<Kind>,
    pub(crate) id: Option<RecordId>,
    pub(crate) measured: Measured,
    pub(crate) http: Option<HttpHead>,
    pub(crate) extent: Option<Extent>,
    pub(crate) flaws: Vec<Flaw>,
}

impl Seen {
    /// Reads the block of a record and looks at everything that can be judged without knowing what was written.
    pub(crate) fn read(reader: &mut Reader<impl BufRead>, record: Record) -> Result<Self, ReadError> {
        let kind = record.fields.get("WARC-Type").and_then(|kind| kind.parse().ok());
        let id = record.fields.get("WARC-Record-ID").filter(|id| id.starts_with('<')).and_then(|id| id.parse().ok());
        let is_message = record.fields.get("Content-Type").is_some_and(is_http);
        let mut measure = Measure::new(kind.unwrap_or(Kind::Metadata), is_message);
        let is_response = matches!(kind, Some(Kind::Response | Kind::Revisit));
        // A revisit may leave the head out as well as the body.
        let has_head = matches!(kind, Some(Kind::Response | Kind::Request)) || kind == Some(Kind::Revisit) && record.length > 0;
        let mut http = (is_message && has_head).then(|| HttpCheck::new(is_response));
        let mut buffer = vec![0; 32 * 1024];
        loop {
            let count = reader.read_block(&mut buffer)?;
            let bytes = buffer.get(..count).unwrap_or_default();
            if bytes.is_empty() {
                break;
            }
            measure.update(bytes);
            http.iter_mut().for_each(|http| http.update(bytes));
        }
        let extent = reader.finish_record()?;
        let head = http.as_mut().and_then(|http| http.read.take());
        let is_cut = record.fields.get("WARC-Truncated").is_some();
        let broken = http.and_then(|http| http.finish(is_cut).err());
        let mut seen = Self { record, kind, id, measured: measure.finish(), http: head, extent, flaws: reader.take_flaws() };
        seen.judge(broken);
        Ok(seen)
    }

    /// The value of a field.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.record.fields.get(name)
    }

    /// The address of a record that a player can show.
    pub(crate) fn capture(&self) -> Option<&str> {
        let is_capture = matches!(self.kind, Some(Kind::Response | Kind::Revisit | Kind::Resource | Kind::Metadata));
        self.field("WARC-Target-URI").filter(|_| is_capture)
    }

    /// The digest of the payload: what was measured; for a revisit what it says.
    pub(crate) fn payload(&self) -> Option<Sha256> {
        if self.kind == Some(Kind::Revisit) { self.digest(Part::Payload) } else { self.measured.payload }
    }

    fn judge(&mut self, broken: Option<HttpFlaw>) {
        let date = self.field("WARC-Date").filter(|date| date.ends_with('Z') && Moment::parse(date).is_ok());
        let needs_uri = !matches!(self.kind, Some(Kind::Warcinfo | Kind::Metadata));
        let found = [
            (self.kind.is_none(), Flaw::NoKind),
            (self.id.is_none(), Flaw::NoId),
            (date.is_none(), Flaw::NoDate),
            (needs_uri && self.field("WARC-Target-URI").is_none(), Flaw::NoUri),
        ];
        let mut found: Vec<Flaw> = found.into_iter().filter_map(|(is_wrong, flaw)| is_wrong.then_some(flaw)).collect();
        found.extend(broken.map(Flaw::Http));
        found.extend(self.false_digest(Part::Block, Some(self.measured.block)));
        if self.kind != Some(Kind::Revisit) {
            found.extend(self.false_digest(Part::Payload, self.measured.payload));
        }
        self.flaws.append(&mut found);
    }

    fn false_digest(&self, part: Part, is: Option<Sha256>) -> Option<Flaw> {
        match (self.digest(part), is) {
            (None, Some(_)) => Some(Flaw::NoDigest(part)),
            (Some(said), is) if Some(said) != is => Some(Flaw::FalseDigest(part)),
            _ => None,
        }
    }

    fn digest(&self, part: Part) -> Option<Sha256> {
        let name = match part {
            Part::Block => "WARC-Block-Digest",
            Part::Payload => "WARC-Payload-Digest",
        };
        self.field(name).and_then(|digest| digest.parse().ok())
    }
}
