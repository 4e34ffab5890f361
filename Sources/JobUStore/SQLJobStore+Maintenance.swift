package import JobUModel
import JobUDatabase

extension SQLJobStore {
    package func rescue(now: Timestamp, deathsMax: Int, limit: Int) async throws -> [RescuedExecution] {
        // Looked up without the write lock first: nearly always there is nothing to do.
        let lapsed = try await read { tx in try await Self.lapsedWorkers(tx, now: now) }
        guard !lapsed.isEmpty else { return [] }
        return try await write(ringing: [.executions]) { tx in
            var rescued: [RescuedExecution] = []
            for worker in try await Self.lapsedWorkers(tx, now: now) where rescued.count < limit {
                let room = limit - rescued.count
                let some = try await Self.takeAway(tx, from: worker, now: now, deathsMax: deathsMax, limit: room)
                rescued += some
                if some.count < room { try await tx.execute("DELETE FROM workers WHERE id = \(worker)") }
            }
            return rescued
        }
    }

    private static func lapsedWorkers(_ tx: Transaction, now: Timestamp) async throws -> [WorkerID] {
        try await tx.fetchAll("SELECT id FROM workers WHERE lease_expires_at <= \(now) ORDER BY id")
            .map { WorkerID(rawValue: try $0.int64("id")) }
    }

    private static func takeAway(
        _ tx: Transaction, from worker: WorkerID, now: Timestamp, deathsMax: Int, limit: Int
    ) async throws -> [RescuedExecution] {
        let message = "worker \(worker) died or lost its database while it ran this"
        let held: SQL = """
            SELECT id FROM job_executions WHERE status = 'RUNNING' AND worker_id = \(worker) ORDER BY id LIMIT \(limit)
            """
        try await tx.execute(
            """
            INSERT INTO job_attempts (execution_id, fence, attempt, worker_id, started_at, finished_at, outcome, error_message)
            SELECT id, fence, attempt, worker_id, started_at, \(now), \(AttemptOutcome.lost.rawValue), \(message)
            FROM job_executions
            WHERE id IN (\(held)) AND lost_count + 1 < \(deathsMax) AND cancel_requested_at IS NULL
            """)
        let rows = try await tx.fetchAll(
            """
            UPDATE job_executions SET
                lost_count = lost_count + 1,
                status = CASE WHEN cancel_requested_at IS NOT NULL THEN 'CANCELLED'
                              WHEN lost_count + 1 >= \(deathsMax) THEN 'FAILED' ELSE 'RETRY' END,
                finished_at = CASE WHEN cancel_requested_at IS NOT NULL OR lost_count + 1 >= \(deathsMax) THEN \(now) END,
                error_message = CASE WHEN cancel_requested_at IS NOT NULL THEN COALESCE(cancel_reason, 'cancelled')
                                     WHEN lost_count + 1 >= \(deathsMax)
                                     THEN \("poison: its worker died \(deathsMax) times; last: " + message) ELSE \(message) END,
                run_at = \(now), progress = NULL, progress_message = NULL
            WHERE id IN (\(held))
            RETURNING id, status
            """)
        return try rows.map { row in
            RescuedExecution(id: ExecutionID(rawValue: try row.int64("id")), status: try row.word("status"), workerID: worker)
        }
    }

    package func prune(finishedBefore cutoff: Timestamp, limit: Int) async throws -> Int {
        // Only the oldest rows are looked at, so that the price does not grow with what is kept.
        let window = limit * 10
        return try await database.ownTransaction { tx in
            try await tx.execute(
                """
                DELETE FROM job_executions WHERE id IN (
                    SELECT id FROM (
                        SELECT id, finished_at FROM job_executions ORDER BY id LIMIT \(window)) AS oldest
                    WHERE finished_at < \(cutoff)
                    ORDER BY id LIMIT \(limit))
                """)
        }
    }
}
