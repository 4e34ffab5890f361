-- Who may log in. Only hashes of secrets are kept.
CREATE TABLE users (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT,
    name               TEXT    NOT NULL UNIQUE,
    -- $scrypt$ln=…,r=…,p=…$salt$hash
    password_hash      TEXT    NOT NULL,
    role               TEXT    NOT NULL CHECK (role IN ('viewer', 'operator', 'admin')),
    created_at         INTEGER NOT NULL,
    updated_at         INTEGER NOT NULL,
    last_login_at      INTEGER,
    last_login_address TEXT
) STRICT;

CREATE TABLE sessions (
    -- SHA-256 of what the browser's cookie holds.
    session_hash TEXT    PRIMARY KEY,
    user_id      INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    address      TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    seen_at      INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE api_tokens (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    name         TEXT    NOT NULL UNIQUE,
    token_hash   TEXT    NOT NULL UNIQUE,
    -- The first letters, by which an owner knows it again.
    hint         TEXT    NOT NULL,
    role         TEXT    NOT NULL CHECK (role IN ('viewer', 'operator', 'admin')),
    created_by   TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER,
    last_used_at INTEGER
) STRICT;

-- Every change a person or program asked for, written in the transaction of the change.
CREATE TABLE audit_log (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    time         INTEGER NOT NULL,
    actor_kind   TEXT    NOT NULL CHECK (actor_kind IN ('user', 'token', 'local', 'cli')),
    actor        TEXT    NOT NULL,
    address      TEXT,
    action       TEXT    NOT NULL,
    subject_kind TEXT    NOT NULL,
    subject_id   TEXT    NOT NULL,
    subject_name TEXT    NOT NULL,
    before_json  TEXT,
    after_json   TEXT
) STRICT;
CREATE INDEX audit_log_time ON audit_log (time);
CREATE INDEX audit_log_actor ON audit_log (actor);
CREATE INDEX audit_log_subject ON audit_log (subject_kind, subject_id);

-- Who may write the parameters of a handler's jobs, as the workers that registered with it have said. Delete a row to have the next one say it anew.
CREATE TABLE handlers (
    name          TEXT PRIMARY KEY,
    params_author TEXT NOT NULL
) STRICT, WITHOUT ROWID;
