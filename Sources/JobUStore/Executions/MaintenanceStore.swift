package import JobUModel

/// The store as maintenance uses it.
package protocol MaintenanceStore: Sendable {
    /// Rescues the executions of workers whose lease has expired, and removes those workers. An execution whose workers died
    /// `deathsMax` times becomes FAILED, the others wait as RETRY.
    func rescue(now: Timestamp, deathsMax: Int, limit: Int) async throws -> [RescuedExecution]
    /// Deletes executions that are old enough, with their attempts and logs, among the next ones by number.
    func prune(_ request: PruneRequest) async throws -> PruneResult
}

package struct RescuedExecution: Sendable, Equatable {
    package var id: ExecutionID
    package var status: ExecutionStatus
    package var workerID: WorkerID
    /// Why the database refused the rescue; the execution is still RUNNING.
    package var refusal: String?

    package init(id: ExecutionID, status: ExecutionStatus, workerID: WorkerID, refusal: String? = nil) {
        self.id = id
        self.status = status
        self.workerID = workerID
        self.refusal = refusal
    }
}

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
