import JobUDatabase
import JobUHandler
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import Logging
import ServiceLifecycle
import Testing

@testable import JobUWorker

let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// One worker on a store of its own, in a world where time costs nothing.
struct WorkerHarness: Sendable {
    let world = SimulatedCluster()
    let fixture: TestStore
    /// What the test itself asks of the store.
    let store: FaultyStore
    let time: TimeSource

    init() async throws {
        fixture = try await .sqlite()
        store = FaultyStore(fixture.store, in: world)
        time = .test(world.clock)
    }

    var now: Timestamp { time.wall.now() }

    /// Runs `body` beside a worker, then shuts the worker down and returns when it has ended.
    func whileWorking(
        _ handler: ScriptedHandler, edit: (inout WorkerConfiguration) -> Void = { _ in },
        onStuck: @escaping @Sendable ([ExecutionID]) -> Void = { _ in }, fault: @escaping FaultyStore.Fault = { _, _ in },
        _ body: @escaping @Sendable (ServiceGroup) async throws -> Void
    ) async throws {
        var configuration = WorkerConfiguration()
        configuration.claimBatchSize = 100
        configuration.pollInterval = .seconds(5)
        edit(&configuration)
        let worker = Worker(
            store: FaultyStore(fixture.store, in: world, fault: fault), handlers: try HandlerRegistry([RegisteredHandler(handler)]),
            databases: JobDatabases([]), signals: fixture.signals, time: time, configuration: configuration, logger: silent,
            onStuckAtShutdown: onStuck)
        let group = ServiceGroup(services: [worker], logger: silent)
        try await world.run {
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                try await body(group)
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
            }
        }
    }

    func sleep(_ seconds: Double) async throws {
        try await world.clock.sleep(for: .seconds(seconds))
    }

    /// Stores a run for the handler that is due now.
    func enqueue(params: String = "{}", edit: (inout NewExecution) -> Void = { _ in }) async throws -> ExecutionID {
        var execution = NewExecution(handlerName: ScriptedHandler.name, scheduledTime: now, trigger: .api)
        execution.handlerParams = params
        execution.options.retryBackoff = RetryBackoff(kind: .fixed, baseSeconds: 10, jitter: 0)
        edit(&execution)
        guard case .created(let id) = try await store.enqueue(execution, now: now) else {
            throw HandlerError("the run exists already")
        }
        return id
    }

    func execution(_ id: ExecutionID) async throws -> Execution {
        try #require(try await store.execution(id))
    }

    func status(_ id: ExecutionID) async throws -> ExecutionStatus {
        try await execution(id).status
    }

    func outcomes(_ id: ExecutionID) async throws -> [AttemptOutcome?] {
        try await store.attempts(of: id).map(\.outcome)
    }
}

/// A handler that does what a test says.
struct ScriptedHandler: JobHandler {
    static let name = "sample"

    struct Params: Decodable, Sendable {
        var seconds: Double?
    }

    let body: @Sendable (Params, JobContext) async throws -> HandlerResult

    init(_ body: @escaping @Sendable (Params, JobContext) async throws -> HandlerResult) {
        self.body = body
    }

    func execute(_ params: Params, context: JobContext) async throws -> HandlerResult {
        try await body(params, context)
    }

    /// Sleeps for the seconds its parameters tell.
    static func sleeping(on clock: TestClock) -> ScriptedHandler {
        ScriptedHandler { params, _ in
            try await clock.sleep(for: .seconds(params.seconds ?? 0))
            return .success
        }
    }
}
