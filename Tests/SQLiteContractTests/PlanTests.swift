import JobUContracts
import JobUDatabase
import JobUModel
import JobUSQLite
import JobUStore
import JobUTesting
import Synchronization
import Testing

/// No statement that runs all the time reads the whole history.
@Suite("SQLite's plans")
struct PlanTests {
    /// What may read a table from end to end: pages a person asks for, and tables that stay small.
    private static let allowed = ["SCAN workers", "SCAN w", "SCAN names", "SCAN schema_migrations", "SCAN CONSTANT ROW"]

    @Test("dispatching, claiming, finishing, heartbeats and rescues are served by indexes")
    func plans() async throws {
        let directory = try TemporaryDirectory()
        let driver = ExplainingDriver(SQLiteDriver(SQLiteConfiguration(path: directory.file("jobu.db"), synchronous: .normal)))
        let database = Database(name: "jobu", driver: driver, time: TimeSource.system.pool)
        _ = try await Migrator(SQLiteMigrations.all).run(on: database, nowMicroseconds: 0)
        let store = SQLJobStore(database: database, dialect: SQLiteJobSQL(), wakeUps: WakeUps())
        let now = Timestamp(epochSeconds: 1_767_225_600)
        var definition = CronJobDefinition(name: "report", cronExpression: "* * * * *", handlerName: "sample")
        definition.overlapPolicy = .cancelRunning
        _ = try await store.createCronJob(definition, nextRunAt: now, now: now)
        driver.plans.forget()
        try await GrowthContract.day(store, now)
        let scans = driver.plans.all.filter { plan in
            plan.contains("SCAN") && !Self.allowed.contains { plan.hasPrefix($0) } && !plan.contains("USING INDEX")
        }
        #expect(scans.isEmpty)
        let ofOneCron = driver.plans.all.filter { $0.contains("sqlite_autoindex_job_executions_1 (job_id=?)") }
        #expect(ofOneCron.isEmpty, "these grow with the history of one cron")
        #expect(driver.plans.all.count > 20)
    }
}

/// What SQLite says it would do for each statement.
final class Plans: Sendable {
    private let lines = Mutex<[String]>([])

    func add(_ line: String) { lines.withLock { $0.append(line) } }

    func forget() { lines.withLock { $0 = [] } }

    var all: [String] { lines.withLock { $0 } }
}

/// Asks for the plan of each statement before it runs.
private struct ExplainingDriver: DatabaseDriver {
    let plans = Plans()
    private let driver: SQLiteDriver

    init(_ driver: SQLiteDriver) {
        self.driver = driver
    }

    var writersMax: Int? { driver.writersMax }
    var readersMax: Int? { driver.readersMax }
    var atomic: any AtomicSQL { driver.atomic }
    var migrationLock: MigrationLock? { nil }

    func connect(_ mode: TransactionMode) async throws -> any DatabaseConnection {
        ExplainingConnection(try await driver.connect(mode), plans)
    }
}

private final class ExplainingConnection: DatabaseConnection {
    private let connection: any DatabaseConnection
    private let plans: Plans

    init(_ connection: any DatabaseConnection, _ plans: Plans) {
        self.connection = connection
        self.plans = plans
    }

    func fetchAll(_ sql: SQL) async throws -> [Row] {
        try await explain(sql)
        return try await connection.fetchAll(sql)
    }

    func execute(_ sql: SQL) async throws -> Int {
        try await explain(sql)
        return try await connection.execute(sql)
    }

    func executeBatch(_ text: StaticString, _ rows: [[SQLValue]]) async throws -> [Int] {
        try await explain(SQL.uncheckedRaw(text.description))
        return try await connection.executeBatch(text, rows)
    }

    func executeScript(_ text: String) async throws { try await connection.executeScript(text) }
    func openCursor(_ sql: SQL) async throws -> any RowCursor { try await connection.openCursor(sql) }
    func ping() async throws { try await connection.ping() }
    func begin(_ mode: TransactionMode, isolation: IsolationLevel?) async throws { try await connection.begin(mode, isolation: isolation) }
    func commit() async throws { try await connection.commit() }
    func rollback() async throws { try await connection.rollback() }
    func close() async throws { try await connection.close() }

    private func explain(_ sql: SQL) async throws {
        for row in try await connection.fetchAll("EXPLAIN QUERY PLAN " + sql) {
            plans.add(try row.text("detail") + " -- " + sql.rendered { _ in "?" }.text)
        }
    }
}
