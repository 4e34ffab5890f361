package import JobUDatabase
package import JobUModel

/// Everything the product asks of its store; each service sees only its own part.
package typealias JobStore = DispatchStore & WorkerStore & MaintenanceStore & AdminStore

/// What the dispatcher asks.
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

/// What a worker asks. Times are bound by the caller from the store clock.
package protocol WorkerStore: Sendable {
    /// Writes a row for a worker that begins.
    func register(_ worker: WorkerRegistration, now: Timestamp, leaseUntil: Timestamp) async throws -> WorkerID
    /// Extends a worker's lease. `.lost` if its row is gone or expired: it has no executions any more.
    func heartbeat(_ worker: WorkerID, now: Timestamp, leaseUntil: Timestamp) async throws -> HeartbeatResult
    /// The worker's executions with a cancellation request.
    func cancelRequests(for worker: WorkerID) async throws -> [ExecutionID]
    /// Makes up to `limit` due executions this worker's, in an order in which nothing starves.
    /// - Throws: `JobStoreError.workerLost` if the worker's own lease has expired.
    func claim(_ request: ClaimRequest) async throws -> [ClaimedExecution]
    /// What this worker runs, as far as the store knows: runs of a claim whose answer was lost are found here.
    func heldExecutions(by worker: WorkerID) async throws -> [ClaimedExecution]
    /// The earliest instant after `now` at which a waiting execution becomes due.
    func nextRunTime(after now: Timestamp) async throws -> Timestamp?
    /// Ends attempts, each only if its lease still holds; answers in the order asked.
    func finish(_ requests: [FinishRequest], now: Timestamp) async throws -> [FinishResult]
    /// Ends an attempt in a transaction that is open on the store's own database: it counts when that one is committed.
    func finish(_ request: FinishRequest, in tx: Transaction, now: Timestamp) async throws -> FinishResult
    /// The name of that database.
    var databaseName: String { get }
    /// Notifies listeners of an attempt that finished in its handler's transaction.
    /// - Parameter waits: whether the execution waits again: workers look when it is due.
    func notifyFinished(waits: Bool)
    /// Stores an execution's progress; `.leaseLost` if the worker lost its lease.
    func recordProgress(_ lease: Lease, fraction: Double, message: String?) async throws -> FinishResult
    /// Appends what handlers logged.
    func appendLogs(_ lines: [ExecutionLogLine]) async throws
    /// Deregisters a worker that has released everything; one that still has an execution stays until its lease expires.
    func deregister(_ worker: WorkerID) async throws
}

/// What maintenance asks.
package protocol MaintenanceStore: Sendable {
    /// Rescues the executions of workers whose lease has expired, and removes those workers. An execution whose worker died
    /// `deathsMax` times becomes FAILED, the others wait as RETRY.
    func rescue(now: Timestamp, deathsMax: Int, limit: Int) async throws -> [RescuedExecution]
    /// Deletes executions that are old enough, with their attempts and logs, among the next ones by number.
    func prune(_ request: PruneRequest) async throws -> PruneResult
}

/// Crons, as an operator sees them.
package protocol CronJobStore: Sendable {
    /// - Throws: `JobStoreError.duplicateName`.
    func createCronJob(_ definition: CronJobDefinition, nextRunAt: Timestamp?, now: Timestamp) async throws -> CronJob
    func cronJob(_ id: CronJobID) async throws -> CronJob?
    func cronJob(named name: String) async throws -> CronJob?
    func cronJobs(_ filter: CronJobFilter, sort: CronJobSort, page: Page) async throws -> PageOf<CronJob>
    /// Writes a definition over the one that had `version`.
    /// - Throws: `JobStoreError.duplicateName`, `.versionConflict`, `.notFound`.
    func updateCronJob(
        _ id: CronJobID, version: Int64, _ definition: CronJobDefinition, nextRunAt: Timestamp?, now: Timestamp
    ) async throws -> CronJob
    /// Deletes a cron with its executions that have ended or wait. Returns `.running` and deletes nothing while one runs.
    func deleteCronJob(_ id: CronJobID) async throws -> DeleteResult
}

extension CronJobStore {
    /// The same, by name.
    package func cronJobs(_ filter: CronJobFilter, page: Page) async throws -> PageOf<CronJob> {
        try await cronJobs(filter, sort: .name, page: page)
    }
}

/// Executions and workers, as an operator sees them.
package protocol ExecutionStore: Sendable {
    /// Enqueues an execution. `.alreadyExists` for a known (cron, instant), a live `uniqueKey` or a known `idempotencyKey`.
    /// - Throws: `JobStoreError.idempotencyKeyReused`.
    func enqueue(_ execution: NewExecution, now: Timestamp) async throws -> EnqueueResult
    func execution(_ id: ExecutionID) async throws -> Execution?
    func executions(_ filter: ExecutionFilter, sort: ExecutionSort, page: Page) async throws -> PageOf<Execution>
    func attempts(of id: ExecutionID) async throws -> [ExecutionAttempt]
    func logs(of id: ExecutionID, afterSequence: Int64, limit: Int) async throws -> [ExecutionLogLine]
    /// Cancels a waiting execution at once; requests the cancellation of a running one.
    func cancel(_ id: ExecutionID, reason: String, now: Timestamp) async throws -> CancelResult
    /// Sends a FAILED, TIMEOUT or CANCELLED run back to PENDING with fresh retries; its attempts are kept.
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

/// What queues may do in the whole cluster.
package protocol QueueStore: Sendable {
    /// Queues with limits, by name.
    func queueLimits() async throws -> [QueueLimit]
    /// Writes a queue's limits; its bucket of tokens is full again.
    func setQueueLimit(_ limit: QueueLimit, now: Timestamp) async throws
    /// Lifts all limits of a queue; false when it had none.
    func removeQueueLimit(_ name: String) async throws -> Bool
}
