//! Lists of hashes, and files compared with them.
//!
//! | form | looks like |
//! |---|---|
//! | coreutils (`md5sum`, `sha1sum`, `sha256sum`, `b3sum`) | digits, blank, blank or `*`, name; with `\` in front where the name is escaped |
//! | BSD and OpenSSL | `SHA256 (name) = digits`, `SHA2-256(name)= digits` |
//! | hashdeep | `%%%% HASHDEEP-1.0`, `%%%% size,md5,sha256,filename`, then rows |
//! | a table | a head with a column of hashes: `MD5`, `SHA-1`, `SHA256`, and where they are there name and size (FTK, EnCase, NSRL) |
//! | bare | digits and nothing else |
//!
//! 64 digits without a name of their hash may be SHA-256 or BLAKE3; whoever reads the list says which.

mod columns;
mod compare;
mod line;

use std::io::{BufReader, Read};

use custody::{Blake3, Hashes, Md5, Sha1, Sha256};
use serde::Serialize;

pub use compare::{Compared, Comparison, Kept, compare};

use crate::limits::Rejects;
use crate::lines::{Line, Lines};
use crate::table::Records;
use crate::{Broken, Limits, Reject, Why};
use columns::Columns;

/// A hash that files are compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Algorithm {
    /// MD5.
    Md5,
    /// SHA-1.
    Sha1,
    /// SHA-256.
    Sha256,
    /// BLAKE3.
    Blake3,
}

/// The hashes of one file, those that a list has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Digests {
    /// MD5.
    pub md5: Option<Md5>,
    /// SHA-1.
    pub sha1: Option<Sha1>,
    /// SHA-256.
    pub sha256: Option<Sha256>,
    /// BLAKE3.
    pub blake3: Option<Blake3>,
}

/// A file as a list has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The line.
    pub line: u64,
    /// Its hashes; one at least.
    pub digests: Digests,
    /// Its name, as it stands there.
    pub name: Option<String>,
    /// Whether the name is exactly what stands there: names that are no UTF-8 can be shown only in part.
    pub exact: bool,
    /// Its length.
    pub size: Option<u64>,
}

/// The form of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// A checksum a line: coreutils, BSD, OpenSSL, bare; they may be mixed.
    Checksums,
    /// hashdeep.
    Hashdeep,
    /// A table.
    Table,
}

/// What became of reading a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Its form, where it was told.
    pub form: Option<Form>,
    /// How many rows it has.
    pub rows: u64,
    /// What was not read.
    pub rejects: Rejects,
    /// Columns that were not read, by the names in the head.
    pub unread: Vec<String>,
    /// Why it was not read to its end.
    pub broken: Option<Broken>,
}

impl Algorithm {
    /// By a name as tools write it: `MD5`, `sha-1`, `SHA2-256`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match columns::plain(name).as_str() {
            "md5" => Some(Self::Md5),
            "sha1" => Some(Self::Sha1),
            "sha256" | "sha2256" => Some(Self::Sha256),
            "blake3" | "b3" => Some(Self::Blake3),
            _ => None,
        }
    }
}

