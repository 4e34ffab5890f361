import JobUHandler
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import JobUWorker
import ServiceLifecycle
import Testing

@Suite("A worker that is told to stop", .timeLimit(.minutes(1)))
struct WorkerDrainTests {
    @Test("lets its run end, takes nothing new, and removes its row")
    func drains() async throws {
        let harness = try await WorkerHarness()
        let ids = Kept<ExecutionID>()
        try await harness.whileWorking(.sleeping(on: harness.world.clock)) { group in
            ids.keep(try await harness.enqueue(params: #"{"seconds": 20}"#))
            try await harness.sleep(1)
            await group.triggerGracefulShutdown()
            ids.keep(try await harness.enqueue())
            try await harness.sleep(1)
            #expect(try await harness.status(ids.values[1]) == .pending)
            #expect(try await harness.store.workers().count == 1)
        }
        let store = harness.fixture.store
        #expect(try await store.execution(ids.values[0])?.status == .success)
        #expect(try await store.execution(ids.values[1])?.status == .pending)
        #expect(try await store.workers().isEmpty)
        #expect(harness.world.clock.elapsed == .seconds(20))
    }

    @Test("hands back what takes too long, at the cost of no attempt")
    func handsBack() async throws {
        let harness = try await WorkerHarness()
        let ids = Kept<ExecutionID>()
        try await harness.whileWorking(.sleeping(on: harness.world.clock), edit: { $0.shutdownTimeout = .seconds(7) }) { _ in
            ids.keep(try await harness.enqueue(params: #"{"seconds": 1000}"#))
            try await harness.sleep(1)
        }
        let store = harness.fixture.store
        let execution = try #require(try await store.execution(ids.values[0]))
        #expect((execution.status, execution.attempt, execution.retryCount) == (.pending, 0, 0))
        #expect(try await store.attempts(of: execution.id).map(\.outcome) == [.interrupted])
        #expect(try await store.workers().isEmpty)
        #expect(harness.world.clock.elapsed == .seconds(8))
    }

    @Test("a handler that ignores it is reported, and its run waits for a rescue instead of a second body")
    func stuckAtShutdown() async throws {
        let harness = try await WorkerHarness()
        let gate = Gate()
        let ids = Kept<ExecutionID>()
        let reported = Kept<[ExecutionID]>()
        let handler = ScriptedHandler { _, _ in
            await gate.wait()
            return .success
        }
        try await harness.whileWorking(handler, edit: { $0.shutdownTimeout = .seconds(5) }, onStuck: { reported.keep($0) }) { group in
            ids.keep(try await harness.enqueue())
            try await harness.sleep(1)
            await group.triggerGracefulShutdown()
            try await harness.sleep(60)
            #expect(reported.values == [ids.values])
            #expect(try await harness.status(ids.values[0]) == .running)
            gate.open()
        }
        let store = harness.fixture.store
        let rescued = try await store.rescue(now: harness.now + .seconds(31), deathsMax: 3, limit: 10)
        #expect(rescued.map(\.id) == ids.values)
        #expect(try await store.execution(ids.values[0])?.status == .retry)
    }

    @Test("stops at once although its store is away", arguments: [[FaultyStore.Call.claim], [.claim, .register]])
    func storeAway(_ faulty: [FaultyStore.Call]) async throws {
        let harness = try await WorkerHarness()
        try await harness.whileWorking(
            .sleeping(on: harness.world.clock),
            fault: { call, _ in
                if faulty.contains(call) { throw StoreAway() }
            }
        ) { _ in
            try await harness.sleep(300)
        }
        #expect(harness.world.clock.elapsed == .seconds(300))
    }
}
