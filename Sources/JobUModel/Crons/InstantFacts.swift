/// What there is to know about one instant of one cron.
package struct InstantFacts: Sendable {
    package var cron: CronJob
    package var instant: Timestamp
    package var now: Timestamp
    /// The row for that instant, whatever became of it.
    package var execution: Execution?
    /// Workers whose lease holds.
    package var workers: [WorkerRecord] = []
    /// Of the queue the execution waits in; nil where it has no limits.
    package var queueLimit: QueueLimit?
    /// Executions at work in that queue, and of this cron.
    package var runningInQueue = 0
    package var runningOfCron = 0

    package init(cron: CronJob, instant: Timestamp, now: Timestamp) {
        self.cron = cron
        self.instant = instant
        self.now = now
    }
}
