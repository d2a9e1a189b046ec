//! dc3dd (`log=`), and of dcfldd the line with the total.

use super::{HashOf, ImagingLog, Take, number, pair, some};
use crate::lines::Line;

pub(super) fn reader() -> Take {
    let mut of = HashOf::Source;
    Box::new(move |line, log| take(line, log, &mut of))
}

fn take(line: &Line, log: &mut ImagingLog, of: &mut HashOf) {
    let text = line.text.trim();
    if text.is_empty() {
        return;
    }
    if let Some(rest) = text.strip_prefix("dc3dd ") {
        return own(line, rest, log);
    }
    if let Some(rest) = text.strip_prefix("Total (") {
        let hash = rest.split_once("):").is_some_and(|(name, digits)| log.hash(line.number, name, digits, HashOf::Source, None));
        log.unread += u64::from(!hash);
        return;
    }
    if let Some(device) = text.strip_prefix("input results for ") {
        *of = HashOf::Source;
        log.source.device = device.split_once('`').and_then(|(_, name)| some(name.trim_end_matches([':', '\''])));
    } else if text.starts_with("output results for ") {
        *of = HashOf::Image;
        log.field(line.number, "output results for", text.trim_start_matches("output results for ").trim_end_matches(':'));
    } else {
        result(line, text, log, *of);
    }
}

/// `dc3dd VERSION started at TIME`, `dc3dd completed at TIME`, `dc3dd failed at TIME`, `dc3dd aborted at TIME`.
fn own(line: &Line, rest: &str, log: &mut ImagingLog) {
    match rest.split_once(" at ") {
        Some((version, time)) if version.ends_with(" started") => {
            (log.version, log.started) = (some(version.trim_end_matches(" started")), some(time));
        }
        Some((outcome, time)) => {
            (log.outcome, log.ended) = (some(outcome), some(time));
            if outcome != "completed" {
                log.fault(line);
            }
        }
        None => log.unread += 1,
    }
}

fn result(line: &Line, text: &str, log: &mut ImagingLog, of: HashOf) {
    if let Some(count) = text.strip_suffix(" bad sectors replaced by zeros").and_then(number) {
        log.bad_sectors = Some(log.bad_sectors.unwrap_or(0).saturating_add(count));
        if count > 0 {
            log.fault(line);
        }
        return;
    }
    if let Some(rest) = text.strip_suffix(')')
        && let Some((digits, name)) = rest.rsplit_once(" (")
        && hash(line.number, name, digits, log, of)
    {
        return;
    }
    if text.starts_with('[') || text.contains("error") {
        return log.fault(line);
    }
    match pair(text) {
        Some(("device size", value)) => {
            log.source.sectors = value.split_whitespace().next().and_then(number);
            log.source.bytes = value.rsplit(", ").next().and_then(|bytes| number(bytes.trim().trim_end_matches("bytes")));
        }
        Some(("sector size", value)) => log.source.sector_bytes = value.split_whitespace().next().and_then(number),
        Some((name, value)) if !value.is_empty() => log.field(line.number, name, value),
        _ => log.unread += 1,
    }
}

/// `DIGITS (md5)` or `[ok] DIGITS (md5)`; any other word in the brackets says that it is not as it should be.
fn hash(line: u64, name: &str, digits: &str, log: &mut ImagingLog, of: HashOf) -> bool {
    let (verified, digits) = match digits.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((word, digits)) => (Some(word == "ok"), digits),
        None => (None, digits),
    };
    log.hash(line, name, digits, of, verified)
}
