package import JobUDatabase
package import JobUModel

/// Claiming on engines that lock single rows: claimers take what others do not hold at this moment, and never wait for each other.
package struct LockingClaim: Sendable {
    private let dialect: any JobSQL

    package init(_ dialect: any JobSQL) {
        self.dialect = dialect
    }

    package func claim(
        _ tx: Transaction, _ request: ClaimRequest, queue: String, limit: Int
    ) async throws -> [ClaimedExecution] {
        let candidates = try await candidates(tx, request, queue: queue, limit: limit)
        let admitted = try await admitted(tx, candidates)
        guard !admitted.isEmpty else { return [] }
        let changed = try await tx.execute(
            """
            UPDATE job_executions SET status = 'RUNNING', worker_id = \(request.worker), fence = fence + 1,
                attempt = attempt + 1, started_at = \(request.now), error_message = NULL
            WHERE id IN (\(SQL.paddedList(admitted.map(\.execution.lease.executionID))))
            """)
        guard changed == admitted.count else { throw DatabaseError(.other, "rows that were locked were changed by somebody else") }
        return admitted.map(\.execution)
    }

    private struct Candidate: Sendable {
        var execution: ClaimedExecution
        var maxConcurrency: Int?
    }

    /// The first due rows of a queue, locked. Of a cron under a concurrency limit that is not reached only the first run is one.
    private func candidates(_ tx: Transaction, _ request: ClaimRequest, queue: String, limit: Int) async throws -> [Candidate] {
        // The bound on claim_order keeps the scan from runs that are far in the future; the lowest priority moves a due run at
        // most ten minutes back.
        let latestOrder = request.now + .seconds(600)
        return try await tx.fetchAll(
            """
            SELECT \(ClaimedExecution.columns), max_concurrency FROM \(dialect.claimSource)
            WHERE \(dialect.isWaiting("e")) AND e.queue = \(queue)
              AND e.claim_order <= \(latestOrder) AND e.run_at <= \(request.now)
              AND e.handler_name IN (\(SQL.list(request.handlers)))
              AND (e.max_concurrency IS NULL OR CASE
                  WHEN EXISTS (
                      SELECT 1 FROM job_executions f
                      WHERE f.job_id = e.job_id AND f.finished_at IS NULL AND f.status IN ('PENDING', 'RETRY')
                        AND f.claim_order <= e.claim_order AND f.run_at <= \(request.now)
                        AND (f.claim_order < e.claim_order OR f.id < e.id)) THEN 0
                  ELSE e.max_concurrency - (
                      SELECT COUNT(*) FROM job_executions r
                      WHERE r.job_id = e.job_id AND r.finished_at IS NULL AND r.status = 'RUNNING') END > 0)
            ORDER BY e.claim_order LIMIT \(limit) \(dialect.lockingFreeRows)
            """
        ).map { row in
            Candidate(
                execution: try ClaimedExecution(waiting: row, claimedBy: request.worker, at: request.now),
                maxConcurrency: try row.int64IfPresent("max_concurrency").map(Int.init))
        }
    }

    /// Those that no concurrency limit forbids. A limit is counted again under a lock of its cron, as others may have counted at the
    /// same time; where somebody else has that lock the run waits for the next claim.
    private func admitted(_ tx: Transaction, _ candidates: [Candidate]) async throws -> [Candidate] {
        let crons = Set(candidates.filter { $0.maxConcurrency != nil }.compactMap(\.execution.jobID))
        guard !crons.isEmpty else { return candidates }
        let list = SQL.paddedList(crons.sorted { $0.rawValue < $1.rawValue })
        let locked = try await tx.fetchAll("SELECT id FROM cron_jobs WHERE id IN (\(list)) ORDER BY id \(dialect.lockingFreeCronJobs)")
        var room: [CronJobID: Int] = [:]
        for row in locked { room[CronJobID(rawValue: try row.int64("id"))] = 0 }
        let running = try await tx.fetchAll(
            """
            SELECT job_id, COUNT(*) AS running FROM job_executions
            WHERE finished_at IS NULL AND status = 'RUNNING' AND job_id IN (\(list)) GROUP BY job_id
            """)
        for row in running { room[CronJobID(rawValue: try row.int64("job_id"))]? -= try row.int("running") }
        return candidates.filter { candidate in
            guard let limit = candidate.maxConcurrency, let cron = candidate.execution.jobID else { return true }
            guard let taken = room[cron], limit + taken > 0 else { return false }
            room[cron] = taken - 1
            return true
        }
    }
}

extension SQL {
    /// A list for `IN (…)` of a padded length.
    package static func paddedList(_ values: [some SQLBindable]) -> SQL {
        values.isEmpty ? "NULL" : list(padded(values))
    }

    /// As many as a power of two, the last one repeated: so there are few texts to prepare.
    package static func padded<Value>(_ values: [Value]) -> [Value] {
        guard let last = values.last else { return [] }
        var length = 1
        while length < values.count { length *= 2 }
        return values + Array(repeating: last, count: length - values.count)
    }
}

extension ClaimedExecution {
    /// What a waiting row becomes when it is claimed.
    fileprivate init(waiting row: Row, claimedBy worker: WorkerID, at now: Timestamp) throws {
        self.init(
            lease: Lease(
                executionID: ExecutionID(rawValue: try row.int64("id")), workerID: worker, fence: try row.int64("fence") + 1),
            jobID: try row.int64IfPresent("job_id").map(CronJobID.init(rawValue:)),
            handlerName: try row.text("handler_name"), handlerParams: try row.text("handler_params"),
            scheduledTime: try row.timestamp("scheduled_time"), runAt: try row.timestamp("run_at"),
            attempt: try row.int("attempt") + 1, retryCount: try row.int("retry_count"), maxRetry: try row.int("max_retry"),
            retryBackoff: try row.retryBackoff(), timeoutSeconds: try row.int("timeout_seconds"), startedAt: now)
    }
}
