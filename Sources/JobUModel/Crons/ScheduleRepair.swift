/// A piece of all enabled crons.
package struct CronJobPiece: Sendable, Equatable {
    package var crons: [CronJob]
    /// The last one looked at; nil at the end.
    package var next: CronJobID?

    package init(crons: [CronJob], next: CronJobID?) {
        self.crons = crons
        self.next = next
    }
}

/// The instants of a cron that have an execution, as far as its next one depends on them.
package struct StoredInstants: Sendable, Equatable {
    /// The latest that has passed; nil where none is stored.
    package var last: Timestamp?
    /// Those that are still to come: they were dispatched while a clock was ahead.
    package var ahead: Set<Timestamp>

    package init(last: Timestamp?, ahead: Set<Timestamp>) {
        self.last = last
        self.ahead = ahead
    }
}

extension CronJobSchedule {
    /// Instants that passed longer ago are given up: executions of then may have been pruned, and would run twice.
    static let missedMax = Duration.seconds(86_400)

    /// When a cron is due whose `next_run_at` is wrong: at the first instant that has no execution.
    ///
    /// Instants that passed unnoticed count, so that the misfire policy decides on them; as far as the executions and the cron's last
    /// change say that they did.
    package func repaired(_ cron: CronJob, _ stored: StoredInstants, now: Timestamp) -> Timestamp? {
        var last = now
        if let known = stored.last {
            let ran = cron.lastRunAt.flatMap { $0 <= now ? $0 : nil } ?? known
            last = min(now, max(known, ran, cron.updatedAt, now - Self.missedMax))
        }
        while let next = next(after: last) {
            if !stored.ahead.contains(next) { return next }
            last = next
        }
        return nil
    }
}
