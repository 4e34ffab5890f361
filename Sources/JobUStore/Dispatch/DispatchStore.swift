package import JobUModel

/// The store as the dispatcher uses it.
package protocol DispatchStore: Sendable {
    /// The earliest `next_run_at` of all crons whose schedules are not among these, and that were not refused just before `now`.
    func nextDueTime(now: Timestamp, except unreadable: UnreadableSchedules) async throws -> Timestamp?
    /// Turns up to `limit` due crons into executions, fewer if they bring thousands of them, in one transaction: each is read under lock, planned by `plan`,
    /// its executions are inserted and its `next_run_at` moves. An instant that exists already is left as it is, and so is a cron
    /// without a plan. One for which the database refuses what is written is left alone with the reason, and the others go on.
    func dispatchDue(
        now: Timestamp, limit: Int, except unreadable: UnreadableSchedules, plan: @escaping @Sendable (DueCronJob) -> DispatchPlan?
    ) async throws -> DispatchResult
    /// Enabled crons after one of them, in the order of their numbers, for an audit of all of them in pieces.
    func enabledCronJobs(after: CronJobID, limit: Int) async throws -> CronJobPiece
    /// Writes a cron's `next_run_at` anew, unless it has changed since it was read, and deletes what was stored while a clock was ahead
    /// for instants that are still to come and never started.
    /// - Parameter next: the instant, from what is stored of the cron.
    /// - Returns: what was written; nil where the cron has changed, or has no next instant.
    func repairSchedule(
        of cron: CronJob, now: Timestamp, next: @escaping @Sendable (StoredInstants) -> Timestamp?
    ) async throws -> Timestamp?
}

extension DispatchStore {
    /// The same for a process that can read every schedule, with the refused ones.
    package func nextDueTime(except unreadable: UnreadableSchedules = UnreadableSchedules()) async throws -> Timestamp? {
        try await nextDueTime(now: Timestamp(epochSeconds: 0), except: unreadable)
    }

    /// The same for a process that can read every schedule.
    package func dispatchDue(
        now: Timestamp, limit: Int, plan: @escaping @Sendable (DueCronJob) -> DispatchPlan?
    ) async throws -> DispatchResult {
        try await dispatchDue(now: now, limit: limit, except: UnreadableSchedules(), plan: plan)
    }
}

/// A due cron, with what its plan depends on.
package struct DueCronJob: Sendable, Equatable {
    package var cron: CronJob
    /// The instant it is due for.
    package var dueAt: Timestamp
    /// Whether an earlier execution of it is PENDING, RUNNING or RETRY.
    package var hasUnfinishedExecution: Bool

    package init(cron: CronJob, dueAt: Timestamp, hasUnfinishedExecution: Bool) {
        self.cron = cron
        self.dueAt = dueAt
        self.hasUnfinishedExecution = hasUnfinishedExecution
    }
}

/// What becomes of a due cron.
package struct DispatchPlan: Sendable, Equatable {
    /// In the order of their scheduled times; those with a `skipReason` are stored as SKIPPED.
    package var executions: [NewExecution]
    package var nextRunAt: Timestamp?
    /// Whether unfinished executions are cancelled before the new ones are inserted.
    package var cancelsUnfinished: Bool

    package init(executions: [NewExecution], nextRunAt: Timestamp?, cancelsUnfinished: Bool = false) {
        self.executions = executions
        self.nextRunAt = nextRunAt
        self.cancelsUnfinished = cancelsUnfinished
    }
}

package struct DispatchResult: Sendable, Equatable {
    /// Crons that were planned; zero when none is due.
    package var crons = 0
    package var created = 0
    package var skipped = 0
    /// Due crons that have no plan and stay as they are.
    package var left = 0
    /// Due crons whose executions the database would not store: they stay due and are left alone for `refusalPause`.
    package var refused: [RefusedCronJob] = []

    /// How long a cron waits that the database has refused.
    package static let refusalPause = Duration.seconds(60)

    package init(crons: Int = 0, created: Int = 0, skipped: Int = 0, left: Int = 0, refused: [RefusedCronJob] = []) {
        self.crons = crons
        self.created = created
        self.skipped = skipped
        self.left = left
        self.refused = refused
    }
}

/// A cron whose dispatch the database refused, and it alone.
package struct RefusedCronJob: Sendable, Equatable {
    package var id: CronJobID
    package var name: String
    /// The database's message, without values.
    package var reason: String
    /// Whether it was refused for the same reason the last time.
    package var isKnown: Bool
    /// Whether the refusal is stored in the cron's row; false where the database refused that as well.
    package var isRecorded: Bool

    package init(id: CronJobID, name: String, reason: String, isKnown: Bool, isRecorded: Bool) {
        self.id = id
        self.name = name
        self.reason = reason
        self.isKnown = isKnown
        self.isRecorded = isRecorded
    }
}
