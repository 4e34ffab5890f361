import JobUDatabase
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import Testing

@testable import JobUWorker

@Suite("The writer of results", .timeLimit(.minutes(1)))
struct FinishBatcherTests {
    private let world = SimulatedCluster()
    private let batches = Kept<[Int64]>()
    private let busy = SQLError(.busy, "locked")

    /// Runs `body` beside a batcher on a store whose commits take a second.
    private func whileWriting(
        batchSize: Int = 1_000, runtime: WorkerRuntime? = nil,
        finish: @escaping @Sendable ([FinishRequest]) async throws -> [FinishResult] = { $0.map { _ in .finished } },
        _ body: @escaping @Sendable (FinishBatcher) async throws -> Void
    ) async throws {
        let time = TimeSource.test(world.clock)
        let store = ScriptedStore(onFinish: { [world, batches] requests in
            batches.keep(requests.map(\.id))
            try await world.clock.sleep(for: .seconds(1))
            return try await finish(requests)
        })
        let batcher = FinishBatcher(store: store, time: time, runtime: runtime ?? .held(in: time), batchSize: batchSize, logger: silent)
        try await world.run {
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { await batcher.run() }
                try await body(batcher)
                batcher.close()
                try await tasks.waitForAll()
            }
        }
    }

    /// Delivers these results at the same time; the answers are in their order.
    private func deliver(_ requests: [FinishRequest], to batcher: FinishBatcher) async -> [Delivery] {
        await withTaskGroup(of: (Int, Delivery).self) { group in
            for (index, request) in requests.enumerated() {
                group.addTask { (index, await batcher.deliver(request)) }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    @Test("results that come while a commit is under way share the next one")
    func shares() async throws {
        try await whileWriting { batcher in
            async let first = batcher.deliver(.success(1))
            try await world.clock.sleep(for: .milliseconds(500))
            #expect(await deliver([.success(2), .success(3)], to: batcher) == [.stored, .stored])
            #expect(await first == .stored)
        }
        #expect(batches.values == [[1], [2, 3]])
    }

    @Test("no commit is larger than it may be")
    func batchSize() async throws {
        try await whileWriting(batchSize: 2) { batcher in
            #expect(await deliver((1...5).map { .success($0) }, to: batcher).count == 5)
        }
        #expect(batches.values.map(\.count).max() == 2)
        #expect(batches.values.flatMap(\.self).sorted() == [1, 2, 3, 4, 5])
    }

    @Test("tries again while the store is busy")
    func transient() async throws {
        try await whileWriting(finish: { [batches, busy] requests in
            if batches.values.count < 4 { throw busy }
            return requests.map { _ in .finished }
        }) { batcher in
            #expect(await batcher.deliver(.success(1)) == .stored)
        }
        #expect(batches.values == [[1], [1], [1], [1]])
        #expect(world.clock.elapsed > .seconds(6))
    }

    @Test("a result that the store refuses does not hold up those beside it")
    func refused() async throws {
        try await whileWriting(finish: { requests in
            if requests.contains(where: { $0.id == 2 }) { throw SQLError(.constraintViolation, "no") }
            return requests.map { $0.id == 3 ? .leaseLost : .finished }
        }) { batcher in
            async let first = batcher.deliver(.success(9))
            try await world.clock.sleep(for: .milliseconds(500))
            let answers = await deliver([.success(1), .success(2), .success(3)], to: batcher)
            #expect(answers == [.stored, .refused("database constraintViolation: no"), .leaseLost])
            #expect(await first == .stored)
        }
        #expect(batches.values == [[9], [1, 2, 3], [1], [2], [3]])
    }

    @Test("gives up when the lease that its results need is gone")
    func leaseGone() async throws {
        let runtime = WorkerRuntime.held(in: .test(world.clock))
        try await whileWriting(
            runtime: runtime,
            finish: { [batches, busy] _ in
                if batches.values.count == 3 { runtime.lose(someWorker) }
                throw busy
            }
        ) { batcher in
            #expect(await batcher.deliver(.success(1)) == .leaseLost)
        }
        #expect(batches.values.count == 3)
    }

    @Test("closed, it writes what it has and takes nothing more")
    func closed() async throws {
        try await whileWriting { batcher in
            async let last = batcher.deliver(.success(1))
            try await world.clock.sleep(for: .milliseconds(500))
            batcher.close()
            #expect(await batcher.deliver(.success(2)) == .leaseLost)
            #expect(await last == .stored)
        }
    }
}
