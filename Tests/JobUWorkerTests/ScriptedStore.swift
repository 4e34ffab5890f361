import JobUDatabase
import JobUModel
import JobUStore
import Logging

@testable import JobUWorker

struct UnexpectedCall: Error {}

/// A store for one part of a worker: it writes what the test says and refuses all else.
struct ScriptedStore: WorkerStore {
    var onFinish: @Sendable ([FinishRequest]) async throws -> [FinishResult] = { _ in throw UnexpectedCall() }
    var onProgress: @Sendable (Double, String?) async throws -> FinishResult = { _, _ in throw UnexpectedCall() }
    var onLogs: @Sendable ([ExecutionLogLine]) async throws -> Void = { _ in throw UnexpectedCall() }

    func finish(_ request: FinishRequest, in tx: Transaction, now: Timestamp) async throws -> FinishResult { .leaseLost }
    var databaseName: String { "jobu" }
    func notifyFinished(waits: Bool) {}

    func finish(_ requests: [FinishRequest], now: Timestamp) async throws -> [FinishResult] {
        try await onFinish(requests)
    }

    func recordProgress(_ lease: Lease, fraction: Double, message: String?) async throws -> FinishResult {
        try await onProgress(fraction, message)
    }

    func appendLogs(_ lines: [ExecutionLogLine]) async throws {
        try await onLogs(lines)
    }

    func register(_ worker: WorkerRegistration, now: Timestamp, leaseUntil: Timestamp) async throws -> WorkerID {
        throw UnexpectedCall()
    }

    func heartbeat(_ worker: WorkerID, now: Timestamp, leaseUntil: Timestamp) async throws -> HeartbeatResult {
        throw UnexpectedCall()
    }

    func cancelRequests(for worker: WorkerID) async throws -> [ExecutionID] { throw UnexpectedCall() }
    func claim(_ request: ClaimRequest) async throws -> [ClaimedExecution] { throw UnexpectedCall() }
    func heldExecutions(by worker: WorkerID) async throws -> [ClaimedExecution] { throw UnexpectedCall() }
    func nextRunTime(after now: Timestamp) async throws -> Timestamp? { throw UnexpectedCall() }
    func deregister(_ worker: WorkerID) async throws { throw UnexpectedCall() }
}

let someWorker = WorkerID(rawValue: 7)
let midnight = Timestamp(epochSeconds: 1_767_225_600)

func claimed(_ id: Int64, by worker: WorkerID = someWorker, edit: (inout ClaimedExecution) -> Void = { _ in }) -> ClaimedExecution {
    var execution = ClaimedExecution(
        lease: Lease(executionID: ExecutionID(rawValue: id), workerID: worker, fence: 1), cronJobID: nil, handlerName: "sample",
        handlerParams: "{}", scheduledTime: midnight, runAt: midnight, attempt: 1, retryCount: 0,
        options: ExecutionOptions(timeout: .seconds(60)), startedAt: midnight)
    edit(&execution)
    return execution
}

extension FinishRequest {
    /// A success of `claimed(id)`.
    static func success(_ id: Int64, by worker: WorkerID = someWorker) -> FinishRequest {
        let execution = claimed(id, by: worker)
        let transition = ExecutionTransition.next(after: .success(result: nil), of: execution, now: midnight, random: 0)
        return FinishRequest(lease: execution.lease, transition: transition, startedAt: midnight)
    }

    var id: Int64 { lease.executionID.rawValue }
}

extension WorkerRuntime {
    /// The runtime of a worker that holds the lease of `someWorker`.
    static func held(in world: TimeSource, edit: (inout WorkerConfiguration) -> Void = { _ in }) -> WorkerRuntime {
        var configuration = WorkerConfiguration()
        configuration.claimBatchSize = 100
        configuration.pollInterval = .seconds(5)
        edit(&configuration)
        let runtime = WorkerRuntime(configuration: configuration, signals: ChangeSignals(), stopwatch: Stopwatch(world.clock))
        runtime.acquireLease(someWorker, until: .seconds(30))
        return runtime
    }
}
