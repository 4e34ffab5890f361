import JobUModel
import JobUStore
import JobUTesting
import Logging
import Testing

@testable import JobUDispatcher

@Suite("The dispatcher's loop", .timeLimit(.minutes(1)))
struct DispatcherTests {
    private let clock = TestClock()
    private let wakeUps = WakeUps()
    private let log = LogRecord()

    private func dispatcher(
        _ store: FakeDispatchStore, edit: (inout DispatcherConfiguration) -> Void = { _ in }
    ) -> Dispatcher {
        var configuration = DispatcherConfiguration()
        configuration.pollInterval = .seconds(3_600)
        edit(&configuration)
        return Dispatcher(
            store: store, wakeUps: wakeUps, time: .test(clock, start: midnight), configuration: configuration, logger: log.logger)
    }

    @Test("dispatches what is due at its start, then sleeps until the next is due")
    func sleepsUntilDue() async throws {
        let store = FakeDispatchStore([dueCron()], clock: clock)
        try await whileRunning(dispatcher(store)) { [clock] in
            var rests = store.rests.makeAsyncIterator()
            await rests.next()
            #expect(store.executions.instants == [midnight])
            try await clock.sleepers(count: 1)
            #expect(clock.nextDeadline?.elapsed == .seconds(60))

            clock.advance(by: .seconds(60))
            await rests.next()
            #expect(store.executions.instants == [midnight, minute(1)])
        }
    }

    @Test("sleeps no longer than it may when nothing is due", arguments: [20, 90])
    func longestSleep(pollSeconds: Int) async throws {
        let store = FakeDispatchStore(clock: clock)
        let dispatcher = dispatcher(store) { $0.pollInterval = .seconds(pollSeconds) }
        try await whileRunning(dispatcher) { [clock] in
            try await clock.sleepers(count: 1)
            #expect(clock.nextDeadline?.elapsed == .seconds(min(pollSeconds, 60)))
        }
    }

    @Test("only looks while nothing is due")
    func idle() async throws {
        let store = FakeDispatchStore([dueCron(at: minute(3))], clock: clock)
        try await whileRunning(dispatcher(store)) { [clock] in
            var rests = store.rests.makeAsyncIterator()
            for _ in 0..<3 {
                await rests.next()
                try await clock.sleepers(count: 1)
                #expect(store.batches.isEmpty)
                clock.advance(by: .seconds(60))
            }
            await rests.next()
            #expect(store.executions.instants == [minute(3)])
        }
    }

    @Test("wakes when a schedule changes")
    func wakes() async throws {
        let store = FakeDispatchStore(clock: clock)
        try await whileRunning(dispatcher(store)) { [clock, wakeUps] in
            var rests = store.rests.makeAsyncIterator()
            await rests.next()
            try await clock.sleepers(count: 1)
            store.add(dueCron(at: minute(0)))
            wakeUps.ring([.schedules])
            await rests.next()
            #expect(store.executions.instants == [midnight])
            #expect(clock.elapsed == .zero)
        }
    }

    @Test("drains all batches before it sleeps")
    func drains() async throws {
        let store = FakeDispatchStore((0..<25).map { _ in dueCron() }, clock: clock)
        try await whileRunning(dispatcher(store) { $0.batchSize = 10 }) {
            var rests = store.rests.makeAsyncIterator()
            await rests.next()
            #expect(store.batches == [10, 10, 5])
            #expect(store.executions.count == 25)
        }
    }

    @Test("backs off while the store is away, whoever rings, and goes on afterwards")
    func backsOff() async throws {
        let store = FakeDispatchStore([dueCron()], clock: clock)
        store.fail(3)
        try await whileRunning(dispatcher(store)) { [clock, wakeUps] in
            var rests = store.rests.makeAsyncIterator()
            for failure in 0..<3 {
                await rests.next()
                wakeUps.ring()
                try await clock.sleepers(count: 1)
                let deadline = try #require(clock.nextDeadline)
                let pause = clock.now.duration(to: deadline).inSeconds
                let full = Double(1 << failure)
                #expect((full / 2...full).contains(pause))
                clock.advance(to: deadline)
            }
            await rests.next()
            #expect(store.executions.count == 1)
        }
        let warnings = log.lines.filter { $0.level == .warning }
        #expect(warnings.map { $0.metadata[LogKeys.failures] } == ["1", "2", "3"])
        #expect(warnings.allSatisfy { $0.message == "Dispatch failed; retrying" })
        #expect(warnings.allSatisfy { $0.metadata[LogKeys.error] == "StoreAway()" && $0.metadata[LogKeys.service] == "dispatcher" })
    }

    @Test("the first failure after a success is followed by a short pause again")
    func backsOffAnew() async throws {
        let store = FakeDispatchStore(clock: clock)
        store.fail(3)
        try await whileRunning(dispatcher(store)) { [clock] in
            var rests = store.rests.makeAsyncIterator()
            for look in 0..<5 {
                await rests.next()
                try await clock.sleepers(count: 1)
                let deadline = try #require(clock.nextDeadline)
                if look == 4 { #expect(clock.now.duration(to: deadline) <= .seconds(1)) }
                if look == 3 { store.fail(1) }
                clock.advance(to: deadline)
            }
        }
    }

    @Test("pauses before it looks again at crons that another dispatcher holds")
    func held() async throws {
        let store = FakeDispatchStore([dueCron()], clock: clock)
        store.hold()
        try await whileRunning(dispatcher(store)) { [clock] in
            var rests = store.rests.makeAsyncIterator()
            await rests.next()
            try await clock.sleepers(count: 1)
            #expect(clock.nextDeadline?.elapsed == DispatcherConfiguration().heldPause)
        }
    }

    @Test("a cron that cannot be read is reported once and holds up no other")
    func unreadable() async throws {
        let store = FakeDispatchStore([dueCron { $0.cronExpression = "nonsense" }, dueCron()], clock: clock)
        try await whileRunning(dispatcher(store)) {
            var rests = store.rests.makeAsyncIterator()
            await rests.next()
        }
        #expect(store.executions.filter { $0.skipReason == nil }.count == 1)
        #expect(store.executions.filter { $0.skipReason != nil }.count == 1)
        let errors = log.lines.filter { $0.level == .error }
        #expect(errors.count == 1)
        #expect(errors.first?.metadata[LogKeys.cronJobName] == "report")
    }

    @Test("a clock that was set back makes neither duplicates nor a busy loop")
    func setBack() async throws {
        let store = FakeDispatchStore([dueCron(at: minute(600))], clock: clock)
        try await whileRunning(dispatcher(store)) { [clock] in
            var rests = store.rests.makeAsyncIterator()
            await rests.next()
            try await clock.sleepers(count: 1)
            #expect(clock.nextDeadline?.elapsed == .seconds(60))
            #expect(store.batches.isEmpty)
        }
    }

    @Test("returns at once on graceful shutdown, also while it backs off")
    func shutdown() async throws {
        let store = FakeDispatchStore([dueCron()], clock: clock)
        store.fail(.max)
        try await whileRunning(dispatcher(store)) { [clock] in
            try await clock.sleepers(count: 1)
        }
        #expect(log.lines.last?.message == "Dispatcher stopped")
        #expect(clock.elapsed == .zero)
    }

    @Test("returns when its task is cancelled")
    func cancelled() async throws {
        let dispatcher = dispatcher(FakeDispatchStore(clock: clock))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await dispatcher.run() }
            try await clock.sleepers(count: 1)
            tasks.cancelAll()
            try await tasks.waitForAll()
        }
    }
}
