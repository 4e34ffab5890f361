package import JobUModel
import JobUDatabase

extension SQLJobStore {
    package func register(_ worker: WorkerRegistration, now: Timestamp, leaseUntil: Timestamp) async throws -> WorkerID {
        let handlers = try JSONText.encode(worker.handlers)
        let queues = try worker.queues.map { try JSONText.encode($0) }
        return try await write { tx in
            let row = try await tx.fetchOne(
                """
                INSERT INTO workers (host, pid, version, handlers, queues, capacity, started_at, heartbeat_at, lease_expires_at)
                VALUES (\(worker.host), \(worker.pid), \(worker.version), \(handlers), \(queues), \(worker.capacity),
                        \(now), \(now), \(leaseUntil))
                RETURNING id
                """)
            guard let row else { throw DatabaseError(.other, "registering a worker returned no id") }
            return WorkerID(rawValue: try row.int64("id"))
        }
    }

    package func heartbeat(_ worker: WorkerID, now: Timestamp, leaseUntil: Timestamp) async throws -> HeartbeatResult {
        let changed = try await database.ownTransaction { tx in
            try await tx.execute(
                """
                UPDATE workers SET heartbeat_at = \(now), lease_expires_at = \(leaseUntil)
                WHERE id = \(worker) AND lease_expires_at > \(now)
                """)
        }
        return changed == 1 ? .alive : .lost
    }

    package func cancelRequests(for worker: WorkerID) async throws -> [ExecutionID] {
        try await read { tx in
            try await tx.fetchAll(
                """
                SELECT id FROM job_executions
                WHERE status = 'RUNNING' AND worker_id = \(worker) AND cancel_requested_at IS NOT NULL
                """
            ).map { ExecutionID(rawValue: try $0.int64("id")) }
        }
    }

    package func claim(_ request: ClaimRequest) async throws -> [ClaimedExecution] {
        let claimed = try await database.ownTransaction { tx in
            guard
                try await tx.fetchOne(
                    "SELECT id FROM workers WHERE id = \(request.worker) AND lease_expires_at > \(request.now)") != nil
            else { throw JobStoreError.workerLost(request.worker) }
            let queues: [String] =
                if let queues = request.queues { queues } else { try await dialect.waitingQueues(tx) }
            return try await claim(tx, request, from: queues)
        }
        if !claimed.isEmpty { wakeUps.ring([.pages]) }
        return claimed
    }

    /// First an equal share from each queue, so that a full one cannot starve the others; then what is left over.
    private func claim(_ tx: Transaction, _ request: ClaimRequest, from queues: [String]) async throws -> [ClaimedExecution] {
        guard !queues.isEmpty else { return [] }
        var claimed: [ClaimedExecution] = []
        var unexhausted: [String] = []
        let share = max(1, request.limit / queues.count)
        for queue in queues where claimed.count < request.limit {
            let some = try await dialect.claim(tx, request, queue: queue, limit: min(share, request.limit - claimed.count))
            claimed += some
            if some.count == share { unexhausted.append(queue) }
        }
        for queue in unexhausted where claimed.count < request.limit {
            claimed += try await dialect.claim(tx, request, queue: queue, limit: request.limit - claimed.count)
        }
        return claimed
    }

    package func heldExecutions(by worker: WorkerID) async throws -> [ClaimedExecution] {
        try await read { tx in
            try await tx.fetchAll(
                "SELECT \(ClaimedExecution.columns) FROM job_executions WHERE status = 'RUNNING' AND worker_id = \(worker)"
            ).map(ClaimedExecution.init(row:))
        }
    }

    package func nextRunTime(after now: Timestamp) async throws -> Timestamp? {
        try await read { tx in
            try await tx.fetchOne(
                "SELECT MIN(run_at) AS due FROM job_executions WHERE status IN ('PENDING', 'RETRY') AND run_at > \(now)")?
                .timestampIfPresent("due")
        }
    }

    package func deregister(_ worker: WorkerID) async throws {
        try await write { tx in
            // A run whose result could not be stored is found by the rescuer through this row.
            _ = try await tx.execute(
                """
                DELETE FROM workers WHERE id = \(worker)
                  AND NOT EXISTS (SELECT 1 FROM job_executions WHERE status = 'RUNNING' AND worker_id = \(worker))
                """)
        }
    }
}
