package import JobUDatabase
package import JobUModel
package import JobUStore

extension SQLiteJobSQL {
    package func finish(_ tx: Transaction, _ requests: [FinishRequest], now: Timestamp) async throws -> [Int] {
        // Most runs succeed, and a success changes less: fewer columns mean fewer indexes to look at.
        let isSuccess = requests.map { $0.transition.status == .success }
        var successes = try await finishSuccesses(tx, zip(requests, isSuccess).filter(\.1).map(\.0), now: now).makeIterator()
        var others = try await finishOthers(tx, zip(requests, isSuccess).filter { !$0.1 }.map(\.0), now: now).makeIterator()
        return isSuccess.map { ($0 ? successes.next() : others.next()) ?? 0 }
    }

    private func finishSuccesses(_ tx: Transaction, _ requests: [FinishRequest], now: Timestamp) async throws -> [Int] {
        try await tx.executeBatch(
            """
            UPDATE job_executions SET
                status = 'SUCCESS', result = ?1, finished_at = ?2, error_message = NULL,
                progress = CASE WHEN progress IS NOT NULL THEN 1 END
            WHERE id = ?3 AND fence = ?4 AND worker_id = ?5 AND status = 'RUNNING'
            """,
            requests.map { request in
                let lease = request.lease
                return [
                    request.transition.result.sqlValue, now.sqlValue, lease.executionID.sqlValue, lease.fence.sqlValue,
                    lease.workerID.sqlValue,
                ]
            })
    }

    private func finishOthers(_ tx: Transaction, _ requests: [FinishRequest], now: Timestamp) async throws -> [Int] {
        // A run that somebody wants cancelled does not go back to waiting: it ends as CANCELLED.
        try await tx.executeBatch(
            """
            UPDATE job_executions SET
                status = CASE WHEN ?1 IN ('RETRY', 'PENDING') AND cancel_requested_at IS NOT NULL THEN 'CANCELLED' ELSE ?1 END,
                run_at = COALESCE(?2, run_at), attempt = ?3, retry_count = ?4,
                error_message = CASE WHEN ?1 IN ('RETRY', 'PENDING', 'CANCELLED') AND cancel_requested_at IS NOT NULL
                                     THEN COALESCE(cancel_reason, ?5) ELSE ?5 END,
                result = ?6,
                finished_at = CASE WHEN ?1 NOT IN ('RETRY', 'PENDING') OR cancel_requested_at IS NOT NULL THEN ?7 END
            WHERE id = ?8 AND fence = ?9 AND worker_id = ?10 AND status = 'RUNNING'
            """,
            requests.map { request in
                let next = request.transition
                let lease = request.lease
                return [
                    next.status.sqlValue, next.runAt.sqlValue, next.attempt.sqlValue, next.retryCount.sqlValue,
                    next.errorMessage.sqlValue, next.result.sqlValue, now.sqlValue,
                    lease.executionID.sqlValue, lease.fence.sqlValue, lease.workerID.sqlValue,
                ]
            })
    }
}
