import JobUDatabase
package import JobUModel

extension SQLJobStore {
    package func queueLimits() async throws -> [QueueLimit] {
        try await fetch("SELECT \(QueueLimit.columns) FROM queues ORDER BY name").map(QueueLimit.init(row:))
    }

    package func setQueueLimit(_ limit: QueueLimit, now: Timestamp) async throws {
        try await write(ringing: [.executions]) { tx in
            try await tx.execute("DELETE FROM queues WHERE name = \(limit.name)")
            try await tx.execute(
                """
                INSERT INTO queues (name, max_concurrency, rate_limit, rate_period_seconds, paused_at, pause_reason, tokens, updated_at)
                VALUES (\(limit.name), \(limit.maxConcurrency), \(limit.rateLimit), \(limit.ratePeriodSeconds), \(limit.pausedAt),
                        \(limit.pauseReason), \(Double(limit.rateLimit ?? 0)), \(now))
                """)
        }
    }

    package func removeQueueLimit(_ name: String) async throws -> Bool {
        try await write(ringing: [.executions]) { tx in try await tx.execute("DELETE FROM queues WHERE name = \(name)") == 1 }
    }
}
