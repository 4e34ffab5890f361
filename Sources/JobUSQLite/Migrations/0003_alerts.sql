-- What somebody may want to be told, written in the transaction in which it happens, and gone when it is handed on.
CREATE TABLE alert_events (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    event      TEXT    NOT NULL,
    subject    TEXT    NOT NULL,
    facts      TEXT    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- A message to one webhook. One that is being sent has next_attempt_at moved on to the end of its lease.
CREATE TABLE alert_deliveries (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook         TEXT    NOT NULL,
    event           TEXT    NOT NULL,
    subject         TEXT    NOT NULL,
    body            TEXT    NOT NULL,
    state           TEXT    NOT NULL DEFAULT 'PENDING' CHECK (state = 'PENDING' OR state = 'DELIVERED' OR state = 'DEAD'),
    attempts        INTEGER NOT NULL DEFAULT 0,
    -- Grows with each claim, also over the retry of an operator.
    fence           INTEGER NOT NULL DEFAULT 0,
    next_attempt_at INTEGER NOT NULL,
    last_error      TEXT,
    created_at      INTEGER NOT NULL,
    finished_at     INTEGER,
    UNIQUE (webhook, event, subject)
) STRICT;
CREATE INDEX alert_deliveries_due ON alert_deliveries (state, webhook, next_attempt_at);
