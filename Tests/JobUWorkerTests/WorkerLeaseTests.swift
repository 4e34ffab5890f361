import JobUHandler
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import JobUWorker
import Testing

@Suite("A worker and its lease", .timeLimit(.minutes(1)))
struct WorkerLeaseTests {
    @Test("gives a sign of life every third of its lease")
    func heartbeats() async throws {
        let harness = try await WorkerHarness()
        let beats = Kept<Duration>()
        try await harness.whileWorking(
            .sleeping(on: harness.world.clock),
            fault: { call, moment in
                if call == .heartbeat, moment == .before { beats.keep(harness.world.clock.elapsed) }
            }
        ) { _ in
            try await harness.sleep(35)
            let worker = try #require(try await harness.store.workers().first)
            #expect(worker.leaseExpiresAt == harness.now + .seconds(25))
        }
        #expect(beats.values == [.seconds(10), .seconds(20), .seconds(30)])
    }

    @Test("one sign of life that fails, or whose answer is lost, costs nothing", arguments: [FaultyStore.Moment.before, .after])
    func oneBeatFails(_ faulty: FaultyStore.Moment) async throws {
        let harness = try await WorkerHarness()
        let failures = Kept<Duration>()
        try await harness.whileWorking(
            .sleeping(on: harness.world.clock),
            fault: { call, moment in
                guard call == .heartbeat, moment == faulty, failures.values.isEmpty else { return }
                failures.keep(harness.world.clock.elapsed)
                throw StoreAway()
            }
        ) { _ in
            let id = try await harness.enqueue(params: #"{"seconds": 100}"#)
            try await harness.sleep(101)
            let execution = try await harness.execution(id)
            #expect((execution.status, execution.attempt) == (.success, 1))
        }
        #expect(failures.values.count == 1)
    }

    @Test("gives up its runs before others may take them when it cannot reach its store")
    func partitioned() async throws {
        let harness = try await WorkerHarness()
        let ends = Kept<Duration>()
        let handler = ScriptedHandler { _, context in
            defer { ends.keep(harness.world.clock.elapsed) }
            try await harness.sleep(context.attempt == 1 ? 1000 : 1)
            return .success
        }
        try await harness.whileWorking(
            handler,
            fault: { _, _ in
                let elapsed = harness.world.clock.elapsed
                if elapsed > .seconds(15), elapsed < .seconds(60) { throw StoreAway() }
            }
        ) { _ in
            let id = try await harness.enqueue()
            try await harness.sleep(70)
            // The last sign of life was given at 10 s: the lease lapses at 40 s, for others whose clock is ahead a little earlier.
            #expect(ends.values == [.seconds(37)])
            #expect(try await harness.status(id) == .running)
            #expect(try await harness.store.rescue(now: harness.now, deathsMax: 3, limit: 10).map(\.id) == [id])
            try await harness.sleep(10)
            let execution = try await harness.execution(id)
            #expect((execution.status, execution.attempt, execution.fence) == (.success, 2, 2))
            #expect(try await harness.outcomes(id) == [.lost, .success])
            #expect(try await harness.store.workers().count == 1)
        }
    }

    @Test("a worker whose row is gone drops what it runs, and comes back under another name")
    func rowGone() async throws {
        let harness = try await WorkerHarness()
        let gate = Gate()
        let handler = ScriptedHandler { _, context in
            if context.attempt == 1 { await gate.wait() }
            return .success("attempt \(context.attempt)")
        }
        try await harness.whileWorking(handler) { _ in
            let id = try await harness.enqueue()
            try await harness.sleep(1)
            let first = try #require(try await harness.execution(id).workerID)
            _ = try await harness.store.rescue(now: harness.now + .seconds(40), deathsMax: 3, limit: 10)
            try await harness.sleep(60)
            let execution = try await harness.execution(id)
            #expect((execution.status, execution.attempt) == (.success, 2))
            #expect(execution.workerID != first)

            // The first body ends at last: its result changes nothing.
            gate.open()
            try await harness.sleep(1)
            #expect(try await harness.execution(id) == execution)
        }
    }

    @Test("a result whose answer is lost is stored once", arguments: [0, 3])
    func finishAnswerLost(maxRetry: Int) async throws {
        let harness = try await WorkerHarness()
        let lost = Kept<FaultyStore.Call>()
        try await harness.whileWorking(
            ScriptedHandler { _, _ in throw HandlerError("no") },
            fault: { call, moment in
                guard call == .finish, moment == .after, lost.values.isEmpty else { return }
                lost.keep(call)
                throw StoreAway()
            }
        ) { _ in
            let id = try await harness.enqueue { $0.options.maxRetry = maxRetry }
            try await harness.sleep(100)
            let execution = try await harness.execution(id)
            #expect((execution.status, execution.attempt) == (.failed, maxRetry + 1))
            #expect(try await harness.store.attempts(of: id).map(\.attempt) == Array(1...(maxRetry + 1)))
        }
    }

    @Test("runs taken by a claim whose answer was lost are run all the same, and once")
    func claimAnswerLost() async throws {
        let harness = try await WorkerHarness()
        let lost = Kept<FaultyStore.Call>()
        let calls = Kept<ExecutionID>()
        let handler = ScriptedHandler { _, context in
            calls.keep(context.executionID)
            try await harness.sleep(20)
            return .success
        }
        let ids = Kept<ExecutionID>()
        try await harness.whileWorking(
            handler,
            fault: { call, moment in
                guard call == .claim, moment == .after, harness.world.clock.elapsed == .seconds(1) else { return }
                lost.keep(call)
                throw StoreAway()
            }
        ) { _ in
            ids.keep(try await harness.enqueue())
            try await harness.sleep(1)
            ids.keep(try await harness.enqueue())
            try await harness.sleep(60)
            #expect(lost.values.count == 1)
            #expect(calls.values == ids.values)
            for id in ids.values {
                let execution = try await harness.execution(id)
                #expect((execution.status, execution.attempt) == (.success, 1))
            }
        }
    }
}
