package import JobUDatabase
package import JobUModel
package import JobUStore

/// The seam on SQLite. One writer at a time (`BEGIN IMMEDIATE`) stands in for row locks.
package struct SQLiteJobSQL: JobSQL {
    package init() {}

    package var isolation: IsolationLevel? { nil }
    package var clockQuestion: SQL? { nil }
    package var lockingFreeRows: SQL { "" }
    package var lockingFreeCronJobs: SQL { "" }
    package var keepingRows: SQL { "" }
    package var triggerColumn: SQL { "trigger" }
    package var claimSource: SQL { "job_executions e" }

    package func isWaiting(_ alias: SQL) -> SQL {
        "\(alias).status IN ('PENDING', 'RETRY')"
    }

    package func isTroubled(_ alias: SQL) -> SQL {
        "\(alias).finished_at IS NOT NULL AND \(alias).status <> 'SUCCESS'"
    }

    package func contains(_ column: SQL, _ text: SearchText) -> SQL {
        // LIKE knows the capitals of ASCII only.
        let pattern = text.pattern { "*?[".unicodeScalars.contains($0) ? "[\($0)]" : "\($0)" }
        return "\(column) GLOB \("*" + pattern + "*")"
    }

    package func microseconds(_ column: SQL) -> SQL {
        column
    }

    package func insertReturningID(_ tx: Transaction, _ insert: SQL) async throws -> Int64 {
        guard let row = try await tx.fetchOne(insert + " RETURNING id") else { throw DatabaseError(.other, "an insert returned no id") }
        return try row.int64("id")
    }

    package func insert(_ tx: Transaction, _ executions: [NewExecution], now: Timestamp) async throws -> [Int] {
        try await tx.executeBatch(
            """
            INSERT INTO job_executions (
                job_id, handler_name, handler_params, scheduled_time, run_at, status, queue, priority, trigger, max_retry,
                retry_backoff, timeout_seconds, max_concurrency, unique_key, error_message, finished_at, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """,
            try executions.map { try $0.insertValues(now: now) })
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
            SELECT names.queue, queues.name IS NOT NULL AS is_limited
            FROM names LEFT JOIN queues ON queues.name = names.queue WHERE names.queue IS NOT NULL
            """
        ).map(WaitingQueue.init(row:))
    }

    package func claim(
        _ tx: Transaction, _ request: ClaimRequest, queue: String, limit: Int
    ) async throws -> [ClaimedExecution] {
        // A run under a concurrency limit is taken only while fewer run, and only the first of its cron in one claim:
        // the rows of this very statement do not count as running yet. The bound on claim_order keeps the scan from
        // runs that are far in the future; the lowest priority moves a due run at most ten minutes back.
        let latestOrder = request.now + .seconds(600)
        let rows = try await tx.fetchAll(
            """
            UPDATE job_executions SET status = 'RUNNING', worker_id = \(request.worker), fence = fence + 1,
                attempt = attempt + 1, started_at = \(request.now), error_message = NULL
            WHERE id IN (
                SELECT e.id FROM job_executions e
                WHERE e.status IN ('PENDING', 'RETRY') AND e.queue = \(queue)
                  AND e.claim_order <= \(latestOrder) AND e.run_at <= \(request.now)
                  AND e.handler_name IN (\(SQL.list(request.handlers)))
                  AND (e.max_concurrency IS NULL OR (
                      (SELECT COUNT(*) FROM job_executions r
                       WHERE r.finished_at IS NULL AND r.job_id = e.job_id AND r.status = 'RUNNING') < e.max_concurrency
                      AND NOT EXISTS (
                          SELECT 1 FROM job_executions f
                          WHERE f.finished_at IS NULL AND f.job_id = e.job_id AND f.status <> 'RUNNING'
                            AND f.run_at <= \(request.now)
                            AND (f.claim_order, f.id) < (e.claim_order, e.id))))
                ORDER BY e.claim_order LIMIT \(limit))
            RETURNING \(ClaimedExecution.columns)
            """)
        return try rows.map(ClaimedExecution.init(row:))
    }
}
