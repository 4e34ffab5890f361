import JobUDatabase
package import JobUModel

extension SQLJobStore {
    package func rescue(now: Timestamp, deathsMax: Int, limit: Int) async throws -> [RescuedExecution] {
        // Looked up without a lock first: nearly always there is nothing to do.
        let expired = try await fetch(Self.expiredWorkers(now, ""))
        guard !expired.isEmpty else { return [] }
        do {
            return try await rescue("", now: now, deathsMax: deathsMax, limit: limit)
        } catch  where Self.isRefusal(error) {
            return try await rescueApart(now: now, deathsMax: deathsMax, limit: limit)
        }
    }

    /// One execution after the other, each in a transaction of its own: the one that the database refuses stops no other.
    private func rescueApart(now: Timestamp, deathsMax: Int, limit: Int) async throws -> [RescuedExecution] {
        let held = try await fetch(
            """
            SELECT e.id, e.worker_id FROM job_executions e JOIN workers w ON w.id = e.worker_id
            WHERE e.status = 'RUNNING' AND w.lease_expires_at <= \(now) ORDER BY e.id LIMIT \(limit)
            """)
        var rescued: [RescuedExecution] = []
        for row in held {
            let id = ExecutionID(rawValue: try row.int64("id"))
            do {
                rescued += try await rescue("AND id = \(id) ", now: now, deathsMax: deathsMax, limit: 1)
            } catch  where Self.isRefusal(error) {
                let worker = WorkerID(rawValue: try row.int64("worker_id"))
                rescued.append(RescuedExecution(id: id, status: .running, workerID: worker, refusal: Self.reason(of: error)))
            }
        }
        return rescued
    }

    private func rescue(_ isMeant: SQLQuery, now: Timestamp, deathsMax: Int, limit: Int) async throws -> [RescuedExecution] {
        try await write(notifying: [.executions]) { tx in
            var rescued: [RescuedExecution] = []
            for row in try await tx.fetchAll(Self.expiredWorkers(now, dialect.rowLockSuffix)) where rescued.count < limit {
                let dead = AlertDeadWorker(
                    id: WorkerID(rawValue: try row.int64("id")), host: try row.text("host"), pid: try row.int64("pid"))
                let worker = dead.id
                rescued += try await takeAway(tx, from: worker, isMeant, now: now, deathsMax: deathsMax, limit: limit - rescued.count)
                // One that has more, or whose executions another transaction holds, is looked at again.
                let removed = try await tx.execute(
                    """
                    DELETE FROM workers WHERE id = \(worker)
                      AND NOT EXISTS (SELECT 1 FROM job_executions WHERE status = 'RUNNING' AND worker_id = \(worker))
                    """)
                if removed == 1 { try await recordDeadWorkerAlert(tx, dead, now: now) }
            }
            return rescued
        }
    }

    private static func expiredWorkers(_ now: Timestamp, _ locking: SQLQuery) -> SQLQuery {
        "SELECT id, host, pid FROM workers WHERE lease_expires_at <= \(now) ORDER BY id \(locking)"
    }

    private func takeAway(
        _ tx: Transaction, from worker: WorkerID, _ isMeant: SQLQuery, now: Timestamp, deathsMax: Int, limit: Int
    ) async throws -> [RescuedExecution] {
        let held = try await tx.fetchAll(
            """
            SELECT id, fence, attempt, lost_count, cancel_requested_at FROM job_executions
            WHERE status = 'RUNNING' AND worker_id = \(worker) \(isMeant)ORDER BY id LIMIT \(limit) \(dialect.rowLockSuffix)
            """)
        guard !held.isEmpty else { return [] }
        let rescued = try held.map { row in
            var reader = ColumnReader(row)
            let isCancelled = try row.int64IfPresent("cancel_requested_at") != nil
            let isPoison = try reader.int("lost_count", .count) + 1 >= deathsMax
            return RescuedExecution(
                id: ExecutionID(rawValue: try row.int64("id")), status: isCancelled ? .cancelled : isPoison ? .failed : .retry,
                workerID: worker)
        }
        let message = "the lease of worker \(worker) expired during this attempt"
        try await archiveLost(tx, rescued.filter { $0.status == .retry }.map(\.id), message: message, now: now)
        for (status, some) in Dictionary(grouping: rescued, by: \.status) {
            let error = status == .failed ? "poison: its worker died \(deathsMax) times; last: " + message : message
            try await tx.execute(
                """
                UPDATE job_executions SET lost_count = CASE WHEN lost_count < \(Int32.max) THEN lost_count + 1 ELSE lost_count END, status = \(status), finished_at = \(status.isWaiting ? nil : now),
                    error_message = \(status == .cancelled ? "COALESCE(cancel_reason, 'cancelled')" : "\(error)" as SQLQuery),
                    run_at = \(now), progress = NULL, progress_message = NULL
                WHERE id IN (\(SQLQuery.paddedList(some.map(\.id))))
                """)
            guard status == .failed else { continue }
            let failures = try held.map { row in
                AlertFailure(
                    id: ExecutionID(rawValue: try row.int64("id")), fence: try row.int64("fence"), status: status,
                    attempt: try row.int("attempt"), error: error)
            }
            let poisoned = Set(some.map(\.id))
            try await recordFailureAlerts(tx, failures.filter { poisoned.contains($0.id) }, now: now)
        }
        return rescued
    }

    private func archiveLost(_ tx: Transaction, _ ids: [ExecutionID], message: String, now: Timestamp) async throws {
        guard !ids.isEmpty else { return }
        try await tx.execute(
            """
            INSERT INTO job_attempts (execution_id, fence, attempt, worker_id, started_at, finished_at, outcome, error_message)
            SELECT id, fence, attempt, worker_id, started_at, \(now), \(AttemptOutcome.lost.rawValue), \(message)
            FROM job_executions e WHERE id IN (\(SQLQuery.paddedList(ids)))
              AND NOT EXISTS (SELECT 1 FROM job_attempts a WHERE a.execution_id = e.id AND a.fence = e.fence)
            """)
    }
}
