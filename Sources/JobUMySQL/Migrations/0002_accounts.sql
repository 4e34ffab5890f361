-- Who may log in. Only hashes of secrets are kept.
CREATE TABLE users (
    id                 BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name               VARCHAR(100) NOT NULL,
    -- $scrypt$ln=…,r=…,p=…$salt$hash
    password_hash      VARCHAR(255) NOT NULL,
    role               VARCHAR(20)  NOT NULL CHECK (role IN ('viewer', 'operator', 'admin')),
    created_at         DATETIME(6)  NOT NULL,
    updated_at         DATETIME(6)  NOT NULL,
    last_login_at      DATETIME(6),
    last_login_address VARCHAR(100),
    UNIQUE KEY users_name (name)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4
    /*M! COLLATE = utf8mb4_nopad_bin */ /*!80000 COLLATE = utf8mb4_0900_bin */;

CREATE TABLE sessions (
    -- SHA-256 of what the browser's cookie holds.
    session_hash VARCHAR(64)  NOT NULL PRIMARY KEY,
    user_id      BIGINT       NOT NULL,
    address      VARCHAR(100) NOT NULL,
    created_at   DATETIME(6)  NOT NULL,
    seen_at      DATETIME(6)  NOT NULL,
    expires_at   DATETIME(6)  NOT NULL,
    KEY sessions_user (user_id),
    KEY sessions_expiry (expires_at),
    CONSTRAINT sessions_of_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4
    /*M! COLLATE = utf8mb4_nopad_bin */ /*!80000 COLLATE = utf8mb4_0900_bin */;

CREATE TABLE api_tokens (
    id           BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name         VARCHAR(100) NOT NULL,
    token_hash   VARCHAR(64)  NOT NULL,
    -- The first letters, by which an owner knows it again.
    hint         VARCHAR(20)  NOT NULL,
    role         VARCHAR(20)  NOT NULL CHECK (role IN ('viewer', 'operator', 'admin')),
    created_by   VARCHAR(200) NOT NULL,
    created_at   DATETIME(6)  NOT NULL,
    expires_at   DATETIME(6),
    last_used_at DATETIME(6),
    UNIQUE KEY api_tokens_name (name),
    UNIQUE KEY api_tokens_hash (token_hash)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4
    /*M! COLLATE = utf8mb4_nopad_bin */ /*!80000 COLLATE = utf8mb4_0900_bin */;

-- Every change a person or program asked for, written in the transaction of the change.
CREATE TABLE audit_log (
    id           BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    time         DATETIME(6)  NOT NULL,
    actor_kind   VARCHAR(10)  NOT NULL CHECK (actor_kind IN ('user', 'token', 'local', 'cli')),
    actor        VARCHAR(200) NOT NULL,
    address      VARCHAR(100),
    action       VARCHAR(50)  NOT NULL,
    subject_kind VARCHAR(20)  NOT NULL,
    subject_id   VARCHAR(200) NOT NULL,
    subject_name VARCHAR(255) NOT NULL,
    before_json  LONGTEXT,
    after_json   LONGTEXT,
    KEY audit_log_time (time),
    KEY audit_log_actor (actor, id),
    KEY audit_log_subject (subject_kind, subject_id, id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4
    /*M! COLLATE = utf8mb4_nopad_bin */ /*!80000 COLLATE = utf8mb4_0900_bin */;

-- Who may write the parameters of a handler's jobs, as the workers that registered with it have said. Delete a row to have the next one say it anew.
CREATE TABLE handlers (
    name          VARCHAR(100) NOT NULL PRIMARY KEY,
    params_author VARCHAR(20)  NOT NULL
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4
    /*M! COLLATE = utf8mb4_nopad_bin */ /*!80000 COLLATE = utf8mb4_0900_bin */;
