import JobUDatabase
import JobUModel
import JobUSQLite
import JobUStore
import JobUTesting
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
        let driver = SlowDriver(SQLiteDriver(SQLiteConfiguration(path: directory.file("clock.db"))), steady, looks)
        let database = Database(name: "home", driver: driver, time: TimeSource.test(steady).pool)
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

/// A server whose answers take their time.
private struct SlowDriver: DatabaseDriver {
    private let driver: SQLiteDriver
    private let clock: TestClock
    private let looks: Looks

    final class Looks: Sendable {
        let left: Mutex<[Duration]>
        init(_ looks: [Duration]) { left = Mutex(looks) }
        func next() -> Duration { left.withLock { $0.count > 1 ? $0.removeFirst() : $0.first ?? .zero } }
    }

    init(_ driver: SQLiteDriver, _ clock: TestClock, _ looks: [Duration]) {
        self.driver = driver
        self.clock = clock
        self.looks = Looks(looks)
    }

    var writersMax: Int? { driver.writersMax }
    var readersMax: Int? { driver.readersMax }
    var atomic: any AtomicSQL { driver.atomic }
    var migrationLock: MigrationLock? { nil }

    func connect(_ mode: TransactionMode) async throws -> any DatabaseConnection {
        SlowConnection(connection: try await driver.connect(mode)) { [clock, looks] in clock.advance(by: looks.next()) }
    }
}

private final class SlowConnection: DatabaseConnection {
    private let connection: any DatabaseConnection
    private let pass: @Sendable () -> Void

    init(connection: any DatabaseConnection, pass: @escaping @Sendable () -> Void) {
        self.connection = connection
        self.pass = pass
    }

    func fetchAll(_ sql: SQL) async throws -> [Row] {
        pass()
        return try await connection.fetchAll(sql)
    }

    func execute(_ sql: SQL) async throws -> Int { try await connection.execute(sql) }
    func executeBatch(_ text: StaticString, _ rows: [[SQLValue]]) async throws -> [Int] { try await connection.executeBatch(text, rows) }
    func executeScript(_ text: String) async throws { try await connection.executeScript(text) }
    func openCursor(_ sql: SQL) async throws -> any RowCursor { try await connection.openCursor(sql) }
    func ping() async throws { try await connection.ping() }
    func begin(_ mode: TransactionMode, isolation: IsolationLevel?) async throws { try await connection.begin(mode, isolation: isolation) }
    func commit() async throws { try await connection.commit() }
    func rollback() async throws { try await connection.rollback() }
    func close() async throws { try await connection.close() }
}
