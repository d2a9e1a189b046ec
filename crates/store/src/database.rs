//! The two databases: opening them, bringing them up to date, and the few words in which they differ.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions, install_default_drivers};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{Any, AnyPool, Connection, Executor, SqlSafeStr, Transaction};

use crate::StoreError;

/// Where a record is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In a file of its own, on SQLite.
    File(PathBuf),
    /// In a PostgreSQL database, by its address. It may hold a password, so it is never shown.
    Server(String),
}

/// Which database it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// A pool of connections to one of the two.
#[derive(Debug, Clone)]
pub(crate) struct Database {
    pub pool: AnyPool,
    pub flavour: Flavour,
}

/// How SQLite works here: what is acknowledged is on the disk and not in some cache; readers never wait for the writer; 32 MiB of pages are
/// kept in memory, what was written is carried over to the main file 32 MiB at a time, and what is deleted is overwritten.
const PRAGMAS: &str = "PRAGMA secure_delete = ON; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 30000; PRAGMA cache_size = -32768; \
                       PRAGMA wal_autocheckpoint = 8192;";

/// Connections that read at the same time; one more writes.
const CONNECTIONS: u32 = 8;

/// The migrations, the oldest first: number, name, text for SQLite, text for PostgreSQL. Each may be run twice without harm; one that
/// has been published is never edited.
const MIGRATIONS: [(i64, &str, &str, &str); 6] = [
    (1, "entries", include_str!("../migrations/sqlite/0001_entries.sql"), include_str!("../migrations/postgres/0001_entries.sql")),
    (
        2,
        "append_only",
        include_str!("../migrations/sqlite/0002_append_only.sql"),
        include_str!("../migrations/postgres/0002_append_only.sql"),
    ),
    (3, "tree", include_str!("../migrations/sqlite/0003_tree.sql"), include_str!("../migrations/postgres/0003_tree.sql")),
    (4, "keys", include_str!("../migrations/sqlite/0004_keys.sql"), include_str!("../migrations/postgres/0004_keys.sql")),
    (5, "drawer", include_str!("../migrations/sqlite/0005_drawer.sql"), include_str!("../migrations/postgres/0005_drawer.sql")),
    (6, "mentions", include_str!("../migrations/sqlite/0006_mentions.sql"), include_str!("../migrations/postgres/0006_mentions.sql")),
];

impl Place {
    /// The record's place in an embedded installation.
    #[must_use]
    pub fn in_home(home: &Path) -> Self {
        Self::File(home.join("record").join("record.sqlite"))
    }

    fn address(&self) -> String {
        match self {
            Self::File(path) => format!("sqlite://{}?mode=rwc", path.display()),
            Self::Server(address) => address.clone(),
        }
    }

    fn flavour(&self) -> Flavour {
        match self {
            Self::File(_) => Flavour::Sqlite,
            Self::Server(_) => Flavour::Postgres,
        }
    }
}

impl FromStr for Place {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        match text.split_once("://") {
            Some(("postgres" | "postgresql", _)) => Ok(Self::Server(text.to_owned())),
            Some((scheme, _)) => Err(StoreError::Place(format!("{scheme}://…"))),
            None if text.is_empty() => Err(StoreError::Place(String::new())),
            None => Ok(Self::File(text.into())),
        }
    }
}

impl Database {
    /// Opens a database and brings it up to date.
    pub async fn open(place: &Place) -> Result<Self, StoreError> {
        if let Place::File(path) = place
            && let Some(folder) = path.parent()
        {
            std::fs::create_dir_all(folder).map_err(|error| StoreError::Place(format!("{}: {error}", folder.display())))?;
        }
        install_default_drivers();
        let options = AnyConnectOptions::from_str(&place.address())?;
        let flavour = place.flavour();
        let pool = AnyPoolOptions::new().max_connections(CONNECTIONS + 1).after_connect(move |connection, _| {
            Box::pin(async move {
                if flavour == Flavour::Sqlite {
                    connection.execute(PRAGMAS).await?;
                }
                Ok(())
            })
        });
        let database = Self { pool: pool.connect_with(options).await?, flavour };
        migrations(flavour).run(&database.pool).await?;
        Ok(database)
    }

    /// Begins a transaction in which nobody else writes to the log.
    pub async fn begin_alone<'c>(&self, connection: &'c mut sqlx::AnyConnection) -> Result<Transaction<'c, Any>, sqlx::Error> {
        match self.flavour {
            Flavour::Sqlite => connection.begin_with("BEGIN IMMEDIATE").await,
            Flavour::Postgres => connection.begin().await,
        }
    }

    /// Does something in a transaction in which nobody else writes to the log; all of it or nothing.
    pub async fn alone<T>(&self, work: impl AsyncFnOnce(&mut Transaction<'_, Any>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let mut connection = self.pool.acquire().await?;
        let done = async {
            let mut transaction = self.begin_alone(&mut connection).await?;
            let done = work(&mut transaction).await?;
            transaction.commit().await?;
            Ok(done)
        };
        let done = done.await;
        if done.is_err() {
            // A full disk has SQLite roll back by itself, and the connection would not know that it is in no transaction any more.
            let _ = connection.close().await;
        }
        done
    }

    /// Reads the head so that nobody else can until the transaction ends.
    pub fn read_head(&self) -> &'static str {
        match self.flavour {
            Flavour::Sqlite => "SELECT size, last, edge FROM head WHERE one = 1",
            Flavour::Postgres => "SELECT size, last, edge FROM head WHERE one = 1 FOR UPDATE",
        }
    }

    /// Reads how far the mentions have come so that nobody else can until the transaction ends.
    pub fn read_position(&self) -> &'static str {
        match self.flavour {
            Flavour::Sqlite => "SELECT next_place FROM projections WHERE name = 'mentions'",
            Flavour::Postgres => "SELECT next_place FROM projections WHERE name = 'mentions' FOR UPDATE",
        }
    }
}

fn migrations(flavour: Flavour) -> Migrator {
    let migration = |(number, name, sqlite, postgres): (i64, &'static str, &'static str, &'static str)| {
        let text = if flavour == Flavour::Sqlite { sqlite } else { postgres };
        Migration::new(number, name.into(), MigrationType::Simple, text.into_sql_str(), false)
    };
    Migrator::with_migrations(MIGRATIONS.map(migration).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_apart() {
        assert_eq!("/var/lib/arasha/record.sqlite".parse::<Place>().unwrap(), Place::File("/var/lib/arasha/record.sqlite".into()));
        assert!(matches!("postgres://user@localhost/arasha".parse(), Ok(Place::Server(_))));
        assert_eq!(
            "mysql://user:secret@host/x".parse::<Place>().unwrap_err().to_string(),
            "not a place for the record: mysql://… (a file, or postgres://…)"
        );
        assert!("".parse::<Place>().is_err());
    }
}
