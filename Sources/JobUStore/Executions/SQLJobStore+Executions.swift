import JobUDatabase
package import JobUModel

extension SQLJobStore {
    package func cancel(_ id: ExecutionID, reason: String, now: Timestamp) async throws -> CancelResult {
        try await write(notifying: [.cancellations, .executions]) { tx in
            let old = try await Self.audited(tx, id)
            let waiting = try await tx.execute(
                """
                UPDATE job_executions SET status = 'CANCELLED', finished_at = \(now), error_message = \(reason)
                WHERE id = \(id) AND status IN ('PENDING', 'RETRY')
                """)
            if waiting == 1 {
                try await audit(tx, "job.cancel", old, ["status": "CANCELLED", "reason": .string(reason)])
                return .cancelled
            }
            let running = try await tx.execute(
                """
                UPDATE job_executions SET cancel_requested_at = COALESCE(cancel_requested_at, \(now)), cancel_reason = \(reason)
                WHERE id = \(id) AND status = 'RUNNING'
                """)
            if running == 1 {
                try await audit(tx, "job.cancel", old, ["cancel_requested": true, "reason": .string(reason)])
                return .requested
            }
            return try await Self.status(tx, id).map { .notCancellable($0) } ?? .notFound
        }
    }

    package func deleteExecution(_ id: ExecutionID) async throws -> DeleteResult {
        try await write { tx in
            guard let status = try await Self.status(tx, id) else { return .notFound }
            guard status != .running else { return .running }
            let old = try await Self.audited(tx, id)
            try await tx.execute("DELETE FROM job_executions WHERE id = \(id)")
            try await audit(tx, "job.delete", old, nil)
            return .deleted
        }
    }

    static func status(_ tx: Transaction, _ id: ExecutionID) async throws -> ExecutionStatus? {
        try await tx.fetchOne("SELECT status FROM job_executions WHERE id = \(id)")?.word("status")
    }
}
