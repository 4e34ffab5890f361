import JobUCron
import JobUModel
import JobUStore
import JobUTesting
import Logging
import Synchronization
import Testing

@testable import JobUDispatcher

@Suite("The dispatcher's loop", .timeLimit(.minutes(1)))
struct DispatcherTests {
    private let clock = TestClock()
    private let signals = ChangeSignals()
    private let log = LogRecord()

    private func dispatcher(
        _ store: FakeDispatchStore, wall: (any WallClock)? = nil, edit: (inout DispatcherConfiguration) -> Void = { _ in },
        reading: @escaping ScheduleReader.Reading = { try CronJobSchedule($0) }
    ) -> Dispatcher {
        var configuration = DispatcherConfiguration()
        configuration.pollInterval = .seconds(3_600)
        edit(&configuration)
        var time = TimeSource.test(clock, start: midnight)
        if let wall { time.wall = wall }
        return Dispatcher(
            store: store, signals: signals, time: time, configuration: configuration, logger: log.logger, reading: reading)
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
        let store = FakeDispatchStore([dueCron(at: minute(3)) { $0.cronExpression = "3 0 * * *" }], clock: clock)
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
        try await whileRunning(dispatcher(store)) { [clock, signals] in
            var rests = store.rests.makeAsyncIterator()
            await rests.next()
            try await clock.sleepers(count: 1)
            store.add(dueCron(at: minute(0)))
            signals.notify([.schedules])
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
        try await whileRunning(dispatcher(store)) { [clock, signals] in
            var rests = store.rests.makeAsyncIterator()
            for failure in 0..<3 {
                await rests.next()
                signals.notify()
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

    @Test("a cron that cannot be read is reported once, holds up no other, and stays due for a dispatcher that can read it")
    func unreadable() async throws {
        let store = FakeDispatchStore([dueCron { $0.cronExpression = "nonsense" }, dueCron()], clock: clock)
        try await whileRunning(dispatcher(store)) { [clock] in
            try await clock.sleepers(count: 1)
            clock.advance(by: .seconds(60))
            try await clock.sleepers(count: 1)
        }
        #expect(store.executions.allSatisfy { $0.skipReason == nil })
        #expect(store.executions.instants == [midnight, minute(1)])
        #expect(store.due == [midnight, minute(2)])
        let errors = log.lines.filter { $0.level == .error }
        #expect(errors.count == 1)
        #expect(errors.first?.metadata[LogKeys.cronJobName] == "report")
    }

    @Test("what a dispatcher without time-zone data leaves is dispatched by another, once per instant")
    func withoutZones() async throws {
        let store = FakeDispatchStore([dueCron { $0.timeZone = "Asia/Seoul" }, dueCron()], clock: clock)
        let blind = dispatcher(
            store,
            reading: { definition in
                guard definition.timeZone == "UTC" else { throw CronZoneError.noData(definition.timeZone) }
                return try CronJobSchedule(definition)
            })
        let sighted = dispatcher(store)
        for minute in 0..<3 {
            // Whoever comes first: the blind one takes only what it can read.
            _ = try await blind.dispatchAllDue()
            _ = try await sighted.dispatchAllDue()
            #expect(store.executions.count == 2 * (minute + 1))
            clock.advance(by: .seconds(60))
        }
        #expect(store.executions.instants.filter { $0 == minute(1) }.count == 2)
        #expect(store.executions.allSatisfy { $0.skipReason == nil })
    }

    @Test("a zone that can be read again is dispatched without a restart")
    func zoneComesBack() async throws {
        let store = FakeDispatchStore([dueCron { $0.timeZone = "Asia/Seoul" }], clock: clock)
        let isInstalled = Mutex(false)
        let dispatcher = dispatcher(
            store,
            reading: { definition in
                guard isInstalled.withLock(\.self) else { throw CronZoneError.noData(definition.timeZone) }
                return try CronJobSchedule(definition)
            })
        _ = try await dispatcher.dispatchAllDue()
        #expect(store.executions.isEmpty)
        isInstalled.withLock { $0 = true }
        clock.advance(by: .seconds(10))
        _ = try await dispatcher.dispatchAllDue()
        #expect(store.executions.count == 1)
    }

    @Test("after ten seconds in which the clock was eight hours ahead, a cron runs each minute again")
    func clockWasAhead() async throws {
        let store = FakeDispatchStore([dueCron()], clock: clock)
        let wall = JumpingClock(clock)
        try await whileRunning(dispatcher(store, wall: wall) { $0.pollInterval = .seconds(5) }) { [clock] in
            func pass(_ seconds: Int) async throws {
                for _ in 0..<seconds {
                    try await clock.sleepers(count: 1)
                    clock.advance(by: .seconds(1))
                }
                try await clock.sleepers(count: 1)
            }
            try await pass(10)
            wall.ahead = .seconds(28_800)
            try await pass(10)
            #expect(store.due == [minute(481)])
            wall.ahead = .zero
            try await pass(160)
        }
        #expect(store.due == [minute(4)])
        let instants = store.executions.filter { $0.skipReason == nil }.instants
        #expect(Set(instants) == [midnight, minute(1), minute(2), minute(3), minute(480)])
        #expect(instants.count == 5, "none twice")
        #expect(log.lines.contains { $0.level == .warning && $0.message.contains("Repaired") })
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

extension CronZoneError {
    /// What a machine without time-zone data says of a zone.
    fileprivate static func noData(_ zone: String) -> any Error {
        do {
            _ = try CronZone(named: "Nowhere/\(zone.filter(\.isLetter))")
            return CancellationError()
        } catch {
            return error
        }
    }
}

/// A time of day that can be wrong for a while.
final class JumpingClock: WallClock {
    private let clock: TestClock
    private let offset = Mutex(Duration.zero)

    init(_ clock: TestClock) {
        self.clock = clock
    }

    var ahead: Duration {
        get { offset.withLock(\.self) }
        set { offset.withLock { $0 = newValue } }
    }

    func now() -> Timestamp { midnight + clock.elapsed + ahead }
}
