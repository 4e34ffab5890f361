import JobUDatabase
import JobUModel
import JobUSQLite
import JobUStore
import JobUTesting
import TestSupport
import Synchronization
import Testing

@Suite("The store's clock")
struct StoreClockTests {
    private static let server = Timestamp(epochSeconds: 1_800_000_000)

    /// - Parameter looks: how long each look at the server takes; the last one holds for all that follow.
    private func clock(
        aheadBy ahead: Duration, looks: [Duration], _ body: (StoreClock, Database, TestClock) async throws -> Void
    ) async throws {
        let directory = try TemporaryDirectory()
        let steady = TestClock()
        let answers = Looks(looks)
        let driver = InterceptedDriver(SQLiteDriver(FileConfiguration(path: directory.file("clock.db")))) { _, _ in
            steady.advance(by: answers.next())
        }
        let database = Database(name: "home", driver: driver, time: TimeSource.test(steady))
        let time = TimeSource.test(steady, start: Self.server + ahead)
        let clock = StoreClock(question: "SELECT \(Self.server.microseconds) AS now", time: time)
        try await body(clock, database, steady)
        try await database.close()
    }

    @Test("it says the server's time, and counts on by the steady clock", arguments: [Duration.seconds(3_600), .zero, .seconds(-90)])
    func follows(ahead: Duration) async throws {
        try await clock(aheadBy: ahead, looks: [.zero]) { clock, database, steady in
            #expect(clock.now() == Self.server + ahead, "before the first look it has only this machine's")
            let skew = try await clock.look(at: database)
            #expect(skew == ahead)
            #expect(clock.now() == Self.server)
            steady.advance(by: .seconds(5))
            #expect(clock.now() == Self.server + .seconds(5))
        }
    }

    @Test("of slow looks the fastest counts, and there are only a few")
    func slow() async throws {
        try await clock(aheadBy: .zero, looks: [.milliseconds(400), .milliseconds(100), .milliseconds(900)]) { clock, database, steady in
            let skew = try await clock.look(at: database)
            // The second look began after 400 ms and took 100: the server's time is that of its middle.
            #expect(skew == .milliseconds(450))
            #expect(steady.elapsed == .milliseconds(400 + 100 + 3 * 900))
            #expect(clock.now() == Self.server + .milliseconds(50 + 3 * 900))
        }
    }

    @Test("a quick look ends the looking")
    func quick() async throws {
        try await clock(aheadBy: .zero, looks: [.milliseconds(400), .milliseconds(10), .seconds(1)]) { clock, database, steady in
            _ = try await clock.look(at: database)
            #expect(steady.elapsed == .milliseconds(410))
        }
    }
}

/// How long each look takes; the last one holds for all that follow.
private final class Looks: Sendable {
    private let left: Mutex<[Duration]>

    init(_ looks: [Duration]) { left = Mutex(looks) }

    func next() -> Duration { left.withLock { $0.count > 1 ? $0.removeFirst() : $0.first ?? .zero } }
}
