//! What the tests of the store share: a workflow to try it with, and both databases to try it on.
pub mod notes;
pub mod postgres;

use record::{Actor, AgencyId, Circumstances, CommandId, Moment, PersonId, Purpose, StreamName};
use store::{ActError, Acted, Flavour, Order, Place, Record};

use self::notes::{Command, Event, Notes, Refusal};

/// Tries a thing on each database that is there, empty.
pub async fn on_both<F: AsyncFn(Place)>(work: F) {
    let folder = tempfile::tempdir().unwrap();
    let file = Place::File(folder.path().join("record.sqlite"));
    for place in [Some(file), postgres::database()].into_iter().flatten() {
        work(place).await;
    }
}

/// Does what an administrator can: takes the guards off the log.
pub async fn drop_guards(record: &Record) {
    let statements: &[&str] = match record.flavour() {
        Flavour::Sqlite => &["DROP TRIGGER entries_stay", "DROP TRIGGER entries_remain"],
        Flavour::Postgres => &["DROP TRIGGER entries_stay ON entries"],
    };
    for statement in statements {
        sql(record, statement).await;
    }
}

/// Does something behind the program's back.
pub async fn sql(record: &Record, statement: &str) {
    sqlx::query(sqlx::AssertSqlSafe(statement.to_owned())).execute(record.pool()).await.unwrap();
}

/// The moment at which tests happen.
pub fn noon() -> Moment {
    Moment::parse("2026-11-22T07:00:00Z").unwrap()
}

/// Somebody who acts.
pub fn somebody() -> Actor {
    Actor { person: PersonId::from_bits(7), agency: AgencyId::from_bits(3) }
}

/// The stream of the notebook with this number.
pub fn notebook(number: u128) -> StreamName {
    StreamName::of::<Notes>(PersonId::from_bits(number))
}

/// Gives a command with this identifier.
pub async fn give(record: &Record, stream: &StreamName, id: u128, command: Command) -> Result<Acted<Event>, ActError<Refusal>> {
    give_seen(record, stream, id, None, command).await
}

/// Gives a command that hangs on a version.
pub async fn give_seen(
    record: &Record,
    stream: &StreamName,
    id: u128,
    seen: Option<u64>,
    command: Command,
) -> Result<Acted<Event>, ActError<Refusal>> {
    let actor = somebody();
    let at = Circumstances { now: noon(), actor: &actor, purpose: Purpose::Casework, edition: "2026-11" };
    record.act::<Notes>(Order { stream, command: CommandId::from_bits(id), seen, at }, command).await
}

/// Writes a line.
pub fn line(text: &str) -> Command {
    Command::Write(vec![text.to_owned()])
}
