package import JobUDatabase
import JobUModel
import JobUSQLite
package import JobUStore
import JobUTesting

/// An empty database of its own for one test; it goes away with the value.
package struct TestDatabase: Sendable {
    package let database: Database
    /// The schema of a store on this engine.
    package let migrations: [Migration]
    /// The store's seam on this engine; nil for an engine that is no store yet.
    package let dialect: (any StoreDialect)?
    /// Whether a transaction can undo a change of the schema.
    package var rollsBackSchema: Bool { driver.migrationRules.undoesSchema }
    /// Describes tables, columns and indexes, in rows of one `line`.
    package let schema: SQLQuery
    /// Opens sessions with the database, for tests that stand in between.
    package let driver: any DatabaseDriver
    /// What database.yaml says of a database on a server; nil for a file.
    package let section: String?
    private let name: String
    /// What must live as long as the database is used.
    package let keepAlive: any Sendable

    /// - Parameter keepAlive: what must live as long as the database is used; it removes the database when it is let go.
    package init(
        name: String, driver: any DatabaseDriver, migrations: [Migration], dialect: (any StoreDialect)?, schema: SQLQuery,
        section: String? = nil,
        keepAlive: any Sendable
    ) {
        self.name = name
        self.driver = driver
        self.migrations = migrations
        self.dialect = dialect
        self.schema = schema
        self.section = section
        self.keepAlive = keepAlive
        database = Database(name: name, driver: driver, time: TimeSource.system)
    }

    /// Opens the same database a second time, as another process would.
    /// - Parameter driver: the same place through something in between; nil for the way of the first.
    package func reopen(through driver: (any DatabaseDriver)? = nil) -> Database {
        Database(name: name, driver: driver ?? self.driver, time: TimeSource.system)
    }

    /// A SQLite file in a folder of its own.
    /// - Throws: when the folder cannot be made.
    package static func sqlite() throws -> TestDatabase {
        let directory = try TemporaryDirectory()
        // The tests kill processes, not machines: what the operating system has is safe.
        let configuration = FileConfiguration(path: directory.file("jobu.db"), synchronous: .normal, busyTimeout: .seconds(30))
        return TestDatabase(
            name: "jobu", driver: SQLiteDriver(configuration), migrations: SQLiteMigrations.all, dialect: SQLiteDialect(),
            schema: "SELECT name || ' ' || COALESCE(sql, '') AS line FROM sqlite_master ORDER BY 1", keepAlive: directory)
    }
}

/// A migrated store of its own for one test.
package struct TestStore: Sendable {
    package let store: SQLJobStore
    package let signals: ChangeSignals
    private let fixture: TestDatabase
    package let dialect: any StoreDialect

    /// - Throws: when a migration fails.
    package init(on fixture: TestDatabase) async throws {
        guard let dialect = fixture.dialect else { throw SQLError(.other, "this engine is no store yet") }
        _ = try await Migrator(fixture.migrations).run(on: fixture.database, now: Timestamp(microseconds: 0))
        signals = ChangeSignals()
        store = SQLJobStore(database: fixture.database, dialect: dialect, signals: signals)
        self.dialect = dialect
        self.fixture = fixture
    }

    /// A store on a new SQLite file.
    /// - Throws: when the file cannot be made.
    package static func sqlite() async throws -> TestStore {
        try await TestStore(on: .sqlite())
    }

    package var database: Database { fixture.database }

    /// The same store as another process would open it: with its own sessions, and its own bell.
    package func secondProcess() -> SQLJobStore {
        SQLJobStore(database: fixture.reopen(), dialect: dialect, signals: ChangeSignals())
    }
}
