import CLoops
import Foundation
import JobUContracts
import JobUDatabase
import JobUModel
import JobUMySQL
import JobUPostgres
import JobUSQLite
import JobUStore
import JobUTesting
import ServiceLifecycle

/// What keeps the executions.
enum BenchmarkEngine: String, CaseIterable {
    case sqlite, postgresql, mariadb
}

/// A store on a new file, or on a new schema of the servers that JOBU_TEST_* name.
struct BenchmarkStore {
    let store: SQLJobStore
    let database: Database
    let dialect: any StoreDialect
    let signals: ChangeSignals
    /// Works all that waits off in C, with one connection; gives the seconds.
    let drainInC: @Sendable (_ batch: Int) -> Double
    private let reopen: @Sendable () -> Database
    private let watch: @Sendable (Database, ChangeSignals) async throws -> Void
    private let publish: (@Sendable (Database, ChangeSignals.Topic) async throws -> Void)?
    private let keepAlive: any Sendable

    init(_ engine: BenchmarkEngine) async throws {
        let migrations: [Migration]
        switch engine {
        case .sqlite:
            let folder = try TemporaryDirectory()
            let path = folder.file("jobu.db")
            reopen = {
                Database(
                    name: "jobu", driver: SQLiteDriver(FileConfiguration(path: path, synchronous: .normal)), time: TimeSource.system)
            }
            (dialect, migrations, keepAlive, publish) = (SQLiteDialect(), SQLiteMigrations.all, folder, nil)
            drainInC = { cloop_sqlite_drain(path, Int32($0)) }
            watch = { try await SQLiteChangeWatcher(path: path, database: $0, signals: $1, clock: ContinuousClock()).run() }
        case .postgresql:
            guard var server = TestServers.postgres else { throw NoServer() }
            server.sslMode = .disable
            let schema = try await PostgresSchema(on: server)
            let configuration = schema.configuration
            let conninfo =
                "host=\(server.host) port=\(server.port) user=\(server.user) password=\(server.password?.reveal() ?? "") dbname=\(server.database) "
                + "sslmode=disable options=-csearch_path=\(configuration.schema ?? "public")"
            reopen = { Database(name: "jobu", driver: PostgresDriver(configuration), time: TimeSource.system) }
            (dialect, migrations, keepAlive) = (PostgresDialect(), PostgresMigrations.all, schema)
            drainInC = { cloop_pq_drain(conninfo, Int32($0)) }
            watch = { _, signals in try await PostgresChangeWatcher(configuration, signals: signals).run() }
            publish = { try await PostgresChangeWatcher.publish($1, on: $0) }
        case .mariadb:
            guard let server = TestServers.mysql else { throw NoServer() }
            var configuration = server
            configuration.database = "b" + UUID().uuidString.lowercased().filter(\.isHexDigit)
            let chosen = configuration
            let admin = Database(name: "admin", driver: MySQLDriver(server), time: TimeSource.system)
            try await admin.withConnection(.readWrite) { try await $0.executeScript("CREATE DATABASE \(chosen.database)") }
            try await admin.close()
            reopen = { Database(name: "jobu", driver: MySQLDriver(chosen), time: TimeSource.system) }
            (dialect, migrations, keepAlive) = (MySQLDialect(), MySQLMigrations.all, 0)
            drainInC = {
                cloop_mysql_drain(chosen.host, Int32(chosen.port), chosen.user, chosen.password?.reveal() ?? "", chosen.database, Int32($0))
            }
            watch = { try await MySQLChangeWatcher($0, signals: $1, clock: ContinuousClock()).run() }
            publish = { try await MySQLChangeWatcher.publish($1, on: $0) }
        }
        database = reopen()
        signals = ChangeSignals()
        store = SQLJobStore(database: database, dialect: dialect, signals: signals)
        _ = try await Migrator(migrations).run(on: database, now: Timestamp(microseconds: 0))
    }

    /// The same store with sessions of its own, as another process has it, and what tells the two of each other.
    func secondProcess() -> (store: SQLJobStore, signals: ChangeSignals, services: [any Service]) {
        let (database, signals) = (reopen(), ChangeSignals())
        var services: [any Service] = [Background { [watch] in try await watch(database, signals) }]
        if let publish {
            let publisher = SignalPublisher(self.signals, clock: ContinuousClock(), pause: .milliseconds(5)) {
                [own = self.database] topic in
                try await publish(own, topic)
            }
            services.append(Background { try await publisher.run() })
        }
        return (SQLJobStore(database: database, dialect: dialect, signals: signals), signals, services)
    }

    /// Fills the store with runs that are due.
    func fill(_ count: Int) async throws {
        let now = SystemWallClock().now()
        for start in stride(from: 0, to: count, by: 10_000) {
            let executions = (start..<min(start + 10_000, count)).map { _ in
                NewExecution(handlerName: NoOp.name, scheduledTime: now, trigger: .api)
            }
            _ = try await database.transaction { [dialect] in try await dialect.insert($0, executions, now: now) }
        }
    }

    /// How many runs have succeeded.
    func finished() async throws -> Int {
        try await database.transaction(readOnly: true) {
            try await $0.fetchOne("SELECT COUNT(*) AS total FROM job_executions WHERE status = 'SUCCESS'")?.int("total") ?? 0
        }
    }

    struct NoServer: Error, CustomStringConvertible {
        var description: String { "no server: run script/servers, and this with its variables" }
    }
}

/// Something that runs beside a measurement.
private struct Background: Service {
    let body: @Sendable () async throws -> Void

    func run() async throws {
        await cancelWhenGracefulShutdown {
            do { try await body() } catch {
                if !(error is CancellationError) { print("ended: \(error)") }
            }
        }
    }
}
