-- Secrets beside the log, which can be destroyed: names hidden, values encrypted under the key of the installation.
CREATE TABLE IF NOT EXISTS drawer (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    owner TEXT,
    until BIGINT,
    version BIGINT NOT NULL,
    value BYTEA NOT NULL,
    PRIMARY KEY (kind, name)
);
CREATE INDEX IF NOT EXISTS drawer_owner ON drawer (owner, kind);
CREATE INDEX IF NOT EXISTS drawer_until ON drawer (until);
