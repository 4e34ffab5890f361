package import JobUDatabase
package import JobUModel

extension SQLJobStore {
    package func finish(_ requests: [FinishRequest], now: Timestamp) async throws -> [FinishResult] {
        guard !requests.isEmpty else { return [] }
        let changed = try await database.ownTransaction { try await finish(requests, in: $0, now: now) }
        let waits = requests.contains { $0.transition.status.isWaiting }
        // A run that ended may make room under a concurrency limit.
        wakeUps.ring(waits ? [.pages, .executions] : [.pages])
        return changed.map { $0 == 1 ? .finished : .leaseLost }
    }

    package func finish(_ request: FinishRequest, in tx: Transaction, now: Timestamp) async throws -> FinishResult {
        try await finish([request], in: tx, now: now) == [1] ? .finished : .leaseLost
    }

    package var databaseName: String { database.name }

    package func noteFinished() {
        wakeUps.ring([.pages])
    }

    private func finish(_ requests: [FinishRequest], in tx: Transaction, now: Timestamp) async throws -> [Int] {
        let changed = try await dialect.finish(tx, requests, now: now)
        let archived = zip(requests, changed).filter { $1 == 1 && $0.transition.status.isWaiting }.map(\.0)
        try await archive(tx, archived, now: now)
        return changed
    }

    /// An attempt that ends without ending the run is kept beside it.
    private func archive(_ tx: Transaction, _ requests: [FinishRequest], now: Timestamp) async throws {
        _ = try await tx.executeBatch(
            """
            INSERT INTO job_attempts (execution_id, fence, attempt, worker_id, started_at, finished_at, outcome, error_message)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            requests.map { request in
                let lease = request.lease
                let transition = request.transition
                // A run that is handed back has its attempt number lowered again; the archive keeps the one that was used.
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

    package func appendLogs(_ lines: [JobLogLine]) async throws {
        guard !lines.isEmpty else { return }
        try await write { tx in
            _ = try await tx.executeBatch(
                """
                INSERT INTO job_logs (execution_id, attempt, sequence, time, level, message)
                SELECT ?, ?, COALESCE((SELECT MAX(sequence) FROM job_logs WHERE execution_id = ?), 0) + 1, ?, ?, ?
                WHERE EXISTS (SELECT 1 FROM job_executions WHERE id = ?)
                """,
                lines.map { line in
                    let id = line.executionID.sqlValue
                    return [id, line.attempt.sqlValue, id, line.time.sqlValue, line.level.sqlValue, line.message.sqlValue, id]
                })
        }
    }
}
