package import JobUModel

/// A due cron with what its plan depends on.
package struct DueCronJob: Sendable, Equatable {
    package var cron: CronJob
    /// The instant it is due for.
    package var dueAt: Timestamp
    /// An earlier execution of it is PENDING, RUNNING or RETRY.
    package var hasUnfinishedExecution: Bool

    package init(cron: CronJob, dueAt: Timestamp, hasUnfinishedExecution: Bool) {
        self.cron = cron
        self.dueAt = dueAt
        self.hasUnfinishedExecution = hasUnfinishedExecution
    }
}

/// What becomes of a due cron.
package struct DispatchPlan: Sendable, Equatable {
    /// In the order of their instants; those with a `skipReason` are stored as SKIPPED.
    package var executions: [NewExecution]
    package var nextRunAt: Timestamp?
    /// Cancel the executions that are unfinished before the new ones are inserted.
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
    /// The database's words, without values.
    package var reason: String
    /// Whether it was refused for the same reason the last time.
    package var isKnown: Bool
    /// Whether the row says so now; false where the database would not store that either.
    package var isNoted: Bool

    package init(id: CronJobID, name: String, reason: String, isKnown: Bool, isNoted: Bool) {
        self.id = id
        self.name = name
        self.reason = reason
        self.isKnown = isKnown
        self.isNoted = isNoted
    }
}

package enum HeartbeatResult: Sendable, Equatable { case alive, lost }

package struct ClaimRequest: Sendable, Equatable {
    package var worker: WorkerID
    package var limit: Int
    /// Handlers the worker knows; a run of any other is left for a worker that knows it.
    package var handlers: [String]
    /// Null for all queues.
    package var queues: [String]?
    package var now: Timestamp

    package init(worker: WorkerID, limit: Int, handlers: [String], queues: [String]?, now: Timestamp) {
        self.worker = worker
        self.limit = limit
        self.handlers = handlers
        self.queues = queues
        self.now = now
    }
}

package struct FinishRequest: Sendable, Equatable {
    package var lease: Lease
    package var transition: ExecutionTransition
    package var startedAt: Timestamp

    package init(lease: Lease, transition: ExecutionTransition, startedAt: Timestamp) {
        self.lease = lease
        self.transition = transition
        self.startedAt = startedAt
    }
}

package enum FinishResult: Sendable, Equatable { case finished, leaseLost }

package struct RescuedExecution: Sendable, Equatable {
    package var id: ExecutionID
    package var status: ExecutionStatus
    package var workerID: WorkerID
    /// Why the database refused to take it away; it is RUNNING still.
    package var refusal: String?

    package init(id: ExecutionID, status: ExecutionStatus, workerID: WorkerID, refusal: String? = nil) {
        self.id = id
        self.status = status
        self.workerID = workerID
        self.refusal = refusal
    }
}

package enum EnqueueResult: Sendable, Equatable {
    case created(ExecutionID)
    case alreadyExists(ExecutionID)
}

package enum CancelResult: Sendable, Equatable { case cancelled, requested, notCancellable(ExecutionStatus), notFound }

package enum RetryResult: Sendable, Equatable {
    case changed, notAllowed(ExecutionStatus), notFound
    case uniqueKeyTaken(TakenKey)
}

/// A unique key that an unfinished execution has.
package struct TakenKey: Sendable, Equatable, CustomStringConvertible {
    package var key: String
    package var holder: ExecutionID

    package init(key: String, holder: ExecutionID) {
        self.key = key
        self.holder = holder
    }

    package var description: String { "unfinished job \(holder) has the same unique key '\(key)'" }
}

package enum DeleteResult: Sendable, Equatable { case deleted, running, notFound }

/// Which executions are old enough to be deleted.
package struct PruneRequest: Sendable, Equatable {
    /// An execution that ended in this state before this instant; a state without one is kept.
    package var cutoffs: [ExecutionStatus: Timestamp]
    /// The lines of executions that ended before this instant are deleted, and the executions kept; nil to leave all lines.
    package var logsBefore: Timestamp?
    /// Keys of requests older than this are forgotten.
    package var keysBefore: Timestamp
    /// Looks at executions with higher numbers only.
    package var after: ExecutionID
    /// Rows looked at in one go.
    package var limit: Int

    package init(
        cutoffs: [ExecutionStatus: Timestamp], logsBefore: Timestamp? = nil, keysBefore: Timestamp, after: ExecutionID, limit: Int
    ) {
        self.cutoffs = cutoffs
        self.logsBefore = logsBefore
        self.keysBefore = keysBefore
        self.after = after
        self.limit = limit
    }
}

package struct PruneResult: Sendable, Equatable {
    package var deleted: Int
    /// Lines of executions that are kept.
    package var deletedLines: Int
    /// Where to continue; nil at the end.
    package var next: ExecutionID?

    package init(deleted: Int, deletedLines: Int = 0, next: ExecutionID?) {
        self.deleted = deleted
        self.deletedLines = deletedLines
        self.next = next
    }
}

package struct CronJobFilter: Sendable, Equatable {
    package var isEnabled: Bool?
    /// Part of a name or description.
    package var search: String?
    package var tag: String?

    package init(isEnabled: Bool? = nil, search: String? = nil, tag: String? = nil) {
        self.isEnabled = isEnabled
        self.search = search
        self.tag = tag
    }
}

package struct ExecutionFilter: Sendable, Equatable {
    package var cronJobID: CronJobID?
    package var statuses: [ExecutionStatus] = []
    package var handler: String?
    package var queue: String?
    /// `scheduled_time` from here on.
    package var from: Timestamp?
    /// `scheduled_time` before this.
    package var to: Timestamp?
    /// Part of the handler's or cron's name or of the error.
    package var search: String?
    /// Rows that are looked through for it in one go: each costs some time, and there may be millions.
    package var searchedMax = Self.searchedMax

    package static let searchedMax = 100_000

    package init() {}
}

/// What a store refuses; the caller can act on each.
package enum JobStoreError: Error, Sendable, Equatable, CustomStringConvertible {
    case duplicateName(String)
    case versionConflict(current: Int64)
    case notFound
    case workerLost(WorkerID)
    /// The key of another request.
    case idempotencyKeyReused

    package var description: String {
        switch self {
        case .duplicateName(let name): "a cron named '\(name)' already exists"
        case .versionConflict(let current): "it was changed by someone else; its version is now \(current)"
        case .notFound: "there is no such row"
        case .workerLost(let id): "worker \(id) lost its lease"
        case .idempotencyKeyReused: "this Idempotency-Key was already used for another request; use a new one"
        }
    }
}
