import JobUDatabase
import JobUDispatcher
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import Logging
import Synchronization
import Testing

@Suite("A wall clock that is ahead for ten seconds", .timeLimit(.minutes(1)))
struct ClockJumpTests {
    private static let start = Timestamp(epochSeconds: 1_767_225_600)

    /// The time of day of the simulated world, and what it is wrong by.
    private final class JumpingClock: WallClock {
        private let clock: TestClock
        private let offset = Mutex(Duration.zero)

        init(_ clock: TestClock) {
            self.clock = clock
        }

        func set(_ ahead: Duration) { offset.withLock { $0 = ahead } }

        func now() -> Timestamp { ClockJumpTests.start + clock.elapsed + offset.withLock(\.self) }
    }

    @Test(
        "silences no cron and fires no instant twice", arguments: [45, 3_600, 28_800, 300_000], MisfirePolicy.allCases)
    func jump(seconds: Int, misfire: MisfirePolicy) async throws {
        let world = SimulatedCluster()
        let fixture = try await TestStore.sqlite()
        let wall = JumpingClock(world.clock)
        var definition = CronJobDefinition(name: "minutely", cronExpression: "* * * * *", handlerName: "sample")
        definition.misfirePolicy = misfire
        let cron = try await fixture.store.createCronJob(definition, nextRunAt: Self.start + .seconds(60), now: Self.start)
        var time = TimeSource.test(world.clock, start: Self.start)
        time.wall = wall
        let dispatchers = [0, 1].map { [time] _ in
            Dispatcher(
                store: FaultyStore(fixture.store, in: world), signals: ChangeSignals(), time: time,
                logger: Logger(label: "simulation") { _ in SwiftLogNoOpLogHandler() })
        }
        try await world.run {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for dispatcher in dispatchers { group.addTask { try await dispatcher.run() } }
                try await world.clock.sleep(for: .seconds(303))
                wall.set(.seconds(seconds))
                try await world.clock.sleep(for: .seconds(10))
                wall.set(.zero)
                try await world.clock.sleep(for: .seconds(900))
                group.cancelAll()
            }
        }
        let executions = try await fixture.database.transaction(readOnly: true) { tx in
            try await tx.fetchAll("SELECT scheduled_time, status FROM job_executions WHERE job_id = \(cron.id)")
        }
        let fired = try executions.filter { try $0.text("status") != "SKIPPED" }.map { try $0.timestamp("scheduled_time") }
        #expect(Set(fired).count == fired.count)
        let minutes = Set((1...20).map { Self.start + .seconds(60 * $0) })
        #expect(minutes.subtracting(fired).isEmpty)
        #expect(try await fixture.store.cronJob(cron.id)?.nextRunAt == Self.start + .seconds(21 * 60))
    }
}
