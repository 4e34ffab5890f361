package import JobUDatabase
package import JobUModel
package import JobUStore

/// A store as one process of a `SimulatedCluster` sees it: its calls can be held up, can fail, and can lose their answer.
///
/// The fault is asked before each call, when throwing means that nothing has happened, and after it, when throwing means that
/// it has happened and nobody was told. It may sleep on the world's clock.
package struct FaultyStore: DispatchStore, WorkerStore, MaintenanceStore, CronJobStore, ExecutionStore {
    package enum Call: String, Sendable {
        case nextDueTime, dispatchDue, audit, register, heartbeat, cancelRequests, claim, heldExecutions, nextRunTime, finish
        case recordProgress, appendLogs, deregister, rescue, prune, cronJob, execution, alert
    }

    package enum Moment: Sendable { case before, after }

    package typealias Fault = @Sendable (Call, Moment) async throws -> Void

    private let store: any JobStore
    private let world: SimulatedCluster
    private let fault: Fault

    package init(_ store: any JobStore, in world: SimulatedCluster, fault: @escaping Fault = { _, _ in }) {
        self.store = store
        self.world = world
        self.fault = fault
    }

    func call<Value: Sendable>(
        _ call: Call, _ body: @Sendable (any JobStore) async throws -> Value
    ) async throws -> Value {
        try await fault(call, .before)
        let value = try await world.databaseCall { try await body(store) }
        try await fault(call, .after)
        return value
    }
}

extension FaultyStore {
    package func nextDueTime(now: Timestamp, except unreadable: UnreadableSchedules) async throws -> Timestamp? {
        try await call(.nextDueTime) { try await $0.nextDueTime(now: now, except: unreadable) }
    }

    package func dispatchDue(
        now: Timestamp, limit: Int, except unreadable: UnreadableSchedules, plan: @escaping @Sendable (DueCronJob) -> DispatchPlan?
    ) async throws -> DispatchResult {
        try await call(.dispatchDue) { try await $0.dispatchDue(now: now, limit: limit, except: unreadable, plan: plan) }
    }

    package func enabledCronJobs(after: CronJobID, limit: Int) async throws -> CronJobPiece {
        try await call(.audit) { try await $0.enabledCronJobs(after: after, limit: limit) }
    }

    package func repairSchedule(
        of cron: CronJob, now: Timestamp, next: @escaping @Sendable (StoredInstants) -> Timestamp?
    ) async throws -> Timestamp? {
        try await call(.audit) { try await $0.repairSchedule(of: cron, now: now, next: next) }
    }

    package func register(_ worker: WorkerRegistration, now: Timestamp, leaseUntil: Timestamp) async throws -> WorkerID {
        try await call(.register) { try await $0.register(worker, now: now, leaseUntil: leaseUntil) }
    }

    package func heartbeat(_ worker: WorkerID, now: Timestamp, leaseUntil: Timestamp) async throws -> HeartbeatResult {
        try await call(.heartbeat) { try await $0.heartbeat(worker, now: now, leaseUntil: leaseUntil) }
    }

    package func cancelRequests(for worker: WorkerID) async throws -> [ExecutionID] {
        try await call(.cancelRequests) { try await $0.cancelRequests(for: worker) }
    }

    package func claim(_ request: ClaimRequest) async throws -> [ClaimedExecution] {
        try await call(.claim) { try await $0.claim(request) }
    }

    package func heldExecutions(by worker: WorkerID) async throws -> [ClaimedExecution] {
        try await call(.heldExecutions) { try await $0.heldExecutions(by: worker) }
    }

    package func nextRunTime(after now: Timestamp) async throws -> Timestamp? {
        try await call(.nextRunTime) { try await $0.nextRunTime(after: now) }
    }

    package func finish(_ request: FinishRequest, in tx: Transaction, now: Timestamp) async throws -> FinishResult {
        try await call(.finish) { try await $0.finish(request, in: tx, now: now) }
    }

    package var databaseName: String { store.databaseName }

    package func notifyFinished(waits: Bool) { store.notifyFinished(waits: waits) }

    package func finish(_ requests: [FinishRequest], now: Timestamp) async throws -> [FinishResult] {
        try await call(.finish) { try await $0.finish(requests, now: now) }
    }

    package func recordProgress(_ lease: Lease, fraction: Double, message: String?) async throws -> FinishResult {
        try await call(.recordProgress) { try await $0.recordProgress(lease, fraction: fraction, message: message) }
    }

    package func appendLogs(_ lines: [ExecutionLogLine]) async throws {
        try await call(.appendLogs) { try await $0.appendLogs(lines) }
    }

    package func deregister(_ worker: WorkerID) async throws {
        try await call(.deregister) { try await $0.deregister(worker) }
    }

    package func rescue(now: Timestamp, deathsMax: Int, limit: Int) async throws -> [RescuedExecution] {
        try await call(.rescue) { try await $0.rescue(now: now, deathsMax: deathsMax, limit: limit) }
    }

    package func prune(_ request: PruneRequest) async throws -> PruneResult {
        try await call(.prune) { try await $0.prune(request) }
    }
}
