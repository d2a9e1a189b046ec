-- The roots of full tiles of the hash tree, level 8 and up by eights; the leaves stand in the log. May be worked out anew at any time.
CREATE TABLE IF NOT EXISTS nodes (
    level BIGINT NOT NULL,
    place BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (level, place)
);

-- What the log said of itself, signed, with the signatures of witnesses: one row a size.
CREATE TABLE IF NOT EXISTS checkpoints (
    size BIGINT PRIMARY KEY,
    note TEXT NOT NULL
);
