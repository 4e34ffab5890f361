package import JobUDatabase
import JobUModel
import JobUSQLite
package import JobUStore

/// An empty database of its own for one test; it goes away with the value.
package struct TestDatabase: Sendable {
    package let database: Database
    /// The schema of a store on this engine.
    package let migrations: [Migration]
    /// The store's seam on this engine; nil for an engine that is no store yet.
    package let dialect: (any JobSQL)?
    /// Whether a transaction can undo a change of the schema.
    package let rollsBackSchema: Bool
    /// Opens the same database a second time, as another process would.
    package let reopen: @Sendable () -> Database
    private let keepAlive: any Sendable

    /// - Parameters:
    ///   - keepAlive: what must live as long as the database is used; it removes the database when it is let go.
    ///   - reopen: opens the database anew.
    package init(
        migrations: [Migration], dialect: (any JobSQL)?, rollsBackSchema: Bool = true, keepAlive: any Sendable,
        reopen: @escaping @Sendable () -> Database
    ) {
        database = reopen()
        self.migrations = migrations
        self.dialect = dialect
        self.rollsBackSchema = rollsBackSchema
        self.reopen = reopen
        self.keepAlive = keepAlive
    }

    /// A SQLite file in a folder of its own.
    /// - Throws: when the folder cannot be made.
    package static func sqlite() throws -> TestDatabase {
        let directory = try TemporaryDirectory()
        // The tests kill processes, not machines: what the operating system has is safe.
        let configuration = SQLiteConfiguration(path: directory.file("jobu.db"), synchronous: .normal, busyTimeoutSeconds: 30)
        return TestDatabase(migrations: SQLiteMigrations.all, dialect: SQLiteJobSQL(), keepAlive: directory) {
            Database(name: "jobu", driver: SQLiteDriver(configuration), time: TimeSource.system.pool)
        }
    }
}

/// A migrated store of its own for one test.
package struct TestStore: Sendable {
    package let store: SQLJobStore
    package let wakeUps: WakeUps
    private let home: TestDatabase
    package let dialect: any JobSQL

    /// - Throws: when a migration fails.
    package init(on home: TestDatabase) async throws {
        guard let dialect = home.dialect else { throw DatabaseError(.other, "this engine is no store yet") }
        _ = try await Migrator(home.migrations).run(on: home.database, nowMicroseconds: 0)
        wakeUps = WakeUps()
        store = SQLJobStore(database: home.database, dialect: dialect, wakeUps: wakeUps)
        self.dialect = dialect
        self.home = home
    }

    /// A store on a new SQLite file.
    /// - Throws: when the file cannot be made.
    package static func sqlite() async throws -> TestStore {
        try await TestStore(on: .sqlite())
    }

    package var database: Database { home.database }

    /// The same store as another process would open it: with its own sessions, and its own bell.
    package func secondProcess() -> SQLJobStore {
        SQLJobStore(database: home.reopen(), dialect: dialect, wakeUps: WakeUps())
    }
}
