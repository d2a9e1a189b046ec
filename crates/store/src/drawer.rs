//! The drawer: secrets beside the log that can be destroyed — hashes of passwords, seeds of codes, passkeys, hashes of links, sessions,
//! tokens, counters of failed attempts. The log forgets nothing, so none of this ever enters it.
//!
//! Names are hidden and values encrypted ([`crate::sealing`]) under a key of the drawer, which stands wrapped under the master key like a
//! subject's, as that of the installation itself. So [`crate::Safe::rotate`] wraps it anew, and whoever has only the database has no
//! secret. A value is bound to its kind, name, owner and end: nobody can move it to somebody else or put its end off in SQL. What can't be
//! seen is an older row put back as a whole.
//!
//! Secrets do not travel with [`Record::export`], and neither does the drawer's key: on the new machine people get in again by recovery.

use std::fmt;
use std::sync::Arc;

use record::{Moment, PersonId, SubjectId, SubjectKey};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};
use zeroize::Zeroizing;

use crate::error::ColumnError;
use crate::log::Record;
use crate::master::MasterKey;
use crate::random::Random;
use crate::sealing::{Sealing, Spot};
use crate::{SafeError, StoreError};

/// The one whose key the drawer's is: the installation itself, which no person or case is.
pub(crate) fn installation() -> SubjectId {
    SubjectId::from_bits(0)
}

/// The drawer of an installation; a handle that is cheap to clone.
#[derive(Debug, Clone)]
pub struct Drawer {
    record: Record,
    sealing: Arc<Sealing>,
    random: Random,
}

/// A secret as it was found.
#[derive(Clone)]
pub struct Kept {
    kind: &'static str,
    /// Hidden.
    name: String,
    owner: Option<PersonId>,
    until: Option<Moment>,
    version: i64,
    value: Zeroizing<Vec<u8>>,
}

impl Kept {
    /// Whose it is; nobody's where it belongs to no person.
    #[must_use]
    pub fn owner(&self) -> Option<PersonId> {
        self.owner
    }

    /// When it is over, to the second; never where there is no moment.
    #[must_use]
    pub fn until(&self) -> Option<Moment> {
        self.until
    }

    /// The secret.
    #[must_use]
    pub fn value(&self) -> &[u8] {
        &self.value
    }
}

/// Shows its kind only.
impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Kept({})", self.kind)
    }
}

/// The columns of a secret.
const COLUMNS: &str = "name, owner, until, version, value";
const PUT: &str = "INSERT INTO drawer (kind, name, owner, until, version, value) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (kind, name)";

impl Drawer {
    /// Opens the drawer of a record; makes its key where there is none yet.
    ///
    /// # Errors
    /// Where its key stands under another master key, or the database, the master key or the source of random bytes does not answer.
    pub async fn open(record: Record, master: Arc<dyn MasterKey>, random: Random) -> Result<Self, SafeError> {
        let wrapped = match wrapped_key(&record).await? {
            Some(wrapped) => wrapped,
            None => {
                make_key(&record, &*master, &random).await?;
                // Another program may have been quicker: what stands in the database is the key.
                wrapped_key(&record).await?.ok_or(SafeError::NoKey)?
            }
        };
        let sealing = Sealing::new(&master.unwrap(installation(), &wrapped)?);
        Ok(Self { record, sealing: Arc::new(sealing), random })
    }

    /// Keeps a secret under a name, in the place of an older one.
    ///
    /// # Errors
    /// Where the database or the source of random bytes does not answer.
    pub async fn put(
        &self,
        kind: &'static str,
        name: &[u8],
        owner: Option<PersonId>,
        until: Option<Moment>,
        value: &[u8],
    ) -> Result<(), StoreError> {
        let otherwise =
            "DO UPDATE SET owner = excluded.owner, until = excluded.until, version = drawer.version + 1, value = excluded.value";
        self.write(otherwise, kind, name, owner, until, value).await.map(drop)
    }

