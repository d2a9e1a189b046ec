//! The projection of mentions: which entries speak of what. It follows from the log, may be lost at any time and catches up by itself.

use std::collections::BTreeSet;

use serde_json::Value;
use sqlx::any::AnyRow;
use sqlx::{Any, AssertSqlSafe, Row, Transaction};

use crate::StoreError;
use crate::log::Record;
use crate::rows;

/// Entries that are read in one transaction: others wait for that long.
const PAGE: u64 = 2_000;
/// Rows in one statement at most.
const MOST: usize = 256;

/// An identifier in an entry.
pub(crate) type Mention = (String, u64);

impl Record {
    /// Brings what follows from the log up to date; says how many entries were new. May be broken off, and done by many programs at once.
    ///
    /// # Errors
    /// Where the database does not answer.
    pub async fn catch_up(&self) -> Result<u64, StoreError> {
        let mut done = 0;
        // Mostly there is nothing new, and then nobody has to wait for anybody.
        while self.is_behind().await? {
            done += self.database.alone(async |transaction| self.take_page(transaction).await).await?;
        }
        Ok(done)
    }

    async fn take_page(&self, transaction: &mut Transaction<'_, Any>) -> Result<u64, StoreError> {
        let from = position(transaction, self.database.read_position()).await?;
        let to = (from + PAGE).min(size(transaction).await?);
        if to <= from {
            return Ok(0);
        }
        let found = mentions(transaction, from, to).await?;
        insert(transaction, &found.into_iter().collect::<Vec<_>>()).await?;
        set_position(transaction, to).await?;
        Ok(to - from)
    }

    async fn is_behind(&self) -> Result<bool, StoreError> {
        let statement = "SELECT head.size AS size, projections.next_place AS next_place FROM head, projections WHERE name = 'mentions'";
        let row = sqlx::query(statement).fetch_one(self.pool()).await?;
        Ok(row.try_get::<i64, _>("next_place")? < row.try_get::<i64, _>("size")?)
    }
}

/// How far the mentions have come; nobody else moves that until the transaction ends.
pub(crate) async fn position(transaction: &mut Transaction<'_, Any>, statement: &'static str) -> Result<u64, StoreError> {
    let row = sqlx::query(statement).fetch_one(&mut **transaction).await?;
    // A negative one was put there by hand: everything is read again.
    Ok(rows::count(&row, "next_place").unwrap_or(0))
}

pub(crate) async fn set_position(transaction: &mut Transaction<'_, Any>, place: u64) -> Result<(), StoreError> {
    let query = sqlx::query("UPDATE projections SET next_place = $1 WHERE name = 'mentions'").bind(rows::number(place));
    query.execute(&mut **transaction).await?;
    Ok(())
}

pub(crate) async fn size(transaction: &mut Transaction<'_, Any>) -> Result<u64, StoreError> {
    let row = sqlx::query("SELECT size FROM head WHERE one = 1").fetch_one(&mut **transaction).await?;
    rows::count(&row, "size").map_err(|error| StoreError::Head(error.to_string()))
}

/// What the entries from one place to before another speak of.
pub(crate) async fn mentions(transaction: &mut Transaction<'_, Any>, from: u64, to: u64) -> Result<BTreeSet<Mention>, StoreError> {
    let query = sqlx::query("SELECT place, stream, event FROM entries WHERE place >= $1 AND place < $2");
    let found = query.bind(rows::number(from)).bind(rows::number(to)).fetch_all(&mut **transaction).await?;
    let mut mentions = BTreeSet::new();
    for row in &found {
        let place = rows::count(row, "place").unwrap_or(0);
        mentions.extend(identifiers(row)?.into_iter().map(|id| (id, place)));
    }
    Ok(mentions)
}

fn identifiers(row: &AnyRow) -> Result<BTreeSet<String>, StoreError> {
    let mut found = BTreeSet::new();
    gather(row.try_get("stream")?, &mut found);
    let event: &str = row.try_get("event")?;
    match serde_json::from_str(event) {
        Ok(event) => gather_all(&event, &mut found),
        // A damaged row is `verify`'s to tell; what can be read of it is found.
        Err(_) => gather(event, &mut found),
    }
    Ok(found)
}

fn gather_all(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => gather(text, found),
        Value::Array(values) => values.iter().for_each(|value| gather_all(value, found)),
        Value::Object(fields) => fields.iter().for_each(|(name, value)| {
            gather(name, found);
            gather_all(value, found);
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The identifiers that stand in a text, as [`record::Id`] writes them: a word, a dash, 26 digits.
#[must_use]
pub fn identifiers_in(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    gather(text, &mut found);
    found
}

/// Finds identifiers in a text: a word, a dash, 26 digits of Crockford's base 32, as [`record::Id`] writes them.
fn gather(text: &str, found: &mut BTreeSet<String>) {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    let pieces = text.split(|letter| !is_part(letter));
    found.extend(pieces.filter(|piece| is_identifier(piece)).map(str::to_owned));
}

pub(crate) fn is_identifier(piece: &str) -> bool {
    let Some((word, digits)) = piece.split_once('-') else { return false };
    let is_digit = |digit: u8| digit.is_ascii_digit() || (digit.is_ascii_lowercase() && !matches!(digit, b'i' | b'l' | b'o' | b'u'));
    let is_word = !word.is_empty() && word.bytes().all(|letter| letter.is_ascii_lowercase() || letter == b'_');
    is_word && digits.len() == 26 && digits.starts_with(|first| first <= '7') && digits.bytes().all(is_digit)
}

/// Writes mentions; those that stand there already stay.
pub(crate) async fn insert(transaction: &mut Transaction<'_, Any>, mentions: &[Mention]) -> Result<(), StoreError> {
    let mut rest = mentions;
    while !rest.is_empty() {
        // Sizes that come again and again, so that the database has the statements prepared.
        let (now, later) = rest.split_at(1 << rest.len().min(MOST).ilog2());
        let places = rows::placeholders(now.len(), 2);
        let statement = format!("INSERT INTO mentions (id, place) VALUES {places} ON CONFLICT (id, place) DO NOTHING");
        let query = sqlx::query(AssertSqlSafe(statement));
        let query = now.iter().fold(query, |query, (id, place)| query.bind(id.clone()).bind(rows::number(*place)));
        query.execute(&mut **transaction).await?;
        rest = later;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_found_wherever_they_stand() {
        let event = serde_json::json!({
            "granted": { "by": "person-00000000000000000000000007", "to": ["agency-7zzzzzzzzzzzzzzzzzzzzzzzzz"] },
            "session-0000000000000000000000000g": 7,
            "reason": "as\nperson-00000000000000000000000008, said; not person-0000000000000000000000000",
            "none": ["person-8zzzzzzzzzzzzzzzzzzzzzzzzz", "person-0000000000000000000000000u", "-00000000000000000000000001",
                     "xperson_-", "Person-00000000000000000000000009", "a-person-00000000000000000000000009"]
        });
        let mut found = BTreeSet::new();
        gather_all(&event, &mut found);
        let expected = [
            "agency-7zzzzzzzzzzzzzzzzzzzzzzzzz",
            "person-00000000000000000000000007",
            "person-00000000000000000000000008",
            "session-0000000000000000000000000g",
        ];
        assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn every_identifier_of_ours_is_one() {
        for bits in [0, 1, u128::MAX, 0x0123_4567_89ab_cdef_0123_4567_89ab_cdef] {
            assert!(is_identifier(&record::CommandId::from_bits(bits).to_string()), "{bits}");
        }
    }
}
