import JobUDatabase
import JobUModel
import JobUStore

/// Finds events that webhooks ask for, and stores their messages.
struct AlertWatcher: Sendable {
    let store: any AlertStore
    let transactions: (any TransactionOperations)?
    let configuration: AlertConfiguration
    let time: TimeSource

    /// What one watcher remembers between two looks, so that nothing is read twice.
    struct Memory: Sendable {
        /// Executions due up to here have been looked at.
        var lateUntil: Timestamp?
        /// When the look at late executions last began from the earliest: one that goes back to waiting is behind the others.
        var lateSince: Timestamp?
        var inDoubtAt: Timestamp?
        var prunedAt: Timestamp?
    }

    /// One look at everything; a bounded amount of work, however much there is.
    func look(_ memory: inout Memory) async throws {
        let now = time.wall.now()
        if !configuration.webhooks.isEmpty {
            try await route(now)
            if isWanted(.late) { try await lookForLate(&memory, now) }
            if isWanted(.inDoubt) { try await lookForInDoubt(&memory, now) }
        }
        try await prune(&memory, now)
    }

    private func isWanted(_ event: AlertEvent) -> Bool {
        configuration.webhooks.contains { $0.events.contains(event) }
    }

    private func route(_ now: Timestamp) async throws {
        let webhooks = configuration.webhooks
        _ = try await store.routeAlerts(limit: configuration.batchSize, now: now) { try AlertMessage.deliveries($0, to: webhooks) }
    }

    private func lookForLate(_ memory: inout Memory, _ now: Timestamp) async throws {
        let until = now - configuration.lateAfter
        let limit = configuration.batchSize
        let executions = try await store.lateExecutions(after: memory.lateUntil, until: until, limit: limit)
        let crons = try await store.overdueCronJobs(until: until, limit: limit)
        try await addDeliveries(executions.map { .late($0, now: now) } + crons.compactMap { .overdue($0, now: now) }, now)
        memory.lateUntil = next(executions, until: until, limit: limit)
        let isAtEnd = executions.count < limit
        if isAtEnd, now - (memory.lateSince ?? now) >= configuration.lateAgain { memory.lateUntil = nil }
        if memory.lateUntil == nil || memory.lateSince == nil { memory.lateSince = now }
    }

    /// Returns where to go on. Of executions that are due at one instant some may be left: that instant is looked at again, unless it
    /// fills a look alone.
    private func next(_ executions: [LateExecution], until: Timestamp, limit: Int) -> Timestamp {
        guard executions.count == limit, let last = executions.last?.execution.runAt else { return until }
        return executions.first?.execution.runAt == last ? last : last - .microseconds(1)
    }

    private func lookForInDoubt(_ memory: inout Memory, _ now: Timestamp) async throws {
        if let last = memory.inDoubtAt, now - last < configuration.inDoubtInterval { return }
        memory.inDoubtAt = now
        guard let transactions else { return }
        let unfinished = await transactions.inDoubt().inDoubt.prefix(configuration.batchSize)
        let doubtful = unfinished.filter { $0.state == .hazard || now - $0.startedAt > configuration.lateAfter }
        try await addDeliveries(doubtful.map { .inDoubt($0, now: now) }, now)
    }

    private func addDeliveries(_ alerts: [Alert], _ now: Timestamp) async throws {
        _ = try await store.addAlertDeliveries(AlertMessage.deliveries(alerts, to: configuration.webhooks), now: now)
    }

    private func prune(_ memory: inout Memory, _ now: Timestamp) async throws {
        if let last = memory.prunedAt, now - last < configuration.pruneInterval { return }
        let deleted = try await store.pruneAlerts(
            before: now - configuration.retention, eventsBefore: now - configuration.eventRetention, limit: configuration.pruneBatchSize)
        // A full batch: there may be more, for the next look.
        memory.prunedAt = deleted < configuration.pruneBatchSize ? now : nil
    }
}
