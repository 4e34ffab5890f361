import JobUDatabase
package import JobUModel

extension SQLJobStore {
    package func queueLimits() async throws -> [QueueLimit] {
        try await fetch("SELECT \(QueueLimit.columns) FROM queues ORDER BY name").map(QueueLimit.init(row:))
    }

    package func setQueueLimit(_ limit: QueueLimit, now: Timestamp) async throws {
        try await write(notifying: [.executions]) { tx in
            let old = try await Self.queueLimit(tx, limit.name)
            try await tx.execute("DELETE FROM queues WHERE name = \(limit.name)")
            try await tx.execute(
                """
                INSERT INTO queues (name, max_concurrency, rate_limit, rate_period_seconds, paused_at, pause_reason, tokens, updated_at)
                VALUES (\(limit.name), \(limit.maxConcurrency), \(limit.rateLimit), \(limit.ratePeriodSeconds), \(limit.pausedAt),
                        \(limit.pauseReason), \(Double(limit.rateLimit ?? 0)), \(now))
                """)
            try await audit(tx, .updated("queue.set", limit.subject, from: old?.audited ?? [:], to: limit.audited))
        }
    }

    package func removeQueueLimit(_ name: String) async throws -> Bool {
        try await write(notifying: [.executions]) { tx in
            let old = try await Self.queueLimit(tx, name)
            guard try await tx.execute("DELETE FROM queues WHERE name = \(name)") == 1, let old else { return false }
            try await audit(tx, .deleted("queue.remove", old.subject, old.audited))
            return true
        }
    }

    private static func queueLimit(_ tx: Transaction, _ name: String) async throws -> QueueLimit? {
        try await tx.fetchOne("SELECT \(QueueLimit.columns) FROM queues WHERE name = \(name)").map(QueueLimit.init(row:))
    }
}
