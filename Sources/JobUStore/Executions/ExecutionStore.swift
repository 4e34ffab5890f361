package import JobUModel

/// The executions and workers, as operators see them.
package protocol ExecutionStore: Sendable {
    /// Enqueues an execution. `.alreadyExists` for a known (cron, instant), a live `uniqueKey` or a known `idempotencyKey`.
    /// - Throws: `JobStoreError.idempotencyKeyReused`.
    func enqueue(_ execution: NewExecution, now: Timestamp) async throws -> EnqueueResult
    func execution(_ id: ExecutionID) async throws -> Execution?
    func executions(_ filter: ExecutionFilter, sort: ExecutionSort, page: Page) async throws -> PageOf<Execution>
    func attempts(of id: ExecutionID) async throws -> [ExecutionAttempt]
    func logs(of id: ExecutionID, afterSequence: Int64, limit: Int) async throws -> [ExecutionLogLine]
    /// Cancels a waiting execution at once, and requests the cancellation of a running one.
    func cancel(_ id: ExecutionID, reason: String, now: Timestamp) async throws -> CancelResult
    /// Sends a FAILED, TIMEOUT or CANCELLED execution back to PENDING with fresh retries; its attempts are kept.
    func retry(_ id: ExecutionID, now: Timestamp) async throws -> RetryResult
    /// The unfinished execution that has this unique key.
    func holder(ofUniqueKey key: String) async throws -> ExecutionID?
    /// Deletes an execution that is not running.
    func deleteExecution(_ id: ExecutionID) async throws -> DeleteResult
    func workers() async throws -> [WorkerRecord]
    /// How many executions there are in each state, each counted up to `PageOf.countedMax`.
    func countsByStatus() async throws -> [ExecutionStatus: Int]
    /// The same of the newest executions alone: shares of all of them would be shares of counts that end early.
    func countsByStatus(newest: Int) async throws -> [ExecutionStatus: Int]
    /// The number of due executions that wait, counted up to `PageOf.countedMax`.
    func dueCount(now: Timestamp) async throws -> Int
    /// When the execution that waits for longest was due, or will be; nil where nothing waits.
    func oldestWaitingRunTime() async throws -> Timestamp?
}

extension ExecutionStore {
    /// The same, newest first.
    package func executions(_ filter: ExecutionFilter, page: Page) async throws -> PageOf<Execution> {
        try await executions(filter, sort: .newest, page: page)
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

/// How a list of executions is sorted.
package enum ExecutionSort: String, CaseIterable, Sendable {
    case newest, oldest
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
