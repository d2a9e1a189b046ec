//! The strict check of an archive against the list of what was written.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead};

use super::seen::Seen;
use super::{Entry, Flaw, Limits, Property, ReadError, Reader, RecordId};

/// More than this are not listed; an archive that is made of flaws must not fill the memory.
pub const MAX_FINDINGS: usize = 1000;

/// Something that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where the record or its gzip member begins, in bytes of the file; for a missing record where it began when it was written.
    pub at: u64,
    /// The record, where it can be told.
    pub record: Option<RecordId>,
    /// What is wrong.
    pub flaw: Flaw,
}

/// Compares an archive with the list of what was written, in that order, and checks its form. Nothing found: every byte is as written.
///
/// # Errors
/// Where the stream fails; an archive that can't be read is a finding.
pub fn check_warc(archive: impl BufRead, expected: &[Entry], limits: Limits) -> io::Result<Vec<Finding>> {
    let mut findings = Findings::default();
    let mut comparison = Comparison::new(expected);
    walk(archive, limits, &mut findings, &mut |seen, findings| comparison.take(seen, findings))?;
    comparison.finish(&mut findings);
    Ok(findings.0)
}

/// Checks the form of an archive of which no list is at hand: gzip members, fields, digests, HTTP messages. It can't find a record that was
/// changed together with its digests, added, taken away or moved.
///
/// # Errors
/// Where the stream fails.
pub fn check_warc_form(archive: impl BufRead, limits: Limits) -> io::Result<Vec<Finding>> {
    let mut findings = Findings::default();
    walk(archive, limits, &mut findings, &mut |_, _| ())?;
    Ok(findings.0)
}

/// Findings up to [`MAX_FINDINGS`].
#[derive(Debug, Default)]
pub(crate) struct Findings(pub(crate) Vec<Finding>);

impl Findings {
    fn push(&mut self, at: u64, record: Option<RecordId>, flaw: Flaw) {
        if self.0.len() < MAX_FINDINGS {
            self.0.push(Finding { at, record, flaw });
        }
    }
}

/// Reads every record, lists what is wrong with it by itself and shows it to `each`.
pub(crate) fn walk(
    archive: impl BufRead,
    limits: Limits,
    findings: &mut Findings,
    each: &mut dyn FnMut(&Seen, &mut Findings),
) -> io::Result<()> {
    let mut at = 0;
    match records(archive, limits, &mut |seen| {
        at = seen.record.offset;
        seen.flaws.iter().for_each(|flaw| findings.push(at, seen.id, *flaw));
        each(seen, findings);
    }) {
        Ok(flaws) => {
            flaws.into_iter().for_each(|flaw| findings.push(at, None, flaw));
            Ok(())
        }
        Err(ReadError::Flaw { at, flaw }) => {
            findings.push(at, None, flaw);
            Ok(())
        }
        Err(ReadError::Io(error)) => Err(error),
    }
}

/// Shows each record; what is wrong with the archive as a whole.
fn records(archive: impl BufRead, limits: Limits, each: &mut dyn FnMut(&Seen)) -> Result<Vec<Flaw>, ReadError> {
    let mut reader = Reader::new(archive, limits)?;
    let is_gzip = reader.is_gzip();
    let mut is_empty = true;
    while let Some(record) = reader.next_record()? {
        each(&Seen::read(&mut reader, record)?);
        is_empty = false;
    }
    let mut flaws = reader.take_flaws();
    flaws.extend(is_empty.then_some(Flaw::Empty));
    flaws.extend((!is_empty && !is_gzip).then_some(Flaw::NotGzip));
    Ok(flaws)
}

/// How far the comparison with the list is.
pub(crate) struct Comparison<'a> {
    expected: &'a [Entry],
    places: BTreeMap<RecordId, usize>,
    seen: BTreeSet<RecordId>,
    furthest: Option<usize>,
}

impl<'a> Comparison<'a> {
    pub(crate) fn new(expected: &'a [Entry]) -> Self {
        let places = expected.iter().enumerate().map(|(place, entry)| (entry.id, place)).collect();
        Self { expected, places, seen: BTreeSet::new(), furthest: None }
    }

    pub(crate) fn take(&mut self, seen: &Seen, findings: &mut Findings) {
        let at = seen.record.offset;
        // Without an identifier it is a finding already.
        let Some(id) = seen.id else { return };
        let place = self.places.get(&id).copied();
        let Some((place, entry)) = place.and_then(|place| Some((place, self.expected.get(place)?))) else {
            return findings.push(at, Some(id), Flaw::Added);
        };
        if !self.seen.insert(id) {
            return findings.push(at, Some(id), Flaw::Doubled);
        }
        if self.furthest.is_some_and(|furthest| furthest > place) {
            findings.push(at, Some(id), Flaw::Moved);
        }
        self.furthest = self.furthest.max(Some(place));
        differences(entry, seen).for_each(|property| findings.push(at, Some(id), Flaw::Differs(property)));
    }

    pub(crate) fn finish(self, findings: &mut Findings) {
        let missing = self.expected.iter().filter(|entry| !self.seen.contains(&entry.id));
        missing.for_each(|entry| findings.push(entry.offset, Some(entry.id), Flaw::Missing));
    }
}

fn differences(entry: &Entry, seen: &Seen) -> impl Iterator<Item = Property> {
    let (date, ip) = (entry.date.to_string(), entry.ip.map(|ip| ip.to_string()));
    let extent = seen.extent;
    let differs = [
        (Property::Kind, seen.kind != Some(entry.kind)),
        (Property::Date, seen.field("WARC-Date") != Some(&date)),
        (Property::Uri, seen.field("WARC-Target-URI") != entry.uri.as_deref()),
        (Property::Ip, seen.field("WARC-IP-Address") != ip.as_deref()),
        (Property::Block, seen.measured.block != entry.block),
        (Property::Payload, seen.payload() != entry.payload),
        (Property::Offset, extent.is_none_or(|extent| extent.offset != entry.offset)),
        (Property::Length, extent.is_none_or(|extent| extent.length != entry.length)),
        (Property::Stored, extent.is_none_or(|extent| extent.stored != entry.stored)),
    ];
    differs.into_iter().filter_map(|(property, differs)| differs.then_some(property))
}
