package import JobUDatabase
package import JobUModel
package import JobUStore

/// The store's SQL on SQLite. One writer at a time (`BEGIN IMMEDIATE`) stands in for row locks.
package struct SQLiteDialect: StoreDialect {
    package init() {}

    package var isolationLevel: IsolationLevel? { nil }
    package var serverTimeQuery: SQLQuery? { nil }
    package var rowLockSuffix: SQLQuery { "" }
    package var cronJobLockSuffix: SQLQuery { "" }
    package var shareLockSuffix: SQLQuery { "" }
    package var triggerColumn: SQLQuery { "trigger" }
    package var claimSource: SQLQuery { "job_executions e" }

    package func microseconds(_ column: SQLQuery) -> SQLQuery {
        // Within the years 0 to 9999, so that differences stay whole numbers.
        "MIN(MAX(\(column), -62167219200000000), 253402300799999999)"
    }

    package func waitingPredicate(_ alias: SQLQuery) -> SQLQuery {
        "\(alias).status IN ('PENDING', 'RETRY')"
    }

    package func unsuccessfulPredicate(_ alias: SQLQuery) -> SQLQuery {
        "\(alias).finished_at IS NOT NULL AND \(alias).status <> 'SUCCESS'"
    }

    package func uniqueKeyPredicate(_ key: String?) -> SQLQuery {
        "unique_key = \(key) AND unique_key IS NOT NULL AND finished_at IS NULL"
    }

    package func searchPredicate(_ column: SQLQuery, _ text: SearchText) -> SQLQuery {
        // LIKE knows the capitals of ASCII only.
        let pattern = text.pattern { "*?[".unicodeScalars.contains($0) ? "[\($0)]" : "\($0)" }
        return "\(column) GLOB \("*" + pattern + "*")"
    }

    package func insertReturningID(_ tx: Transaction, _ insert: SQLQuery) async throws -> Int64 {
        guard let row = try await tx.fetchOne(insert + " RETURNING id") else { throw SQLError(.other, "an insert returned no id") }
        return try row.int64("id")
    }

    package func insert(_ tx: Transaction, _ executions: [NewExecution], now: Timestamp) async throws -> [Int] {
        try await tx.executeBatch(of: batchInsertion + " ON CONFLICT DO NOTHING", try executions.map { try $0.values(now: now) })
    }

    package func insertOne(_ tx: Transaction, _ execution: NewExecution, now: Timestamp) async throws -> ExecutionID? {
        guard try await insert(tx, [execution], now: now) == [1] else { return nil }
        let row = try await tx.fetchOne("SELECT last_insert_rowid() AS id")
        return try row.map { ExecutionID(rawValue: try $0.int64("id")) }
    }

    package func waitingQueues(_ tx: Transaction) async throws -> [WaitingQueue] {
        // Jumps from one name to the next in the index instead of reading all that waits.
        try await tx.fetchAll(
            """
            WITH RECURSIVE names (queue) AS (
                SELECT MIN(queue) FROM job_executions WHERE status IN ('PENDING', 'RETRY')
                UNION ALL
                SELECT (SELECT MIN(e.queue) FROM job_executions e
                        WHERE e.status IN ('PENDING', 'RETRY') AND e.queue > names.queue)
                FROM names WHERE names.queue IS NOT NULL)
            SELECT names.queue,
                   (SELECT e.claim_order FROM job_executions e
                    WHERE e.status IN ('PENDING', 'RETRY') AND e.queue = names.queue ORDER BY e.claim_order LIMIT 1) AS head,
                   \(QueueLimit.columns)
            FROM names LEFT JOIN queues ON queues.name = names.queue WHERE names.queue IS NOT NULL
            """
        ).map(WaitingQueue.init(row:))
    }

    package func finishSuccesses(_ tx: Transaction, _ requests: [FinishRequest], now: Timestamp) async throws -> [Int] {
        try await tx.executeBatch(
            """
            UPDATE job_executions SET
                status = 'SUCCESS', result = ?1, finished_at = ?2, error_message = NULL,
                progress = CASE WHEN progress IS NOT NULL THEN 1 END
            WHERE id = ?3 AND fence = ?4 AND worker_id = ?5 AND status = 'RUNNING'
            """,
            requests.map { request in
                let lease = request.lease
                return [
                    request.transition.result.sqlValue, now.sqlValue, lease.executionID.sqlValue, lease.fence.sqlValue,
                    lease.workerID.sqlValue,
                ]
            })
    }
}