    /// Keeps a secret under a name that is free; says whether it was. One that is over holds its name until it is swept.
    ///
    /// # Errors
    /// Where the database or the source of random bytes does not answer.
    pub async fn put_new(
        &self,
        kind: &'static str,
        name: &[u8],
        owner: Option<PersonId>,
        until: Option<Moment>,
        value: &[u8],
    ) -> Result<bool, StoreError> {
        Ok(self.write("DO NOTHING", kind, name, owner, until, value).await? == 1)
    }

    async fn write(
        &self,
        otherwise: &str,
        kind: &'static str,
        name: &[u8],
        owner: Option<PersonId>,
        until: Option<Moment>,
        value: &[u8],
    ) -> Result<u64, StoreError> {
        let name = self.sealing.name(kind, name);
        let spot = Spot { kind, name: &name, owner, until: until.map(Moment::unix_seconds) };
        let sealed = self.seal(spot, value)?;
        // Versions begin anywhere, so that one put where another was removed is never taken for it.
        let version = i64::from(u32::from_be_bytes(self.random.bytes()?)) << 24;
        let statement = format!("{PUT} {otherwise}");
        let query = sqlx::query(AssertSqlSafe(statement)).bind(kind).bind(name.clone()).bind(owner.map(|owner| owner.to_string()));
        let done = query.bind(spot.until).bind(version).bind(sealed).execute(self.record.pool()).await?;
        Ok(done.rows_affected())
    }

    /// The secret under a name, unless it is over: nothing where its end is this moment or before.
    ///
    /// # Errors
    /// Where the database does not answer, or the secret was changed.
    pub async fn get(&self, kind: &'static str, name: &[u8], now: Moment) -> Result<Option<Kept>, StoreError> {
        let statement = format!("SELECT {COLUMNS} FROM drawer WHERE kind = $1 AND name = $2 AND (until IS NULL OR until > $3)");
        self.one(statement, kind, name, now).await
    }

    /// Takes a secret out, unless it is over. Of many who try, exactly one gets it.
    ///
    /// # Errors
    /// Where the database does not answer, or the secret was changed; a changed one is gone then.
    pub async fn take(&self, kind: &'static str, name: &[u8], now: Moment) -> Result<Option<Kept>, StoreError> {
        let statement = format!("DELETE FROM drawer WHERE kind = $1 AND name = $2 AND (until IS NULL OR until > $3) RETURNING {COLUMNS}");
        self.one(statement, kind, name, now).await
    }

    async fn one(&self, statement: String, kind: &'static str, name: &[u8], now: Moment) -> Result<Option<Kept>, StoreError> {
        let query = sqlx::query(AssertSqlSafe(statement)).bind(kind).bind(self.sealing.name(kind, name)).bind(now.unix_seconds());
        // All rows, so that a statement that removes is run to its end.
        let rows = query.fetch_all(self.record.pool()).await?;
        rows.first().map(|row| self.kept(kind, row)).transpose()
    }

    /// Puts another value and end in the place of a secret; only where nobody changed it since it was found. Says whether it did.
    ///
    /// # Errors
    /// Where the database or the source of random bytes does not answer.
    pub async fn replace(&self, kept: &Kept, value: &[u8], until: Option<Moment>) -> Result<bool, StoreError> {
        let until = until.map(Moment::unix_seconds);
        let sealed = self.seal(Spot { kind: kept.kind, name: &kept.name, owner: kept.owner, until }, value)?;
        let statement = "UPDATE drawer SET until = $1, version = version + 1, value = $2 WHERE kind = $3 AND name = $4 AND version = $5";
        let query = sqlx::query(statement).bind(until).bind(sealed).bind(kept.kind).bind(kept.name.clone()).bind(kept.version);
        Ok(query.execute(self.record.pool()).await?.rows_affected() == 1)
    }

    /// Removes a secret; only where nobody changed it since it was found. Says whether it did.
    ///
    /// # Errors
    /// Where the database does not answer.
    pub async fn remove(&self, kept: &Kept) -> Result<bool, StoreError> {
        let query = sqlx::query("DELETE FROM drawer WHERE kind = $1 AND name = $2 AND version = $3");
        let query = query.bind(kept.kind).bind(kept.name.clone()).bind(kept.version);
        Ok(query.execute(self.record.pool()).await?.rows_affected() == 1)
    }

