package import JobUDatabase
package import JobUModel
package import JobUStore

extension SQLiteDialect {
    package func finishSuccesses(_ tx: Transaction, _ requests: [FinishRequest], now: Timestamp) async throws -> [Int] {
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
}
