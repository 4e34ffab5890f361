import JobUDatabase
package import JobUModel

extension SQLJobStore {
    package func register(_ worker: WorkerRegistration, now: Timestamp, leaseUntil: Timestamp) async throws -> WorkerID {
        try await rememberHandlers(of: worker)
        let handlers = try JSONText.encode(worker.handlers)
        let queues = try worker.queues.map { try JSONText.encode($0) }
        return try await write { tx in
            let id = try await dialect.insertReturningID(
                tx,
                """
                INSERT INTO workers (host, pid, version, handlers, queues, capacity, started_at, heartbeat_at, lease_expires_at)
                VALUES (\(worker.host), \(worker.pid), \(worker.version), \(handlers), \(queues), \(worker.capacity),
                        \(now), \(now), \(leaseUntil))
                """)
            return WorkerID(rawValue: id)
        }
    }

    package func heartbeat(_ worker: WorkerID, now: Timestamp, leaseUntil: Timestamp) async throws -> HeartbeatResult {
        let changed = try await write(notifying: nil) { tx in
            try await tx.execute(
                """
                UPDATE workers SET heartbeat_at = \(now), lease_expires_at = \(leaseUntil)
                WHERE id = \(worker) AND lease_expires_at > \(now)
                """)
        }
        return changed == 1 ? .alive : .lost
    }

    package func cancelRequests(for worker: WorkerID) async throws -> [ExecutionID] {
        try await fetch(
            """
            SELECT id FROM job_executions
            WHERE status = 'RUNNING' AND worker_id = \(worker) AND cancel_requested_at IS NOT NULL
            """
        ).map { ExecutionID(rawValue: try $0.int64("id")) }
    }

    package func heldExecutions(by worker: WorkerID) async throws -> [ClaimedExecution] {
        let rows = try await fetch(
            "SELECT \(ClaimedExecution.columns) FROM job_executions WHERE status = 'RUNNING' AND worker_id = \(worker)")
        // One whose row was spoilt since it was claimed cannot begin; it is rescued when this worker's lease ends.
        return try rows.compactMap { row in
            do { return try ClaimedExecution(row: row) } catch is ColumnProblem { return nil }
        }
    }

    package func nextRunTime(after now: Timestamp) async throws -> Timestamp? {
        try await fetch(
            "SELECT e.run_at FROM job_executions e WHERE \(dialect.waitingPredicate("e")) AND e.run_at > \(now) ORDER BY e.run_at LIMIT 1"
        ).first?.timestamp("run_at")
    }

    package func deregister(_ worker: WorkerID) async throws {
        try await write { tx in
            // The rescuer finds an execution whose result could not be stored through this row.
            _ = try await tx.execute(
                """
                DELETE FROM workers WHERE id = \(worker)
                  AND NOT EXISTS (SELECT 1 FROM job_executions WHERE status = 'RUNNING' AND worker_id = \(worker))
                """)
        }
    }

    package func workers() async throws -> [WorkerRecord] {
        try await read { tx in
            try await tx.fetchAll(
                """
                SELECT id, host, pid, version, handlers, queues, capacity, started_at, heartbeat_at, lease_expires_at,
                       (SELECT COUNT(*) FROM job_executions e WHERE e.status = 'RUNNING' AND e.worker_id = w.id) AS running
                FROM workers w ORDER BY id
                """
            ).map(WorkerRecord.init(row:))
        }
    }
}

extension WorkerRecord {
    fileprivate init(row: ResultRow) throws {
        var reader = ColumnReader(row)
        self.init(
            id: WorkerID(rawValue: try row.int64("id")),
            registration: WorkerRegistration(
                host: try reader.text("host"), pid: Int32(truncatingIfNeeded: try reader.int64("pid", .number)),
                version: try reader.text("version"), handlers: try reader.tags("handlers"),
                queues: try row.textIfPresent("queues") == nil ? nil : try reader.tags("queues"),
                capacity: try reader.int("capacity", .count)),
            startedAt: try row.timestamp("started_at"), heartbeatAt: try row.timestamp("heartbeat_at"),
            leaseExpiresAt: try row.timestamp("lease_expires_at"), running: try row.int("running"))
        problems = reader.problems
    }
}
