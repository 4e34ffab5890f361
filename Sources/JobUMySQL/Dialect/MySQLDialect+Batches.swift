package import JobUDatabase
package import JobUModel
package import JobUStore

/// Many rows in one statement: they travel as one JSON text, which the server reads as a table, first, and finds each row by its key.
/// A text in it names its character set: otherwise it would have that of the database, and lose what does not fit.
/// Left to itself it would rather read a small table from end to end, and wait for rows of it that are not even meant.
extension MySQLDialect {
    private struct Move: Encodable {
        var id: Int64
        var next: Int64?
        var last: Int64?
    }

    package func move(_ tx: Transaction, _ moves: [CronJobMove]) async throws {
        guard !moves.isEmpty else { return }
        let rows = moves.map { Move(id: $0.id.rawValue, next: $0.nextRunAt?.microseconds, last: $0.lastRunAt?.microseconds) }
        try await tx.execute(
            """
            UPDATE JSON_TABLE(
                \(try JSONText.encode(rows)), '$[*]' COLUMNS (id BIGINT PATH '$.id', next BIGINT PATH '$.next', last BIGINT PATH '$.last')) v
                STRAIGHT_JOIN cron_jobs c FORCE INDEX (PRIMARY) ON c.id = v.id
            SET c.next_run_at = '1970-01-01' + INTERVAL v.next MICROSECOND,
                c.last_run_at = COALESCE('1970-01-01' + INTERVAL v.last MICROSECOND, c.last_run_at),
                c.refused_at = NULL, c.refusal = NULL
            """)
    }

    private struct Success: Encodable {
        var id: Int64
        var fence: Int64
        var worker: Int64
        var result: String?
    }

    package func finishSuccesses(_ tx: Transaction, _ requests: [FinishRequest], now: Timestamp) async throws -> [Int] {
        let rows = try JSONText.encode(
            requests.map { request in
                Success(
                    id: request.lease.executionID.rawValue, fence: request.lease.fence, worker: request.lease.workerID.rawValue,
                    result: request.transition.result)
            })
        let changed = try await tx.execute(
            """
            UPDATE JSON_TABLE(
                \(rows), '$[*]' COLUMNS (
                    id BIGINT PATH '$.id', fence BIGINT PATH '$.fence', worker BIGINT PATH '$.worker',
                    result LONGTEXT CHARACTER SET utf8mb4 PATH '$.result')) v
                STRAIGHT_JOIN job_executions e FORCE INDEX (PRIMARY) ON e.id = v.id AND e.fence = v.fence AND e.worker_id = v.worker
            SET e.progress = CASE WHEN e.progress IS NOT NULL THEN 1 END,
                e.status = 'SUCCESS', e.result = v.result, e.finished_at = \(now), e.error_message = NULL
            WHERE e.status = 'RUNNING'
            """)
        if changed == requests.count { return requests.map { _ in 1 } }
        return changed == 0 ? requests.map { _ in 0 } : try await ended(tx, requests, now: now)
    }

    /// Which of them were ended just now: the server says only how many.
    private func ended(_ tx: Transaction, _ requests: [FinishRequest], now: Timestamp) async throws -> [Int] {
        let rows = try await tx.fetchAll(
            """
            SELECT id, fence FROM job_executions
            WHERE id IN (\(SQLQuery.paddedList(requests.map(\.lease.executionID)))) AND status = 'SUCCESS' AND finished_at = \(now)
            """)
        let ended = Set(try rows.map { [try $0.int64("id"), try $0.int64("fence")] })
        return requests.map { ended.contains([$0.lease.executionID.rawValue, $0.lease.fence]) ? 1 : 0 }
    }
}
