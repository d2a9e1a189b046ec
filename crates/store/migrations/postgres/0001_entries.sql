-- The log: one row an event, in the order in which they were acknowledged. Rows are never changed or removed.
CREATE TABLE IF NOT EXISTS entries (
    place BIGINT PRIMARY KEY,
    previous BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    stream TEXT NOT NULL,
    version BIGINT NOT NULL,
    at TEXT NOT NULL,
    person TEXT NOT NULL,
    agency TEXT NOT NULL,
    purpose TEXT NOT NULL,
    command TEXT NOT NULL,
    edition TEXT NOT NULL,
    schema BIGINT NOT NULL,
    event TEXT NOT NULL,
    UNIQUE (stream, version)
);
CREATE INDEX IF NOT EXISTS entries_person ON entries (person, place);

-- How far the log has come: what the next entry is chained to, and the right edge of the hash tree.
CREATE TABLE IF NOT EXISTS head (
    one BIGINT PRIMARY KEY CHECK (one = 1),
    size BIGINT NOT NULL,
    last BYTEA NOT NULL,
    edge BYTEA NOT NULL
);
INSERT INTO head (one, size, last, edge)
SELECT 1, 0, decode(repeat('00', 32), 'hex'), decode(repeat('00', 8), 'hex')
WHERE NOT EXISTS (SELECT 1 FROM head);
