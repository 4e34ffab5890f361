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

-- A limit is counted by cron and state, and finds the first of a cron's waiting runs.
DROP INDEX job_executions_live;
CREATE INDEX job_executions_live ON job_executions (job_id, status, claim_order)
    WHERE finished_at IS NULL AND job_id IS NOT NULL;
