import JobUContracts
import JobUDatabase
import JobUModel
import JobUSQLite
import JobUStore
import JobUTesting
import TestSupport
import Synchronization
import Testing

/// No statement that runs all the time reads the whole history.
@Suite("SQLite's plans")
struct PlanTests {
    /// What may read a table from end to end: pages a person asks for, and tables that stay small.
    private static let allowed = [
        "SCAN workers", "SCAN w", "SCAN names", "SCAN schema_migrations", "SCAN CONSTANT ROW",
        // Read from its beginning, as far as a limit goes.
        "SCAN alert_events",
    ]

    @Test("dispatching, claiming, finishing, heartbeats and rescues are served by indexes")
    func plans() async throws {
        let directory = try TemporaryDirectory()
        let plans = Plans()
        let file = FileConfiguration(path: directory.file("jobu.db"), synchronous: .normal)
        let driver = InterceptedDriver(SQLiteDriver(file)) { connection, sql in
            for row in try await connection.fetchAll("EXPLAIN QUERY PLAN " + sql) {
                plans.add(try row.text("detail") + " -- " + sql.rendered { _ in "?" }.text)
            }
        }
        let database = Database(name: "jobu", driver: driver, time: TimeSource.system)
        _ = try await Migrator(SQLiteMigrations.all).run(on: database, now: Timestamp(microseconds: 0))
        let store = SQLJobStore(database: database, dialect: SQLiteDialect(), signals: ChangeSignals())
        let now = Timestamp(epochSeconds: 1_767_225_600)
        var definition = CronJobDefinition(name: "report", cronExpression: "* * * * *", handlerName: "sample")
        definition.overlapPolicy = .cancelRunning
        _ = try await store.createCronJob(definition, nextRunAt: now, now: now)
        plans.forget()
        try await GrowthContract.day(store, now)
        let scans = plans.all.filter { plan in
            plan.contains("SCAN") && !Self.allowed.contains { plan.hasPrefix($0) } && !plan.contains("USING INDEX")
        }
        #expect(scans.isEmpty)
        let ofOneCron = plans.all.filter { $0.contains("sqlite_autoindex_job_executions_1 (job_id=?)") }
        #expect(ofOneCron.isEmpty, "these grow with the history of one cron")
        #expect(plans.all.count > 20)
    }
}

/// What SQLite says it would do for each statement.
final class Plans: Sendable {
    private let lines = Mutex<[String]>([])

    func add(_ line: String) { lines.withLock { $0.append(line) } }

    func forget() { lines.withLock { $0 = [] } }

    var all: [String] { lines.withLock { $0 } }
}
