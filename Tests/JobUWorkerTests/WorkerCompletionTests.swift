import CoreMetrics
import JobUDatabase
import JobUHandler
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import JobUWorker
import MetricsTestKit
import ServiceLifecycle
import Testing

@Suite("A run that ends itself inside a transaction of its handler", .timeLimit(.minutes(1)))
struct WorkerCompletionTests {
    @Test(
        "is counted by how it ended, and wakes those who wait for it",
        arguments: [
            (HandlerResult.success, ExecutionStatus.success), (.cancel("nothing to do"), .cancelled), (.snooze(.seconds(3_600)), .pending),
        ])
    func counted(result: HandlerResult, status: ExecutionStatus) async throws {
        let fixture = try await TestStore.sqlite()
        let time = TimeSource.system
        let metrics = TestMetrics()
        let execution = NewExecution(handlerName: ScriptedHandler.name, scheduledTime: time.wall.now(), trigger: .api)
        guard case .created(let id) = try await fixture.store.enqueue(execution, now: time.wall.now()) else { throw UnexpectedCall() }
        let claims = fixture.signals.listener(to: [.executions])
        try await withMetricsFactory(metrics) {
            let handler = ScriptedHandler { _, context in try await context.transaction { _ in result } }
            try await work(handler, on: fixture, time) {
                let attempts = try await fixture.store.attempts(of: id)
                return attempts.last?.outcome != nil
            }
        }
        #expect(try await fixture.store.execution(id)?.status == status)
        let finished = metrics.counters.filter { $0.label == "jobu_finished_total" }
        #expect(finished.map { $0.dimensions.map(\.1) } == [["sample", status.rawValue]])
        #expect(finished.map(\.totalValue) == [1])
        // One that waits again is looked for when its time has come.
        #expect(try await claims.wait(for: .zero, clock: time.clock) == (status.isWaiting ? .notified : .deadline))
    }

    /// Lets a worker run until `isDone`, on the store's own database, in which a run can end itself.
    private func work(
        _ handler: ScriptedHandler, on fixture: TestStore, _ time: TimeSource, until isDone: () async throws -> Bool
    ) async throws {
        let environment = AtomicEnvironment(
            time: time, logger: silent, coordinator: "test")
        let atomic = AtomicDatabases([fixture.database], executionDatabase: fixture.database.name, environment: environment)
        let worker = Worker(
            store: fixture.store, handlers: try HandlerRegistry([RegisteredHandler(handler)]),
            databases: JobDatabases([fixture.database], atomic: atomic), signals: fixture.signals, time: time, logger: silent)
        let group = ServiceGroup(services: [worker], logger: silent)
        let changes = fixture.signals.listener(to: [.pages])
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            while try await !isDone() { _ = try await changes.wait(for: nil, clock: time.clock) }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }
}
