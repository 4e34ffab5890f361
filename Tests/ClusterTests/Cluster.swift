import Foundation
import JobUContracts
import JobUDatabase
import JobUModel
import JobUMySQL
import JobUPostgres
import JobUSQLite
import JobUStore
import JobUTesting
import TestSupport

/// Three dispatchers and six workers on one store: a file, or a server of their own, which one worker reaches through a proxy. Two
/// workers know a handler more than the others, as the next version of a program does.
struct Cluster: Sendable {
    enum Engine: String, Sendable, CaseIterable {
        case sqlite, postgresql, mysql

        /// All, or those that `JOBU_CLUSTER_ENGINES` names.
        static let chosen: [Engine] = {
            guard let names = ProcessInfo.processInfo.environment["JOBU_CLUSTER_ENGINES"] else { return allCases }
            return names.split(separator: ",").compactMap { Engine(rawValue: String($0)) }
        }()
    }

    let dispatchers: [ClusterProcess]
    let workers: [ClusterProcess]
    let store: SQLJobStore
    let database: Database

    var processes: [ClusterProcess] { dispatchers + workers }

    /// - Parameter isFenceless: plants the mistake that the check must find.
    init(_ engine: Engine, port: Int, proxyPort: Int, in directory: TemporaryDirectory, isFenceless: Bool = false) async throws {
        let direct = try Self.configuration(engine, port, directory, "direct")
        let proxied = try Self.configuration(engine, proxyPort, directory, "proxied")
        let fault = isFenceless ? ["JOBU_PROBE_FENCELESS": "1"] : [:]
        let new = fault.merging(["JOBU_PROBE_NEW": "1"]) { $1 }
        dispatchers = (1...3).map { ClusterProcess("dispatcher \($0)", role: "dispatcher", config: direct, environment: fault) }
        workers =
            (1...3).map { ClusterProcess("worker \($0)", role: "worker", config: direct, environment: fault) }
            + [ClusterProcess("worker 4", role: "worker", config: proxied, environment: fault)]
            + (5...6).map { ClusterProcess("worker \($0)", role: "worker", config: direct, environment: new) }
        let dialect: any StoreDialect
        let migrations: [Migration]
        switch engine {
        case .sqlite:
            let configuration = FileConfiguration(path: directory.file("home.db"), synchronous: .normal, busyTimeout: .seconds(10))
            database = Database(name: "home", driver: SQLiteDriver(configuration), time: TimeSource.system)
            (dialect, migrations) = (SQLiteDialect(), SQLiteMigrations.all)
        case .postgresql:
            let configuration = ServerConfiguration(host: "127.0.0.1", port: port, database: "postgres", user: "jobu", password: nil)
            database = Database(name: "home", driver: PostgresDriver(configuration), time: TimeSource.system)
            (dialect, migrations) = (PostgresDialect(), PostgresMigrations.all)
        case .mysql:
            var configuration = ServerConfiguration(host: "127.0.0.1", port: port, database: "test", user: "root", password: nil)
            configuration.sslMode = .disable
            database = Database(name: "home", driver: MySQLDriver(configuration), time: TimeSource.system)
            (dialect, migrations) = (MySQLDialect(), MySQLMigrations.all)
        }
        store = SQLJobStore(database: database, dialect: dialect, signals: ChangeSignals())
        let fixture = database
        try await Self.retrying { _ = try await Migrator(migrations).run(on: fixture, now: Timestamp(microseconds: 0)) }
        try await fixture.withConnection(.readWrite) { connection in
            // Without keys: what happens twice shall be seen.
            try await connection.executeScript("CREATE TABLE bodies (execution_id BIGINT NOT NULL, fence BIGINT NOT NULL)")
            try await connection.executeScript("CREATE TABLE effects (execution_id BIGINT NOT NULL, fence BIGINT NOT NULL)")
        }
    }

    /// Leases as short as they may be, so that deaths are noticed soon.
    private static func configuration(_ engine: Engine, _ port: Int, _ directory: TemporaryDirectory, _ name: String) throws -> String {
        let folder = directory.file(name)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let server = "host: 127.0.0.1, port: \(port), pool: {min: 1, max: 4}"
        let place =
            switch engine {
            case .sqlite: "type: sqlite, path: '\(directory.file("home.db"))', options: {synchronous: normal, busy_timeout_ms: 10000}"
            case .postgresql: "type: postgresql, database: postgres, user: jobu, \(server)"
            case .mysql: "type: mysql, database: test, user: root, options: {sslmode: disable}, \(server)"
            }
        let files = [
            "database.yaml": "databases:\n  home: {\(place)}\n",
            "worker.yaml": "worker:\n  lease_seconds: 2\n  pool_size: 4\n  poll_interval_seconds: 0.5\n",
            "dispatcher.yaml":
                "dispatcher:\n  poll_interval_seconds: 1\n  min_cron_interval_seconds: 1\nmaintenance:\n  rescue_interval_seconds: 0.5\n",
        ]
        for (name, text) in files { try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8) }
        return folder
    }

    /// Tries again while the server comes up.
    static func retrying<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        for _ in 0..<300 {
            do { return try await body() } catch {
                try await ContinuousClock().sleep(for: .milliseconds(100))
            }
        }
        return try await body()
    }
}
