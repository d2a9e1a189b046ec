-- The keys of subjects, each wrapped under a master key. Removing a row erases the person: nothing else can read what is theirs.
CREATE TABLE IF NOT EXISTS subject_keys (
    subject TEXT PRIMARY KEY,
    master TEXT NOT NULL,
    wrapped BLOB NOT NULL
);
