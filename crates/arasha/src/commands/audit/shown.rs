//! How entries are shown: to people, as the lines that are hashed, as a table for a spreadsheet.

use std::io::{Stdout, Write};

use record::Entry;
use store::table;
use store::table::what;

use crate::{CommandError, Context};

/// Where entries are shown.
pub struct Table {
    csv: Option<csv::Writer<Stdout>>,
    shown: u64,
}

impl Table {
    pub fn new(is_csv: bool) -> Result<Self, CommandError> {
        let mut csv = is_csv.then(|| csv::Writer::from_writer(std::io::stdout()));
        if let Some(csv) = &mut csv {
            csv.write_record(table::COLUMNS).map_err(output)?;
        }
        Ok(Self { csv, shown: 0 })
    }

    pub fn show(&mut self, entry: &Entry, context: &Context) -> Result<(), CommandError> {
        self.shown += 1;
        if let Some(csv) = &mut self.csv {
            return csv.write_record(table::cells(entry)).map_err(output);
        }
        if context.json {
            let mut line = entry.to_bytes().map_err(store::StoreError::from)?;
            line.push(b'\n');
            return Ok(std::io::stdout().lock().write_all(&line)?);
        }
        context.say(&told(entry))
    }

    /// How many were shown.
    pub fn end(self) -> Result<u64, CommandError> {
        if let Some(mut csv) = self.csv {
            csv.flush()?;
        }
        Ok(self.shown)
    }
}

/// Two lines: what was done to what; by whom, and why.
pub fn told(entry: &Entry) -> String {
    let (event, reason) = what(entry);
    let reason = if reason.is_empty() { reason } else { format!(": {reason}") };
    let (place, at, purpose) = (entry.place, entry.at.to_string(), entry.purpose.code());
    let first = format!("{place:>9}  {at:<20}  {} {event}", entry.stream);
    let second = format!("{:9}  by {} for {}, {purpose}{reason}", "", entry.person, entry.agency);
    // What somebody wrote as a reason must not steer the terminal.
    [first, second].map(|line| line.replace(char::is_control, " ")).join("\n")
}

fn output(error: csv::Error) -> CommandError {
    CommandError::Output(error.into())
}
