package import JobUDatabase
package import JobUModel

/// The store as a worker uses it. The caller reads all times from the store's clock.
package protocol WorkerStore: Sendable {
    /// Registers a worker that starts.
    func register(_ worker: WorkerRegistration, now: Timestamp, leaseUntil: Timestamp) async throws -> WorkerID
    /// Extends a worker's lease. `.lost` when its row is gone or its lease has expired: it holds nothing any more.
    func heartbeat(_ worker: WorkerID, now: Timestamp, leaseUntil: Timestamp) async throws -> HeartbeatResult
    /// Returns the executions of this worker whose cancellation is requested.
    func cancelRequests(for worker: WorkerID) async throws -> [ExecutionID]
    /// Makes up to `limit` due executions this worker's, in an order in which nothing starves.
    /// - Throws: `JobStoreError.workerLost` when the worker's own lease has expired.
    func claim(_ request: ClaimRequest) async throws -> [ClaimedExecution]
    /// Returns what this worker runs, as far as the store knows; also executions of a claim whose answer was lost.
    func heldExecutions(by worker: WorkerID) async throws -> [ClaimedExecution]
    /// Returns the earliest instant after `now` at which a waiting execution becomes due.
    func nextRunTime(after now: Timestamp) async throws -> Timestamp?
    /// Finishes attempts, each only if its lease still holds. Returns the results in the order of the requests.
    func finish(_ requests: [FinishRequest], now: Timestamp) async throws -> [FinishResult]
    /// Finishes an attempt in a transaction that is open on the store's own database: it counts once that is committed.
    func finish(_ request: FinishRequest, in tx: Transaction, now: Timestamp) async throws -> FinishResult
    /// The name of that database.
    var databaseName: String { get }
    /// Notifies listeners of an attempt that was finished in its handler's transaction.
    /// - Parameter waits: whether the execution waits again: workers look when it is due.
    func notifyFinished(waits: Bool)
    /// Records how far an execution is; `.leaseLost` when it is no longer this worker's.
    func recordProgress(_ lease: Lease, fraction: Double, message: String?) async throws -> FinishResult
    /// Appends what handlers logged.
    func appendLogs(_ lines: [ExecutionLogLine]) async throws
    /// Removes a worker that has released everything; one that still holds an execution stays until its lease expires.
    func deregister(_ worker: WorkerID) async throws
}

package enum HeartbeatResult: Sendable, Equatable { case alive, lost }

package struct ClaimRequest: Sendable, Equatable {
    package var worker: WorkerID
    package var limit: Int
    /// Handlers the worker has; executions of any other are left to workers that have it.
    package var handlers: [String]
    /// Nil for all queues.
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
