package import JobUDatabase
package import JobUModel

extension SQLJobStore {
    package func enqueue(_ execution: NewExecution, now: Timestamp) async throws -> EnqueueResult {
        do {
            return EnqueueMetrics.note(try await write(notifying: [.executions]) { tx in try await insert(execution, tx, now) })
        } catch let error as SQLError where error.code == .uniqueViolation && execution.idempotencyKey != nil {
            // The same request came twice at the same time, and the other was first.
            guard let key = execution.idempotencyKey, let known = try await read({ try await Self.known(key, $0) }) else { throw error }
            return EnqueueMetrics.note(known)
        }
    }

    /// The same in a transaction that is open on the store's own database: the execution is there when that one is committed. Nobody is
    /// woken for it; workers find it when they look, `wake` makes them look at once.
    package func enqueue(_ execution: NewExecution, in tx: Transaction, now: Timestamp) async throws -> EnqueueResult {
        EnqueueMetrics.note(try await insert(execution, tx, now))
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
        try await note(tx, .created(execution.cronJobID == nil ? "job.enqueue" : "cron.run", execution.subject(id), execution.audited))
        return .created(id)
    }

    /// Stores many executions in one transaction. Returns how many are new.
    package func enqueue(_ executions: [NewExecution], now: Timestamp) async throws -> Int {
        let created = try await write(notifying: [.executions]) { try await insert(executions, $0, now) }
        EnqueueMetrics.note(created: created, of: executions.count)
        return created
    }

    /// The same in a transaction that is open on the store's own database.
    package func enqueue(_ executions: [NewExecution], in tx: Transaction, now: Timestamp) async throws -> Int {
        let created = try await insert(executions, tx, now)
        EnqueueMetrics.note(created: created, of: executions.count)
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

    package func cancel(_ id: ExecutionID, reason: String, now: Timestamp) async throws -> CancelResult {
        try await write(notifying: [.cancellations, .executions]) { tx in
            let old = try await Self.audited(tx, id)
            let waiting = try await tx.execute(
                """
                UPDATE job_executions SET status = 'CANCELLED', finished_at = \(now), error_message = \(reason)
                WHERE id = \(id) AND status IN ('PENDING', 'RETRY')
                """)
            if waiting == 1 {
                try await note(tx, "job.cancel", old, ["status": "CANCELLED", "reason": .string(reason)])
                return .cancelled
            }
            let running = try await tx.execute(
                """
                UPDATE job_executions SET cancel_requested_at = COALESCE(cancel_requested_at, \(now)), cancel_reason = \(reason)
                WHERE id = \(id) AND status = 'RUNNING'
                """)
            if running == 1 {
                try await note(tx, "job.cancel", old, ["cancel_requested": true, "reason": .string(reason)])
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
            try await note(tx, "job.delete", old, nil)
            return .deleted
        }
    }

    static func status(_ tx: Transaction, _ id: ExecutionID) async throws -> ExecutionStatus? {
        try await tx.fetchOne("SELECT status FROM job_executions WHERE id = \(id)")?.word("status")
    }
}
