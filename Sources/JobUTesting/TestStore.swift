package import JobUDatabase
import JobUSQLite
package import JobUStore

/// A store of its own for one test: a new, migrated SQLite file that goes away with the value.
package struct TestStore: Sendable {
    package let store: SQLJobStore
    package let database: Database
    package let wakeUps: WakeUps
    private let directory: TemporaryDirectory

    /// - Throws: when the file cannot be made.
    package static func sqlite() async throws -> TestStore {
        let directory = try TemporaryDirectory()
        // The tests kill processes, not machines: what the operating system has is safe.
        let driver = SQLiteDriver(SQLiteConfiguration(path: directory.file("jobu.db"), synchronous: .normal))
        let database = Database(name: "jobu", driver: driver)
        _ = try await Migrator(SQLiteMigrations.all).run(on: database, nowMicroseconds: 0)
        let wakeUps = WakeUps()
        let store = SQLJobStore(database: database, dialect: SQLiteJobSQL(), wakeUps: wakeUps)
        return TestStore(store: store, database: database, wakeUps: wakeUps, directory: directory)
    }

    /// The file's path, for a second process or a second pool.
    package var path: String { directory.file("jobu.db") }
}
