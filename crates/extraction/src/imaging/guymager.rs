//! Guymager: `IMAGE.info` beside the image.

use super::{HashOf, ImagingLog, Take, number, pair, some};
use crate::lines::Line;

pub(super) fn reader() -> Take {
    let mut state = State { bad: false };
    Box::new(move |line, log| state.take(line, log))
}

struct State {
    /// Numbers of bad sectors follow.
    bad: bool,
}

impl State {
    fn take(&mut self, line: &Line, log: &mut ImagingLog) {
        let text = line.text.trim();
        if text.is_empty() || text.chars().all(|letter| matches!(letter, '=' | '-')) {
            return;
        }
        if std::mem::take(&mut self.bad) && text.starts_with(|letter: char| letter.is_ascii_digit()) {
            return log.fault(line);
        }
        if text.contains("bad sectors have been encountered") {
            return self.bad(line, log);
        }
        if let Some(whole) = verification(text) {
            return whole.apply(line, log);
        }
        match pair(text) {
            Some((name, value)) if !value.is_empty() => field(line, name, value, log),
            _ => log.unread += 1,
        }
    }

    /// `During acquisition, 24773 bad sectors have been encountered. …`; the same sectors are met again in verification.
    fn bad(&mut self, line: &Line, log: &mut ImagingLog) {
        self.bad = true;
        let count = line.text.split_whitespace().find_map(number);
        log.bad_sectors = log.bad_sectors.max(count);
        log.fault(line);
    }
}

/// What the tool says of all hashes of the drive read again, or of the image.
struct Verification {
    of: HashOf,
    ok: bool,
}

/// `Source verification OK. …`
fn verification(text: &str) -> Option<Verification> {
    let kinds = [("Source verification ", HashOf::SourceAgain), ("Image verification ", HashOf::Image)];
    let (rest, of) = kinds.into_iter().find_map(|(start, of)| Some((text.strip_prefix(start)?, of)))?;
    // `Source verification : on` says only that it was asked for.
    (!rest.trim_start().starts_with(':')).then(|| Verification { of, ok: rest.starts_with("OK") })
}

impl Verification {
    fn apply(&self, line: &Line, log: &mut ImagingLog) {
        log.hashes.iter_mut().filter(|hash| hash.of == self.of).for_each(|hash| hash.verified = Some(self.ok));
        if !self.ok {
            log.fault(line);
        }
    }
}

fn field(line: &Line, name: &str, value: &str, log: &mut ImagingLog) {
    match name.to_lowercase().as_str() {
        "version" if log.version.is_none() => log.version = some(value),
        "linux device" => log.source.device = some(value),
        "device size" => log.source.bytes = value.split_whitespace().next().and_then(number),
        "device model" | "model number" | "product" if log.source.model.is_none() => log.source.model = some(value),
        "serial number" if log.source.serial.is_none() => log.source.serial = some(value),
        "state" => log.outcome = some(value),
        "acquisition started" => log.started = some(value),
        "ended" => log.ended = some(value),
        lower => {
            let of = if lower.ends_with("verified source") {
                HashOf::SourceAgain
            } else if lower.ends_with("verified image") {
                HashOf::Image
            } else {
                HashOf::Source
            };
            let word = name.split_whitespace().next().unwrap_or(name);
            if !(lower.contains(" hash") && log.hash(line.number, word, value, of, None)) {
                log.field(line.number, name, value);
            }
        }
    }
}
