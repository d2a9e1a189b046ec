-- Which entries speak of what: every identifier in an event, and that of its stream. May be worked out anew at any time.
CREATE TABLE IF NOT EXISTS mentions (
    id TEXT NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (id, place)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS mentions_place ON mentions (place);

-- How far each projection has come.
CREATE TABLE IF NOT EXISTS projections (
    name TEXT PRIMARY KEY,
    next_place INTEGER NOT NULL
);
INSERT INTO projections (name, next_place) SELECT 'mentions', 0 WHERE NOT EXISTS (SELECT 1 FROM projections WHERE name = 'mentions');
