-- What somebody may want to be told, written in the transaction in which it happens, and gone when it is handed on.
CREATE TABLE alert_events (
    id         BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    event      VARCHAR(20)  NOT NULL,
    subject    VARCHAR(200) NOT NULL,
    facts      LONGTEXT     NOT NULL,
    created_at DATETIME(6)  NOT NULL
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4
    /*M! COLLATE = utf8mb4_nopad_bin */ /*!80000 COLLATE = utf8mb4_0900_bin */;

-- A message to one webhook. One that is being sent has next_attempt_at moved on to the end of its lease.
CREATE TABLE alert_deliveries (
    id              BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    webhook         VARCHAR(64)  NOT NULL,
    event           VARCHAR(20)  NOT NULL,
    subject         VARCHAR(200) NOT NULL,
    body            LONGTEXT     NOT NULL,
    state           VARCHAR(10)  NOT NULL DEFAULT 'PENDING' CHECK (state IN ('PENDING', 'DELIVERED', 'DEAD')),
    attempts        INT          NOT NULL DEFAULT 0,
    -- Grows with each claim, also over the retry of an operator.
    fence           BIGINT       NOT NULL DEFAULT 0,
    next_attempt_at DATETIME(6)  NOT NULL,
    last_error      TEXT,
    created_at      DATETIME(6)  NOT NULL,
    finished_at     DATETIME(6),
    UNIQUE KEY alert_deliveries_subject (webhook, event, subject),
    KEY alert_deliveries_due (state, webhook, next_attempt_at)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4
    /*M! COLLATE = utf8mb4_nopad_bin */ /*!80000 COLLATE = utf8mb4_0900_bin */;
