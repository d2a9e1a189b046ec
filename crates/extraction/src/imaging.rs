//! Logs that imaging tools leave beside an image: which tool, of which drive, from when to when, with which hashes, what could not be read.
//!
//! Times stay as they are written: most tools write local time and do not say of which place. What a tool calls verified is kept as its word;
//! [`ImagingLog::agree`] is our own look at whether the hashes in the log are the same.

mod dc3dd;
mod ewf;
mod ftk;
mod guymager;

use std::collections::BTreeMap;
use std::io::{BufReader, Read};

use serde::Serialize;

use crate::hashlist::{Algorithm, Digests};
use crate::limits::{SHORT, shortened};
use crate::lines::{Line, Lines};
use crate::{Broken, Limits};

/// A tool that makes images.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Imager {
    /// FTK Imager (AccessData, Exterro).
    FtkImager,
    /// Guymager.
    Guymager,
    /// ewfacquire of libewf.
    Ewfacquire,
    /// ewfverify of libewf.
    Ewfverify,
    /// dc3dd.
    Dc3dd,
    /// dcfldd, of which only the total is read.
    Dcfldd,
}

/// A log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImagingLog {
    /// The tool.
    pub tool: Imager,
    /// Its version.
    pub version: Option<String>,
    /// The drive.
    pub source: SourceDrive,
    /// When it began, as written.
    pub started: Option<String>,
    /// When it ended, as written.
    pub ended: Option<String>,
    /// Hashes, each with what it was worked out over.
    pub hashes: Vec<LoggedHash>,
    /// How many sectors could not be read, where the tool says it.
    pub bad_sectors: Option<u64>,
    /// Lines that speak of faults.
    pub faults: Vec<Remark>,
    /// How it ended, in the tool's words.
    pub outcome: Option<String>,
    /// All other fields, in the tool's words.
    pub fields: Vec<Field>,
    /// Lines that say nothing that is read here.
    pub unread: u64,
    /// Why the log was not read to its end.
    pub broken: Option<Broken>,
}

/// The drive that was imaged, as the tool read it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SourceDrive {
    /// The name of the device: `/dev/sdb`.
    pub device: Option<String>,
    /// The model.
    pub model: Option<String>,
    /// The serial number.
    pub serial: Option<String>,
    /// How many sectors it has.
    pub sectors: Option<u64>,
    /// How many bytes a sector has.
    pub sector_bytes: Option<u64>,
    /// How many bytes it has.
    pub bytes: Option<u64>,
}

/// A hash in a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LoggedHash {
    /// The line.
    pub line: u64,
    /// Its name, in the tool's word.
    pub name: String,
    /// Which it is, where it is one that we compare.
    pub algorithm: Option<Algorithm>,
    /// Its digits, in lower case.
    pub digits: String,
    /// Over what it was worked out.
    pub of: HashOf,
    /// Whether the tool says that it is as it should be.
    pub verified: Option<bool>,
}

/// Over what a hash was worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HashOf {
    /// The drive, while it was read.
    Source,
    /// The drive, read again.
    SourceAgain,
    /// The image.
    Image,
    /// It is the one that is stored in the image.
    Stored,
}

/// A field of a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    /// The line.
    pub line: u64,
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// A line of a log, as it stands there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// The line.
    pub line: u64,
    /// Its text.
    pub text: String,
}

impl ImagingLog {
    fn new(tool: Imager) -> Self {
        let (version, source, started, ended, outcome) = (None, SourceDrive::default(), None, None, None);
        let (hashes, faults, fields, broken) = (Vec::new(), Vec::new(), Vec::new(), None);
        Self { tool, version, source, started, ended, hashes, bad_sectors: None, faults, outcome, fields, unread: 0, broken }
    }

    /// Whether all values of each hash in the log are the same; none where no hash stands there twice.
    #[must_use]
    pub fn agree(&self) -> Option<bool> {
        let mut by_name = BTreeMap::<String, Vec<&str>>::new();
        for hash in &self.hashes {
            by_name.entry(hash.name.to_lowercase()).or_default().push(&hash.digits);
        }
        let twice: Vec<_> = by_name.values().filter(|digits| digits.len() > 1).collect();
        (!twice.is_empty()).then(|| twice.iter().all(|digits| digits.iter().all(|other| Some(other) == digits.first())))
    }