    /// All secrets of a kind that belong to a person and are not over, in an order that stays the same.
    ///
    /// # Errors
    /// Where the database does not answer, or one of them was changed.
    pub async fn of(&self, owner: PersonId, kind: &'static str, now: Moment) -> Result<Vec<Kept>, StoreError> {
        let statement =
            format!("SELECT {COLUMNS} FROM drawer WHERE owner = $1 AND kind = $2 AND (until IS NULL OR until > $3) ORDER BY name");
        let query = sqlx::query(AssertSqlSafe(statement)).bind(owner.to_string()).bind(kind).bind(now.unix_seconds());
        query.fetch_all(self.record.pool()).await?.iter().map(|row| self.kept(kind, row)).collect()
    }

    /// Removes all secrets of these kinds that belong to a person, together; says how many there were.
    ///
    /// # Errors
    /// Where the database does not answer; none is removed then.
    pub async fn remove_of(&self, owner: PersonId, kinds: &[&'static str]) -> Result<u64, StoreError> {
        if kinds.is_empty() {
            return Ok(0);
        }
        let places: Vec<String> = (2..).take(kinds.len()).map(|place| format!("${place}")).collect();
        let statement = format!("DELETE FROM drawer WHERE owner = $1 AND kind IN ({})", places.join(","));
        let query = sqlx::query(AssertSqlSafe(statement)).bind(owner.to_string());
        let query = kinds.iter().fold(query, |query, kind| query.bind(*kind));
        Ok(query.execute(self.record.pool()).await?.rows_affected())
    }

    /// Removes what is over; says how much it was.
    ///
    /// # Errors
    /// Where the database does not answer.
    pub async fn sweep(&self, now: Moment) -> Result<u64, StoreError> {
        let query = sqlx::query("DELETE FROM drawer WHERE until <= $1").bind(now.unix_seconds());
        Ok(query.execute(self.record.pool()).await?.rows_affected())
    }

    fn seal(&self, spot: Spot<'_>, value: &[u8]) -> Result<Vec<u8>, StoreError> {
        self.sealing.seal(spot, value, self.random.bytes()?).ok_or(StoreError::Secret { kind: spot.kind })
    }

    fn kept(&self, kind: &'static str, row: &AnyRow) -> Result<Kept, StoreError> {
        let read = || -> Result<Kept, ColumnError> {
            let name: String = row.try_get("name")?;
            let owner = row.try_get::<Option<String>, _>("owner")?.map(|owner| owner.parse()).transpose()?;
            let until = row.try_get::<Option<i64>, _>("until")?;
            let sealed: Vec<u8> = row.try_get("value")?;
            let value = self.sealing.open(Spot { kind, name: &name, owner, until }, &sealed).ok_or(ColumnError::Value("another's"))?;
            Ok(Kept { kind, name, owner, until: until.and_then(Moment::from_unix_seconds), version: row.try_get("version")?, value })
        };
        read().map_err(|_| StoreError::Secret { kind })
    }
}

async fn wrapped_key(record: &Record) -> Result<Option<Vec<u8>>, StoreError> {
    let query = sqlx::query("SELECT wrapped FROM subject_keys WHERE subject = $1").bind(installation().to_string());
    Ok(query.fetch_optional(record.pool()).await?.map(|row| row.try_get("wrapped")).transpose()?)
}

/// Makes the drawer's key. What may stand in the drawer then is under a key that is gone, and goes too.
async fn make_key(record: &Record, master: &dyn MasterKey, random: &Random) -> Result<(), SafeError> {
    let wrapped = master.wrap(installation(), &SubjectKey::new(random.bytes()?), random.bytes()?)?;
    let made = record.database.alone(async |transaction| {
        let statement = "INSERT INTO subject_keys (subject, master, wrapped) VALUES ($1, $2, $3) ON CONFLICT (subject) DO NOTHING";
        let query = sqlx::query(statement).bind(installation().to_string()).bind(master.id().to_owned()).bind(wrapped);
        if query.execute(&mut **transaction).await?.rows_affected() == 1 {
            sqlx::query("DELETE FROM drawer").execute(&mut **transaction).await?;
        }
        Ok(())
    });
    Ok(made.await?)
}
