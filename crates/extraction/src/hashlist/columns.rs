//! The columns of a table of hashes.

use super::{Algorithm, Digests, Row};
use crate::limits::shortened;
use crate::lines::Lines;
use crate::table::Records;
use crate::{Limits, Why};

/// Columns that are not read are named up to so many.
const MOST_UNREAD: usize = 100;

/// Where what stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Columns {
    hashes: Vec<(Algorithm, usize)>,
    name: Option<usize>,
    size: Option<usize>,
    /// How many there are.
    pub(super) width: usize,
    /// The others.
    pub(super) unread: Vec<String>,
}

impl Columns {
    /// Those of the head of a table; none where it has no column of hashes.
    pub(super) fn of(head: &str, limits: &Limits) -> Option<Self> {
        let records = Records::new(Lines::new(std::io::empty(), limits), head, limits);
        let columns = Self::named(&records.split(head));
        // One column alone would be a list of bare digits with a title; that is a table too.
        (!columns.hashes.is_empty()).then_some(columns)
    }

    /// Those that hashdeep names.
    pub(super) fn hashdeep(head: &str) -> Option<Self> {
        let columns = Self::named(&head.split(',').map(str::to_owned).collect::<Vec<_>>());
        (!columns.hashes.is_empty()).then_some(columns)
    }

    fn named(names: &[String]) -> Self {
        let mut columns = Self { width: names.len(), ..Self::default() };
        for (place, name) in names.iter().enumerate() {
            columns.add(place, name);
        }
        columns
    }

    fn add(&mut self, place: usize, name: &str) {
        let word = plain(name);
        let hash = ["hash", "checksum", "value"].iter().fold(word.as_str(), |word, end| word.strip_suffix(end).unwrap_or(word));
        if let Some(algorithm) = Algorithm::named(hash).filter(|algorithm| self.hashes.iter().all(|(other, _)| other != algorithm)) {
            self.hashes.push((algorithm, place));
        } else if self.name.is_none() && NAMES.contains(&word.as_str()) {
            self.name = Some(place);
        } else if self.size.is_none() && SIZES.contains(&word.as_str()) {
            self.size = Some(place);
        } else if self.unread.len() < MOST_UNREAD {
            self.unread.push(shortened(name.trim(), 200));
        }
    }

    /// A row of these columns.
    pub(super) fn row(&self, line: u64, fields: &[String], exact: bool) -> Result<Row, Why> {
        if fields.len() < self.width {
            return Err(Why::Fields);
        }
        let at = |place: usize| fields.get(place).map(|field| field.trim()).filter(|field| !field.is_empty());
        let mut digests = Digests::default();
        for (algorithm, place) in &self.hashes {
            if let Some(digits) = at(*place) {
                digests = digests.with(*algorithm, digits)?;
            }
        }
        if digests.is_empty() {
            return Err(Why::NoHash);
        }
        let size = match self.size.and_then(at) {
            Some(size) => Some(size.parse().map_err(|_| Why::Size(shortened(size, 40)))?),
            None => None,
        };
        // A name keeps its blanks.
        let name = self.name.and_then(|place| fields.get(place)).filter(|name| !name.is_empty()).cloned();
        Ok(Row { line, digests, name, exact, size })
    }
}

/// What tools call the name of a file.
const NAMES: [&str; 9] = ["name", "filename", "filenames", "file", "path", "fullpath", "filepath", "itempath", "truepath"];
/// What tools call its length.
const SIZES: [&str; 6] = ["size", "filesize", "bytes", "length", "logicalsize", "sizebytes"];

/// Letters and figures only, in lower case.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_ascii_alphanumeric()).map(|letter| letter.to_ascii_lowercase()).take(64).collect()
}
