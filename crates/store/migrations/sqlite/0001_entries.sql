-- The log: one row an event, in the order in which they were acknowledged. Rows are never changed or removed.
CREATE TABLE IF NOT EXISTS entries (
    place INTEGER PRIMARY KEY,
    previous BLOB NOT NULL,
    hash BLOB NOT NULL,
    stream TEXT NOT NULL,
    version INTEGER NOT NULL,
    at TEXT NOT NULL,
    person TEXT NOT NULL,
    agency TEXT NOT NULL,
    purpose TEXT NOT NULL,
    command TEXT NOT NULL,
    edition TEXT NOT NULL,
    schema INTEGER NOT NULL,
    event TEXT NOT NULL,
    UNIQUE (stream, version)
);
CREATE INDEX IF NOT EXISTS entries_person ON entries (person, place);

-- How far the log has come: what the next entry is chained to, and the right edge of the hash tree.
CREATE TABLE IF NOT EXISTS head (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    size INTEGER NOT NULL,
    last BLOB NOT NULL,
    edge BLOB NOT NULL
);
INSERT INTO head (one, size, last, edge)
SELECT 1, 0, zeroblob(32), zeroblob(8)
WHERE NOT EXISTS (SELECT 1 FROM head);
