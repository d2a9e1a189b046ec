//! Rows of the log: writing entries, reading them back.

use record::{CommandId, Digest, Entry, Moment, Purpose, StreamName, Workflow};
use sqlx::any::AnyRow;
use sqlx::{Any, AssertSqlSafe, Row, Transaction};
use tlog::Hash;

use crate::StoreError;
use crate::error::ColumnError;

/// An entry with the hash that stands beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hashed {
    /// The entry.
    pub entry: Entry,
    /// Its leaf hash in the tree.
    pub hash: Digest,
}

/// The columns in the order in which they are read and written.
pub(crate) const COLUMNS: &str = "place, previous, hash, stream, version, at, person, agency, purpose, command, edition, schema, event";
const COUNT: usize = 13;

/// The leaf hash of an entry (RFC 6962, 2.1): SHA-256 over a zero byte and the entry's line.
///
/// # Errors
/// Where the event is no JSON.
pub fn leaf_hash(entry: &Entry) -> Result<Digest, StoreError> {
    Ok(Digest(*Hash::leaf(&entry.to_bytes()?).as_bytes()))
}

/// Writes rows, in a few statements of sizes that come again and again, so that the database has them prepared.
pub(crate) async fn insert(transaction: &mut Transaction<'_, Any>, rows: &[Hashed]) -> Result<(), StoreError> {
    let mut rest = rows;
    while !rest.is_empty() {
        let size = 1 << rest.len().min(MOST).ilog2();
        let (now, later) = rest.split_at(size);
        insert_some(transaction, now).await?;
        rest = later;
    }
    Ok(())
}

/// Rows in one statement at most.
const MOST: usize = 64;

async fn insert_some(transaction: &mut Transaction<'_, Any>, rows: &[Hashed]) -> Result<(), StoreError> {
    let statement = format!("INSERT INTO entries ({COLUMNS}) VALUES {}", placeholders(rows.len(), COUNT));
    let mut query = sqlx::query(AssertSqlSafe(statement));
    for Hashed { entry, hash } in rows {
        query = query
            .bind(number(entry.place))
            .bind(entry.previous.0.to_vec())
            .bind(hash.0.to_vec())
            .bind(entry.stream.as_str().to_owned())
            .bind(number(entry.version))
            .bind(entry.at.to_string())
            .bind(entry.person.to_string())
            .bind(entry.agency.to_string())
            .bind(entry.purpose.code())
            .bind(entry.command.to_string())
            .bind(entry.edition.clone())
            .bind(i64::from(entry.schema))
            .bind(entry.event.clone());
    }
    query.execute(&mut **transaction).await?;
    Ok(())
}

/// `($1,$2),($3,$4)`: so many rows of so many values, in the words of both databases.
pub(crate) fn placeholders(rows: usize, columns: usize) -> String {
    let row = |row: usize| {
        let values: Vec<String> = (1..=columns).map(|column| format!("${}", row * columns + column)).collect();
        format!("({})", values.join(","))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(",")
}

/// A number as both databases keep it. Places and versions count things that exist, so they never come near the end.
pub(crate) fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Reads a row with [`COLUMNS`].
pub(crate) fn entry(row: &AnyRow) -> Result<Hashed, StoreError> {
    let place = count(row, "place").unwrap_or(0);
    columns(row).map_err(|error| StoreError::Entry { place, what: error.to_string() })
}

/// Reads a row by the places of [`COLUMNS`]: looking each name up takes longer than all the rest.
fn columns(row: &AnyRow) -> Result<Hashed, ColumnError> {
    let text = |column: usize| row.try_get::<&str, _>(column);
    let digest = |column: usize| -> Result<Digest, ColumnError> { to_digest(row.try_get(column)?) };
    let count = |column: usize| -> Result<u64, ColumnError> { to_count(row.try_get(column)?) };
    let entry = Entry {
        place: count(0)?,
        previous: digest(1)?,
        stream: StreamName::from_log(text(3)?.to_owned()),
        version: count(4)?,
        at: Moment::parse(text(5)?)?,
        person: text(6)?.parse()?,
        agency: text(7)?.parse()?,
        purpose: Purpose::from_code(text(8)?).ok_or(ColumnError::Value("no such purpose"))?,
        command: text(9)?.parse()?,
        edition: text(10)?.to_owned(),
        schema: u16::try_from(row.try_get::<i64, _>(11)?).map_err(|_| ColumnError::Value("no such schema"))?,
        event: text(12)?.to_owned(),
    };
    Ok(Hashed { entry, hash: digest(2)? })
}

/// The event of an entry, brought to the shape of now.
///
/// # Errors
/// Where the event is not known to this program.
pub fn event_of<W: Workflow>(entry: &Entry) -> Result<W::Event, StoreError> {
    entry.read_event::<W>().map_err(|error| StoreError::unreadable(entry.place, error))
}

/// An event of a history, as it was written.
#[derive(Debug, Clone)]
pub(crate) struct Written {
    pub place: u64,
    pub command: CommandId,
    pub schema: u16,
    pub event: String,
}

/// Reads a row with place, command, schema and event.
pub(crate) fn written(row: &AnyRow) -> Result<Written, StoreError> {
    let place = count(row, "place").unwrap_or(0);
    let read = || -> Result<Written, ColumnError> {
        let schema = u16::try_from(row.try_get::<i64, _>("schema")?).map_err(|_| ColumnError::Value("no such schema"))?;
        Ok(Written { place, command: row.try_get::<String, _>("command")?.parse()?, schema, event: row.try_get("event")? })
    };
    read().map_err(|error| StoreError::Entry { place, what: error.to_string() })
}

impl Written {
    /// The event, brought to the shape of now.
    pub fn event<W: Workflow>(&self) -> Result<W::Event, StoreError> {
        record::read_event::<W>(self.schema, &self.event).map_err(|error| StoreError::unreadable(self.place, error))
    }
}

pub(crate) fn count(row: &AnyRow, column: &str) -> Result<u64, ColumnError> {
    to_count(row.try_get(column)?)
}

pub(crate) fn digest(row: &AnyRow, column: &str) -> Result<Digest, ColumnError> {
    to_digest(row.try_get(column)?)
}

fn to_count(number: i64) -> Result<u64, ColumnError> {
    u64::try_from(number).map_err(|_| ColumnError::Value("a negative count"))
}

fn to_digest(bytes: &[u8]) -> Result<Digest, ColumnError> {
    bytes.try_into().map(Digest).map_err(|_| ColumnError::Value("a hash of another length"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_numbered_through() {
        assert_eq!(placeholders(2, 3), "($1,$2,$3),($4,$5,$6)");
    }
}
