//! ewfacquire and ewfverify: what they write to the terminal or with `-l`.

use super::{HashOf, ImagingLog, Take, number, pair, some};
use crate::lines::Line;

pub(super) fn reader() -> Take {
    let mut faulty = false;
    Box::new(move |line, log| take(line, log, &mut faulty))
}

fn take(line: &Line, log: &mut ImagingLog, faulty: &mut bool) {
    let text = line.text.trim();
    if text.is_empty() {
        return;
    }
    let Some((name, value)) = pair(text) else {
        let version = ["ewfacquire ", "ewfverify "].iter().find_map(|tool| text.strip_prefix(tool));
        match version {
            Some(version) => log.version = some(version),
            None => log.unread += 1,
        }
        return;
    };
    // `Errors reading device:` is followed by how many and where.
    let lower = name.to_lowercase();
    *faulty = lower.contains("error") && !lower.contains("retries") && !lower.contains("granularity") && !lower.contains("zero sectors")
        || *faulty && (lower.contains("total number") || lower.contains("sector"));
    if *faulty {
        return log.fault(line);
    }
    field(line, &lower, name, value, log);
}

fn field(line: &Line, lower: &str, name: &str, value: &str, log: &mut ImagingLog) {
    match lower {
        "ewfacquire" | "ewfverify" => log.outcome = some(value),
        "vendor" | "model" if !value.is_empty() => {
            let model = [log.source.model.as_deref().unwrap_or_default(), value].join(" ");
            log.source.model = some(&model);
        }
        "serial" => log.source.serial = some(value),
        "bytes per sector" => log.source.sector_bytes = number(value),
        "media size" => {
            log.source.bytes = value.rsplit_once('(').and_then(|(_, bytes)| number(bytes.trim_end_matches(')').trim_end_matches("bytes")))
        }
        "acquiry started at" | "acquisition started at" | "verify started at" => log.started = some(value),
        "acquiry completed at" | "acquisition completed at" | "verify completed at" => log.ended = some(value),
        _ => {
            let of = if lower.contains("stored in file") {
                HashOf::Stored
            } else if log.tool == super::Imager::Ewfverify {
                HashOf::Image
            } else {
                HashOf::Source
            };
            let word = name.split_whitespace().next().unwrap_or(name);
            let is_hash = lower.contains(" hash ") && log.hash(line.number, word, value, of, None);
            if !is_hash && !value.is_empty() {
                log.field(line.number, name, value);
            }
        }
    }
}
