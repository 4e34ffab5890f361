-- Times are whole microseconds since 1970-01-01T00:00:00Z. To read one: datetime(run_at / 1000000, 'unixepoch').

CREATE TABLE cron_jobs (
    id                    INTEGER PRIMARY KEY AUTOINCREMENT,
    name                  TEXT    NOT NULL UNIQUE,
    description           TEXT    NOT NULL DEFAULT '',
    cron_expression       TEXT    NOT NULL,
    time_zone             TEXT    NOT NULL DEFAULT 'UTC',
    day_match             TEXT    NOT NULL DEFAULT 'vixie',
    handler_name          TEXT    NOT NULL CHECK (length(handler_name) <= 255),
    handler_params        TEXT    NOT NULL DEFAULT '{}' CHECK (json_type(handler_params) = 'object'),
    is_enabled            INTEGER NOT NULL DEFAULT 1,
    overlap_policy        TEXT    NOT NULL DEFAULT 'allow' CHECK (overlap_policy IN ('allow', 'skip', 'queue', 'cancel_running')),
    misfire_policy        TEXT    NOT NULL DEFAULT 'fire_once' CHECK (misfire_policy IN ('fire_once', 'skip', 'catch_up')),
    misfire_limit         INTEGER NOT NULL DEFAULT 100,
    misfire_grace_seconds INTEGER NOT NULL DEFAULT 60,
    max_retry             INTEGER NOT NULL DEFAULT 3,
    retry_backoff         TEXT    CHECK (json_type(retry_backoff) = 'object'),
    timeout_seconds       INTEGER NOT NULL DEFAULT 3600,
    queue                 TEXT    NOT NULL DEFAULT 'default' CHECK (length(queue) <= 100),
    priority              INTEGER NOT NULL DEFAULT 0,
    max_concurrency       INTEGER,
    start_at              INTEGER,
    end_at                INTEGER,
    pause_reason          TEXT,
    tags                  TEXT    NOT NULL DEFAULT '[]' CHECK (json_type(tags) = 'array'),
    next_run_at           INTEGER,
    last_run_at           INTEGER,
    -- When the database last refused what its dispatch writes, and its words; null once it was dispatched again.
    refused_at            INTEGER,
    refusal               TEXT,
    version               INTEGER NOT NULL DEFAULT 1,
    created_at            INTEGER NOT NULL,
    updated_at            INTEGER NOT NULL
) STRICT;

-- What the dispatcher reads: only crons that will fire, in the order they do.
CREATE INDEX cron_jobs_due ON cron_jobs (next_run_at) WHERE next_run_at IS NOT NULL;

