import JobUDatabase
package import JobUModel

extension SQLJobStore {
    /// How often a retry is begun again whose key was taken, and free again when it was looked for.
    private static let keyTriesMax = 5

    package func retry(_ id: ExecutionID, now: Timestamp) async throws -> RetryResult {
        for _ in 1..<Self.keyTriesMax {
            do {
                return try await sendBack(id, now: now)
            } catch let error as SQLError where error.code == .uniqueViolation {
                // A younger one has its unique key.
                guard let key = try await execution(id)?.uniqueKey else { return .notFound }
                if let holder = try await holder(ofUniqueKey: key) { return .uniqueKeyTaken(TakenKey(key: key, holder: holder)) }
            }
        }
        return try await sendBack(id, now: now)
    }

    package func holder(ofUniqueKey key: String) async throws -> ExecutionID? {
        try await fetch("SELECT id FROM job_executions WHERE \(dialect.uniqueKeyPredicate(key))").first.map { row in
            ExecutionID(rawValue: try row.int64("id"))
        }
    }

    private func sendBack(_ id: ExecutionID, now: Timestamp) async throws -> RetryResult {
        try await write(notifying: [.executions]) { tx in
            guard let status = try await Self.status(tx, id) else { return .notFound }
            guard status.isRetryable else { return .notAllowed(status) }
            let old = try await Self.audited(tx, id)
            try await archiveLastAttempt(tx, of: id)
            try await tx.execute(
                """
                UPDATE job_executions SET status = 'PENDING', run_at = \(now), \(dialect.triggerColumn) = 'retry', retry_count = 0,
                    lost_count = 0, cancel_requested_at = NULL, cancel_reason = NULL, worker_id = NULL, started_at = NULL,
                    finished_at = NULL, progress = NULL, progress_message = NULL, error_message = NULL, result = NULL
                WHERE id = \(id)
                """)
            try await audit(tx, "job.retry", old, ["status": "PENDING"])
            return .changed
        }
    }

    /// An execution that was cancelled while it waited has archived its last attempt already.
    private func archiveLastAttempt(_ tx: Transaction, of id: ExecutionID) async throws {
        let archived = try await tx.fetchOne(
            """
            SELECT 1 AS found FROM job_attempts a JOIN job_executions e ON a.execution_id = e.id AND a.fence = e.fence WHERE e.id = \(id)
            """)
        guard archived == nil else { return }
        try await tx.execute(
            """
            INSERT INTO job_attempts (execution_id, fence, attempt, worker_id, started_at, finished_at, outcome, error_message)
            SELECT id, fence, attempt, worker_id, started_at, finished_at, status, error_message FROM job_executions
            WHERE id = \(id) AND fence > 0
            """)
    }
}
