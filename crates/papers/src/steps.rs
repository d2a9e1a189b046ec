//! What was done with an item, step by step.

use custody::KeptFile;
use custody::item::{Event, Names, Told};
use record::Moment;

use crate::sheet::{Reader, grouped};

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StepRow {
    /// The number of its entry, or of the first and last of several.
    pub number: String,
    /// When, in both times; the beginning and the end of several.
    pub when: Vec<String>,
    /// Who, and for which body.
    pub who: [String; 2],
    /// What.
    pub what: String,
    /// The particulars.
    pub details: Vec<String>,
}

/// The rows of a history. Files that arrived one after the other by the same hand are one row.
pub(crate) fn rows(history: &[Told], names: &Names, reader: &Reader) -> Vec<StepRow> {
    let together = |a: &Told, b: &Told| {
        let both_arrived = matches!((&a.event, &b.event), (Event::Kept { .. }, Event::Kept { .. }));
        both_arrived && a.person == b.person && a.agency == b.agency
    };
    history.chunk_by(together).filter_map(|steps| row(steps, names, reader)).collect()
}

fn row(steps: &[Told], names: &Names, reader: &Reader) -> Option<StepRow> {
    let (first, last) = (steps.first()?, steps.last()?);
    let number = if first.version == last.version { first.version.to_string() } else { format!("{}–{}", first.version, last.version) };
    Some(StepRow {
        number,
        when: when(first.at, last.at, reader),
        who: [names.person(first.person), names.body(first.agency)],
        what: reader.code("paper-event", first.event.kind()),
        details: if steps.len() > 1 { vec![arrived(steps, reader)] } else { details(&first.event, names, reader) },
    })
}

fn when(first: Moment, last: Moment, reader: &Reader) -> Vec<String> {
    let (begin, [universal, local]) = (reader.both(first), reader.both(last));
    let end = if first == last { Vec::new() } else { vec![format!("– {universal}"), local] };
    begin.into_iter().chain(end).collect()
}

fn arrived(steps: &[Told], reader: &Reader) -> String {
    let files = || {
        steps.iter().flat_map(|step| match &step.event {
            Event::Kept { files } => files.as_slice(),
            _ => &[],
        })
    };
    total(files(), reader)
}

/// How many files, and how long together.
pub(crate) fn total<'a>(files: impl Iterator<Item = &'a KeptFile>, reader: &Reader) -> String {
    let (count, bytes) = files.fold((0_i64, 0_u64), |(count, bytes), file| (count.saturating_add(1), bytes.saturating_add(file.bytes)));
    let (count, bytes) = (reader.words.count("paper-file-count", count), reader.words.count("paper-bytes", bytes));
    reader.words.with_all("paper-detail-files", &[("count", &count), ("bytes", &bytes)])
}

fn details(event: &Event, names: &Names, reader: &Reader) -> Vec<String> {
    let tool = |tool| reader.tool(tool);
    let with = |key, text: &str| reader.words.with(key, "text", text);
    let reason = |reason: &record::Reason| with("paper-detail-reason", reason.as_str());
    match event {
        Event::Begun { tool: with_what, .. } => vec![tool(with_what)],
        Event::Kept { files } => vec![total(files.iter(), reader)],
        Event::Failed { why } => vec![reader.code("paper-failure", why.code())],
        Event::Viewed { file, reason: why } | Event::Revealed { file, reason: why } => vec![file.to_string(), reason(why)],
        Event::Copied { copy, file, reason: why, tool: with_what, .. } => {
            vec![file.to_string(), reader.words.with("paper-detail-copy", "copy", &copy.to_string()), reason(why), tool(with_what)]
        }
        Event::Examined { copy, finding, tool: with_what } => {
            let finding = with("paper-detail-finding", finding.as_str());
            vec![reader.words.with("paper-detail-copy", "copy", &copy.to_string()), finding, tool(with_what)]
        }
        Event::Exported { package, reason: why, tool: with_what } => {
            let hash = grouped(&package.sha256.to_string());
            vec![reader.words.with("paper-detail-package", "hash", &hash), reason(why), tool(with_what)]
        }
        Event::Offered { to, until, reason: why, .. } => {
            let [_, local] = reader.both(*until);
            let to = reader.words.with_all("paper-detail-to", &[("body", &names.body(*to)), ("until", &local)]);
            vec![to, reason(why)]
        }
        Event::Withdrawn { reason: why } => vec![reason(why)],
        Event::GivenBack { receipt } => vec![with("paper-detail-receipt", receipt.as_str())],
        _ => Vec::new(),
    }
}
