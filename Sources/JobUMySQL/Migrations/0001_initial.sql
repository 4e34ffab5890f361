-- Texts compare byte by byte, blanks at the end included: the collation that does so has one name in MariaDB and another in MySQL, and
-- each server reads its own comment only. All times are UTC. Nothing is left to the settings of the database.
CREATE TABLE cron_jobs (
    id                    BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name                  VARCHAR(100) NOT NULL,
    description           VARCHAR(500) NOT NULL DEFAULT '',
    cron_expression       TEXT         NOT NULL,
    time_zone             VARCHAR(100) NOT NULL DEFAULT 'UTC',
    day_match             VARCHAR(20)  NOT NULL DEFAULT 'vixie',
    handler_name          VARCHAR(255) NOT NULL,
    handler_params        LONGTEXT     NOT NULL DEFAULT ('{}')
        -- Not JSON_TYPE: it refuses numbers that no floating number holds, such as 1e400.
        CHECK (handler_params REGEXP '^[[:space:]]*[{]'),
    is_enabled            BOOLEAN      NOT NULL DEFAULT TRUE,
    overlap_policy        VARCHAR(20)  NOT NULL DEFAULT 'allow' CHECK (overlap_policy IN ('allow', 'skip', 'queue', 'cancel_running')),
    misfire_policy        VARCHAR(20)  NOT NULL DEFAULT 'fire_once' CHECK (misfire_policy IN ('fire_once', 'skip', 'catch_up')),
    misfire_limit         INT          NOT NULL DEFAULT 100,
    misfire_grace_seconds INT          NOT NULL DEFAULT 60,
    max_retry             INT          NOT NULL DEFAULT 3,
    retry_backoff         TEXT         CHECK (JSON_TYPE(retry_backoff) = 'OBJECT'),
    timeout_seconds       INT          NOT NULL DEFAULT 3600,
    queue                 VARCHAR(100) NOT NULL DEFAULT 'default',
    priority              INT          NOT NULL DEFAULT 0,
    max_concurrency       INT,
    start_at              DATETIME(6),
    end_at                DATETIME(6),
    pause_reason          TEXT,
    tags                  TEXT         NOT NULL DEFAULT ('[]') CHECK (JSON_TYPE(tags) = 'ARRAY'),
    next_run_at           DATETIME(6),
    last_run_at           DATETIME(6),
    -- When the database last refused what its dispatch writes, and its words; null once it was dispatched again.
    refused_at            DATETIME(6),
    refusal               TEXT,
    version               BIGINT       NOT NULL DEFAULT 1,
    created_at            DATETIME(6)  NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    updated_at            DATETIME(6)  NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    UNIQUE KEY cron_jobs_name (name),
    -- What the dispatcher reads: those that will fire, in the order they do.
    KEY cron_jobs_due (next_run_at)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4
    /*M! COLLATE = utf8mb4_nopad_bin */ /*!80000 COLLATE = utf8mb4_0900_bin */;

CREATE TABLE workers (
    id               BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    host             VARCHAR(255) NOT NULL,
    pid              INT          NOT NULL,
    version          VARCHAR(100) NOT NULL,
    handlers         LONGTEXT     NOT NULL,
    queues           LONGTEXT,
    capacity         INT          NOT NULL,
    started_at       DATETIME(6)  NOT NULL,
    heartbeat_at     DATETIME(6)  NOT NULL,
    lease_expires_at DATETIME(6)  NOT NULL
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4
    /*M! COLLATE = utf8mb4_nopad_bin */ /*!80000 COLLATE = utf8mb4_0900_bin */;

CREATE TABLE job_executions (
    id                  BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    job_id              BIGINT,
    handler_name        VARCHAR(255) NOT NULL,
    handler_params      LONGTEXT     NOT NULL DEFAULT ('{}'),
    scheduled_time      DATETIME(6)  NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    run_at              DATETIME(6)  NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    status              VARCHAR(10)  NOT NULL DEFAULT 'PENDING',
    queue               VARCHAR(100) NOT NULL DEFAULT 'default',
    priority            INT          NOT NULL DEFAULT 0,
    -- A step of priority is worth a minute of waiting, so that whatever waits long enough comes first.
    claim_order         DATETIME(6)  GENERATED ALWAYS AS (run_at - INTERVAL priority MINUTE) STORED,
    `trigger`           VARCHAR(20)  NOT NULL DEFAULT 'api',
    attempt             INT          NOT NULL DEFAULT 0,
    max_retry           INT          NOT NULL DEFAULT 3,
    retry_count         INT          NOT NULL DEFAULT 0,
    retry_backoff       TEXT,
    timeout_seconds     INT          NOT NULL DEFAULT 3600,
    max_concurrency     INT,
    worker_id           BIGINT,
    fence               BIGINT       NOT NULL DEFAULT 0,
    lost_count          INT          NOT NULL DEFAULT 0,
    cancel_requested_at DATETIME(6),
    cancel_reason       TEXT,
    started_at          DATETIME(6),
    finished_at         DATETIME(6),
    progress            DOUBLE,
    progress_message    TEXT,
    error_message       LONGTEXT,
    result              LONGTEXT,
    unique_key          VARCHAR(255),
    created_at          DATETIME(6)  NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
    -- This engine has no indexes of some rows only: these are null for the rows that do not belong there.
    waits               TINYINT      GENERATED ALWAYS AS (CASE WHEN status IN ('PENDING', 'RETRY') THEN 1 END) STORED,
    live_key            VARCHAR(255) GENERATED ALWAYS AS (CASE WHEN finished_at IS NULL THEN unique_key END) STORED,
    CONSTRAINT job_executions_status CHECK (
        finished_at IS NULL AND status IN ('PENDING', 'RUNNING', 'RETRY')
        OR finished_at IS NOT NULL AND status IN ('SUCCESS', 'FAILED', 'TIMEOUT', 'CANCELLED', 'SKIPPED')),
    UNIQUE KEY job_executions_instant (job_id, scheduled_time),
    UNIQUE KEY job_executions_live_key (live_key),
    KEY job_executions_claim (waits, queue, claim_order),
    KEY job_executions_next (waits, run_at),
    KEY job_executions_live (job_id, finished_at, status, claim_order),
    KEY job_executions_status_worker (status, worker_id),
    CONSTRAINT job_executions_cron FOREIGN KEY (job_id) REFERENCES cron_jobs (id) ON DELETE CASCADE
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4
    /*M! COLLATE = utf8mb4_nopad_bin */ /*!80000 COLLATE = utf8mb4_0900_bin */;

CREATE TABLE job_attempts (
    execution_id  BIGINT      NOT NULL,
    fence         BIGINT      NOT NULL,
    attempt       INT         NOT NULL,
    worker_id     BIGINT,
    started_at    DATETIME(6),
    finished_at   DATETIME(6) NOT NULL,
    outcome       VARCHAR(20) NOT NULL,
    error_message LONGTEXT,
    PRIMARY KEY (execution_id, fence),
    CONSTRAINT job_attempts_execution FOREIGN KEY (execution_id) REFERENCES job_executions (id) ON DELETE CASCADE
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4
    /*M! COLLATE = utf8mb4_nopad_bin */ /*!80000 COLLATE = utf8mb4_0900_bin */;

CREATE TABLE job_logs (
    execution_id BIGINT      NOT NULL,
    sequence     BIGINT      NOT NULL,
    attempt      INT         NOT NULL,
    time         DATETIME(6) NOT NULL,
    level        VARCHAR(20) NOT NULL,
    message      LONGTEXT    NOT NULL,
    PRIMARY KEY (execution_id, sequence),
    CONSTRAINT job_logs_execution FOREIGN KEY (execution_id) REFERENCES job_executions (id) ON DELETE CASCADE
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4
    /*M! COLLATE = utf8mb4_nopad_bin */ /*!80000 COLLATE = utf8mb4_0900_bin */;

-- What a queue may do in the whole cluster; one without a row has no limits.
CREATE TABLE queues (
    name                VARCHAR(100) NOT NULL PRIMARY KEY,
    max_concurrency     INT          CHECK (max_concurrency > 0),
    -- Runs that may begin within the period. They are a bucket of tokens that fills evenly.
    rate_limit          INT          CHECK (rate_limit > 0),
    rate_period_seconds INT          NOT NULL DEFAULT 60 CHECK (rate_period_seconds > 0),
    paused_at           DATETIME(6),
    pause_reason        TEXT,
    tokens              DOUBLE       NOT NULL DEFAULT 0,
    tokens_at           DATETIME(6),
    updated_at          DATETIME(6)  NOT NULL
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4
    /*M! COLLATE = utf8mb4_nopad_bin */ /*!80000 COLLATE = utf8mb4_0900_bin */;

-- Answers a request that is sent twice with the run of the first.
CREATE TABLE idempotency_keys (
    idempotency_key VARCHAR(255) NOT NULL PRIMARY KEY,
    -- Of the request's body: another body under the same key is a mistake.
    fingerprint     VARCHAR(100) NOT NULL,
    execution_id    BIGINT       NOT NULL,
    created_at      DATETIME(6)  NOT NULL,
    KEY idempotency_keys_age (created_at)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4
    /*M! COLLATE = utf8mb4_nopad_bin */ /*!80000 COLLATE = utf8mb4_0900_bin */;

-- Counts what other processes have changed, so that nobody has to look at the tables themselves.
CREATE TABLE wake_ups (
    topic VARCHAR(20) NOT NULL PRIMARY KEY,
    rings BIGINT      NOT NULL DEFAULT 0
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4
    /*M! COLLATE = utf8mb4_nopad_bin */ /*!80000 COLLATE = utf8mb4_0900_bin */;
INSERT INTO wake_ups (topic) VALUES ('schedules'), ('executions'), ('cancellations'), ('pages');
