package import JobUDatabase
package import JobUModel

extension SQLJobStore {
    package func finish(_ requests: [FinishRequest], now: Timestamp) async throws -> [FinishResult] {
        guard !requests.isEmpty else { return [] }
        let changed = try await write(notifying: nil) { try await finish(requests, in: $0, now: now) }
        notifyFinished(waits: requests.contains { $0.transition.status.isWaiting })
        return changed.map { $0 == 1 ? .finished : .leaseLost }
    }

    package func finish(_ request: FinishRequest, in tx: Transaction, now: Timestamp) async throws -> FinishResult {
        try await finish([request], in: tx, now: now) == [1] ? .finished : .leaseLost
    }

    package var databaseName: String { database.name }

    package func notifyFinished(waits: Bool) {
        signals.notify(waits ? [.pages, .executions] : [.pages])
    }

    private func finish(_ requests: [FinishRequest], in tx: Transaction, now: Timestamp) async throws -> [Int] {
        // Most runs succeed, and a success changes less: fewer columns mean fewer indexes to look at.
        let isSuccess = requests.map { $0.transition.status == .success }
        let successes = zip(requests, isSuccess).filter(\.1).map(\.0)
        let others = zip(requests, isSuccess).filter { !$0.1 }.map(\.0)
        var ofSuccesses = (successes.isEmpty ? [] : try await dialect.finishSuccesses(tx, successes, now: now)).makeIterator()
        var ofOthers = try await finishOthers(tx, others, now: now).makeIterator()
        let changed = isSuccess.map { ($0 ? ofSuccesses.next() : ofOthers.next()) ?? 0 }
        let archived = zip(requests, changed).filter { $1 == 1 && $0.transition.status.isWaiting }.map(\.0)
        try await archive(tx, archived, now: now)
        try await recordFailureAlerts(tx, zip(requests, changed).filter { $1 == 1 }.map(\.0), now: now)
        return changed
    }

    /// An execution with a cancellation request does not wait again: it becomes CANCELLED.
    private func finishOthers(_ tx: Transaction, _ requests: [FinishRequest], now: Timestamp) async throws -> [Int] {
        try await tx.executeBatch(
            """
            UPDATE job_executions SET
                status = CASE WHEN ? = 1 AND cancel_requested_at IS NOT NULL THEN 'CANCELLED' ELSE ? END,
                run_at = COALESCE(?, run_at), attempt = ?, retry_count = ?,
                error_message = CASE WHEN ? = 1 AND cancel_requested_at IS NOT NULL THEN COALESCE(cancel_reason, ?) ELSE ? END,
                result = ?,
                finished_at = CASE WHEN ? = 0 OR cancel_requested_at IS NOT NULL THEN ? END
            WHERE id = ? AND fence = ? AND worker_id = ? AND status = 'RUNNING'
            """,
            requests.map { request in
                let next = request.transition
                let lease = request.lease
                let waits = next.status.isWaiting
                return [
                    (waits ? 1 : 0).sqlValue, next.status.sqlValue, next.runAt.sqlValue, next.attempt.sqlValue, next.retryCount.sqlValue,
                    (waits || next.status == .cancelled ? 1 : 0).sqlValue, next.errorMessage.sqlValue, next.errorMessage.sqlValue,
                    next.result.sqlValue, (waits ? 1 : 0).sqlValue, now.sqlValue,
                    lease.executionID.sqlValue, lease.fence.sqlValue, lease.workerID.sqlValue,
                ]
            })
    }

    /// An attempt that ends without ending the execution is kept beside it.
    private func archive(_ tx: Transaction, _ requests: [FinishRequest], now: Timestamp) async throws {
        _ = try await tx.executeBatch(
            """
            INSERT INTO job_attempts (execution_id, fence, attempt, worker_id, started_at, finished_at, outcome, error_message)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            requests.map { request in
                let lease = request.lease
                let transition = request.transition
                // An execution that is handed back has its attempt number lowered again; the archive keeps the one that was used.
                let attempt = transition.status == .pending ? transition.attempt + 1 : transition.attempt
                return [
                    lease.executionID.sqlValue, lease.fence.sqlValue, attempt.sqlValue, lease.workerID.sqlValue,
                    request.startedAt.sqlValue, now.sqlValue, transition.attemptOutcome.rawValue.sqlValue,
                    transition.errorMessage.sqlValue,
                ]
            })
    }

    package func recordProgress(_ lease: Lease, fraction: Double, message: String?) async throws -> FinishResult {
        let changed = try await write { tx in
            try await tx.execute(
                """
                UPDATE job_executions SET progress = \(fraction), progress_message = \(message)
                WHERE id = \(lease.executionID) AND fence = \(lease.fence) AND worker_id = \(lease.workerID) AND status = 'RUNNING'
                """)
        }
        return changed == 1 ? .finished : .leaseLost
    }

    package func appendLogs(_ lines: [ExecutionLogLine]) async throws {
        guard !lines.isEmpty else { return }
        let ids = Set(lines.map(\.executionID)).sorted { $0.rawValue < $1.rawValue }
        try await write { tx in
            var last: [ExecutionID: Int64] = [:]
            let rows = try await tx.fetchAll(
                """
                SELECT e.id, (SELECT COALESCE(MAX(l.sequence), 0) FROM job_logs l WHERE l.execution_id = e.id) AS last
                FROM job_executions e WHERE e.id IN (\(SQLQuery.paddedList(ids)))
                """)
            for row in rows { last[ExecutionID(rawValue: try row.int64("id"))] = try row.int64("last") }
            // The lines of a deleted execution are dropped. After the highest number, further lines are only in the worker's own log.
            let values = lines.compactMap { line -> [SQLValue]? in
                guard let number = last[line.executionID], number < .max else { return nil }
                let sequence = number + 1
                last[line.executionID] = sequence
                return [
                    line.executionID.sqlValue, sequence.sqlValue, line.attempt.sqlValue, line.time.sqlValue, line.level.sqlValue,
                    line.message.sqlValue,
                ]
            }
            _ = try await tx.executeBatch(
                "INSERT INTO job_logs (execution_id, sequence, attempt, time, level, message) VALUES (?, ?, ?, ?, ?, ?)", values)
        }
    }
}
