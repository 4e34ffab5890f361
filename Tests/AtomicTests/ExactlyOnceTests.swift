import JobUContracts
import JobUDatabase
import JobUHandler
import JobUModel
import JobUStore
import JobUTesting
import JobUWorker
import Logging
import ServiceLifecycle
import Testing

@Suite("A run that ends itself inside its transaction", .enabled(if: TestServers.hasPostgres && TestServers.hasMySQL))
struct ExactlyOnceTests {
    /// Writes into two servers and ends its run in the same transaction.
    private struct Settle: JobHandler {
        static let name = "settle"
        let body: @Sendable (AtomicTransaction, JobContext) async throws -> HandlerResult

        func execute(_ params: NoParams, context: JobContext) async throws -> HandlerResult {
            try await context.transaction(on: "postgres_1", "mysql_1") { tx in
                for name in ["postgres_1", "mysql_1"] {
                    try await tx[name].execute("INSERT INTO work (key_text) VALUES (\("run \(context.executionID)"))")
                }
                return try await body(tx, context)
            }
        }
    }

    private struct Outcome {
        var execution: Execution
        var holders: [String]
        var attempts: Int
    }

    /// Lets a worker with this handler run one execution to its end or its first retry.
    private func outcome(
        maxRetry: Int = 0, _ body: @escaping @Sendable (AtomicTransaction, JobContext) async throws -> HandlerResult
    ) async throws -> Outcome {
        try await Turns.onServers.with {
            let directory = try TemporaryDirectory()
            let harness = try await AtomicHarness.make(AtomicLocation(in: directory, executionDatabase: "sqlite_1"))
            let signals = ChangeSignals()
            let store = try await harness.executionStore(signals)
            let time = TimeSource.system
            var new = NewExecution(handlerName: Settle.name, scheduledTime: time.wall.now(), trigger: .api)
            new.options.maxRetry = maxRetry
            new.options.retryBackoff = RetryBackoff(kind: .fixed, baseSeconds: 3_600, jitter: 0)
            guard case .created(let id) = try await store.enqueue(new, now: time.wall.now()) else {
                throw HandlerError("the run exists already")
            }
            let silent = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
            let worker = Worker(
                store: store, handlers: try HandlerRegistry([RegisteredHandler(Settle(body: body))]),
                databases: harness.registry, signals: signals, time: time, logger: silent)
            let listener = signals.listener(to: [.pages])
            let group = ServiceGroup(services: [worker], logger: silent)
            let execution = try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                while true {
                    if let execution = try await store.execution(id), execution.status.isFinished || execution.status == .retry {
                        await group.triggerGracefulShutdown()
                        try await tasks.waitForAll()
                        return execution
                    }
                    _ = try await listener.wait(for: nil, clock: ContinuousClock())
                }
            }
            let holders = try await harness.holders(of: "run \(id)", among: ["postgres_1", "mysql_1"])
            let attempts = try await store.attempts(of: id).count
            try await harness.close()
            return Outcome(execution: execution, holders: holders, attempts: attempts)
        }
    }

    @Test("its result, its status and what it wrote are committed together")
    func success() async throws {
        let outcome = try await outcome { _, _ in HandlerResult.success("settled") }
        #expect(outcome.execution.status == .success)
        #expect(outcome.execution.result?.contains("settled") == true)
        #expect(outcome.holders == ["postgres_1", "mysql_1"])
    }

    @Test("when it fails after its work nothing is kept, and it waits for its next attempt")
    func failure() async throws {
        let outcome = try await outcome(maxRetry: 1) { _, _ in throw HandlerError("the bank said no") }
        #expect(outcome.execution.status == .retry)
        #expect(outcome.holders == [])
    }

    @Test("a statement whose error the handler swallows fails the whole of it")
    func swallowed() async throws {
        let outcome = try await outcome { tx, context in
            do {
                try await tx["mysql_1"].execute("INSERT INTO work (key_text) VALUES (\("run \(context.executionID)"))")
            } catch {
                // As careless handlers do.
            }
            return .success
        }
        #expect(outcome.execution.status == .failed)
        #expect(outcome.execution.errorMessage?.contains("uniqueViolation") == true)
        #expect(outcome.holders == [])
    }

    @Test("a run that was taken away meanwhile cannot commit what it wrote")
    func fenced() async throws {
        let outcome = try await outcome { tx, context in
            // As a rescuer does when the worker's lease has lapsed: the fence grows.
            try await tx["sqlite_1"].execute(
                "UPDATE job_executions SET fence = fence + 1 WHERE id = \(context.executionID)")
            return .success
        }
        #expect(outcome.execution.status != .success)
        #expect(outcome.holders == [])
    }
}
