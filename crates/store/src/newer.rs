//! What has come since: for those who keep something in memory that follows from the log.

use record::StreamName;
use sqlx::{AssertSqlSafe, Row as _};

use crate::StoreError;
use crate::log::Record;
use crate::rows::{self, Hashed};

/// Up to so many entries are looked through in the order of the log; of more, those asked for are found by their streams.
const LOOK_THROUGH: u64 = 5_000;

impl Record {
    /// The entries of streams of these kinds from a place on, in the order of the log, and the place to go on from: the size that the log
    /// had at that instant, so that nothing is missed and nothing comes twice.
    ///
    /// # Errors
    /// Where the database does not answer or a row is none.
    pub async fn newer(&self, from: u64, kinds: &[&str]) -> Result<(Vec<Hashed>, u64), StoreError> {
        let size = self.size().await?;
        // A place beyond the end is of another log; going on from there would miss what comes.
        let from = from.min(size);
        if from == size || kinds.is_empty() {
            return Ok((Vec::new(), size));
        }
        // What is worked out is looked up in no index: `+place` and `stream || ''` say which of the two indexes is not to be taken.
        let (place, stream) = if size - from > LOOK_THROUGH { ("+place", "stream") } else { ("place", "stream || ''") };
        let ranges: Vec<String> =
            (0..kinds.len()).map(|kind| format!("({stream} >= ${} AND {stream} < ${})", 3 + 2 * kind, 4 + 2 * kind)).collect();
        let statement = format!(
            "SELECT {} FROM entries WHERE {place} >= $1 AND {place} < $2 AND ({}) ORDER BY {place}",
            rows::COLUMNS,
            ranges.join(" OR ")
        );
        let query = sqlx::query(AssertSqlSafe(statement)).bind(rows::number(from)).bind(rows::number(size));
        let query = kinds.iter().map(|kind| range(kind)).fold(query, |query, (first, end)| query.bind(first).bind(end));
        let found = query.fetch_all(self.pool()).await?.iter().map(rows::entry).collect::<Result<_, _>>()?;
        Ok((found, size))
    }
}

impl Record {
    /// The first entries of things of a kind before a place, the latest first.
    ///
    /// # Errors
    /// Where the database does not answer or a row is none.
    pub async fn begun(&self, kind: &str, before: Option<u64>, most: u32) -> Result<Vec<Hashed>, StoreError> {
        // Looked through from the end of the log, where the latest stand: the index of streams would give all of them first.
        let statement = format!(
            "SELECT {} FROM entries WHERE place < $1 AND stream || '' >= $2 AND stream || '' < $3 AND version = 1 \
             ORDER BY place DESC LIMIT $4",
            rows::COLUMNS
        );
        let ((first, end), before) = (range(kind), before.unwrap_or(i64::MAX.unsigned_abs()));
        let query = sqlx::query(AssertSqlSafe(statement)).bind(rows::number(before)).bind(first).bind(end).bind(i64::from(most));
        query.fetch_all(self.pool()).await?.iter().map(rows::entry).collect()
    }
}

impl Record {
    /// Things of a kind that were begun from a place on and have had none of these events since.
    ///
    /// # Errors
    /// Where the database does not answer.
    pub async fn unfinished(&self, kind: &str, from: u64, ends: &[&str]) -> Result<Vec<StreamName>, StoreError> {
        // An event is written as an object with one field, its kind.
        let is_end: Vec<String> = (0..ends.len()).map(|end| format!("later.event LIKE ${}", 4 + end)).collect();
        let statement = format!(
            "SELECT stream FROM entries WHERE place >= $1 AND stream >= $2 AND stream < $3 AND version = 1 AND NOT EXISTS \
             (SELECT 1 FROM entries AS later WHERE later.stream = entries.stream AND ({})) ORDER BY place",
            is_end.join(" OR ")
        );
        let (first, end) = range(kind);
        let query = sqlx::query(AssertSqlSafe(statement)).bind(rows::number(from)).bind(first).bind(end);
        let query = ends.iter().fold(query, |query, end| query.bind(format!("{{\"{end}\"%")));
        let found = query.fetch_all(self.pool()).await?;
        Ok(found.iter().map(|row| Ok(StreamName::from_log(row.try_get("stream")?))).collect::<Result<_, sqlx::Error>>()?)
    }
}

/// The names of streams of a kind: from the first of these on, and before the second, because `0` follows `/`.
pub(crate) fn range(kind: &str) -> (String, String) {
    (format!("{kind}/"), format!("{kind}0"))
}
