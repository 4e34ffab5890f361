import JobUDatabase
import JobUHandler
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import Testing

@testable import JobUWorker

@Suite("The runtime of a worker and its deadlines", .timeLimit(.minutes(1)))
struct WorkerRuntimeTests {
    private let world = SimulatedCluster()

    /// Runs `body` beside the watch of the deadlines.
    private func whileWatching(_ body: @escaping @Sendable (WorkerRuntime) async throws -> Void) async throws {
        let time = TimeSource.test(world.clock)
        let runtime = WorkerRuntime.held(in: time)
        try await world.run {
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { await runtime.watchDeadlines(time.clock) }
                try await body(runtime)
                tasks.cancelAll()
            }
        }
    }

    @Test("a run over its timeout is stopped, then stuck, to the moment")
    func timeout() async throws {
        try await whileWatching { runtime in
            let control = try #require(runtime.begin(claimed(1) { $0.options.timeoutSeconds = 5 }))
            guard case .stop(.timeout) = await control.next() else { return #expect(Bool(false), "it was not stopped") }
            #expect(world.clock.elapsed == .seconds(5))
            guard case .stuck(.timeout) = await control.next() else { return #expect(Bool(false), "it is not stuck") }
            #expect(world.clock.elapsed == .seconds(15))
            #expect(runtime.stuck == [control.executionID])
            runtime.end(control)
            #expect(runtime.stuck.isEmpty)
        }
    }

    @Test("a lease that nobody extends is lost with its runs; no run begins under it")
    func leaseLapses() async throws {
        try await whileWatching { runtime in
            let control = try #require(runtime.begin(claimed(1)))
            guard case .stop(.leaseLost) = await control.next() else { return #expect(Bool(false), "it was not stopped") }
            #expect(world.clock.elapsed == .seconds(30))
            #expect(runtime.workerID == nil)
            #expect(runtime.begin(claimed(2)) == nil)
        }
    }

    @Test("what was claimed under a lease that has lapsed meanwhile does not begin, and the name goes with it")
    func claimAnsweredLate() throws {
        let runtime = WorkerRuntime.held(in: .test(world.clock))
        let earlier = try #require(runtime.begin(claimed(1)))
        // Nobody has looked since: the process stood still.
        world.clock.advance(by: .seconds(30))
        #expect(runtime.workerID == someWorker)
        #expect(runtime.begin(claimed(2)) == nil)
        #expect(runtime.workerID == nil)
        #expect(earlier.stopReason == .leaseLost)
    }

    @Test("a handler is not called when the lease has lapsed since its run began")
    func begunAndLapsed() async throws {
        let time = TimeSource.test(world.clock)
        let calls = Kept<Int>()
        let handler = ScriptedHandler { _, _ in
            calls.keep(1)
            return .success
        }
        let store = ScriptedStore(onFinish: { requests in requests.map { _ in .finished } })
        let runtime = WorkerRuntime.held(in: time)
        let services = WorkerServices(
            handlers: try HandlerRegistry([RegisteredHandler(handler)]), isolation: nil, databases: JobDatabases([]), store: store,
            time: time, runtime: runtime, finisher: FinishBatcher(store: store, time: time, runtime: runtime, logger: silent),
            logWriter: LogWriter(store: store, time: time, logger: silent), logger: silent, metrics: WorkerMetrics())
        let control = try #require(runtime.begin(claimed(1)))
        world.clock.advance(by: .seconds(31))
        await ExecutionRunner.run(claimed(1), control, in: services)
        #expect(calls.values.isEmpty)
        #expect(runtime.running == 0)
    }

    @Test("an extended lease is kept")
    func leaseExtended() async throws {
        try await whileWatching { runtime in
            try await world.clock.sleep(for: .seconds(29))
            #expect(runtime.extend(someWorker, until: .seconds(59)))
            try await world.clock.sleep(for: .seconds(29))
            #expect(runtime.workerID == someWorker)
            try await world.clock.sleep(for: .seconds(2))
            #expect(runtime.workerID == nil)
            #expect(!runtime.extend(someWorker, until: .seconds(99)))
        }
    }

    @Test("a handler that the worker does not know is a failure that may be tried again elsewhere")
    func unknownHandler() async throws {
        let time = TimeSource.test(world.clock)
        let finished = Kept<FinishRequest>()
        let store = ScriptedStore(onFinish: { requests in
            for request in requests { finished.keep(request) }
            return requests.map { _ in .finished }
        })
        let runtime = WorkerRuntime.held(in: time)
        let finisher = FinishBatcher(store: store, time: time, runtime: runtime, logger: silent)
        let services = WorkerServices(
            handlers: try HandlerRegistry([]), isolation: nil, databases: JobDatabases([]), store: store, time: time, runtime: runtime,
            finisher: finisher, logWriter: LogWriter(store: store, time: time, logger: silent), logger: silent,
            metrics: WorkerMetrics())
        let control = try #require(runtime.begin(claimed(1)))
        try await world.run {
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask { await finisher.run() }
                await ExecutionRunner.run(claimed(1), control, in: services)
                finisher.close()
            }
        }
        let transition = try #require(finished.values.first?.transition)
        #expect(transition.status == .retry)
        #expect(transition.errorMessage == "this worker has no handler 'sample'")
        #expect(runtime.running == 0)
    }
}
