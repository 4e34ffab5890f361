CREATE TABLE IF NOT EXISTS sample_data (
    id        INTEGER PRIMARY KEY,
    name      TEXT NOT NULL,
    amount    INTEGER NOT NULL,
    source    TEXT,     -- a row that was copied: the database it comes from
    source_id INTEGER,  -- and its id there
    UNIQUE (source, source_id)
)
