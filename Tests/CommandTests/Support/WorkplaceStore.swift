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

/// What can keep a store.
enum StoreEngine: String, CaseIterable {
    case sqlite, postgresql, mariadb

    /// Those that are here.
    static var present: [StoreEngine] {
        allCases.filter { $0 == .sqlite || ($0 == .postgresql ? TestServers.hasPostgres : TestServers.hasMySQL) }
    }
}

/// A store as another process sees it.
struct WorkplaceStore: Sendable {
    let store: SQLJobStore
    let database: Database
    let signals = ChangeSignals()
    /// What database.yaml says of it; nil for the default.
    let section: String?
    /// Its name on the server; nil for a file.
    let databaseName: String?
    /// Rings when another process has changed something.
    let watch: @Sendable () async throws -> Void

    init(_ engine: StoreEngine, file: String) async throws {
        let unique = "w" + UUID().uuidString.lowercased().filter(\.isHexDigit)
        databaseName = engine == .sqlite ? nil : unique
        let (dialect, migrations): (any StoreDialect, [Migration])
        let signals = signals
        switch engine {
        case .sqlite:
            database = Self.open(SQLiteDriver(FileConfiguration(path: file)))
            (dialect, migrations, section) = (SQLiteDialect(), SQLiteMigrations.all, nil)
            watch = { [database] in
                try await SQLiteChangeWatcher(path: file, database: database, signals: signals, clock: ContinuousClock()).run()
            }
        case .postgresql:
            guard var server = TestServers.postgres else { throw SQLError(.cannotOpen, "no PostgreSQL server for tests") }
            try await Self.create(unique, with: PostgresDriver(server))
            server.database = unique
            let configuration = server
            database = Self.open(PostgresDriver(configuration))
            (dialect, migrations) = (PostgresDialect(), PostgresMigrations.all)
            section = Self.section("postgresql", server.host, server.port, unique, server.user, server.password?.reveal())
            watch = { try await PostgresChangeWatcher(configuration, signals: signals).run() }
        case .mariadb:
            guard var server = TestServers.mysql else { throw SQLError(.cannotOpen, "no MariaDB server for tests") }
            try await Self.create(unique, with: MySQLDriver(server))
            server.database = unique
            database = Self.open(MySQLDriver(server))
            (dialect, migrations) = (MySQLDialect(), MySQLMigrations.all)
            section = Self.section("mysql", server.host, server.port, unique, server.user, server.password?.reveal())
            watch = { [database] in try await MySQLChangeWatcher(database, signals: signals, clock: ContinuousClock()).run() }
        }
        _ = try await Migrator(migrations).run(on: database, now: Timestamp(microseconds: 0))
        store = SQLJobStore(database: database, dialect: dialect, signals: signals)
    }

    private static func open(_ driver: any DatabaseDriver) -> Database {
        Database(name: "jobu", driver: driver, time: TimeSource.system)
    }

    /// The server is thrown away after the tests, and the database with it.
    private static func create(_ name: String, with driver: any DatabaseDriver) async throws {
        let admin = Database(name: "admin", driver: driver, time: TimeSource.system)
        try await admin.withConnection(.readWrite) { try await $0.executeScript("CREATE DATABASE \(name)") }
        try await admin.close()
    }

    private static func section(_ type: String, _ host: String, _ port: Int, _ name: String, _ user: String, _ password: String?) -> String
    {
        "{type: \(type), host: '\(host)', port: \(port), database: \(name), user: '\(user)', password: '\(password ?? "")'}"
    }
}
