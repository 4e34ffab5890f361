package import JobUDatabase
package import JobUModel
package import JobUStore

/// The seam on SQLite. One writer at a time (`BEGIN IMMEDIATE`) stands in for row locks.
package struct SQLiteJobSQL: JobSQL {
    package init() {}

    package func dueCronJobs(_ tx: Transaction, now: Timestamp, limit: Int) async throws -> [DueCronJob] {
        try await tx.fetchAll(
            """
            SELECT \(CronJob.columns),
                   EXISTS (SELECT 1 FROM job_executions e
                           WHERE e.finished_at IS NULL AND e.job_id = c.id) AS has_unfinished_run
            FROM cron_jobs c WHERE c.next_run_at <= \(now) ORDER BY c.next_run_at LIMIT \(limit)
            """
        ).map { row in
            DueCronJob(
                cron: try CronJob(row: row), dueAt: try row.timestamp("next_run_at"),
                hasUnfinishedRun: try row.bool("has_unfinished_run"))
        }
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
            try executions.map { try Self.values(of: $0, now: now) })
    }

    package func insertOne(_ tx: Transaction, _ execution: NewExecution, now: Timestamp) async throws -> ExecutionID? {
        guard try await insert(tx, [execution], now: now) == [1] else { return nil }
        let row = try await tx.fetchOne("SELECT last_insert_rowid() AS id")
        return try row.map { ExecutionID(rawValue: try $0.int64("id")) }
    }

    package func waitingQueues(_ tx: Transaction) async throws -> [String] {
        // Jumps from one name to the next in the index instead of reading all that waits.
        try await tx.fetchAll(
            """
            WITH RECURSIVE names (queue) AS (
                SELECT MIN(queue) FROM job_executions WHERE status IN ('PENDING', 'RETRY')
                UNION ALL
                SELECT (SELECT MIN(e.queue) FROM job_executions e
                        WHERE e.status IN ('PENDING', 'RETRY') AND e.queue > names.queue)
                FROM names WHERE names.queue IS NOT NULL)
            SELECT queue FROM names WHERE queue IS NOT NULL
            """
        ).map { try $0.text("queue") }
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

    private static func values(of execution: NewExecution, now: Timestamp) throws -> [SQLValue] {
        let isSkipped = execution.skipReason != nil
        let status: ExecutionStatus = isSkipped ? .skipped : .pending
        return [
            execution.jobID.sqlValue, execution.handlerName.sqlValue, execution.handlerParams.sqlValue,
            execution.scheduledTime.sqlValue, execution.runAt.sqlValue, status.sqlValue, execution.queue.sqlValue,
            execution.priority.sqlValue, execution.trigger.rawValue.sqlValue, execution.maxRetry.sqlValue,
            try execution.retryBackoff.sqlText.sqlValue, execution.timeoutSeconds.sqlValue, execution.maxConcurrency.sqlValue,
            execution.uniqueKey.sqlValue, execution.skipReason.sqlValue, (isSkipped ? now : nil).sqlValue, now.sqlValue,
        ]
    }
}
