import JobUDatabase
import JobUDispatcher
import JobUHandler
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import JobUWorker
import Logging
import ServiceLifecycle
import Synchronization
import Testing

/// Two dispatchers, three workers and two rescuers on one SQLite file: sixty minutes of bad luck, then some calm ones.
///
/// Each process has its own sessions with the file, its own bell, and a wall clock that is off by up to a second. It lives for
/// some minutes, is then killed (its calls stop, its tasks are cancelled) or told to stop, and comes back a little later.
/// A seed repeats it call by call, but for the order of dictionaries: see `SimulatedCluster`.
final class Simulation: Sendable {
    static let chaosEnd: Duration = .seconds(60 * 60)
    static let end: Duration = .seconds(68 * 60)
    static let start = Timestamp(epochSeconds: 1_767_225_600)

    let world = SimulatedCluster()
    let history = History()
    let fixture: TestStore
    private let file: TestDatabase
    private let dialect: any StoreDialect
    private let random: Mutex<SplitMix64>
    private let chaoses = Mutex<[Chaos]>([])
    private let killed = Mutex(0)
    private let trace = Mutex<[String]>([])

    /// - Parameter dialect: what the processes use in place of the file's own.
    init(seed: UInt64, dialect: (any StoreDialect)? = nil) async throws {
        random = Mutex(SplitMix64(seed: seed))
        file = try .sqlite()
        self.dialect = try dialect ?? #require(file.dialect)
        fixture = try await TestStore(on: file)
    }

    private var clock: TestClock { world.clock }
    /// Every call of a store, with its time and the number of the life that made it.
    var calls: [String] { trace.withLock { $0 } }
    var kills: Int { killed.withLock { $0 } }

    var counts: Chaos.Counts {
        chaoses.withLock { $0.map(\.counts) }.reduce(into: Chaos.Counts()) { sum, one in
            sum.failed += one.failed
            sum.answersLost += one.answersLost
            sum.delayed += one.delayed
            sum.cutOff += one.cutOff
        }
    }

    func run() async throws {
        try await world.run { [self] in
            try await withThrowingTaskGroup(of: Void.self) { processes in
                for _ in 0..<2 { processes.addTask { try await self.live(self.dispatcher) } }
                for _ in 0..<3 { processes.addTask { try await self.live(self.worker, drains: true) } }
                for _ in 0..<2 { processes.addTask { try await self.live(self.rescuer) } }
                try await processes.waitForAll()
            }
        }
    }

    // MARK: - Processes

    private struct Surroundings: Sendable {
        var store: FaultyStore
        var signals: ChangeSignals
        var time: TimeSource
    }

    /// One life after the other until the end.
    private func live(_ make: @Sendable (Surroundings) throws -> any Service, drains: Bool = false) async throws {
        while clock.elapsed < Self.end {
            let life = Duration.seconds(draw(180...900))
            let isLast = clock.elapsed + life >= Self.chaosEnd
            // Only a worker does more at its end than to be cancelled.
            let isKilled = drains ? !isLast && draw(1...3) > 1 : true
            try await liveOnce(for: isLast ? Self.end - clock.elapsed : life, isKilled: isKilled, make)
            if isLast { return }
            try await clock.sleep(for: .seconds(draw(1...90)))
        }
    }

    private func liveOnce(
        for life: Duration, isKilled: Bool, _ make: @Sendable (Surroundings) throws -> any Service
    ) async throws {
        let chaos = Chaos(seed: draw(), clock: clock, until: Self.chaosEnd)
        chaoses.withLock { $0.append(chaos) }
        let signals = ChangeSignals()
        let sessions = SQLJobStore(database: file.reopen(), dialect: dialect, signals: signals)
        let number = chaoses.withLock { $0.count }
        let store = FaultyStore(sessions, in: world) { [self] call, moment in
            trace.withLock { $0.append("\(clock.elapsed) \(number) \(call) \(moment)") }
            try await chaos.strike(call, moment)
        }
        let skew = Duration.milliseconds(Int(draw(0...2_000)) - 1_000)
        let time = TimeSource.test(clock, start: Self.start + skew, seed: draw())
        let group = ServiceGroup(services: [try make(Surroundings(store: store, signals: signals, time: time))], logger: silent)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try await clock.sleep(for: life)
            if isKilled {
                try await kill(&tasks, chaos)
            } else {
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
            }
        }
        try await sessions.close()
    }

    /// The lifecycle library ends a cancelled service in a task of its own, which the world does not see: the clock waits for it.
    private func kill(_ tasks: inout ThrowingTaskGroup<Void, any Error>, _ chaos: Chaos) async throws {
        killed.withLock { $0 += 1 }
        chaos.kill()
        world.holdClock()
        defer { world.releaseClock() }
        tasks.cancelAll()
        try await tasks.waitForAll()
    }

    private func dispatcher(_ around: Surroundings) -> any Service {
        var configuration = DispatcherConfiguration()
        configuration.pollInterval = .seconds(10)
        return Dispatcher(
            store: around.store, signals: around.signals, time: around.time, configuration: configuration, logger: silent)
    }

    private func worker(_ around: Surroundings) throws -> any Service {
        var configuration = WorkerConfiguration()
        configuration.pollInterval = .seconds(10)
        configuration.capacity = 4
        configuration.shutdownTimeout = .seconds(20)
        let handler = WorkHandler(history: history, clock: clock, random: around.time.random)
        return Worker(
            store: around.store, handlers: try HandlerRegistry([RegisteredHandler(handler)]), databases: JobDatabases([]),
            signals: around.signals, time: around.time, configuration: configuration, logger: silent)
    }

    private func rescuer(_ around: Surroundings) -> any Service {
        var configuration = MaintenanceConfiguration()
        configuration.rescueInterval = .seconds(10)
        return Rescuer(store: around.store, time: around.time, configuration: configuration, logger: silent)
    }

    private func draw() -> UInt64 {
        random.withLock { $0.next() }
    }

    private func draw(_ range: ClosedRange<Int>) -> Int {
        random.withLock { Int.random(in: range, using: &$0) }
    }
}

private let silent = Logger(label: "simulation") { _ in SwiftLogNoOpLogHandler() }
