import JobUContracts
import JobUDatabase
import JobUMySQL
import JobUStore
import JobUTesting
import TestSupport
import Testing

@Suite("Signals of a MySQL store", .enabled(if: TestServers.hasMySQL), .inTurn, .timeLimit(.minutes(5)))
struct MySQLChangeWatcherTests {
    private static func counters(_ database: Database) async throws -> [String: Int64] {
        let rows = try await database.withConnection(.readOnly) { try await $0.fetchAll("SELECT topic, rings FROM wake_ups") }
        return Dictionary(try rows.map { (try $0.text("topic"), try $0.int64("rings")) }) { first, _ in first }
    }

    private static func change(_ database: Database, _ statement: StaticString) async throws {
        try await database.withConnection(.readWrite) { try await $0.executeScript("\(statement)") }
    }

    @Test("rows that were deleted are noticed, and put back")
    func deleted() async throws {
        let fixture = try await TestStore(on: .mysql())
        let (database, signals) = (fixture.database, fixture.signals)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            var counters = signals.listen(to: [.executions]).makeAsyncIterator()
            tasks.addTask { try await MySQLChangeWatcher(database, signals: signals, clock: ContinuousClock()).run() }
            _ = await counters.next()
            try await Self.change(database, "DELETE FROM wake_ups")
            while try await Self.counters(database).count < ChangeSignals.Topic.allCases.count { _ = await counters.next() }
            tasks.cancelAll()
        }
    }

    @Test("an announcement puts a deleted row back with a number that nobody has seen in it")
    func announced() async throws {
        let database = try await TestStore(on: .mysql()).database
        try await MySQLChangeWatcher.publish(.executions, on: database)
        let before = try #require(try await Self.counters(database)["executions"])
        try await Self.change(database, "DELETE FROM wake_ups")
        try await MySQLChangeWatcher.publish(.executions, on: database)
        let after = try #require(try await Self.counters(database)["executions"])
        #expect(after > before + 1_000)
    }

    @Test("a number at the end of its type begins anew")
    func overflow() async throws {
        let database = try await TestStore(on: .mysql()).database
        try await Self.change(database, "UPDATE wake_ups SET rings = 9223372036854775807")
        try await MySQLChangeWatcher.publish(.pages, on: database)
        #expect(try await Self.counters(database)["pages"] == 0)
    }
}
