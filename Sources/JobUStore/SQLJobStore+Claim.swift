import JobUDatabase
package import JobUModel

extension SQLJobStore {
    package func claim(_ request: ClaimRequest) async throws -> [ClaimedExecution] {
        let claimed = try await write(ringing: nil) { tx in
            // The worker's row must outlive this: by it the rescuer finds what is taken here.
            guard
                try await tx.fetchOne(
                    """
                    SELECT id FROM workers WHERE id = \(request.worker) AND lease_expires_at > \(request.now) \(dialect.keepingRows)
                    """) != nil
            else { throw JobStoreError.workerLost(request.worker) }
            let queues = try await dialect.waitingQueues(tx)
            return try await claim(tx, request, from: queues.filter { request.queues?.contains($0.name) ?? true })
        }
        if !claimed.isEmpty { wakeUps.ring([.pages]) }
        return claimed
    }

    /// First an equal share from each queue, so that a full one cannot starve the others; then what is left over.
    private func claim(_ tx: Transaction, _ request: ClaimRequest, from queues: [WaitingQueue]) async throws -> [ClaimedExecution] {
        guard !queues.isEmpty else { return [] }
        var claimed: [ClaimedExecution] = []
        var unexhausted: [WaitingQueue] = []
        let share = max(1, request.limit / queues.count)
        for queue in queues where claimed.count < request.limit {
            let some = try await claim(tx, request, from: queue, limit: min(share, request.limit - claimed.count))
            claimed += some
            if some.count == share { unexhausted.append(queue) }
        }
        for queue in unexhausted where claimed.count < request.limit {
            claimed += try await claim(tx, request, from: queue, limit: request.limit - claimed.count)
        }
        return claimed
    }

    private func claim(_ tx: Transaction, _ request: ClaimRequest, from queue: WaitingQueue, limit: Int) async throws -> [ClaimedExecution]
    {
        guard queue.isLimited else { return try await dialect.claim(tx, request, queue: queue.name, limit: limit) }
        // One claimer of such a queue at a time, so that two do not count the same room.
        let row = try await tx.fetchOne(
            "SELECT \(QueueLimit.columns) FROM queues WHERE name = \(queue.name) \(dialect.lockingFreeRows)")
        guard var queueLimit = try row.map(QueueLimit.init(row:)) else { return [] }
        let running =
            queueLimit.maxConcurrency == nil
            ? 0
            : try await tx.fetchOne(
                "SELECT COUNT(*) AS running FROM job_executions WHERE status = 'RUNNING' AND queue = \(queue.name)")?.int("running") ?? 0
        let room = min(limit, queueLimit.room(running: running, now: request.now))
        guard room > 0 else { return [] }
        let claimed = try await dialect.claim(tx, request, queue: queue.name, limit: room)
        guard queueLimit.rateLimit != nil, !claimed.isEmpty else { return claimed }
        queueLimit.begin(claimed.count, now: request.now)
        try await tx.execute(
            "UPDATE queues SET tokens = \(queueLimit.tokens), tokens_at = \(queueLimit.tokensAt) WHERE name = \(queue.name)")
        return claimed
    }
}
