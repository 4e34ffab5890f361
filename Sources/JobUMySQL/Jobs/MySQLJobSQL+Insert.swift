package import JobUDatabase
package import JobUModel
import JobUStore

/// The engine's own way to leave out rows that exist (`INSERT IGNORE`) would leave out others as well: those whose cron is gone, or
/// whose text is too long. So all are inserted at once, and one by one only where that is refused.
extension MySQLDialect {
    package func insert(_ tx: Transaction, _ executions: [NewExecution], now: Timestamp) async throws -> [Int] {
        guard !executions.isEmpty else { return [] }
        let rows = try executions.map { try $0.insertValues(now: now) }
        do {
            return try await tx.savepoint { try await $0.executeBatch(Self.insert, rows) }
        } catch let error as SQLError where error.code == .uniqueViolation {
            var written: [Int] = []
            for row in rows { written.append(try await insertIfNew(tx, row) ? 1 : 0) }
            return written
        }
    }

    package func insertOne(_ tx: Transaction, _ execution: NewExecution, now: Timestamp) async throws -> ExecutionID? {
        guard try await insertIfNew(tx, execution.insertValues(now: now)) else { return nil }
        return try await tx.fetchOne("SELECT LAST_INSERT_ID() AS id").map { ExecutionID(rawValue: try $0.int64("id")) }
    }

    private func insertIfNew(_ tx: Transaction, _ row: [SQLValue]) async throws -> Bool {
        do {
            return try await tx.executeBatch(Self.insert, [row]) == [1]
        } catch let error as SQLError where error.code == .uniqueViolation {
            return false  // The statement alone is undone.
        }
    }

    private static let insert: StaticString = """
        INSERT INTO job_executions (
            job_id, handler_name, handler_params, scheduled_time, run_at, status, queue, priority, `trigger`, max_retry,
            retry_backoff, timeout_seconds, max_concurrency, unique_key, error_message, finished_at, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
}
