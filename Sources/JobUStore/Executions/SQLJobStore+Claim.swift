import JobUDatabase
package import JobUModel

extension SQLJobStore {
    /// Queues that are looked at in one statement.
    private static let queuesOfLook = 16

    package func claim(_ request: ClaimRequest) async throws -> [ClaimedExecution] {
        let claimed = try await write(notifying: nil) { tx in
            // The worker's row must outlive this: by it the rescuer finds what is taken here.
            guard
                try await tx.fetchOne(
                    """
                    SELECT id FROM workers WHERE id = \(request.worker) AND lease_expires_at > \(request.now) \(dialect.shareLockSuffix)
                    """) != nil
            else { throw JobStoreError.workerLost(request.worker) }
            let queues = try await dialect.waitingQueues(tx).filter { queue in
                !queue.isPaused && queue.head <= request.latestOrder && request.queues?.contains(queue.name) ?? true
            }
            return try await claim(tx, request, from: queues.sorted { $0.head < $1.head })
        }
        if !claimed.isEmpty { signals.notify([.pages]) }
        return claimed
    }

    /// - Parameter queues: in the order of their heads.
    private func claim(_ tx: Transaction, _ request: ClaimRequest, from queues: [WaitingQueue]) async throws -> [ClaimedExecution] {
        guard let first = queues.first else { return [] }
        guard queues.count > 1 else { return try await claimAll(tx, request, from: first) }
        // A single place nearly always goes to the first head, and no other queue has to be looked at for that.
        if request.limit == 1 {
            let claimed = try await claimAll(tx, request, from: first, upTo: queues[1].head)
            if !claimed.isEmpty { return claimed }
        }
        return try await claimInOrder(tx, request, from: queues)
    }

    /// All free capacity from one queue.
    private func claimAll(
        _ tx: Transaction, _ request: ClaimRequest, from queue: WaitingQueue, upTo bound: Timestamp? = nil
    ) async throws -> [ClaimedExecution] {
        var claimed: [ClaimedExecution] = []
        while claimed.count < request.limit {
            let part = try await claim(tx, request, from: queue, limit: request.limit - claimed.count, upTo: bound)
            claimed += part.executions
            if !part.goesOn { break }
        }
        return claimed
    }

    /// In passes: a look at all queues says how many each of them gives, and each gives those.
    private func claimInOrder(_ tx: Transaction, _ request: ClaimRequest, from queues: [WaitingQueue]) async throws -> [ClaimedExecution] {
        var claimed: [ClaimedExecution] = []
        var open = try await withFreeCapacity(tx, queues, request)
        var isHeld = false
        // Deep enough for an even mixture; where one queue gives most, the second pass sees it whole.
        var depth = max(4, 2 * (request.limit / max(1, open.count) + 1))
        while claimed.count < request.limit {
            let limit = request.limit - claimed.count
            let plan = try await plan(tx, request, open, limit: limit, depth: depth)
            depth = request.limit
            var goesOn = !plan.isWhole
            for share in plan.shares {
                guard let index = open.firstIndex(where: { $0.queue.name == share.queue }) else { continue }
                let part = try await claim(tx, request, from: open[index].queue, limit: share.count, upTo: plan.bound)
                claimed += part.executions
                open[index].freeCapacity -= part.executions.count
                goesOn = goesOn || part.goesOn
                guard part.executions.count < share.count, !part.goesOn else { continue }
                // Others hold what was seen here.
                open.remove(at: index)
                (isHeld, goesOn) = (true, true)
            }
            guard !plan.shares.isEmpty, goesOn else { break }
        }
        // Where others hold the heads, what is behind them is better than nothing.
        return claimed.isEmpty && isHeld ? try await claimAnything(tx, request, from: queues) : claimed
    }

    private func claimAnything(_ tx: Transaction, _ request: ClaimRequest, from queues: [WaitingQueue]) async throws -> [ClaimedExecution] {
        for queue in queues {
            let claimed = try await claimAll(tx, request, from: queue)
            if !claimed.isEmpty { return claimed }
        }
        return []
    }

    private struct OpenQueue: Sendable {
        var queue: WaitingQueue
        /// How many more may begin, by its limits.
        var freeCapacity: Int
    }

