import Foundation
import JobUComposition
import JobUContracts
import JobUDatabase
import JobUModel
import JobUMySQL
import JobUPostgres
import JobUTesting
import TestSupport
import Logging
import Synchronization
import Testing

/// The examples of docs/databases.md do what the page says.
@Suite("Examples of the page on databases", .timeLimit(.minutes(2)))
struct DatabaseExampleTests {
    private typealias Order = DatabaseExamples.Order

    /// A database `orders` on this engine with the tables of the page.
    private func with(_ engine: StoreEngine, _ body: (DatabaseExamples) async throws -> Void) async throws {
        let place = try await Workplace(on: engine)
        let section = place.fixture.section ?? "{type: sqlite, path: '\(place.folder.file("orders.db"))'}"
        try "databases:\n  jobu: {type: sqlite, path: '\(place.folder.file("data/jobu.db"))'}\n  orders: \(section)\n"
            .write(toFile: place.folder.file("config/database.yaml"), atomically: true, encoding: .utf8)
        let connection = try await JobUConnection.open(
            config: place.folder.file("config"), environment: [:], engines: [.postgresql, .mysql])
        try await connection.databases.transaction("orders") { tx in
            try await tx.execute(
                """
                CREATE TABLE orders (id BIGINT PRIMARY KEY, day VARCHAR(10) NOT NULL, customer_name VARCHAR(100) NOT NULL,
                    cents BIGINT NOT NULL, note VARCHAR(100), settled INTEGER NOT NULL DEFAULT 0)
                """)
            try await tx.execute("CREATE TABLE settlements (day VARCHAR(10) PRIMARY KEY, cents BIGINT NOT NULL)")
        }
        let examples = DatabaseExamples(databases: connection.databases)
        try await examples.add(
            [
                Order(id: 1, customerName: "김철수", cents: 1_200, note: nil),
                Order(id: 2, customerName: "O'Brien", cents: 800, note: "'); DROP TABLE orders; --"),
            ], on: "2026-11-24")
        try await body(examples)
        try await connection.close()
    }

    @Test("rows are read into a type, also those with names in any script and with quotes", arguments: StoreEngine.present)
    func reading(engine: StoreEngine) async throws {
        try await with(engine) { examples in
            #expect(try await examples.openOrders("2026-11-24").map(\.customerName) == ["김철수", "O'Brien"])
            #expect(try await examples.openOrders("2026-11-23") == [])
            #expect(try await examples.orders(of: ["O'Brien"], since: nil).map(\.note) == ["'); DROP TABLE orders; --"])
            #expect(try await examples.orders(of: ["O'Brien"], since: "2026-11-25") == [])
            #expect(try await examples.orders(of: [], since: nil) == [])
            let lines = Mutex<[String]>([])
            try await examples.export { line in lines.withLock { $0.append(line) } }
            #expect(lines.withLock(\.self) == ["1;1200", "2;800"])
        }
    }

    @Test("a transaction keeps all or nothing, by itself, nested and with savepoints", arguments: StoreEngine.present)
    func writing(engine: StoreEngine) async throws {
        try await with(engine) { examples in
            #expect(try await examples.settle("2026-11-24") == 2)
            #expect(try await examples.settle("2026-11-24") == 0)
            // The day is booked: the service's insert fails, and the caller's update goes with it.
            try await examples.add([Order(id: 3, customerName: "박영희", cents: 5, note: nil)], on: "2026-11-24")
            let error = await #expect(throws: SQLError.self) { try await examples.settleThroughService("2026-11-24") }
            #expect(error?.code == .uniqueViolation)
            #expect(try await examples.openOrders("2026-11-24").map(\.id) == [3])
            #expect(try await examples.bookOnce("2026-11-24") == false)
            #expect(try await examples.bookOnce("2026-11-25"))
            try await examples.reserve(3)
            #expect(try await examples.openOrders("2026-11-24") == [])
        }
    }

    @Test(
        "two databases are written together",
        .enabled(if: StoreEngine.present.count == 3, "needs PostgreSQL and MariaDB"))
    func together() async throws {
        let databases = [
            Database(name: "orders", driver: PostgresDriver(try await Self.orders()), time: TimeSource.system),
            Database(name: "ledger", driver: MySQLDriver(try await Self.ledger()), time: TimeSource.system),
        ]
        let time = TimeSource.system
        let environment = AtomicEnvironment(
            time: time,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), coordinator: "test")
        for database in databases { _ = try await database.setUpAtomic(environment) }
        let registry = JobDatabases(
            databases, atomic: AtomicDatabases(databases, executionDatabase: "orders", environment: environment))
        try await registry.transaction("orders") { tx in
            try await tx.execute("CREATE TABLE orders (id BIGINT PRIMARY KEY, day VARCHAR(10), settled INTEGER NOT NULL DEFAULT 0)")
            try await tx.execute("INSERT INTO orders (id, day) VALUES (1, '2026-11-24'), (2, '2026-11-25')")
        }
        try await registry.transaction("ledger") { tx in
            try await tx.execute("CREATE TABLE entries (day VARCHAR(10) PRIMARY KEY, cents BIGINT NOT NULL)")
            try await tx.execute("INSERT INTO entries (day, cents) VALUES ('2026-11-25', 1)")
        }
        let examples = DatabaseExamples(databases: registry)
        try await examples.settleTogether("2026-11-24", cents: 2_000)
        // This day has its entry: the order stays as it was.
        await #expect(throws: (any Error).self) { try await examples.settleTogether("2026-11-25", cents: 1) }
        let settled = try await registry.transaction("orders") { try await $0.fetchAll("SELECT settled FROM orders ORDER BY id") }
        let entries = try await registry.transaction("ledger") { try await $0.fetchAll("SELECT cents FROM entries ORDER BY day") }
        #expect(try settled.map { try $0.int("settled") } == [1, 0])
        #expect(try entries.map { try $0.int("cents") } == [2_000, 1])
        try await registry.close()
    }

    // The tests' servers do not force their logs to the disk, which a transaction over several databases would refuse.
    private static func orders() async throws -> ServerConfiguration {
        let place = try await Workplace(on: .postgresql)
        var server = try #require(TestServers.postgres)
        server.database = try #require(place.fixture.databaseName)
        server.allowsUnsafeDurability = true
        return server
    }

    private static func ledger() async throws -> ServerConfiguration {
        let place = try await Workplace(on: .mariadb)
        var server = try #require(TestServers.mysql)
        server.database = try #require(place.fixture.databaseName)
        server.allowsUnsafeDurability = true
        return server
    }
}
