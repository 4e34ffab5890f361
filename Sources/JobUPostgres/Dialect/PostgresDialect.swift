package import JobUDatabase
package import JobUModel
package import JobUStore

/// The seam on PostgreSQL.
package struct PostgresDialect: StoreDialect {
    package init() {}

    package var isolation: IsolationLevel? { .readCommitted }
    package var serverTimeQuery: SQLQuery? { "SELECT clock_timestamp() AS now" }
    package var rowLockSuffix: SQLQuery { "FOR UPDATE SKIP LOCKED" }
    // Weak enough that a run of the cron can be inserted meanwhile.
    package var cronJobLockSuffix: SQLQuery { "FOR NO KEY UPDATE SKIP LOCKED" }
    // Weak enough that its heartbeat can be written meanwhile.
    package var shareLockSuffix: SQLQuery { "FOR KEY SHARE" }
    package var triggerColumn: SQLQuery { "trigger" }
    package var claimSource: SQLQuery { "job_executions e" }

    package func isWaiting(_ alias: SQLQuery) -> SQLQuery {
        "\(alias).status IN ('PENDING', 'RETRY')"
    }

    package func unsuccessfulPredicate(_ alias: SQLQuery) -> SQLQuery {
        "\(alias).finished_at IS NOT NULL AND \(alias).status <> 'SUCCESS'"
    }

    package func isLive(key: String?) -> SQLQuery {
        "unique_key = \(key) AND unique_key IS NOT NULL AND finished_at IS NULL"
    }

    package func contains(_ column: SQLQuery, _ text: SearchText) -> SQLQuery {
        // What ILIKE takes for capitals depends on the locale of the database; in this one it is ASCII, at a third of the cost.
        if let pattern = text.likePattern { return "\(column) COLLATE \"C\" ILIKE \(pattern) ESCAPE '!'" }
        return "\(column) COLLATE \"C\" ~ \(text.regularExpression)"
    }

    package func microseconds(_ column: SQLQuery) -> SQLQuery {
        // Within the years 1 to 9999: the others, and infinity, are no numbers of which differences could be taken.
        """
        (EXTRACT(EPOCH FROM CASE WHEN \(column) < '0001-01-01 00:00:00Z' THEN '0001-01-01 00:00:00Z'::timestamptz
                                 WHEN \(column) > '9999-12-31 00:00:00Z' THEN '9999-12-31 00:00:00Z'::timestamptz
                                 ELSE \(column) END) * 1000000)::bigint
        """
    }

    package func insertReturningID(_ tx: Transaction, _ insert: SQLQuery) async throws -> Int64 {
        guard let row = try await tx.fetchOne(insert + " RETURNING id") else { throw SQLError(.other, "an insert returned no id") }
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
        let values = SQLQuery.list(try execution.insertValues(now: now))
        return try await tx.fetchOne(
            """
            INSERT INTO job_executions (
                job_id, handler_name, handler_params, scheduled_time, run_at, status, queue, priority, trigger, max_retry,
                retry_backoff, timeout_seconds, max_concurrency, unique_key, error_message, finished_at, created_at)
            VALUES (\(values)) ON CONFLICT DO NOTHING RETURNING id
            """
        ).map { ExecutionID(rawValue: try $0.int64("id")) }
    }

    package func waitingQueues(_ tx: Transaction) async throws -> [WaitingQueue] {
        // Jumps from one name to the next in the index instead of reading all that waits.
        try await tx.fetchAll(
            """
            WITH RECURSIVE names (queue) AS (
                (SELECT queue FROM job_executions WHERE status IN ('PENDING', 'RETRY') ORDER BY queue LIMIT 1)
                UNION ALL
                SELECT (SELECT e.queue FROM job_executions e
                        WHERE e.status IN ('PENDING', 'RETRY') AND e.queue > names.queue ORDER BY e.queue LIMIT 1)
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
        // As rows of VALUES, not as arrays: of those the planner knows how many they are, also for a plan that it keeps. It would
        // compare every row with every other otherwise. And the collation is named so that the index of what runs does not fit, which
        // looks small to the planner and is full of dead entries wherever something holds vacuum back.
        let rows = SQLQuery.padded(requests).map { request -> SQLQuery in
            let lease = request.lease
            return """
                (\(lease.executionID)::bigint, \(lease.fence)::bigint, \(lease.workerID)::bigint, \(request.transition.result)::text)
                """
        }
        let ended = try await tx.fetchAll(
            """
            UPDATE job_executions e SET
                status = 'SUCCESS', result = v.result, finished_at = \(now), error_message = NULL,
                progress = CASE WHEN e.progress IS NOT NULL THEN 1 END
            FROM (VALUES \(SQLQuery.join(rows, separator: ", ") ?? "")) AS v (id, fence, worker_id, result)
            WHERE e.id = v.id AND e.fence = v.fence AND e.worker_id = v.worker_id AND e.status COLLATE "C" = 'RUNNING'
            RETURNING e.id, e.fence
            """)
        let leases = Set(try ended.map { [try $0.int64("id"), try $0.int64("fence")] })
        return requests.map { leases.contains([$0.lease.executionID.rawValue, $0.lease.fence]) ? 1 : 0 }
    }
}
