package import JobUDatabase
package import JobUModel

extension SQLJobStore {
    package func enqueue(_ execution: NewExecution, now: Timestamp) async throws -> EnqueueResult {
        do {
            return EnqueueMetrics.record(try await write(notifying: [.executions]) { tx in try await insert(execution, tx, now) })
        } catch let error as SQLError where error.code == .uniqueViolation && execution.idempotencyKey != nil {
            // The same request came twice at the same time, and the other was first.
            guard let key = execution.idempotencyKey, let known = try await read({ try await Self.known(key, $0) }) else { throw error }
            return EnqueueMetrics.record(known)
        }
    }

    /// Enqueues in a transaction that is open on the store's own database: the execution exists once that is committed. No worker is
    /// notified; workers find it at their next look, or at once after `wake`.
    package func enqueue(_ execution: NewExecution, in tx: Transaction, now: Timestamp) async throws -> EnqueueResult {
        EnqueueMetrics.record(try await insert(execution, tx, now))
    }

    private func insert(_ execution: NewExecution, _ tx: Transaction, _ now: Timestamp) async throws -> EnqueueResult {
        if let key = execution.idempotencyKey, let known = try await Self.known(key, tx) { return known }
        guard let id = try await dialect.insertOne(tx, execution, now: now) else { return try await existing(execution, tx) }
        try await updateLastRun(tx, of: execution)
        if let key = execution.idempotencyKey {
            try await tx.execute(
                """
                INSERT INTO idempotency_keys (idempotency_key, fingerprint, execution_id, created_at)
                VALUES (\(key.key), \(key.fingerprint), \(id), \(now))
                """)
        }
        try await audit(tx, .created(execution.cronJobID == nil ? "job.enqueue" : "cron.run", execution.subject(id), execution.audited))
        return .created(id)
    }

    /// Enqueues many executions in one transaction. Returns how many are new.
    package func enqueue(_ executions: [NewExecution], now: Timestamp) async throws -> Int {
        let created = try await write(notifying: [.executions]) { try await insert(executions, $0, now) }
        EnqueueMetrics.record(created: created, of: executions.count)
        return created
    }

    /// Enqueues many executions in a transaction that is open on the store's own database.
    package func enqueue(_ executions: [NewExecution], in tx: Transaction, now: Timestamp) async throws -> Int {
        let created = try await insert(executions, tx, now)
        EnqueueMetrics.record(created: created, of: executions.count)
        return created
    }

    private func insert(_ executions: [NewExecution], _ tx: Transaction, _ now: Timestamp) async throws -> Int {
        executions.isEmpty ? 0 : try await dialect.insert(tx, executions, now: now).reduce(0, +)
    }

    /// Makes workers look.
    package func wake() {
        signals.notify([.executions, .pages])
    }

    private static func known(_ key: IdempotencyKey, _ tx: Transaction) async throws -> EnqueueResult? {
        let row = try await tx.fetchOne("SELECT fingerprint, execution_id FROM idempotency_keys WHERE idempotency_key = \(key.key)")
        guard let row else { return nil }
        guard try row.text("fingerprint") == key.fingerprint else { throw JobStoreError.idempotencyKeyReused }
        return .alreadyExists(ExecutionID(rawValue: try row.int64("execution_id")))
    }

    private func existing(_ execution: NewExecution, _ tx: Transaction) async throws -> EnqueueResult {
        let existing = try await tx.fetchOne(
            """
            SELECT id FROM job_executions
            WHERE (job_id = \(execution.cronJobID) AND scheduled_time = \(execution.scheduledTime))
               OR (\(dialect.uniqueKeyPredicate(execution.uniqueKey)))
            """)
        guard let existing else { throw SQLError(.other, "an execution could not be stored and does not exist") }
        return .alreadyExists(ExecutionID(rawValue: try existing.int64("id")))
    }

    private func updateLastRun(_ tx: Transaction, of execution: NewExecution) async throws {
        guard let cron = execution.cronJobID else { return }
        try await tx.execute(
            """
            UPDATE cron_jobs SET last_run_at = \(execution.scheduledTime)
            WHERE id = \(cron) AND (last_run_at IS NULL OR last_run_at < \(execution.scheduledTime))
            """)
    }
}
