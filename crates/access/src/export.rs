//! Taking a part of the log out of the program. That it was done stands in the log before anybody has it.

use people::Oversight;
use people::oversight::{self, Command, Export, ExportId, Form, MOST_ENTRIES};
use record::{Moment, Reason};
use rights::Action;
use serde::Serialize;
use store::{LogQuery, table};

use crate::error::Said;
use crate::house::Asked;
use crate::log::LogLine;
use crate::{AccessError, House, Visitor};

/// Entries that are read at a time.
const PAGE: u32 = 200;

/// An entry that names somebody of whom the reader may know nothing: its hash, so that nothing is missing from the count and the proofs.
#[derive(Serialize)]
struct Veiled {
    place: u64,
    at: Moment,
    hash: String,
    withheld: bool,
}

impl House {
    /// What was looked for in the log as the text of a file, the latest entry first; 100,000 entries at most. Entries that the visitor may
    /// not read are left out, and of those that name somebody protected no more than the hash is given (as JSON), or the thing is not
    /// named (as a table).
    ///
    /// # Errors
    /// What the rights or rules refuse, too many entries among it; a record that does not answer.
    pub async fn export_log(
        &self,
        visitor: &Visitor,
        query: &LogQuery,
        form: Form,
        reason: Reason,
        now: Moment,
    ) -> Result<String, AccessError> {
        let (mut file, mut entries, mut newest) = (File::new(form)?, 0_u64, 0_u64);
        let mut query = LogQuery { before: None, limit: PAGE, ..query.clone() };
        loop {
            let page = self.read_log(visitor, &query, Action::ExportLog, now).await?;
            for line in &page.entries {
                newest = newest.max(line.hashed.entry.place);
                entries += 1;
                if entries > MOST_ENTRIES {
                    // Said by the rules; what is beyond is not read.
                    return Err(AccessError::Refused(Said::plain(oversight::Refusal::TooMany.key())));
                }
                file.add(line)?;
            }
            query.before = page.next;
            if query.before.is_none() {
                break;
            }
        }
        let export = ExportId::from_bytes(self.random.bytes()?);
        let actor = visitor.actor();
        let purpose = self.log_purpose(visitor, Action::ExportLog, now)?;
        let asked = Asked { actor: &actor, purpose, command: self.fresh_command()?, seen: None, now };
        let command = Export { filter: words(&query), form, from_place: newest, entries, reason };
        let _ = self.act::<Oversight>(export, &asked, Command::Export(command)).await?;
        file.text()
    }
}

/// What was looked for, as the log has it: no words that somebody made up, only codes, identifiers and moments.
fn words(query: &LogQuery) -> String {
    let fields = [
        ("person", query.person.map(|id| id.to_string())),
        ("agency", query.agency.map(|id| id.to_string())),
        ("kind", query.kind.clone()),
        ("purpose", query.purpose.map(|purpose| purpose.code().to_owned())),
        ("from", query.from.map(|from| from.to_string())),
        ("until", query.until.map(|until| until.to_string())),
        ("mentions", query.mentions.clone()),
    ];
    let given = fields.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", value?)));
    given.collect::<Vec<_>>().join(" ")
}

/// A file in the making.
enum File {
    Csv(Box<csv::Writer<Vec<u8>>>),
    JsonLines(Vec<u8>),
}

impl File {
    fn new(form: Form) -> Result<Self, AccessError> {
        Ok(match form {
            Form::Csv => {
                let mut csv = csv::Writer::from_writer(Vec::new());
                csv.write_record(table::COLUMNS).map_err(unwritten)?;
                Self::Csv(Box::new(csv))
            }
            Form::JsonLines => Self::JsonLines(Vec::new()),
        })
    }

    fn add(&mut self, line: &LogLine) -> Result<(), AccessError> {
        let entry = &line.hashed.entry;
        match self {
            Self::Csv(csv) => {
                let kind = entry.stream.kind();
                let named = table::COLUMNS.iter().zip(table::cells(entry));
                let cells = named.map(|(column, cell)| if line.veiled && *column == "stream" { kind.to_owned() } else { cell });
                csv.write_record(cells).map_err(unwritten)
            }
            Self::JsonLines(lines) => {
                let bytes = if line.veiled {
                    let hash = line.hashed.hash.to_string();
                    serde_json::to_vec(&Veiled { place: entry.place, at: entry.at, hash, withheld: true })?
                } else {
                    entry.to_bytes().map_err(store::StoreError::from)?
                };
                lines.extend(bytes);
                lines.push(b'\n');
                Ok(())
            }
        }
    }

    fn text(self) -> Result<String, AccessError> {
        let bytes = match self {
            Self::Csv(csv) => csv.into_inner().map_err(|error| unwritten(error.into_error().into()))?,
            Self::JsonLines(lines) => lines,
        };
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// A table in memory that could not be written: there is no more memory, or a cell was none.
fn unwritten(error: csv::Error) -> AccessError {
    AccessError::Kept(serde::ser::Error::custom(error))
}
