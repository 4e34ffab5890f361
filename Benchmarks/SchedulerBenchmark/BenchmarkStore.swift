import JobUDatabase
import JobUModel
import JobUSQLite
import JobUStore
import JobUTesting

/// A store on a new file.
struct BenchmarkStore {
    let store: SQLJobStore
    let database: Database
    let wakeUps: WakeUps
    let path: String
    private let folder: TemporaryDirectory

    init() async throws {
        folder = try TemporaryDirectory()
        path = folder.file("jobu.db")
        (store, database, wakeUps) = try await Self.open(path)
        _ = try await Migrator(SQLiteMigrations.all).run(on: database, nowMicroseconds: 0)
    }

    /// Opens a file as a process of its own would.
    static func open(_ path: String) async throws -> (SQLJobStore, Database, WakeUps) {
        let driver = SQLiteDriver(SQLiteConfiguration(path: path, synchronous: .normal))
        let database = Database(name: "jobu", driver: driver, time: TimeSource.system.pool)
        let wakeUps = WakeUps()
        return (SQLJobStore(database: database, dialect: SQLiteJobSQL(), wakeUps: wakeUps), database, wakeUps)
    }

    /// Fills the store with runs that are due.
    func fill(_ count: Int) async throws {
        let now = SystemWallClock().now()
        let sql = SQLiteJobSQL()
        for start in stride(from: 0, to: count, by: 10_000) {
            let runs = (start..<min(start + 10_000, count)).map { _ in
                NewExecution(handlerName: NoOp.name, scheduledTime: now, trigger: .api)
            }
            _ = try await database.transaction { try await sql.insert($0, runs, now: now) }
        }
    }
}