    /// Counted without a lock: under one it is counted again before anything is claimed.
    private func withFreeCapacity(_ tx: Transaction, _ queues: [WaitingQueue], _ request: ClaimRequest) async throws -> [OpenQueue] {
        let counted = queues.filter { $0.limit?.maxConcurrency != nil }.map(\.name)
        var running: [String: Int] = [:]
        if !counted.isEmpty {
            let rows = try await tx.fetchAll(
                """
                SELECT queue, COUNT(*) AS running FROM job_executions
                WHERE status = 'RUNNING' AND queue IN (\(SQLQuery.paddedList(counted))) GROUP BY queue
                """)
            for row in rows { running[try row.text("queue")] = try row.int("running") }
        }
        return queues.map { queue in
            OpenQueue(queue: queue, freeCapacity: queue.limit?.freeCapacity(running: running[queue.name] ?? 0, now: request.now) ?? .max)
        }
    }

    /// - Parameter open: in the order of their heads; as many are looked at as can have one of the first.
    private func plan(
        _ tx: Transaction, _ request: ClaimRequest, _ open: [OpenQueue], limit: Int, depth: Int
    ) async throws -> ClaimOrder.Plan {
        let claim = QueueClaim(dialect: dialect, request: request)
        var (candidates, frontier): ([ClaimCandidate], Timestamp?) = ([], nil)
        var unread = open.filter { $0.freeCapacity > 0 }[...]
        while true {
            let some = unread.prefix(Self.queuesOfLook)
            unread = unread.dropFirst(Self.queuesOfLook)
            let looks = some.map { (name: $0.queue.name, limit: min($0.freeCapacity, limit, depth)) }
            let seen = Dictionary(grouping: try await claim.look(tx, looks), by: \.queue)
            candidates += seen.values.joined()
            // Of a queue that has more than was looked at, all that is known is where they may begin.
            let ends = zip(some, looks).compactMap { open, look in
                look.limit < open.freeCapacity && seen[look.name]?.count == look.limit ? seen[look.name]?.map(\.order).max() : nil
            }
            frontier = ([frontier] + ends).compactMap(\.self).min()
            let next = unread.first?.queue.head
            let plan = ClaimOrder.plan(candidates, upTo: [frontier, next].compactMap(\.self).min(), limit: limit)
            guard plan.count < limit, let next, frontier.map({ next < $0 }) ?? true else { return plan }
        }
    }

    private func claim(
        _ tx: Transaction, _ request: ClaimRequest, from queue: WaitingQueue, limit: Int, upTo bound: Timestamp?
    ) async throws -> QueueClaim.Part {
        guard queue.limit != nil else { return try await claim(tx, request, from: queue.name, limit: limit, upTo: bound) }
        // One claimer of such a queue at a time, so that two do not count the same free capacity.
        let row = try await tx.fetchOne(
            "SELECT \(QueueLimit.columns) FROM queues WHERE name = \(queue.name) \(dialect.rowLockSuffix)")
        guard var queueLimit = try row.map(QueueLimit.init(row:)) else { return QueueClaim.Part() }
        let running =
            queueLimit.maxConcurrency == nil
            ? 0
            : try await tx.fetchOne(
                "SELECT COUNT(*) AS running FROM job_executions WHERE status = 'RUNNING' AND queue = \(queue.name)")?.int("running") ?? 0
        let freeCapacity = min(limit, queueLimit.freeCapacity(running: running, now: request.now))
        guard freeCapacity > 0 else { return QueueClaim.Part() }
        let part = try await claim(tx, request, from: queue.name, limit: freeCapacity, upTo: bound)
        guard queueLimit.rateLimit != nil, !part.executions.isEmpty else { return part }
        queueLimit.begin(part.executions.count, now: request.now)
        try await tx.execute(
            "UPDATE queues SET tokens = \(queueLimit.tokens), tokens_at = \(queueLimit.tokensAt) WHERE name = \(queue.name)")
        return part
    }

    private func claim(
        _ tx: Transaction, _ request: ClaimRequest, from queue: String, limit: Int, upTo bound: Timestamp?
    ) async throws -> QueueClaim.Part {
        let part = try await QueueClaim(dialect: dialect, request: request).claim(tx, queue: queue, limit: limit, upTo: bound)
        try await fail(part.unusable, tx, now: request.now)
        return part
    }
}
