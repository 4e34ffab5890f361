package import JobUModel

/// What there is to know about one instant of one cron.
package struct InstantFacts: Sendable {
    package var cron: CronJob
    package var instant: Timestamp
    package var now: Timestamp
    /// The row for that instant, whatever became of it.
    package var execution: JobExecution?
    /// Workers whose lease holds.
    package var workers: [WorkerRecord] = []
    /// Of the queue the run waits in; nil where it has no limits.
    package var queueLimit: QueueLimit?
    /// Runs at work in that queue, and of this cron.
    package var runningInQueue = 0
    package var runningOfCron = 0

    package init(cron: CronJob, instant: Timestamp, now: Timestamp) {
        self.cron = cron
        self.instant = instant
        self.now = now
    }
}

extension ExecutionStore where Self: QueueStore {
    /// Gathers what there is to know about an instant of a cron.
    package func facts(of cron: CronJob, at instant: Timestamp, now: Timestamp) async throws -> InstantFacts {
        var facts = InstantFacts(cron: cron, instant: instant, now: now)
        var filter = ExecutionFilter()
        filter.cronJobID = cron.id
        filter.from = instant
        filter.to = Timestamp(microseconds: instant.microseconds + 1)
        facts.execution = try await executions(filter, page: Page(size: 1)).items.first
        guard let run = facts.execution, run.status.isWaiting else { return facts }
        facts.workers = try await liveWorkers(now: now)
        facts.queueLimit = try await queueLimits().first { $0.name == run.queue }
        facts.runningInQueue = try await running { $0.queue = run.queue }
        facts.runningOfCron = try await running { $0.cronJobID = cron.id }
        return facts
    }

    private func running(_ narrow: (inout ExecutionFilter) -> Void) async throws -> Int {
        var filter = ExecutionFilter()
        filter.statuses = [.running]
        narrow(&filter)
        return try await executions(filter, page: Page(size: 1)).total
    }
}