impl Digests {
    /// Those with one hash more.
    ///
    /// # Errors
    /// Where the digits are none of this hash.
    pub fn with(mut self, algorithm: Algorithm, digits: &str) -> Result<Self, Why> {
        let plain = digits.trim().to_ascii_lowercase();
        let wrong = || Why::Digits(crate::limits::shortened(digits, 140));
        match algorithm {
            Algorithm::Md5 => self.md5 = Some(plain.parse().map_err(|_| wrong())?),
            Algorithm::Sha1 => self.sha1 = Some(plain.parse().map_err(|_| wrong())?),
            Algorithm::Sha256 => self.sha256 = Some(Sha256::parse(&plain).ok_or_else(wrong)?),
            Algorithm::Blake3 => self.blake3 = Some(plain.parse().map_err(|_| wrong())?),
        }
        Ok(self)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Each hash that both have, and whether it is the same.
    #[must_use]
    pub fn against(&self, hashes: &Hashes) -> Vec<(Algorithm, bool)> {
        let all = [
            (Algorithm::Md5, self.md5.map(|md5| md5 == hashes.md5)),
            (Algorithm::Sha1, self.sha1.map(|sha1| sha1 == hashes.sha1)),
            (Algorithm::Sha256, self.sha256.map(|sha256| sha256 == hashes.sha256)),
            (Algorithm::Blake3, self.blake3.map(|blake3| blake3 == hashes.blake3)),
        ];
        all.into_iter().filter_map(|(algorithm, same)| Some((algorithm, same?))).collect()
    }
}

/// Reads a list, row by row.
pub fn read(input: impl Read, sixty_four: SixtyFour, limits: &Limits, each: &mut dyn FnMut(Row)) -> Summary {
    let mut lines = Lines::new(BufReader::with_capacity(64 << 10, input), limits);
    let mut reading = Reading { summary: Summary::default(), sixty_four, most: limits.named, each };
    // Blank lines and remarks may stand first.
    let first = loop {
        match lines.next() {
            Some(line) if line.text.trim().is_empty() || line.text.starts_with('#') => {}
            first => break first,
        }
    };
    let Some(first) = first else {
        reading.summary.broken = lines.broken.take();
        return reading.summary;
    };
    if first.text.starts_with("%%%% HASHDEEP-") {
        return reading.hashdeep(lines);
    }
    match Columns::of(&first.text, limits) {
        Some(columns) => reading.table(lines, &first, &columns, limits),
        None => reading.checksums(lines, &first),
    }
}

/// What 64 digits are where nothing says it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SixtyFour {
    /// SHA-256, as `sha256sum` writes it.
    #[default]
    Sha256,
    /// BLAKE3, as `b3sum` writes it.
    Blake3,
}

/// The state of reading.
struct Reading<'a> {
    summary: Summary,
    sixty_four: SixtyFour,
    most: usize,
    each: &'a mut dyn FnMut(Row),
}

impl Reading<'_> {
    fn take(&mut self, line: u64, row: Result<Row, Why>) {
        match row {
            Ok(row) => {
                self.summary.rows += 1;
                (self.each)(row);
            }
            Err(why) => self.reject(Reject { line, lines: 1, why }),
        }
    }

    fn reject(&mut self, reject: Reject) {
        self.summary.rejects.add(reject, self.most);
    }

    fn checksums<R: std::io::BufRead>(mut self, mut lines: Lines<R>, first: &Line) -> Summary {
        self.checksum(first);
        while let Some(line) = lines.next() {
            if !line.text.trim().is_empty() && !line.text.starts_with('#') {
                self.checksum(&line);
            }
        }
        self.summary.form = (self.summary.rows > 0).then_some(Form::Checksums);
        let unknown = || (self.summary.rows == 0).then_some(Broken::UnknownForm);
        self.summary.broken = lines.broken.take().or_else(unknown);
        self.summary
    }

    fn checksum(&mut self, line: &Line) {
        let row = if line.long { Err(Why::TooLong) } else { line::read(line, self.sixty_four) };
        self.take(line.number, row);
    }

    fn hashdeep<R: std::io::BufRead>(mut self, mut lines: Lines<R>) -> Summary {
        self.summary.form = Some(Form::Hashdeep);
        let columns = lines.next().as_ref().and_then(|line| line.text.strip_prefix("%%%% ")).and_then(Columns::hashdeep);
        let Some(columns) = columns else {
            self.summary.broken = Some(Broken::NoColumns);
            return self.summary;
        };
        self.summary.unread = columns.unread.clone();
        while let Some(line) = lines.next() {
            if line.text.trim().is_empty() || line.text.starts_with("##") {
                continue;
            }
            // The name stands last and may hold commas.
            let fields = line.text.splitn(columns.width, ',').map(str::to_owned).collect::<Vec<_>>();
            let row = if line.long { Err(Why::TooLong) } else { columns.row(line.number, &fields, line.exact) };
            self.take(line.number, row);
        }
        self.summary.broken = lines.broken.take();
        self.summary
    }

    fn table<R: std::io::BufRead>(mut self, lines: Lines<R>, head: &Line, columns: &Columns, limits: &Limits) -> Summary {
        (self.summary.form, self.summary.unread) = (Some(Form::Table), columns.unread.clone());
        // A name with a line feed in it is rarer than a stray quote: a record is a line.
        let mut records = Records::new(lines, &head.text, &Limits { record: 0, ..*limits });
        while let Some(record) = records.next() {
            match record {
                Ok(record) => self.take(record.line, columns.row(record.line, &record.fields, record.exact)),
                Err(reject) => self.reject(reject),
            }
        }
        self.summary.broken = records.broken();
        self.summary
    }
}

#[cfg(test)]
mod tests;
