package import JobUModel

extension ExecutionStore where Self: QueueStore & OverviewStore {
    /// Gathers what there is to know about an instant of a cron.
    package func facts(of cron: CronJob, at instant: Timestamp, now: Timestamp) async throws -> InstantFacts {
        let executions = try await executions(of: cron.id, from: instant, to: Timestamp(microseconds: instant.microseconds + 1), limit: 1)
        return try await facts(of: cron, at: [instant], executions: executions, now: now)[0]
    }

    /// The same for many instants, in their order: what their executions wait for is read once for each queue.
    /// - Parameter executions: those of the instants, and maybe others.
    package func facts(of cron: CronJob, at instants: [Timestamp], executions: [Execution], now: Timestamp) async throws -> [InstantFacts] {
        let byInstant = Dictionary(executions.map { ($0.scheduledTime, $0) }) { first, _ in first }
        var facts = instants.map { instant in
            var one = InstantFacts(cron: cron, instant: instant, now: now)
            one.execution = byInstant[instant]
            return one
        }
        let waiting = facts.indices.filter { facts[$0].execution?.status.isWaiting ?? false }
        guard !waiting.isEmpty else { return facts }
        let workers = try await liveWorkers(now: now)
        let limits = try await queueLimits()
        let runningOfCron = try await running { $0.cronJobID = cron.id }
        var runningInQueues: [String: Int] = [:]
        for index in waiting {
            guard let queue = facts[index].execution?.options.queue else { continue }
            if runningInQueues[queue] == nil { runningInQueues[queue] = try await running { $0.queue = queue } }
            facts[index].workers = workers
            facts[index].queueLimit = limits.first { $0.name == queue }
            facts[index].runningInQueue = runningInQueues[queue] ?? 0
            facts[index].runningOfCron = runningOfCron
        }
        return facts
    }

    private func running(_ narrow: (inout ExecutionFilter) -> Void) async throws -> Int {
        var filter = ExecutionFilter()
        filter.statuses = [.running]
        narrow(&filter)
        return try await executions(filter, page: Page(size: 1)).total
    }
}
