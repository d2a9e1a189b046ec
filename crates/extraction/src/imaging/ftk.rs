//! FTK Imager: `IMAGE.E01.txt` beside the image.

use super::{HashOf, ImagingLog, Take, number, pair, some};
use crate::lines::Line;

pub(super) fn reader() -> Take {
    let mut state = State { of: HashOf::Source, bad: false };
    Box::new(move |line, log| state.take(line, log))
}

struct State {
    /// Over what the hashes below are.
    of: HashOf,
    /// Sectors that could not be read are listed.
    bad: bool,
}

impl State {
    fn take(&mut self, line: &Line, log: &mut ImagingLog) {
        let text = line.text.trim();
        if text.is_empty() || text.chars().all(|letter| letter == '-') {
            return;
        }
        if let Some((_, version)) = text.split_once("Imager").filter(|_| text.starts_with("Created By")) {
            // Behind the name stands a sign of the trade mark, in whatever encoding.
            log.version = some(version.trim_start_matches(|letter: char| !letter.is_ascii_digit()));
        } else if self.faulty(text, line, log) {
        } else if let Some((name, value)) = pair(text) {
            self.field(line, name, value, log);
        } else if !text.starts_with('[') {
            log.unread += 1;
        }
    }

    /// Lists of sectors that could not be read: `491584 through 491591`.
    fn faulty(&mut self, text: &str, line: &Line, log: &mut ImagingLog) -> bool {
        let begins = text.starts_with("ATTENTION") || text.contains("could not be read");
        let numbers = range(text.rsplit(':').next().unwrap_or(text)).filter(|_| self.bad || begins);
        let goes_on = self.bad && (numbers.is_some() || text.contains("replaced with zeros"));
        self.bad = begins || goes_on;
        if let Some((first, last)) = numbers.filter(|_| self.bad) {
            let count = last.checked_sub(first).and_then(|more| more.checked_add(1));
            log.bad_sectors = count.and_then(|count| log.bad_sectors.unwrap_or(0).checked_add(count)).or(log.bad_sectors);
        }
        if self.bad {
            log.fault(line);
        }
        self.bad
    }

    fn field(&mut self, line: &Line, name: &str, value: &str, log: &mut ImagingLog) {
        match name.to_lowercase().as_str() {
            "image verification results" => self.of = HashOf::Image,
            "acquisition started" => log.started = some(value),
            "acquisition finished" => log.ended = some(value),
            "drive model" => log.source.model = some(value),
            "drive serial number" => log.source.serial = some(value),
            "sector count" => log.source.sectors = number(value).or(log.source.sectors),
            "bytes per sector" => log.source.sector_bytes = number(value),
            lower => {
                let hash = lower.strip_suffix("checksum").filter(|_| self.hash(line.number, name, value, log));
                if hash.is_none() && !value.is_empty() {
                    log.field(line.number, name, value);
                }
            }
        }
    }

    /// `DIGITS` or `DIGITS : verified`.
    fn hash(&self, line: u64, name: &str, value: &str, log: &mut ImagingLog) -> bool {
        let (digits, word) = pair(value).map_or((value, None), |(digits, word)| (digits, Some(word)));
        let name = name.split_whitespace().next().unwrap_or(name);
        log.hash(line, name, digits, self.of, word.map(|word| word.eq_ignore_ascii_case("verified")))
    }
}

/// `A through B`, or one number.
fn range(text: &str) -> Option<(u64, u64)> {
    let (first, last) = text.split_once(" through ").unwrap_or((text, text));
    Some((first.trim().parse().ok()?, last.trim().parse().ok()?))
}