    /// The hashes that were worked out over one thing, to be compared with a kept file; of two that differ the first.
    #[must_use]
    pub fn digests(&self, of: HashOf) -> Digests {
        let all = self.hashes.iter().rev().filter(|hash| hash.of == of);
        all.fold(Digests::default(), |digests, hash| {
            hash.algorithm.and_then(|algorithm| digests.with(algorithm, &hash.digits).ok()).unwrap_or(digests)
        })
    }

    /// Enters a hash where the text is the digits of one; whether it was.
    fn hash(&mut self, line: u64, name: &str, digits: &str, of: HashOf, verified: Option<bool>) -> bool {
        let (name, digits) = (name.trim(), digits.trim());
        let is_hash = matches!(digits.len(), 32 | 40 | 56 | 64 | 96 | 128) && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        if is_hash && self.hashes.len() < MOST {
            let algorithm = Algorithm::named(name);
            let (name, digits) = (shortened(name, 40), digits.to_ascii_lowercase());
            self.hashes.push(LoggedHash { line, name, algorithm, digits, of, verified });
        }
        is_hash
    }

    fn fault(&mut self, line: &Line) {
        if self.faults.len() < MOST {
            self.faults.push(Remark { line: line.number, text: shortened(line.text.trim(), SHORT) });
        } else {
            self.unread += 1;
        }
    }

    fn field(&mut self, line: u64, name: &str, value: &str) {
        if self.fields.len() < MOST {
            self.fields.push(Field { line, name: shortened(name, 200), value: shortened(value, SHORT) });
        } else {
            self.unread += 1;
        }
    }
}

/// Hashes, faults and fields are kept up to so many of each; more are counted.
const MOST: usize = 10_000;
/// So many lines are looked at to tell which tool wrote a log.
const HEAD: usize = 40;

/// Takes a log line by line.
type Take = Box<dyn FnMut(&Line, &mut ImagingLog)>;

/// Reads a log of any of the tools.
///
/// # Errors
/// Where it is of none of them.
pub fn read(input: impl Read, limits: &Limits) -> Result<ImagingLog, Broken> {
    let mut lines = Lines::new(BufReader::with_capacity(64 << 10, input), limits);
    let mut head = Vec::new();
    let tool = loop {
        let Some(line) = lines.next() else { break None };
        let tool = tool(&line.text);
        head.push(line);
        if tool.is_some() || head.len() >= HEAD {
            break tool;
        }
    };
    let Some(tool) = tool else { return Err(lines.broken.take().unwrap_or(Broken::UnknownForm)) };
    let mut log = ImagingLog::new(tool);
    let mut take: Take = match tool {
        Imager::FtkImager => ftk::reader(),
        Imager::Guymager => guymager::reader(),
        Imager::Ewfacquire | Imager::Ewfverify => ewf::reader(),
        Imager::Dc3dd | Imager::Dcfldd => dc3dd::reader(),
    };
    head.iter().for_each(|line| take(line, &mut log));
    while let Some(line) = lines.next() {
        take(&line, &mut log);
    }
    log.broken = lines.broken.take();
    Ok(log)
}

/// Which tool begins its log with this line.
fn tool(line: &str) -> Option<Imager> {
    let line = line.trim();
    let word = line.split_whitespace().next().unwrap_or_default();
    match word {
        "Created" if line.contains("FTK") => Some(Imager::FtkImager),
        "GUYMAGER" if line.contains("ACQUISITION INFO") => Some(Imager::Guymager),
        "ewfacquire" => Some(Imager::Ewfacquire),
        "ewfverify" => Some(Imager::Ewfverify),
        "dc3dd" => Some(Imager::Dc3dd),
        "Total" if line.starts_with("Total (") => Some(Imager::Dcfldd),
        _ => None,
    }
}

/// What stands before and behind the first colon.
fn pair(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    Some((name.trim(), value.trim()))
}

/// Text that is not empty.
fn some(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| shortened(text, SHORT))
}

/// A number with whatever a country puts between its thousands: `7856127`, `7.856.127`, `104,857,600`.
fn number(text: &str) -> Option<u64> {
    let text = text.trim();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let others = text.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ',' | '\'' | ' ' | '\u{A0}' | '\u{202F}'));
    if others { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests;
