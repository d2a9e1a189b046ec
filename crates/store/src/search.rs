//! Looking things up in the log: who did what when.

use record::{AgencyId, CommandId, Moment, PersonId, Purpose, StreamName};
use sqlx::{Any, AssertSqlSafe};

use crate::StoreError;
use crate::log::Record;
use crate::newer;
use crate::rows::{self, Hashed};

/// Entries of a page at most.
const MOST: u32 = 200;
/// Entries of a page where nothing else is said.
const USUAL: u32 = 50;
/// Matches are counted up to here.
const COUNTED: u32 = 10_000;

/// What is looked for; what is not said does not matter.
#[derive(Debug, Clone)]
pub struct LogQuery {
    /// Who acted.
    pub person: Option<PersonId>,
    /// For which agency.
    pub agency: Option<AgencyId>,
    /// Which kind of thing it was done to: the first word of its stream.
    pub kind: Option<String>,
    /// To which thing it was done.
    pub stream: Option<StreamName>,
    /// For what purpose.
    pub purpose: Option<Purpose>,
    /// By which command.
    pub command: Option<CommandId>,
    /// From when on; fractions of the second are left out.
    pub from: Option<Moment>,
    /// Before when; fractions of the second are left out.
    pub until: Option<Moment>,
    /// An identifier that stands anywhere in the event, or is that of the thing.
    pub mentions: Option<String>,
    /// Only what stands before this place: the next page.
    pub before: Option<u64>,
    /// How many entries; 200 at most.
    pub limit: u32,
}

/// A page of the log, the newest entry first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogPage {
    /// The entries.
    pub entries: Vec<Hashed>,
    /// Matches on all pages; at most 10,000.
    pub matches: u64,
    /// Whether there are more matches than that.
    pub more_matches: bool,
    /// What [`LogQuery::before`] is on the next page, if there is one.
    pub next: Option<u64>,
}

impl Default for LogQuery {
    fn default() -> Self {
        Self {
            person: None,
            agency: None,
            kind: None,
            stream: None,
            purpose: None,
            command: None,
            from: None,
            until: None,
            mentions: None,
            before: None,
            limit: USUAL,
        }
    }
}

impl Record {
    /// A page of what is looked for, the newest first, and how much there is. Brings the mentions up to date where they are asked for.
    ///
    /// # Errors
    /// Where the database does not answer or a row is none.
    pub async fn search(&self, query: &LogQuery) -> Result<LogPage, StoreError> {
        if query.mentions.is_some() {
            self.catch_up().await?;
        }
        let limit = query.limit.min(MOST);
        let wanted = Conditions::of(query);
        let counting = format!("SELECT COUNT(*) AS n FROM (SELECT 1 FROM entries WHERE {} LIMIT {}) AS found", wanted, COUNTED + 1);
        let row = wanted.bind(sqlx::query(AssertSqlSafe(counting))).fetch_one(self.pool()).await?;
        let found = rows::count(&row, "n").unwrap_or(0);
        if found == 0 {
            return Ok(LogPage { entries: Vec::new(), matches: 0, more_matches: false, next: None });
        }
        let page = wanted.and_before(query.before);
        // One more than the page holds tells whether there is another.
        let statement = format!("SELECT {} FROM entries WHERE {page} ORDER BY place DESC LIMIT {}", rows::COLUMNS, u64::from(limit) + 1);
        let rows = page.bind(sqlx::query(AssertSqlSafe(statement))).fetch_all(self.pool()).await?;
        let is_last = rows.len() <= limit as usize;
        let entries: Vec<Hashed> = rows.iter().take(limit as usize).map(rows::entry).collect::<Result<_, _>>()?;
        let next = entries.last().filter(|_| !is_last).map(|hashed| hashed.entry.place);
        Ok(LogPage { entries, matches: found.min(COUNTED.into()), more_matches: found > COUNTED.into(), next })
    }
}

type Query<'q> = sqlx::query::Query<'q, Any, sqlx::any::AnyArguments>;

/// Conditions in SQL with what is put in their places.
struct Conditions {
    text: Vec<String>,
    values: Vec<Value>,
}

enum Value {
    Text(String),
    Number(i64),
}

impl Conditions {
    fn of(query: &LogQuery) -> Self {
        let mut wanted = Self { text: Vec::new(), values: Vec::new() };
        wanted.text("person =", query.person.map(|person| person.to_string()));
        wanted.text("agency =", query.agency.map(|agency| agency.to_string()));
        wanted.text("stream =", query.stream.as_ref().map(|stream| stream.as_str().to_owned()));
        wanted.text("purpose =", query.purpose.map(|purpose| purpose.code().to_owned()));
        wanted.text("command =", query.command.map(|command| command.to_string()));
        wanted.text("at >=", query.from.map(second));
        wanted.text("at <", query.until.map(second));
        if let Some((first, end)) = query.kind.as_deref().map(newer::range) {
            wanted.text("stream >=", Some(first));
            wanted.text("stream <", Some(end));
        }
        if let Some(id) = query.mentions.clone() {
            wanted.values.push(Value::Text(id));
            wanted.text.push(format!("place IN (SELECT place FROM mentions WHERE id = ${})", wanted.values.len()));
        }
        wanted
    }

    fn and_before(mut self, place: Option<u64>) -> Self {
        if let Some(place) = place {
            self.values.push(Value::Number(rows::number(place)));
            self.text.push(format!("place < ${}", self.values.len()));
        }
        self
    }

    fn text(&mut self, condition: &str, value: Option<String>) {
        if let Some(value) = value {
            self.values.push(Value::Text(value));
            self.text.push(format!("{condition} ${}", self.values.len()));
        }
    }

    fn bind<'q>(&self, query: Query<'q>) -> Query<'q> {
        self.values.iter().fold(query, |query, value| match value {
            Value::Text(text) => query.bind(text.clone()),
            Value::Number(number) => query.bind(*number),
        })
    }
}

impl std::fmt::Display for Conditions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.text.is_empty() { f.write_str("1 = 1") } else { f.write_str(&self.text.join(" AND ")) }
    }
}

/// The beginning that all moments of a second share in the log, whatever decimals follow; it sorts before all of them.
fn second(moment: Moment) -> String {
    let whole = Moment::from_unix_seconds(moment.unix_seconds()).unwrap_or(moment);
    whole.to_string().trim_end_matches('Z').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_sorts_before_all_its_moments_and_after_those_of_the_one_before() {
        for text in ["2026-11-22T07:00:00Z", "2026-11-22T07:00:00.5Z", "2026-11-22T12:00:00.000001+05:00"] {
            let moment = Moment::parse(text).unwrap();
            assert_eq!(second(moment), "2026-11-22T07:00:00");
            assert!(second(moment) < moment.to_string());
            assert!(second(moment) > Moment::parse("2026-11-22T06:59:59.999999Z").unwrap().to_string());
        }
    }
}
