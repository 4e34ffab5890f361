CREATE TABLE IF NOT EXISTS sample_data (
    id        BIGINT AUTO_INCREMENT PRIMARY KEY,
    name      VARCHAR(100) NOT NULL,
    amount    BIGINT NOT NULL,
    source    VARCHAR(64),  -- a row that was copied: the database it comes from
    source_id BIGINT,       -- and its id there
    UNIQUE (source, source_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4
