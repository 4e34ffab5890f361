// Needs "JobUMaintenance" among the dependencies of this test target.
import JobUDispatcher
import JobUModel
import JobUStore
import JobUTesting
import Logging
import Testing

@Suite("The loops of rescuer and pruner", .timeLimit(.minutes(1)))
struct MaintenanceTests {
    private let clock = TestClock()
    private let log = LogRecord()

    private func rescuer(_ store: FakeMaintenanceStore) -> Rescuer {
        var configuration = MaintenanceConfiguration()
        configuration.rescueBatchSize = 2
        configuration.rescueInterval = .seconds(5)
        return Rescuer(store: store, time: .test(clock, start: midnight), configuration: configuration, logger: log.logger)
    }

    private func pruner(_ store: FakeMaintenanceStore, keep: Duration?) -> Pruner {
        var configuration = MaintenanceConfiguration()
        configuration.retention = RetentionPolicy(keep: keep)
        configuration.pruneBatchSize = 10
        return Pruner(store: store, time: .test(clock, start: midnight), configuration: configuration, logger: log.logger)
    }

    private func rescued(_ id: Int64, by worker: Int64, _ status: ExecutionStatus = .retry) -> RescuedExecution {
        RescuedExecution(id: ExecutionID(rawValue: id), status: status, workerID: WorkerID(rawValue: worker))
    }

    @Test("the rescuer looks at once, then at every interval")
    func rescueInterval() async throws {
        let store = FakeMaintenanceStore()
        try await whileRunning(rescuer(store)) { [clock] in
            var calls = store.calls.makeAsyncIterator()
            for round in 1...3 {
                await calls.next()
                try await clock.sleepers(count: 1)
                #expect(clock.nextDeadline?.elapsed == .seconds(5 * round))
                clock.advance(by: .seconds(5))
            }
        }
        #expect(log.lines.isEmpty)
    }

    @Test("the rescuer takes full batches one after the other and reports each worker and run")
    func rescueBatches() async throws {
        let store = FakeMaintenanceStore(rescues: [[rescued(1, by: 8), rescued(2, by: 8)], [rescued(3, by: 9, .failed)]])
        try await whileRunning(rescuer(store)) { [clock] in try await clock.sleepers(count: 1) }
        let notices = log.lines.filter { $0.level == .notice }
        #expect(notices.filter { $0.metadata[LogKeys.executionID] == nil }.map { $0.metadata[LogKeys.workerID] } == ["8", "9"])
        #expect(notices.compactMap { $0.metadata[LogKeys.executionID] } == ["1", "2", "3"])
        #expect(notices.last?.metadata[LogKeys.status] == "FAILED")
    }

    @Test("the rescuer outlives a store that is away")
    func rescueFailure() async throws {
        let store = FakeMaintenanceStore(rescues: [nil, [rescued(1, by: 8)]])
        try await whileRunning(rescuer(store)) { [clock] in
            var calls = store.calls.makeAsyncIterator()
            await calls.next()
            try await clock.sleepers(count: 1)
            clock.advance(by: .seconds(1))
            await calls.next()
        }
        #expect(log.lines.map(\.level) == [.warning, .notice, .notice])
    }

    @Test("the pruner deletes batch by batch with a pause, then waits for its interval")
    func pruneBatches() async throws {
        let store = FakeMaintenanceStore(prunes: [10, 10, 3])
        try await whileRunning(pruner(store, keep: .seconds(60))) { [clock] in
            var calls = store.calls.makeAsyncIterator()
            for pause in [Duration.milliseconds(200), .milliseconds(200), .seconds(3_600)] {
                await calls.next()
                try await clock.sleepers(count: 1)
                #expect(clock.nextDeadline == clock.now.advanced(by: pause))
                clock.advance(by: pause)
            }
        }
        let cutoffs = store.requests.prefix(2).map { $0.cutoffs[.success] }
        #expect(cutoffs == [midnight - .seconds(60), midnight - .seconds(60) + .milliseconds(200)])
        #expect(store.requests.prefix(4).map(\.after.rawValue) == [0, 100, 200, 0])
        #expect(log.lines.compactMap { $0.metadata[LogKeys.count] } == ["10", "10", "3"])
    }

    @Test("a pruner that may delete no execution asks for none, and runs until it is shut down")
    func pruneOff() async throws {
        let store = FakeMaintenanceStore(prunes: [0])
        try await whileRunning(pruner(store, keep: nil)) { [clock] in try await clock.sleepers(count: 1) }
        #expect(store.requests.map(\.cutoffs) == [[:]])
    }

    @Test("executions are kept for thirty days unless somebody says otherwise, for some ends or for all")
    func retention() {
        let month = midnight - .seconds(30 * 86_400)
        #expect(Set(RetentionPolicy().cutoffs(now: midnight).values) == [month])
        let ended = RetentionPolicy().cutoffs(now: midnight).keys.filter(\.isFinished)
        #expect(ended.count == RetentionPolicy().cutoffs(now: midnight).count)
        #expect(RetentionPolicy(keep: nil).cutoffs(now: midnight).isEmpty)
        let mixed = RetentionPolicy(exceptions: [.success: .atMost(.seconds(60)), .failed: .forever]).cutoffs(now: midnight)
        #expect(mixed[.success] == midnight - .seconds(60))
        #expect(mixed[.failed] == nil)
        #expect(mixed[.cancelled] == month)
    }
}