CREATE TABLE workers (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    host             TEXT    NOT NULL,
    pid              INTEGER NOT NULL,
    version          TEXT    NOT NULL,
    handlers         TEXT    NOT NULL,
    queues           TEXT,
    capacity         INTEGER NOT NULL,
    started_at       INTEGER NOT NULL,
    heartbeat_at     INTEGER NOT NULL,
    lease_expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE job_executions (
    id                  INTEGER PRIMARY KEY AUTOINCREMENT,
    job_id              INTEGER REFERENCES cron_jobs (id) ON DELETE CASCADE,
    handler_name        TEXT    NOT NULL,
    handler_params      TEXT    NOT NULL DEFAULT '{}',
    scheduled_time      INTEGER NOT NULL,
    run_at              INTEGER NOT NULL,
    status              TEXT    NOT NULL DEFAULT 'PENDING'
        -- Compared one by one: a list of more than two is built anew, as a table, for every row that is written.
        CHECK (CASE WHEN finished_at IS NULL THEN status = 'PENDING' OR status = 'RUNNING' OR status = 'RETRY'
                    ELSE status = 'SUCCESS' OR status = 'FAILED' OR status = 'TIMEOUT' OR status = 'CANCELLED' OR status = 'SKIPPED' END),
    queue               TEXT    NOT NULL DEFAULT 'default',
    priority            INTEGER NOT NULL DEFAULT 0,
    -- A step of priority is worth a minute of waiting, so that whatever waits long enough comes first.
    claim_order         INTEGER NOT NULL GENERATED ALWAYS AS (run_at - priority * 60000000) VIRTUAL,
    trigger             TEXT    NOT NULL DEFAULT 'api',
    attempt             INTEGER NOT NULL DEFAULT 0,
    max_retry           INTEGER NOT NULL DEFAULT 3,
    retry_count         INTEGER NOT NULL DEFAULT 0,
    retry_backoff       TEXT,
    timeout_seconds     INTEGER NOT NULL DEFAULT 3600,
    max_concurrency     INTEGER,
    worker_id           INTEGER,
    fence               INTEGER NOT NULL DEFAULT 0,
    lost_count          INTEGER NOT NULL DEFAULT 0,
    cancel_requested_at INTEGER,
    cancel_reason       TEXT,
    started_at          INTEGER,
    finished_at         INTEGER,
    progress            REAL,
    progress_message    TEXT,
    error_message       TEXT,
    result              TEXT,
    unique_key          TEXT,
    created_at          INTEGER NOT NULL,
    UNIQUE (job_id, scheduled_time)
) STRICT;

-- Claiming reads the head of a queue. These indexes hold unfinished runs only, so that history costs nothing; a statement has to
-- repeat an index's condition word for word to be served by it. A run is unfinished exactly while finished_at is null.
CREATE INDEX job_executions_claim ON job_executions (queue, claim_order) WHERE status IN ('PENDING', 'RETRY');
CREATE INDEX job_executions_next ON job_executions (run_at) WHERE status IN ('PENDING', 'RETRY');
CREATE INDEX job_executions_running ON job_executions (worker_id) WHERE status = 'RUNNING';
CREATE INDEX job_executions_troubled ON job_executions (status, id) WHERE finished_at IS NOT NULL AND status <> 'SUCCESS';
CREATE UNIQUE INDEX job_executions_unique_key ON job_executions (unique_key)
    WHERE unique_key IS NOT NULL AND finished_at IS NULL;
-- A limit is counted by cron and state, and finds the first of a cron's waiting executions.
CREATE INDEX job_executions_live ON job_executions (job_id, status, claim_order)
    WHERE finished_at IS NULL AND job_id IS NOT NULL;

CREATE TABLE job_attempts (
    execution_id  INTEGER NOT NULL REFERENCES job_executions (id) ON DELETE CASCADE,
    fence         INTEGER NOT NULL,
    attempt       INTEGER NOT NULL,
    worker_id     INTEGER,
    started_at    INTEGER,
    finished_at   INTEGER NOT NULL,
    outcome       TEXT    NOT NULL,
    error_message TEXT,
    PRIMARY KEY (execution_id, fence)
) STRICT, WITHOUT ROWID;

CREATE TABLE job_logs (
    execution_id INTEGER NOT NULL REFERENCES job_executions (id) ON DELETE CASCADE,
    sequence     INTEGER NOT NULL,
    attempt      INTEGER NOT NULL,
    time         INTEGER NOT NULL,
    level        TEXT    NOT NULL,
    message      TEXT    NOT NULL,
    PRIMARY KEY (execution_id, sequence)
) STRICT, WITHOUT ROWID;

-- What a queue may do in the whole cluster; one without a row has no limits.
CREATE TABLE queues (
    name                TEXT    PRIMARY KEY,
    max_concurrency     INTEGER CHECK (max_concurrency > 0),
    -- Runs that may begin within the period. They are a bucket of tokens that fills evenly.
    rate_limit          INTEGER CHECK (rate_limit > 0),
    rate_period_seconds INTEGER NOT NULL DEFAULT 60 CHECK (rate_period_seconds > 0),
    paused_at           INTEGER,
    pause_reason        TEXT,
    tokens              REAL    NOT NULL DEFAULT 0,
    tokens_at           INTEGER,
    updated_at          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Answers a request that is sent twice with the run of the first.
CREATE TABLE idempotency_keys (
    idempotency_key TEXT    PRIMARY KEY,
    -- Of the request's body: another body under the same key is a mistake.
    fingerprint     TEXT    NOT NULL,
    execution_id    INTEGER NOT NULL,
    created_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);
